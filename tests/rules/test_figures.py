"""Figures of the desk: nearest ranks, shares, weeks by the calendar of the place, and people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from account.desk.figures import WEEKS, AnswerTimes, desk_figures
from account.requests import Answered, Staff, Waiting

MOSCOW = ZoneInfo("Europe/Moscow")
OLGA, PAVEL = Staff(7001, "Ольга"), Staff(7002, "Павел")
WEDNESDAY = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
NOTHING = Waiting(0, 0)


def answer(hours: float, decided_at: datetime = WEDNESDAY, by: Staff = OLGA) -> Answered:
    return Answered(decided_at - hours * HOUR, decided_at, by)


def times(*hours: float) -> AnswerTimes:
    found = AnswerTimes.of([answer(each) for each in hours], DAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("hours", "median", "p90"),
    [
        ((5,), 5, 5),
        ((5, 1), 1, 5),
        ((3, 1, 2), 2, 3),
        (tuple(range(1, 11)), 5, 9),
        (tuple(range(1, 12)), 6, 10),
        ((1, 1, 1, 1, 1, 1, 1, 1, 1, 100), 1, 1),
        ((1, 1, 1, 1, 1, 1, 1, 1, 100), 1, 100),
    ],
)
def test_median_and_p90_are_times_that_occurred(hours: tuple[float, ...], median: float, p90: float) -> None:
    assert (times(*hours).median, times(*hours).p90) == (median * HOUR, p90 * HOUR)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=60))
def test_a_rank_is_the_least_time_within_which_so_many_were_answered(hours: list[int]) -> None:
    found = times(*hours)
    for percent, time in ((50, found.median), (90, found.p90)):
        assert sum(each * HOUR <= time for each in hours) * 100 >= percent * len(hours)
        assert sum(each * HOUR < time for each in hours) * 100 < percent * len(hours)


def test_all_in_time_is_said_of_all_only() -> None:
    assert times(24, 1).percent_in_time == 100
    assert times(*[1] * 999, 24.1).percent_in_time == 99
    assert times(25).percent_in_time == 0


def test_nobody_answered_is_no_time() -> None:
    figures = desk_figures([], NOTHING, WEDNESDAY, DAY, MOSCOW)
    assert (figures.all, figures.people) == (None, ())
    assert [each.times for each in figures.weeks] == [None] * WEEKS


def test_the_running_week_is_the_last_of_eight() -> None:
    weeks = desk_figures([answer(1)], NOTHING, WEDNESDAY, DAY, MOSCOW).weeks
    assert [each.monday for each in weeks] == [date(2026, 10, 5) + number * WEEK for number in range(8)]
    assert [each.times and each.times.answered for each in weeks] == [None] * 7 + [1]


def test_a_week_begins_at_midnight_of_the_place() -> None:
    midnight = datetime(2026, 11, 23, tzinfo=MOSCOW).astimezone(UTC)
    answers = [answer(1, midnight - timedelta(seconds=1)), answer(2, midnight)]
    *_, before, now = desk_figures(answers, NOTHING, WEDNESDAY, DAY, MOSCOW).weeks
    assert (before.times, now.times) == (times(1), times(2))
    *_, before, now = desk_figures(answers, NOTHING, WEDNESDAY, DAY, ZoneInfo("UTC")).weeks
    assert (before.times, now.times) == (times(1, 2), None)


def test_a_year_ends_within_its_last_week() -> None:
    january = datetime(2027, 1, 2, 12, tzinfo=UTC)
    answers = [answer(1, january - 3 * DAY), answer(3, january)]
    assert desk_figures(answers, NOTHING, january, DAY, MOSCOW).weeks[-1].times == times(1, 3)


def test_people_stand_by_how_much_they_answered_and_by_their_latest_name() -> None:
    renamed = Staff(PAVEL.telegram_id, "Павел Сергеевич")
    answers = [answer(9, WEDNESDAY - 2 * DAY, PAVEL), answer(1, WEDNESDAY - DAY), answer(2, WEDNESDAY, renamed)]
    figures = desk_figures(answers, Waiting(3, 1), WEDNESDAY, DAY, MOSCOW)
    assert [(each.staff, each.times) for each in figures.people] == [(renamed, times(2, 9)), (OLGA, times(1))]
    assert (figures.all, figures.waiting) == (times(1, 2, 9), Waiting(3, 1))
