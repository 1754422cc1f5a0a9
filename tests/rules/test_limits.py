"""Sliding windows: when one more is allowed, and until when a full one locks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from account.limits import HOUR, Limit, locked_until

NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)


def at(*minutes: float) -> list[datetime]:
    return [NINE + timedelta(minutes=each) for each in minutes]


@pytest.mark.parametrize(
    ("events", "now", "free"),
    [
        ((), 0, None),
        ((0, 10), 20, None),
        ((0, 10, 20), 30, 60),
        ((0, 10, 20), 60, None),
        ((0, 10, 20, 30), 40, 70),
        ((0, 0, 0), 0, 60),
    ],
)
def test_one_more_is_allowed_when_the_oldest_of_a_full_window_leaves_it(
    events: tuple[float, ...], now: float, free: float | None
) -> None:
    wanted = None if free is None else at(free)[0]
    assert Limit(3, HOUR).free_at(at(*events), at(now)[0]) == wanted


@pytest.mark.parametrize(
    ("events", "until"),
    [
        ((), None),
        ((0, 1), None),
        ((0, 1, 2), 17),
        ((0, 5, 15), 30),
        ((0, 5, 15.1), None),
        ((0, 1, 2, 20), 17),
        ((0, 1, 2, 20, 21, 22), 37),
    ],
)
def test_a_lock_runs_from_the_event_that_filled_the_window(events: tuple[float, ...], until: float | None) -> None:
    quarter = timedelta(minutes=15)
    assert locked_until(at(*events), Limit(3, quarter), quarter) == (None if until is None else at(until)[0])
