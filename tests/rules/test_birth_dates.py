"""Birth dates in the notations people use, seen from one fixed day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from account.birth_dates import BirthDate, Gender
from account.refusals import Refusal
from tests.rules.hostile import ANY_TEXT, HUGE, fuzzed, refuses_or_takes, refuses_soon

TODAY = date(2026, 11, 28)
_DATE_LIKE = st.lists(
    st.sampled_from(
        ["7", "31", "29", "02", "2", "85", "1985", "2030", "0000", "марта", "mar", "th", ".", " ", "-", "г."]
    ),
    max_size=7,
).map("".join)


def parsed(text: str) -> BirthDate:
    return BirthDate.parse(text, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        *("07.03.1985", "7.3.1985", "7.3.85", "07/03/1985", "7/3/85", "07-03-1985", "07 03 1985", "7, 3, 1985"),
        *("1985-03-07", "1985.3.7", "07031985", "070385", " 07.03.1985 г. ", "07.03.1985г.", "07.03.1985 г.р."),
        *(
            "7 марта 1985",
            "7 Марта 1985 года",
            "7 мар 1985 г.",
            "7 мар. 85",
            "7-го марта 1985",
            "7 март 1985",
            "7марта1985",
        ),
        *("7 March 1985", "7th of March 1985", "7 Mar 1985", "March 7, 1985", "Mar 7th 1985", "7-Mar-1985"),
        *("０７．０３．１９８５", "07\u00a0марта\u00a01985", "07\u201303\u20131985", "7 марта 1985 года рождения"),
    ],
)
def test_a_birth_date_is_read_in_every_usual_notation(typed: str) -> None:
    assert parsed(typed) == BirthDate(date(1985, 3, 7))


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("28.11.12", date(2012, 11, 28)),  # fourteen today
        ("29.11.12", date(1912, 11, 29)),  # thirteen, were it this century
        ("01.01.00", date(2000, 1, 1)),
        ("01.01.30", date(1930, 1, 1)),
        ("29.02.12", date(2012, 2, 29)),
    ],
)
def test_two_digits_mean_the_latest_year_that_is_old_enough(typed: str, born: date) -> None:
    assert parsed(typed).value == born


@pytest.mark.parametrize(
    ("typed", "today", "taken"),
    [
        ("28.11.2012", TODAY, True),
        ("29.11.2012", TODAY, False),
        ("29.11.1905", TODAY, True),
        ("28.11.1905", TODAY, False),
        ("29.02.2012", date(2026, 2, 28), False),
        ("29.02.2012", date(2026, 3, 1), True),
    ],
)
def test_the_age_is_fourteen_to_a_hundred_and_twenty(typed: str, today: date, taken: bool) -> None:
    if taken:
        assert str(BirthDate.parse(typed, today)) == typed
        return
    with pytest.raises(Refusal) as refused:
        BirthDate.parse(typed, today)
    assert refused.value == Refusal("birth-date-age", youngest=14, oldest=120)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", Refusal("not-a-date", which="format")),
        ("вчера", Refusal("not-a-date", which="format")),
        ("7 мартобря 1985", Refusal("not-a-date", which="format")),
        ("7.3", Refusal("not-a-date", which="format")),
        ("7.3.985", Refusal("not-a-date", which="format")),
        ("1985", Refusal("not-a-date", which="format")),
        ("٠٧.٠٣.١٩٨٥", Refusal("not-a-date", which="format")),
        ("31.02.1985", Refusal("not-a-date", which="no-such-day")),
        ("29.02.1985", Refusal("not-a-date", which="no-such-day")),
        ("29.02.85", Refusal("not-a-date", which="no-such-day")),
        ("03/25/1985", Refusal("not-a-date", which="no-such-day")),
        ("00.00.0000", Refusal("not-a-date", which="no-such-day")),
        ("29.11.2026", Refusal("birth-date-future")),
        ("07.03.9999", Refusal("birth-date-future")),
        ("07.03.0001", Refusal("birth-date-age", youngest=14, oldest=120)),
    ],
)
def test_a_refused_date_hears_what_is_wrong(typed: str, refusal: Refusal) -> None:
    with pytest.raises(Refusal) as refused:
        parsed(typed)
    assert refused.value == refusal
    assert refused.value.__context__ is None


def test_a_stored_date_loads_whatever_the_age() -> None:
    assert BirthDate.load("01.01.2020") == BirthDate(date(2020, 1, 1))


@pytest.mark.parametrize("stored", ["", "1.1.2020", "31.02.2020", "01.01.2020\n", "2020-01-01"])
def test_nothing_else_is_a_stored_date(stored: str) -> None:
    with pytest.raises(Refusal, match="not-a-date"):
        BirthDate.load(stored)


def test_a_date_is_not_printed_by_accident() -> None:
    assert repr(BirthDate(date(1985, 3, 7))) == "BirthDate(…)"


def test_genders_are_kept_by_their_words() -> None:
    assert [Gender("male"), Gender("female")] == [Gender.MALE, Gender.FEMALE]


@fuzzed
@given(st.one_of(ANY_TEXT, _DATE_LIKE))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    if born := refuses_or_takes(parsed, text):
        assert parsed(str(born)) == born == BirthDate.load(str(born))
    refuses_or_takes(BirthDate.load, text)


@fuzzed
@given(st.dates(), st.dates())
def test_a_two_digit_year_is_never_too_young(born: date, today: date) -> None:
    short = f"{born.day}.{born.month}.{born.year % 100:02}"
    if taken := refuses_or_takes(lambda text: BirthDate.parse(text, today), short):
        assert today - taken.value >= timedelta(days=14 * 365)


@pytest.mark.parametrize("text", HUGE, ids=lambda text: ascii(text[:4]))
def test_a_megabyte_is_refused_at_once(text: str) -> None:
    refuses_soon(parsed, text)
    refuses_soon(BirthDate.load, text)
