"""Identity documents: what the data file says and how series and numbers are read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from account.documents import DOCUMENT_TYPES, IdentityDocument
from account.refusals import Refusal
from tests.rules.hostile import ANY_TEXT, HUGE, fuzzed, refuses_or_takes, refuses_soon

_DOCUMENT_LIKE = st.text(st.sampled_from("0123456789ABНЕТHETNOß№- ./"), max_size=12)


def test_the_types_are_offered_in_the_order_of_the_file() -> None:
    assert list(DOCUMENT_TYPES) == [
        "passport-rf",
        "foreign-passport-rf",
        "residence-permit",
        "foreign-passport",
        "temporary-id",
        "military-id",
    ]
    assert [described.order for described in DOCUMENT_TYPES.values()] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("key", DOCUMENT_TYPES)
def test_every_example_fits_and_has_the_figures_it_is_said_to_have(key: str) -> None:
    described = DOCUMENT_TYPES[key]
    series = described.parse_series(described.series.example)
    number = described.parse_number(described.number.example)
    document = IdentityDocument(key, series, number)
    assert str(document) == f"{series} {number}"
    for notation, value in ((described.series, series), (described.number, number)):
        if notation.digits or notation.letters:
            assert sum(map(str.isdigit, value)) == notation.digits
            assert sum(map(str.isalpha, value)) == notation.letters


@pytest.mark.parametrize(
    ("key", "typed", "series"),
    [
        ("passport-rf", "4508", "4508"),
        ("passport-rf", "45 08", "4508"),
        ("passport-rf", "45-08", "4508"),
        ("passport-rf", "４５\u00a0０８", "4508"),
        ("foreign-passport-rf", "75", "75"),
        ("residence-permit", "82 ", "82"),
        ("foreign-passport", "", ""),
        ("foreign-passport", "—", ""),
        ("foreign-passport", "нет", ""),
        ("foreign-passport", "Нет.", ""),
        ("foreign-passport", "no", ""),
        ("foreign-passport", "ав", "AB"),
        ("temporary-id", "нет", ""),
        ("temporary-id", "HET", ""),
        ("temporary-id", "45", "45"),
        ("military-id", "АН", "АН"),
        ("military-id", "ah", "АН"),
        ("military-id", "A\u0420", "АР"),
    ],
)
def test_a_series_is_taken(key: str, typed: str, series: str) -> None:
    assert DOCUMENT_TYPES[key].parse_series(typed) == series


@pytest.mark.parametrize(
    ("key", "typed", "number"),
    [
        ("passport-rf", "123456", "123456"),
        ("passport-rf", "№ 123 456", "123456"),
        ("foreign-passport-rf", "123-45-67", "1234567"),
        ("residence-permit", "0000001", "0000001"),
        ("foreign-passport", "mp 1234567", "MP1234567"),
        ("foreign-passport", "МР1234567", "MP1234567"),
        ("foreign-passport", "12345", "12345"),
        ("foreign-passport", "A" * 19 + "1", "A" * 19 + "1"),
        ("temporary-id", "№ 45/2026", "45/2026"),
        ("temporary-id", "7", "7"),
        ("military-id", "№1234567", "1234567"),
    ],
)
def test_a_number_is_taken(key: str, typed: str, number: str) -> None:
    assert DOCUMENT_TYPES[key].parse_number(typed) == number


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("passport-rf", ""),
        ("passport-rf", "нет"),
        ("passport-rf", "450"),
        ("passport-rf", "45081"),
        ("passport-rf", "45О8"),
        ("passport-rf", "٤٥٠٨"),
        ("foreign-passport", "A" * 11),
        ("foreign-passport", "A/B"),
        ("military-id", "А1"),
        ("military-id", "DZ"),
    ],
)
def test_a_refused_series_hears_how_it_should_look(key: str, typed: str) -> None:
    asked = DOCUMENT_TYPES[key].series
    with pytest.raises(Refusal) as refused:
        DOCUMENT_TYPES[key].parse_series(typed)
    assert refused.value == Refusal("not-a-series", example=asked.example, digits=asked.digits, letters=asked.letters)


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("passport-rf", ""),
        ("passport-rf", "12345"),
        ("passport-rf", "1234567"),
        ("passport-rf", "4508 123456"),
        ("foreign-passport", "1234"),
        ("foreign-passport", "1" * 21),
        ("foreign-passport", "паспорт"),
        ("foreign-passport", "12345/6"),
        ("temporary-id", "/7"),
        ("temporary-id", "нет"),
        ("military-id", "АН1234567"),
    ],
)
def test_a_refused_number_hears_how_it_should_look(key: str, typed: str) -> None:
    asked = DOCUMENT_TYPES[key].number
    with pytest.raises(Refusal) as refused:
        DOCUMENT_TYPES[key].parse_number(typed)
    assert refused.value == Refusal("not-a-number", example=asked.example, digits=asked.digits, letters=asked.letters)


def test_a_type_without_series_takes_none() -> None:
    plain = replace(DOCUMENT_TYPES["temporary-id"], asks_series="none")
    assert plain.parse_series("") == ""
    with pytest.raises(Refusal, match="not-a-series"):
        plain.parse_series("45")


@pytest.mark.parametrize(
    ("key", "series", "number"),
    [
        ("", "4508", "123456"),
        ("driving-licence", "4508", "123456"),
        ("passport-rf", "", "123456"),
        ("passport-rf", "45 08", "123456"),
        ("passport-rf", "4508", "12345"),
        ("passport-rf", "4508", "123456\n"),
        ("military-id", "AH", "1234567"),
        ("foreign-passport", "нет", "1234567"),
    ],
)
def test_no_malformed_document_exists(key: str, series: str, number: str) -> None:
    with pytest.raises(ValueError, match="not an identity document"):
        IdentityDocument(key, series, number)


def test_a_document_is_shown_masked_and_never_printed_by_accident() -> None:
    passport = IdentityDocument("passport-rf", "4508", "123456")
    assert (str(passport), passport.masked, repr(passport)) == ("4508 123456", "•••• ••••56", "IdentityDocument(…)")
    assert IdentityDocument("temporary-id", "", "7").masked == "•"


@fuzzed
@given(
    st.sampled_from(sorted(DOCUMENT_TYPES)), st.one_of(ANY_TEXT, _DOCUMENT_LIKE), st.one_of(ANY_TEXT, _DOCUMENT_LIKE)
)
def test_whatever_is_taken_makes_a_document(key: str, series_text: str, number_text: str) -> None:
    described = DOCUMENT_TYPES[key]
    series = refuses_or_takes(described.parse_series, series_text)
    number = refuses_or_takes(described.parse_number, number_text)
    if series is not None:
        IdentityDocument(key, series, described.parse_number(described.number.example))
    if number is not None:
        IdentityDocument(key, described.parse_series(described.series.example), number)


@pytest.mark.parametrize("text", HUGE, ids=lambda text: ascii(text[:4]))
def test_a_megabyte_is_refused_at_once(text: str) -> None:
    for described in DOCUMENT_TYPES.values():
        refuses_soon(described.parse_series, text)
        refuses_soon(described.parse_number, text)
