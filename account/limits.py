"""Limits over sliding windows, reckoned from the times of what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from account.ports import Work

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` events within any ``window``."""

    most: int
    window: timedelta

    def free_at(self, events: Sequence[datetime], at: datetime) -> datetime | None:
        """When one more is allowed again; None when it is now. ``events`` are oldest first."""
        inside = [event for event in events if event > at - self.window]
        return inside[-self.most] + self.window if len(inside) >= self.most else None


Counted = Mapping[str, tuple[Limit, ...]]


async def free_at(work: Work, counted: Counted, at: datetime) -> datetime | None:
    """When all the subjects' limits allow one more event; None when they do now. The subjects stay locked."""
    await work.tallies.lock(*counted)
    latest: datetime | None = None
    for subject, limits in counted.items():
        events = await work.tallies.recent(subject, at - max(limit.window for limit in limits))
        for limit in limits:
            free = limit.free_at(events, at)
            if free is not None and (latest is None or free > latest):
                latest = free
    return latest


def locked_until(events: Sequence[datetime], limit: Limit, lock: timedelta) -> datetime | None:
    """The end of the lock that the newest full window of events set off, None if there was none.

    The lock runs from the event that filled the window, not from the first in it.
    """
    for last in range(len(events) - 1, limit.most - 2, -1):
        if events[last] - events[last - limit.most + 1] <= limit.window:
            return events[last] + lock
    return None
