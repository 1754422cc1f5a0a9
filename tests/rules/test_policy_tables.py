"""Tables of policies: what is read of them, and what is said of lines and files that cannot be taken."""

from __future__ import annotations

import codecs
import io
from datetime import date

import pytest

from account.policies.entries import Entry
from account.policies.imports import LineRefusal
from account.policies.records import PolicyState
from account.policies.table_text import LINE_LONGEST, WrongFileError
from account.policies.tables import Table
from tests.tables_of_policies import CELLS, ENGLISH, HEADER, line, table

TODAY = date(2026, 11, 27)


def opened(data: str | bytes, encoding: str = "utf-8") -> Table:
    return Table(io.BytesIO(data if isinstance(data, bytes) else data.encode(encoding)), TODAY)


def read(data: str | bytes, encoding: str = "utf-8") -> tuple[list[tuple[int, Entry]], list[LineRefusal]]:
    piece = opened(data, encoding).piece(100)
    return piece.entries, piece.refusals


def entry(**cells: str) -> Entry:
    (entries, refusals) = read(table(line(**cells)))
    assert refusals == []
    return entries[0][1]


def refusal(**cells: str) -> tuple[str | None, str]:
    (entries, refusals) = read(table(line(**cells)))
    assert entries == []
    return refusals[0].column, refusals[0].reason


def fault(data: str | bytes, encoding: str = "utf-8") -> tuple[str, tuple[str, ...]]:
    with pytest.raises(WrongFileError) as wrong:
        read(data, encoding)
    return wrong.value.fault, wrong.value.columns


def test_a_line_tells_all_of_a_policy() -> None:
    one = entry()
    assert (one.number, one.product, one.starts, one.ends) == ("A-1", "ОСАГО", date(2026, 1, 1), date(2026, 12, 31))
    assert (one.state, one.insured) == (PolicyState.ACTIVE, "Лада Веста")
    assert str(one.holder.name) == "Птицына Анна Петровна"
    assert str(one.holder.born) == "07.03.1985"
    assert (one.holder.document.type, str(one.holder.document)) == ("passport-rf", "4509 908172")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("header", [HEADER, ENGLISH, HEADER.upper(), ENGLISH.replace("-", " ")])
def test_spellings_of_one_table_are_read_alike(encoding: str, delimiter: str, end: str, header: str) -> None:
    entries, refusals = read(
        table(line(), line(number="A-2"), header=header, end=end).replace(";", delimiter), encoding
    )
    assert ([number for number, _ in entries], refusals) == ([2, 3], [])
    assert entries[0][1] == entry()


def test_windows_1251_is_known_by_a_number_of_three_letters_alone() -> None:
    latin = {"product": "OSAGO", "status": "active", "insured": "LADA", "name": "Smith Ann"}
    text = table(line(number="ССС 0412345678", document_type="passport-rf", **latin), header=ENGLISH)
    entries, _ = read(text, "cp1251")
    assert [each.number for _, each in entries] == ["ССС 0412345678"]


def test_columns_come_in_any_order_and_unknown_ones_are_named() -> None:
    text = "\n".join(["филиал;" + ";".join(reversed(HEADER.split(";"))), "Тверь;" + ";".join(reversed(CELLS.values()))])
    one = opened(text)
    assert one.piece(5).entries[0][1] == entry()
    assert one.unknown == ("филиал",)


def test_what_a_spreadsheet_adds_is_passed_over() -> None:
    text = "\ufeffsep=;\r\n" + table("", line(), ";;;;;;;;;;", "   ", line(number="B") + ";;;", "")
    entries, refusals = read(text)
    assert ([number for number, _ in entries], refusals) == ([4, 7], [])


def test_a_table_may_begin_with_many_empty_lines() -> None:
    entries, refusals = read("\r\n" * 40_000 + table(line()))
    assert ([number for number, _ in entries], refusals) == ([40_002], [])


def test_lines_that_end_with_a_return_alone_are_counted_and_read_over_many_blocks() -> None:
    entries, refusals = read(table(*(line(number=f"N{each}") for each in range(90)), line(end="вчера"), end="\r"))
    assert ([number for number, _ in entries], [each.line for each in refusals]) == ([*range(2, 92)], [92])


def test_quotes_hold_delimiters_quotes_and_line_ends() -> None:
    text = table(line(insured='"Дом; ""Уют"",\r\nдвор"'), line(number="B"))
    entries, _ = read(text)
    assert [(number, each.insured) for number, each in entries] == [(2, 'Дом; "Уют", двор'), (4, "Лада Веста")]


def test_an_open_quote_spoils_its_own_line_only() -> None:
    text = table(line(insured='"Дом'), line(number="B"), line(number="C", insured='Труба 5"'), line(number="D"))
    entries, refusals = read(text)
    assert [number for number, _ in entries] == [3, 5]
    assert [(each.line, each.column, each.reason) for each in refusals] == [(2, None, "quotes"), (4, None, "quotes")]


@pytest.mark.parametrize("later", ['Б"', '"Б'])
def test_a_line_whose_quote_closes_the_one_before_is_told_too(later: str) -> None:
    """Of two lines that a pair of stray quotes joins, neither goes lost without a word."""
    text = table(line(insured='"Дом'), line(number=later), line(number="C", product='"Ось'), line(number="D"))
    entries, refusals = read(text)
    assert [number for number, _ in entries] == [5]
    assert [(each.line, each.reason) for each in refusals] == [(2, "quotes"), (3, "quotes"), (4, "quotes")]


def test_a_quoted_cell_may_hold_many_delimiters() -> None:
    drivers = ", ".join(["Птицын"] * 12)
    entries, refusals = read(table(line(insured=f'"{drivers}"')).replace(";", ","))
    assert ([each.insured for _, each in entries], refusals) == ([drivers], [])


def test_a_header_is_read_over_the_line_ends_in_its_cells() -> None:
    text = table(line(), header=HEADER.replace("номер;", '"Номер\nполиса";').replace("дата р", '"Дата\nр', 1))
    entries, refusals = read(text.replace("рождения;", 'рождения";', 1))
    assert ([number for number, _ in entries], refusals) == ([4], [])


def test_a_sheet_that_was_formatted_to_its_last_row_is_read() -> None:
    entries, refusals = read(table(line()) + ";;;;;;;;;;\r\n" * (1_048_576 - 2))
    assert (len(entries), refusals) == (1, [])


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_words_are_shown_as_the_insurer_wrote_them(encoding: str) -> None:
    entries, _ = read(table(line(number="№ 7", product="Дом…", insured="кв.\u00a0№ 5,  «Уют»")), encoding)
    shown = entries[0][1]
    assert (shown.number, shown.product, shown.insured) == ("№ 7", "Дом…", "кв. № 5, «Уют»")


@pytest.mark.parametrize("written", ["'{}", '"=""{}"""', "'{} "])
def test_what_keeps_a_spreadsheet_from_numbers_is_taken_off(written: str) -> None:
    cells = {name: written.format(CELLS[name]) for name in ("number", "start", "series", "document-number")}
    assert entry(**{name.replace("-", "_"): cell for name, cell in cells.items()}) == entry()


def test_an_apostrophe_that_belongs_to_a_word_stays() -> None:
    one = entry(name="'т Хофт Анна", insured="'Заря', яхта")
    assert (str(one.holder.name), one.insured) == ("'Т Хофт Анна", "'Заря', яхта")


def test_capitals_blanks_and_dashes_make_no_other_number() -> None:
    spellings = ["ХХХ 041-7", "ххх041-7", " Ххх\u00a00 41–7 "]
    assert len({entry(number=each).key for each in spellings}) == 1
    assert entry(number="ХХХ 0417").key != entry(number="ХХХ 041-7").key


def test_blanks_that_fill_a_cell_do_not_make_it_too_long() -> None:
    assert entry(number="A-1" + " " * 80, product="ОСАГО" + " " * 300) == entry()


def test_a_line_that_is_too_long_spoils_itself_only() -> None:
    text = table(line(), line(insured="я" * LINE_LONGEST), line(number="C"), line(insured='"' + "я" * LINE_LONGEST))
    entries, refusals = read(text)
    assert [number for number, _ in entries] == [2, 4]
    assert [(each.line, each.reason) for each in refusals] == [(3, "line-too-long"), (5, "line-too-long")]


def test_cells_that_are_too_many_or_too_few_are_told() -> None:
    short = ";".join(list(CELLS.values())[:10])
    entries, refusals = read(table(line() + ";x", short, line(number="C") + "; ;", "один"))
    assert [number for number, _ in entries] == [4]
    assert [(each.line, each.column, each.reason) for each in refusals] == [
        (2, None, "too-many-cells"),
        (3, "document-number", "empty"),
        (5, "start", "empty"),
    ]


def test_a_nul_spoils_its_line_only() -> None:
    _, refusals = read(table(line(insured="Дом\0"), line(number="B")))
    assert [(each.line, each.column, each.reason) for each in refusals] == [(2, None, "control-characters")]


@pytest.mark.parametrize(
    "typed", ["01.01.2026", "1.1.2026", "2026-01-01", "01/01/2026", "01.01.2026 0:00:00", " 2026-1-1 "]
)
def test_dates_come_as_systems_write_them(typed: str) -> None:
    assert entry(start=typed).starts == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("active", PolicyState.ACTIVE),
        ("ДЕЙСТВУЕТ", PolicyState.ACTIVE),
        ("Приостановлен", PolicyState.SUSPENDED),
        ("прекращён", PolicyState.CANCELLED),
        ("cancelled", PolicyState.CANCELLED),
    ],
)
def test_states_come_by_key_or_by_word(word: str, state: PolicyState) -> None:
    assert entry(status=word).state is state


def test_documents_come_by_key_or_by_word() -> None:
    assert entry(document_type="passport-rf") == entry(document_type="паспорт РФ")
    foreign = entry(document_type="Паспорт иностранного гражданина", series="нет", document_number="АВ 1234567")
    assert (foreign.holder.document.type, foreign.holder.document.number) == ("foreign-passport", "AB1234567")


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"number": " "}, "number", "empty"),
        ({"number": "9" * 65}, "number", "too-long"),
        ({"number": "1,23E+10"}, "number", "exponent"),
        ({"number": "1E+11"}, "number", "exponent"),
        ({"product": ""}, "product", "empty"),
        ({"insured": "я" * 501}, "insured", "too-long"),
        ({"start": "вчера"}, "start", "not-a-date"),
        ({"start": "31.02.2026"}, "start", "no-such-day"),
        ({"start": "01.01.26"}, "start", "not-a-date"),
        ({"start": "01.01.0026"}, "start", "no-such-day"),
        ({"end": "31.12.2025"}, "end", "before-start"),
        ({"status": "жив"}, "status", "unknown-value"),
        ({"name": "Птицына"}, "name", "name-one-word"),
        ({"name": "Птицына А.П."}, "name", "name-initials"),
        ({"name": "Пtицына Анна"}, "name", "name-mixed"),
        ({"name": "Птицына 7 Анна"}, "name", "name-letters"),
        ({"name": "Птицына- Анна-"}, "name", "name-hyphens"),
        ({"name": ""}, "name", "empty"),
        ({"name": "я" * 200 + " Анна"}, "name", "too-long"),
        ({"birth_date": "07.03.2985"}, "birth-date", "future"),
        ({"birth_date": "07.03.2020"}, "birth-date", "age"),
        ({"birth_date": "31.02.1985"}, "birth-date", "no-such-day"),
        ({"birth_date": "весной"}, "birth-date", "not-a-date"),
        ({"document_type": "права"}, "document-type", "unknown-value"),
        ({"series": "45"}, "series", "not-a-series"),
        ({"series": ""}, "series", "empty"),
        ({"document_number": "12"}, "document-number", "not-a-number"),
        ({"document_number": ""}, "document-number", "empty"),
        ({"document_number": "908172.0"}, "document-number", "decimal"),
        ({"document_type": "foreign-passport", "document_number": "908172,00"}, "document-number", "decimal"),
        ({"document_type": "foreign-passport", "document_number": "9.08E10"}, "document-number", "exponent"),
        ({"document_type": "foreign-passport", "series": "45.0"}, "series", "decimal"),
    ],
)
def test_a_wrong_cell_is_told_by_column_and_reason(cells: dict[str, str], column: str, reason: str) -> None:
    assert refusal(**cells) == (column, reason)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8 + b"\r\n \r\n", "empty"),
        (b"\r\n" * 40_000, "empty"),
        (table(line()).encode("utf-16"), "utf-16"),
        (table(line()).encode("utf-16-le"), "utf-16"),
        (b"PK\x03\x04" + bytes(100), "spreadsheet"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "spreadsheet"),
        (bytes(1000) + b"x", "binary"),
        (b";;;;\r\n;;;\r\n", "no-header"),
        (table().encode(), "no-lines"),
        (table("", ";;;").encode(), "no-lines"),
        (table(line()).encode().replace("Веста".encode(), b"\xd0"), "encoding"),
    ],
)
def test_a_file_of_which_nothing_can_be_taken_is_told_so(data: bytes, told: str) -> None:
    assert fault(data) == (told, ())


def test_missing_and_doubled_columns_are_named() -> None:
    assert fault(table(line(), header=HEADER.replace("объект", "предмет").replace("серия", "филиал"))) == (
        "missing-columns",
        ("insured", "series"),
    )
    assert fault(table(line(), header=HEADER + ";number")) == ("repeated-columns", ("number",))


def test_a_file_without_a_header_tells_nothing_of_its_people() -> None:
    told, columns = fault(line())
    assert (told, len(columns)) == ("missing-columns", 11)
    assert not {"Птицына", "908172"} & set(columns)


def test_pieces_follow_each_other_to_the_end() -> None:
    one = opened(table(*(line(number=f"N{number}") for number in range(7)), line(number="")))
    assert [len(one.piece(3)) for _ in range(4)] == [3, 3, 2, 0]
