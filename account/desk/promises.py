"""The promise of an answer: when it ends, and what of it the customer reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from account.working_hours import WorkingHours


@dataclass(frozen=True, slots=True)
class Promise:
    """An answer ``within`` so long; ``lead`` is how much of a working day the desk gets where the hours move it.

    The deadline itself never moves: reminders, the queue and the apology go by it.
    """

    within: timedelta
    lead: timedelta
    hours: WorkingHours
    zone: ZoneInfo

    def deadline(self, at: datetime) -> datetime:
        return at + self.within

    def shown(self, deadline: datetime) -> int:
        """The time to tell the customer (Unix time): one at which somebody is there."""
        return int(self.hours.shown(deadline, self.zone, self.lead).timestamp())
