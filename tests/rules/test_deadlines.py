"""The clocks of a request: how exactly its time is told, and when the card has to be drawn anew for that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from account.desk.deadlines import in_steps, tick_parcel
from account.records import Care
from account.requests import Request, RequestState
from handlers.durations import time_left
from handlers.words import Words
from tests.house.worded import TEXTS

NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours"))
WORDS = Words(TEXTS, "ru")
REQUEST = Request(7, 1, 1, RequestState.OPEN, NOON, NOON, ())


def tick_after(left: timedelta) -> timedelta:
    """How long after that the card is drawn anew."""
    parcel = tick_parcel(REQUEST, NOON - left)
    assert parcel is not None
    return parcel.due_at - (NOON - left)


@pytest.mark.parametrize(
    ("left", "after"),
    [
        (24 * HOUR - SECOND, HOUR),
        (23 * HOUR + MINUTE, MINUTE + SECOND),
        (2 * HOUR + MINUTE, MINUTE + SECOND),
        (2 * HOUR, 10 * MINUTE + SECOND),
        (MINUTE, MINUTE + SECOND),
        (0 * HOUR, 10 * MINUTE + SECOND),
        (-MINUTE, 9 * MINUTE + SECOND),
        (-2 * HOUR, HOUR + SECOND),
        (-2 * HOUR - MINUTE, 59 * MINUTE + SECOND),
    ],
)
def test_the_card_comes_back_hourly_and_each_ten_minutes_at_the_end(left: timedelta, after: timedelta) -> None:
    assert tick_after(left) == after


@given(st.integers(-5 * 86_400, 5 * 86_400))
def test_between_two_ticks_the_words_stay_and_at_each_they_change(seconds: int) -> None:
    at = NOON + timedelta(seconds=seconds)
    parcel = tick_parcel(REQUEST, at)
    assert parcel is not None
    assert SECOND <= parcel.due_at - at <= HOUR + SECOND
    before = time_left(WORDS, NOON, at + SECOND)
    # Within the second after which it comes, the words have changed already.
    assert time_left(WORDS, NOON, parcel.due_at) != time_left(WORDS, NOON, parcel.due_at - 2 * SECOND)
    last = time_left(WORDS, NOON, parcel.due_at - 2 * SECOND) if parcel.due_at - at > 2 * SECOND else before
    assert last == before


def test_a_tick_is_one_whoever_asks_for_it_and_ends_with_the_waiting() -> None:
    early, late = (tick_parcel(REQUEST, NOON - left) for left in (5 * HOUR - MINUTE, 4 * HOUR + MINUTE))
    assert early == late
    assert early is not None
    assert (early.kind, early.care) == ("redraw", Care.REPEATABLE)
    assert tick_parcel(replace(REQUEST, answered_at=NOON), NOON) is None
    for state in set(RequestState) - {RequestState.OPEN}:
        assert tick_parcel(replace(REQUEST, state=state), NOON) is None


@given(st.timedeltas(timedelta(), timedelta(days=400)))
def test_never_more_time_is_told_than_there_is(span: timedelta) -> None:
    told = in_steps(span)
    assert told <= span < told + (HOUR if span >= 2 * HOUR else 10 * MINUTE)
