"""How fast one may send, as a timetable of absolute moments: lateness of one message does not delay the next."""

from __future__ import annotations

import asyncio
from typing import Protocol


class Pace:
    """One message an ``interval`` on the long run, up to ``burst`` of them at once after a rest.

    In any span of time there are at most ``burst`` more than the span has intervals.
    """

    def __init__(self, interval: float, burst: int = 1) -> None:
        self._interval = interval
        self._burst = burst
        self._paid_until = 0.0
        self._held_until = 0.0

    def next(self, now: float, amount: int = 1) -> float:
        """Tell the moment of the next free place for so many messages."""
        ahead = self._burst - min(amount, self._burst)
        return max(now, self._held_until, self._paid_until - ahead * self._interval)

    def take(self, moment: float, amount: int = 1) -> None:
        """Take that place; whoever asks later comes later."""
        self._paid_until = max(self._paid_until, moment) + amount * self._interval

    def hold(self, until: float) -> None:
        """Give no place before this moment; those given already are to be taken anew."""
        self._held_until = max(self._held_until, until)

    def held(self, now: float) -> float:
        """How long it is still held."""
        return max(0.0, self._held_until - now)

    def idle(self, now: float) -> bool:
        return self._paid_until <= now


class Timetable(Protocol):
    """The moments at which messages to everyone may go out, one an ``interval``; shared by all who send."""

    @property
    def interval(self) -> float:
        """Seconds between two."""
        ...

    async def take(self, amount: int, within: float) -> tuple[float, bool] | None:
        """Take so many places in a row, unless the first is more than ``within`` seconds away.

        The moment of the first by the loop's clock, one in the past is now; and whether they were taken. None: nobody
        can tell at present.
        """
        ...

    def hold(self, seconds: float) -> None:
        """Give no place for so long; those given already are to be taken anew."""
        ...

    def held(self) -> float:
        """How long it is still held, as far as is known here."""
        ...


class OwnTimetable:
    """Of one process alone."""

    def __init__(self, rate: float) -> None:
        self.interval = 1 / rate
        self._pace = Pace(self.interval)

    async def take(self, amount: int, within: float) -> tuple[float, bool]:
        now = _now()
        moment = self._pace.next(now, amount)
        if taken := moment - now <= within:
            self._pace.take(moment, amount)
        return moment, taken

    def hold(self, seconds: float) -> None:
        self._pace.hold(_now() + seconds)

    def held(self) -> float:
        return self._pace.held(_now())


def _now() -> float:
    return asyncio.get_running_loop().time()
