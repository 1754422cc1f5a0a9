"""When somebody may be reminded: by day on the wall clock, or in the desk's hours; and of which days' ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from account.daytime import OFFICE, reminding_hours
from account.policies.reminders import days_asked
from account.reminders import registration_due
from account.working_hours import WorkingHours
from tests.rules.test_working_hours import BERLIN, MOSCOW, ZONES, at, moments


@pytest.mark.parametrize(
    ("begun", "first", "last"),
    [
        ("2026-11-27T12:30", "2026-11-28T12:30", "2026-11-30T12:30"),
        ("2026-11-27T10:00", "2026-11-28T10:00", "2026-11-30T10:00"),
        ("2026-11-27T20:00", "2026-11-28T20:00", "2026-11-30T20:00"),
        ("2026-11-27T20:01", "2026-11-29T10:00", "2026-12-01T10:00"),
        ("2026-11-27T23:59", "2026-11-29T10:00", "2026-12-01T10:00"),
        ("2026-11-27T00:00", "2026-11-28T10:00", "2026-11-30T10:00"),
        ("2026-11-27T09:59", "2026-11-28T10:00", "2026-11-30T10:00"),
    ],
)
def test_a_registration_is_reminded_of_by_day_on_weekends_too(begun: str, first: str, last: str) -> None:
    then = at(begun)
    assert registration_due(then, 1, then, MOSCOW) == at(first)
    assert registration_due(then, 3, then, MOSCOW) == at(last)


def test_what_comes_late_waits_for_the_day() -> None:
    begun = at("2026-11-27T12:00")
    assert registration_due(begun, 1, at("2026-11-29T13:00"), MOSCOW) == at("2026-11-29T13:00")
    assert registration_due(begun, 1, at("2026-11-29T23:00"), MOSCOW) == at("2026-11-30T10:00")


def test_a_night_in_which_the_clock_changes_ends_at_ten_on_the_wall() -> None:
    for day in ("2026-03-28", "2026-10-24"):  # the clock changes in the night after the next midnight
        begun = at(f"{day}T05:00", BERLIN) - timedelta(days=1)
        assert registration_due(begun, 2, begun, BERLIN).astimezone(BERLIN).strftime("%H:%M") == "10:00"


@given(moments, st.sampled_from(ZONES), st.sampled_from((1, 3)), st.timedeltas(timedelta(), timedelta(days=9)))
def test_no_reminder_is_early_or_at_night(begun: datetime, zone: ZoneInfo, days: int, since: timedelta) -> None:
    due = registration_due(begun, days, begun + since, zone)
    wall = due.astimezone(zone)
    assert due >= begun + max(timedelta(days=days), since)
    assert (10, 0) <= (wall.hour, wall.minute) < (20, 0) or (wall.hour, wall.minute) == (20, 0)
    assert due - max(begun + timedelta(days=days), begun + since) <= timedelta(hours=15)


def test_a_desk_that_is_always_there_reminds_in_an_office_s_hours() -> None:
    assert reminding_hours(WorkingHours.parse("24/7")) == OFFICE
    assert reminding_hours(WorkingHours.parse("mon-sun 00:00-24:00")) == OFFICE
    own = WorkingHours.parse("tue-sat 12:00-20:00")
    assert reminding_hours(own) == own


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-27T00:00", "2026-11-27T10:00"),  # a Friday
        ("2026-11-27T17:59", "2026-11-27T17:59"),
        ("2026-11-27T18:01", "2026-11-30T10:00"),
        ("2026-11-28T12:00", "2026-11-30T10:00"),
        ("2026-11-29T23:59", "2026-11-30T10:00"),
    ],
)
def test_a_policy_is_reminded_of_on_working_days(moment: str, opening: str) -> None:
    assert OFFICE.next_opening(at(moment), MOSCOW) == at(opening)
    assert OFFICE.next_opening(at(moment), MOSCOW).tzinfo is UTC


def test_every_end_from_today_to_the_thirtieth_day_is_asked_for_with_the_reminder_whose_turn_it_is() -> None:
    today = date(2026, 12, 16)
    found = {(end - today).days: days for end, days in days_asked(today).items()}
    assert found == {**dict.fromkeys(range(8), 7), **dict.fromkeys(range(8, 31), 30)}
