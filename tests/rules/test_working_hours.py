"""Working hours as they are written down, and the time that a customer is told because of them."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from account.working_hours import DAYS, Shift, WorkingHours
from tests.rules.hostile import ANY_TEXT

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
# Clocks that change at night, at midnight, by half an hour, and not at all.
ZONES = [MOSCOW, BERLIN, *map(ZoneInfo, ("America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu"))]
LEAD = timedelta(hours=1)
OFFICE = WorkingHours.parse("mon-fri 09:00-18:00, sat 10:00-15:00")
NIGHT = WorkingHours.parse("mon-fri 22:00-06:00")
AROUND_THE_CLOCK = WorkingHours.parse("24/7")

minutes = st.integers(0, 24 * 60 - 1).map(lambda minute: time(*divmod(minute, 60)))
shifts = st.builds(Shift, st.integers(0, 6), minutes, minutes).filter(lambda each: each.opens != each.closes)
weeks = st.frozensets(shifts, min_size=1, max_size=9).map(WorkingHours)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
leads = st.timedeltas(timedelta(), timedelta(hours=30))


def at(text: str, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("written", "days", "opens", "closes"),
    [
        ("mon-fri 09:00-18:00", "mon tue wed thu fri", "09:00", "18:00"),
        ("  Mon – Fri  9:00 – 18:00 ", "mon tue wed thu fri", "09:00", "18:00"),
        ("mon, wed-thu 09:00-18:00", "mon wed thu", "09:00", "18:00"),
        ("fri-mon 22:00-06:00", "fri sat sun mon", "22:00", "06:00"),
        ("sun 09:00-24:00", "sun", "09:00", "00:00"),
        ("tue 00:00-24:00", "tue", "00:00", "00:00"),
        ("24/7", "mon tue wed thu fri sat sun", "00:00", "00:00"),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, days: str, opens: str, closes: str) -> None:
    hours = time.fromisoformat(opens), time.fromisoformat(closes)
    assert WorkingHours.parse(written).shifts == {Shift(DAYS.index(day), *hours) for day in days.split()}


@pytest.mark.parametrize(
    "written",
    [
        *("", ",", "mon", "mon-fri", "09:00-18:00", "mon 09:00", "mon-fri 09:00-18:00,", "mon 09:00-18:00, sat"),
        *("mon 09:00-09:00", "mon 9:00-09:00", "mon 24:00-09:00", "mon 09:00-24:01", "mon 09:60-18:00"),
        *("mon 9-18", "mon 009:00-18:00", "day 09:00-18:00", "mon-day 09:00-18:00", "пн 09:00-18:00", "24/7, sat"),
    ],
)
def test_what_is_no_hours_is_refused_in_one_sentence(written: str) -> None:
    with pytest.raises(ValueError, match=r"^[a-z][^\n]+$"):
        WorkingHours.parse(written)


@given(st.one_of(ANY_TEXT, st.text("monfri 0129:-,/7", max_size=40)))
def test_no_text_breaks_the_reading(written: str) -> None:
    with contextlib.suppress(ValueError):
        assert WorkingHours.parse(written).shifts


@pytest.mark.parametrize(
    ("deadline", "shown"),
    [
        ("2026-11-27T12:00", "2026-11-27T12:00"),  # a Friday
        ("2026-11-27T09:00", "2026-11-27T09:00"),
        ("2026-11-27T18:00", "2026-11-27T18:00"),
        ("2026-11-27T08:59", "2026-11-27T10:00"),
        ("2026-11-27T18:01", "2026-11-28T11:00"),
        ("2026-11-28T15:30", "2026-11-30T10:00"),
        ("2026-11-29T12:00", "2026-11-30T10:00"),
    ],
)
def test_a_time_at_which_nobody_is_there_moves_behind_the_next_opening(deadline: str, shown: str) -> None:
    assert OFFICE.shown(at(deadline), MOSCOW, LEAD) == at(shown)
    assert OFFICE.includes(at(deadline), MOSCOW) == (deadline == shown)


def test_a_long_lead_ends_with_the_day() -> None:
    assert OFFICE.shown(at("2026-11-27T20:00"), MOSCOW, timedelta(hours=7)) == at("2026-11-28T15:00")


def test_a_day_in_two_parts_that_touch_is_one() -> None:
    parts = WorkingHours.parse("fri 09:00-13:00, fri 13:00-18:00, fri 17:00-19:00")
    assert parts.shown(at("2026-11-27T08:00"), MOSCOW, timedelta(hours=12)) == at("2026-11-27T19:00")


def test_the_next_opening_of_who_is_there_is_now() -> None:
    assert OFFICE.next_opening(at("2026-11-27T12:00"), MOSCOW) == at("2026-11-27T12:00")
    assert OFFICE.next_opening(at("2026-11-27T21:00"), MOSCOW) == at("2026-11-28T10:00")
    assert OFFICE.next_opening(at("2026-11-27T21:00"), MOSCOW).tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        ("2026-11-27T23:30", True),
        ("2026-11-28T05:30", True),  # Friday's night
        ("2026-11-28T06:01", False),
        ("2026-11-28T23:30", False),
        ("2026-11-30T05:30", False),  # Sunday has no night
        ("2026-11-30T22:00", True),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_begins(moment: str, there: bool) -> None:
    assert NIGHT.includes(at(moment), MOSCOW) is there


def test_an_opening_is_by_the_clock_on_the_wall_before_and_after_the_change() -> None:
    sunday = WorkingHours.parse("sun 09:00-18:00")
    for day in ("2026-03-22", "2026-03-29", "2026-10-25", "2026-11-01"):  # both changes are on a Sunday
        opening = sunday.next_opening(at(f"{day}T00:00", BERLIN), BERLIN)
        assert opening.astimezone(BERLIN).isoformat()[:16] == f"{day}T09:00"


def test_a_night_of_the_change_is_as_long_as_it_is() -> None:
    night = WorkingHours.parse("sat 22:00-06:00")
    for day, hours in ((date(2026, 3, 28), 7), (date(2026, 10, 24), 9), (date(2026, 6, 27), 8)):
        opening = datetime.combine(day, time(22), BERLIN).astimezone(UTC)
        closing = night.shown(opening - LEAD, BERLIN, timedelta(hours=12))
        assert closing - opening == timedelta(hours=hours)


def test_a_shift_over_which_the_clock_is_put_forward_does_not_happen() -> None:
    early = WorkingHours.parse("sun 02:30-03:15")
    assert early.next_opening(at("2026-03-28T12:00", BERLIN), BERLIN) == at("2026-04-05T02:30", BERLIN)


@given(weeks, moments, leads, st.sampled_from(ZONES))
def test_the_time_told_is_in_working_hours_and_never_before_the_deadline(
    hours: WorkingHours, deadline: datetime, lead: timedelta, zone: ZoneInfo
) -> None:
    shown = hours.shown(deadline, zone, lead)
    assert shown >= deadline
    assert hours.includes(shown, zone)
    assert (shown == deadline) == hours.includes(deadline, zone)
    assert hours.shown(shown, zone, lead) == shown
    assert hours.next_opening(deadline, zone) <= shown <= hours.next_opening(deadline, zone) + lead


@given(weeks, moments)
def test_somebody_is_there_when_the_wall_clock_says_so(hours: WorkingHours, moment: datetime) -> None:
    """By minutes of the week, where no clock is ever changed."""
    local = moment.astimezone(MOSCOW)
    now = local.weekday() * 1440 + local.hour * 60 + local.minute + local.second / 60 + local.microsecond / 6e7
    spans = []
    for each in hours.shifts:
        begins = each.weekday * 1440 + each.opens.hour * 60 + each.opens.minute
        length = (each.closes.hour * 60 + each.closes.minute - each.opens.hour * 60 - each.opens.minute) % 1440
        spans += [(begins, length), (begins - 7 * 1440, length)]
    assert hours.includes(moment, MOSCOW) == any(begins <= now <= begins + length for begins, length in spans)


@given(moments, leads, st.sampled_from(ZONES))
def test_around_the_clock_nothing_moves(deadline: datetime, lead: timedelta, zone: ZoneInfo) -> None:
    assert AROUND_THE_CLOCK.shown(deadline, zone, lead) == deadline
    assert AROUND_THE_CLOCK.next_opening(deadline, zone) == deadline
