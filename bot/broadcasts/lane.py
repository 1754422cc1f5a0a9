"""A lane's run: people are claimed a few at a time and written to at the moments that the timetable gives."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from account.broadcasts.ports import Lane
from account.broadcasts.records import Recipient, SendState, Sent
from account.ports import Works
from bot.broadcasts.calling import Calling
from bot.logs import frames
from gateways.pace import Timetable
from storage.database import DatabaseDown

AHEAD: Final = 0.5  # seconds: places are booked no earlier, so that the outbox need not wait longer for its own
CLAIM_BEFORE: Final = 0.1  # seconds before the last place in hand the next are claimed: a commit takes its time
AGAIN_AFTER: Final = 0.3  # seconds between two questions to a Redis that is away
FINISH_WITHIN: Final = 6.0  # seconds for what is in flight when the process ends
ENDED_WITHIN: Final = 15.0  # seconds for it else: a call has its own limit

log = structlog.get_logger("broadcasts")


@dataclass(frozen=True, slots=True)
class _Batch:
    """Claimed people, and the moment of the first; the next follow at equal distances."""

    first: float
    people: list[Recipient]


class LaneRun:
    """Until nothing is left, it may not go on, or ``until``. ``left`` is whether there was more to do then.

    Claimed at any moment are at most two batches and as many as two batches that are in flight: when the process is
    killed, these are unknown and all others are not.
    """

    def __init__(
        self,
        works: Works,
        calling: Calling,
        timetable: Timetable,
        clock: Callable[[], datetime],
        lane: Lane,
        batch: int,
        stopping: asyncio.Event,
    ) -> None:
        self._works = works
        self._calling = calling
        self._timetable = timetable
        self._clock = clock
        self._lane = lane
        self._batch = batch
        self._stopping = stopping
        self._flying: set[asyncio.Task[None]] = set()
        self._results: list[Sent] = []
        self.left = True

    async def run(self, until: float) -> None:
        try:
            batch = await self._next(1, until)  # where nothing is left no places are wasted
            while batch is not None:
                following = asyncio.ensure_future(self._following(batch, until))
                await self._send(batch)
                batch = await following
        except DatabaseDown:
            log.warning("broadcasts.no-database")
        await self._end()

    async def _following(self, batch: _Batch, until: float) -> _Batch | None:
        last = batch.first + self._interval * (len(batch.people) - 1)
        await self._rest(last - CLAIM_BEFORE - _now())
        while len(self._flying) > 2 * self._batch:
            await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)
        return await self._next(self._batch, until)

    async def _next(self, limit: int, until: float) -> _Batch | None:
        """Book places, then claim people for them: nobody is claimed to wait."""
        while not self._stopping.is_set() and _now() < until and not self._calling.locked_out:
            places = await self._timetable.take(limit * self._calling.cost, AHEAD)
            first, taken = places or (_now() + AHEAD + AGAIN_AFTER, False)
            if taken:
                return await self._claim(limit, first)
            wait = first - _now() - AHEAD
            if self._results and wait >= AGAIN_AFTER:
                await self._note()
            await self._rest(min(wait, 1.0))
        return None

    async def _claim(self, limit: int, moment: float) -> _Batch | None:
        """Note what is over and claim the next, in one transaction."""
        noted, at = len(self._results), self._clock()
        async with self._works() as work:
            await work.broadcasts.note(self._lane, self._results[:noted], at)
            people = await work.broadcasts.claim(self._lane, limit, at)
        del self._results[:noted]
        if not people:
            self.left = False
            return None
        return _Batch(moment, people)

    async def _send(self, batch: _Batch) -> None:
        for index, each in enumerate(batch.people):
            wait = batch.first + index * self._interval - _now()
            if wait > 0.001:  # noqa: PLR2004 - the loop's timers are no finer
                await self._rest(wait)
            if self._stopping.is_set() or self._timetable.held() or self._calling.locked_out:
                self._results += [Sent(other.telegram_id, SendState.AGAIN) for other in batch.people[index:]]
                return
            task = asyncio.create_task(self._reach(each))
            self._flying.add(task)
            task.add_done_callback(self._flying.discard)

    async def _reach(self, recipient: Recipient) -> None:
        sent = Sent(recipient.telegram_id, SendState.UNKNOWN, recipient.messages)
        try:
            sent = await self._calling.reach(recipient)
        except Exception as error:  # noqa: BLE001 - a fault of ours; the call may have been made
            log.error("broadcasts.fault", error=type(error).__name__, trace=frames(error))
        finally:
            self._results.append(sent)

    async def _end(self) -> None:
        """Note everything, whoever has the lane by now; what does not end in time is unknown."""
        patience = FINISH_WITHIN if self._stopping.is_set() else ENDED_WITHIN
        if self._flying:
            await asyncio.wait(self._flying, timeout=patience)
            for task in list(self._flying):
                task.cancel()
            if self._flying:
                await asyncio.wait(self._flying)
        try:
            await self._note()
            if not self.left:
                async with self._works() as work:
                    await work.broadcasts.finish(self._lane.broadcast, self._clock())
        except DatabaseDown:
            log.warning("broadcasts.not-noted")  # the next run finds them in flight, and calls them unknown

    async def _note(self) -> None:
        noted = len(self._results)
        if noted:
            async with self._works() as work:
                await work.broadcasts.note(self._lane, self._results[:noted], self._clock())
            del self._results[:noted]

    async def _rest(self, seconds: float) -> None:
        """Until then, or until the process is to end."""
        if seconds <= 0 or self._stopping.is_set():
            return
        await asyncio.sleep(seconds)

    @property
    def _interval(self) -> float:
        return self._timetable.interval * self._calling.cost


def _now() -> float:
    return asyncio.get_running_loop().time()
