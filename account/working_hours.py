"""When somebody is at the desk, as the operator writes it down, and the moment to name to a customer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Self
from zoneinfo import ZoneInfo

from account.typed_text import tidied

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOOK_AHEAD: Final = 15  # days: two weeks and one, for a shift that lies in the hour a clock skips does not happen
DAY: Final = timedelta(days=1)
_CLOCK: Final = "(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
_ENTRY: Final = re.compile(f"([a-z]{{3}})(?: ?- ?([a-z]{{3}}))?(?: ({_CLOCK}) ?- ?({_CLOCK}|24:00))?")
_WRITTEN: Final = "write it like mon-fri 09:00-18:00, sat 10:00-15:00 or 24/7"


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """One opening of the week; ``weekday`` as ``date.weekday``. Closing at or before opening means the next day."""

    weekday: int
    opens: time
    closes: time

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Opening and closing in UTC, as the clock on the wall of that day says."""
        last = day if self.opens < self.closes else day + DAY
        opening, closing = datetime.combine(day, self.opens, zone), datetime.combine(last, self.closes, zone)
        return opening.astimezone(UTC), closing.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The shifts of a week on the wall clock of a zone that the methods are given; there is at least one."""

    shifts: frozenset[Shift]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read «mon-fri 09:00-18:00, sat 10:00-15:00», «mon, wed 22:00-06:00», «24/7»; ValueError for anything else.

        Days before a comma without hours of their own have those that follow. A shift over midnight belongs to the day
        on which it begins.
        """
        tidy = tidied(text).casefold()
        if tidy == "24/7":
            tidy = "mon-sun 00:00-24:00"
        shifts, waiting = set[Shift](), set[int]()
        for entry in tidy.split(","):
            found = _ENTRY.fullmatch(entry.strip())
            if found is None:
                raise ValueError(_WRITTEN)
            first, last, opens, closes = found.groups()
            waiting |= _days(first, last or first)
            if opens:
                shifts |= {Shift(day, *_hours(opens, closes)) for day in waiting}
                waiting = set()
        if waiting:
            raise ValueError(_WRITTEN)
        return cls(frozenset(shifts))

    def includes(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Whether somebody is there; at the minute of closing still, for «by 18:00» is kept by who goes at 18:00."""
        return any(opening <= moment <= closing for opening, closing in self._around(moment, zone))

    def next_opening(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """From when on somebody is there (UTC); the moment itself when that is so already."""
        return max(moment.astimezone(UTC), self._next(moment, zone)[0])

    def shown(self, deadline: datetime, zone: ZoneInfo, lead: timedelta) -> datetime:
        """The time to tell the customer (UTC) for a deadline, which itself does not move.

        The deadline when somebody is there then; else ``lead`` after the next opening, and never after the closing
        that follows it. So it is never earlier than the deadline.
        """
        if self.includes(deadline, zone):
            return deadline.astimezone(UTC)
        opening, closing = self._next(deadline, zone)
        return min(opening + lead, closing)

    def _next(self, moment: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
        return next(each for each in self._around(moment, zone) if each[1] >= moment)

    def _around(self, moment: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        """Openings and closings from the day before on, in order; those that touch are one."""
        today = moment.astimezone(zone).date()
        days = [today + DAY * ahead for ahead in range(-1, LOOK_AHEAD)]
        spans = sorted(each.on(day, zone) for day in days for each in self.shifts if each.weekday == day.weekday())
        current: tuple[datetime, datetime] | None = None
        for opening, closing in spans:
            if closing <= opening:
                continue  # the clock was put forward over it
            if current is not None and opening <= current[1]:
                current = current[0], max(current[1], closing)
                continue
            if current is not None:
                yield current
            current = opening, closing
        if current is not None:
            yield current


def _days(first: str, last: str) -> set[int]:
    """«fri-mon» goes over the end of the week."""
    if first not in DAYS or last not in DAYS:
        raise ValueError(_WRITTEN)
    begins, length = DAYS.index(first), (DAYS.index(last) - DAYS.index(first)) % len(DAYS)
    return {(begins + each) % len(DAYS) for each in range(length + 1)}


def _hours(opens: str, closes: str) -> tuple[time, time]:
    """24:00 is the end of a day."""
    begins, ends = _time(opens), _time(closes)
    if begins == ends and closes != "24:00":
        raise ValueError("a shift cannot begin and end at the same minute: the whole day is 00:00-24:00")
    return begins, ends


def _time(clock: str) -> time:
    hour, minute = map(int, clock.split(":"))
    return time(hour % 24, minute)
