"""Codes as people type and paste them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from account.code import Code, generate_code
from account.refusals import Refusal
from tests.rules.hostile import ANY_TEXT, HUGE, fuzzed, refuses_or_takes, refuses_soon


@pytest.mark.parametrize(
    "typed",
    [
        "012345",
        " 012345\n",
        "012 345",
        "012-345",
        "012\u00a0345",
        "012–345",
        "0 1 2 3 4 5",
        "01-23-45",
        "０１２３４５",
        "\u200b012345\u200b",
        "Ваш код: 012345",
        "Ваш код: 012-345.",
        "СК «Согласие»: код 012345 для регистрации, действует 10 минут. Никому не сообщайте!",
        "Код 012345. Повторяем: 012345. Вопросы: 8 800 755-00-01, 28.11.2026",
        "012345 — код\nНовый пароль: kR7mWq3TzH9xPa",
    ],
)
def test_a_code_is_found_in_what_people_send(typed: str) -> None:
    assert Code.parse(typed) == Code("012345")


@pytest.mark.parametrize(
    ("typed", "which"),
    [
        ("", "too-short"),
        ("-", "too-short"),
        ("12345", "too-short"),
        ("1234567", "too-long"),
        ("123456 123456", "too-long"),
        ("двенадцать", "letters"),
        ("12345a", "letters"),
        ("a123456b", "letters"),
        ("код 12345", "letters"),
        ("код 1234567", "letters"),
        ("123456 или 654321", "letters"),
        ("позвоните 8 800 755-00-01", "letters"),
        ("٠١٢٣٤٥", "letters"),
    ],
)
def test_a_refused_code_hears_what_is_wrong(typed: str, which: str) -> None:
    with pytest.raises(Refusal) as refused:
        Code.parse(typed)
    assert refused.value == Refusal("not-a-code", which=which)


@pytest.mark.parametrize("junk", ["", "12345", "1234567", "12345\n", "12 345", "٠١٢٣٤٥"])
def test_no_malformed_code_exists(junk: str) -> None:
    with pytest.raises(ValueError, match="six digits"):
        Code(junk)


def test_a_code_is_not_printed_by_accident() -> None:
    assert repr(Code("012345")) == "Code(…)"


def test_generated_codes_differ_and_keep_their_leading_zeros() -> None:
    codes = [generate_code() for _ in range(400)]
    assert len(set(codes)) > 390
    assert any(str(code).startswith("0") for code in codes)


@fuzzed
@given(st.one_of(ANY_TEXT, st.from_regex(r"\w{0,3} ?[0-9]{3}[ -]?[0-9]{2,4}\W{0,3}", fullmatch=True)))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    if code := refuses_or_takes(Code.parse, text):
        assert Code.parse(str(code)) == code


@pytest.mark.parametrize("text", HUGE, ids=lambda text: ascii(text[:4]))
def test_a_megabyte_is_refused_at_once(text: str) -> None:
    refuses_soon(Code.parse, text)
