"""Full names as they are typed, shown and compared."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from account.names import FullName
from account.refusals import Refusal
from tests.rules.hostile import ANY_TEXT, HUGE, fuzzed, refuses_or_takes, refuses_soon

# Words of name-like shapes, in the alphabets people have and in those that look like them.
_NAMES = st.lists(
    st.text(st.sampled_from("абвёйИЯßİıǆaBcéЩіґӀ-'’`0. "), min_size=1, max_size=8), min_size=2, max_size=5
).map(" ".join)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Иванов Иван Иванович", "Иванов Иван Иванович"),
        ("иванов иван", "Иванов Иван"),
        ("ИВАНОВ  ИВАН\u00a0ИВАНОВИЧ ", "Иванов Иван Иванович"),
        ("иВАНОВ иВАН", "Иванов Иван"),
        ("МакДональд Рональд", "МакДональд Рональд"),
        ("макДональд рональд", "МакДональд Рональд"),
        ("петров - водкин кузьма", "Петров-Водкин Кузьма"),
        ("Салтыков\u2013Щедрин Михаил", "Салтыков-Щедрин Михаил"),
        ("Алиев Али Вели оглы", "Алиев Али Вели оглы"),
        ("АЛИЕВА ЛЕЙЛА ВЕЛИ КЫЗЫ", "Алиева Лейла Вели кызы"),
        ("Алиев Али Вели-Оглы", "Алиев Али Вели-оглы"),
        ("о’нил шон", "О'Нил Шон"),
        ("O'NEIL SHAUN", "O'Neil Shaun"),
        ("'T HOOFT 'AA", "'T Hooft 'Aa"),
        ("а'бВ а'бВГ", "А'Бв А'Бвг"),
        ("Петренко мар'яна", "Петренко Мар'яна"),
        ("Il'in Igor'", "Il'in Igor'"),
        ("müller jürgen", "Müller Jürgen"),
        ("İBRAHİM ÖZ", "İbrahim Öz"),
        ("Цой Ян", "Цой Ян"),
        ("и\u0306одль анна", "Йодль Анна"),
    ],
)
def test_a_name_is_shown_capitalised_as_typed(typed: str, shown: str) -> None:
    assert str(FullName.parse(typed)) == shown


@pytest.mark.parametrize(
    ("typed", "which"),
    [
        ("", "empty"),
        ("Иванов", "one-word"),
        ("Иванов И.И.", "initials"),
        ("Иванов И. И.", "initials"),
        ("Иванов, Иван", "letters"),
        ("Иванов Иван 2", "letters"),
        ("Иванов_Петров Иван", "letters"),
        ("Παπάς Νίκος", "letters"),
        ("🙂 🙂", "letters"),
        ("Ивaнов Иван", "mixed"),
        ("Анна-Maria Петрова", "mixed"),
        ("Иванов--Петров Иван", "hyphens"),
        ("-Иванов Иван", "hyphens"),
        ("Иванов ' Иван", "hyphens"),
        ("Иванов " + "и" * 120, "too-long"),
        ("Иванов " * 100, "too-long"),
    ],
)
def test_a_refused_name_hears_what_is_wrong(typed: str, which: str) -> None:
    with pytest.raises(Refusal) as refused:
        FullName.parse(typed)
    assert refused.value == Refusal("not-a-name", which=which)


def test_a_person_is_greeted_with_name_and_patronymic() -> None:
    assert FullName.parse("Алиев Али Вели оглы").greeting == "Али Вели оглы"
    assert FullName.parse("Алиев Али").greeting == "Али"
    assert FullName.parse("Алиев Али").patronymic is None


def test_names_are_compared_without_case_and_yo() -> None:
    assert FullName.parse("ФЁДОРОВ ПЁТР").key == FullName.parse("Федоров Петр").key


def test_a_name_is_not_printed_by_accident() -> None:
    assert repr(FullName("Иванов", "Иван")) == "FullName(…)"


@pytest.mark.parametrize(
    ("surname", "name", "patronymic"),
    [
        ("", "Иван", None),
        ("Иванов", "", None),
        ("Иванов", "Иван", ""),
        ("Ким Чен", "Ын", None),
        ("Иванов", "Иван\n", None),
    ],
)
def test_no_malformed_name_exists(surname: str, name: str, patronymic: str | None) -> None:
    with pytest.raises(ValueError, match="full name"):
        FullName(surname, name, patronymic)


@fuzzed
@given(st.one_of(ANY_TEXT, _NAMES))
def test_any_text_is_a_name_or_refused(text: str) -> None:
    if name := refuses_or_takes(FullName.parse, text):
        assert FullName.parse(str(name)) == name


def test_every_latin_and_cyrillic_letter_survives_a_round_trip() -> None:
    named = [char for char in map(chr, range(sys.maxunicode)) if char.isalpha()]
    letters = [char for char in named if unicodedata.name(char, "").startswith(("LATIN ", "CYRILLIC "))]
    taken = [refuses_or_takes(FullName.parse, f"{char}{char} {char}'{char} {char}-{char}") for char in letters]
    names = [name for name in taken if name]
    assert len(names) > 1000
    assert [FullName.parse(str(name)) for name in names] == names


@pytest.mark.parametrize("text", HUGE, ids=lambda text: ascii(text[:4]))
def test_a_megabyte_is_refused_at_once(text: str) -> None:
    refuses_soon(FullName.parse, text)
