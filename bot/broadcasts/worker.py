"""The worker of broadcasts: what is due begins, and what runs has its lanes in the queue until nobody is left."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog
from pydantic import ValidationError

from account.broadcasts.ports import Lane
from account.broadcasts.records import Broadcast, BroadcastState, Deed
from account.ports import Works
from bot.broadcasts.calling import Calling
from bot.broadcasts.doubt import Doubt
from bot.broadcasts.lane import LaneRun
from bot.broadcasts.queue import LaneQueue
from bot.logs import frames
from gateways.pace import Timetable
from gateways.telegram import Sender
from storage.database import DatabaseDown

LANES: Final = 2  # of a broadcast: a second worker finds something to do, and one fills the other's pauses
BATCH_LASTS: Final = 0.4  # seconds: so much of the pace is claimed at a time by all lanes together
BATCH_MOST: Final = 50
RUN_LASTS: Final = 20.0  # seconds; then others have their turn
LOOK_EVERY: Final = 1.0  # seconds
GIVE_UP_EVERY: Final = 30.0  # seconds
IN_FLIGHT_MOST: Final = timedelta(seconds=60)  # no call lasts so long: who had it in hand is dead

SILENT_MOST: Final = 60.0  # seconds without any progress

log = structlog.get_logger("broadcasts")


class BroadcastWorker:
    """Runs until ``stop``; several may run at once, also in several processes.

    SQL has the truth: what the queue holds is put there again each second, so it may lose everything at any time. It
    is open only while something runs: an idle bot pays for one look a second.
    """

    def __init__(
        self,
        works: Works,
        sender: Sender,
        timetable: Timetable,
        clock: Callable[[], datetime],
        redis_url: str,
        bot_id: int,
    ) -> None:
        self._works = works
        self._sender = sender
        self._timetable = timetable
        self._clock = clock
        self._queue = LaneQueue(redis_url, f"broadcasts:{bot_id}", self._run_lane)
        self._stopping = asyncio.Event()
        self._woken = asyncio.Event()
        self._doubt = Doubt()
        self._gave_up = 0.0
        self._at_work: set[tuple[int, int]] = set()
        self._heard: dict[int, tuple[int, float]] = {}

    def stop(self) -> None:
        self._stopping.set()
        self.wake()

    def wake(self) -> None:
        """Look for what is due now."""
        self._woken.set()

    async def run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                await self._look()
            except DatabaseDown:
                log.warning("broadcasts.no-database")
            except Exception as error:  # noqa: BLE001 - the worker outlives whatever one round brings
                log.error("broadcasts.round-failed", error=type(error).__name__, trace=frames(error))
            await self._rest()
        await self._queue.close()

    async def _look(self) -> None:
        at = self._clock()
        async with self._works() as work:
            for number in await work.broadcasts.begin_due(at):
                log.info("broadcasts.begun", number=number)
            running = await work.broadcasts.in_state(BroadcastState.RUNNING)
            if _now() - self._gave_up > GIVE_UP_EVERY:
                await work.broadcasts.give_up(at - IN_FLIGHT_MOST, at)
                self._gave_up = _now()
        if not running:
            await self._queue.close()
            return
        self._queue.open()
        await self._queue.put((one.id, number) for number in range(LANES) for one in running)
        if stuck := self._stuck(running):
            log.warning("broadcasts.stuck", numbers=stuck)
            await self._queue.put([(one, number) for number in range(LANES) for one in stuck], anew=True)

    def _stuck(self, running: list[Broadcast]) -> list[int]:
        """Those of which nothing was heard for long: a Redis that drops keys may have lost lanes that it calls busy."""
        if self._timetable.held():
            self._heard.clear()
        self._heard = {one.id: self._heard_of(one) for one in running}
        silent = [number for number, (_, since) in self._heard.items() if _now() - since > SILENT_MOST]
        for number in silent:
            del self._heard[number]
        return silent

    def _heard_of(self, one: Broadcast) -> tuple[int, float]:
        over, since = self._heard.get(one.id, (-1, 0.0))
        return (over, since) if over == one.counts.over else (one.counts.over, _now())

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), LOOK_EVERY)
        except TimeoutError:
            return

    async def _run_lane(self, broadcast: int, number: int) -> None:
        # A Redis that was emptied gives a lane out once more: to ourselves we need not lose it.
        if (broadcast, number) in self._at_work:
            return
        self._at_work.add((broadcast, number))
        try:
            left = await self._lane(broadcast, number)
        except DatabaseDown:
            log.warning("broadcasts.no-database")
        except Exception as error:  # noqa: BLE001 - docket would keep its words
            log.error("broadcasts.lane-failed", number=broadcast, error=type(error).__name__, trace=frames(error))
        else:
            if left:
                self._woken.set()
        finally:
            self._at_work.discard((broadcast, number))

    async def _lane(self, broadcast: int, number: int) -> bool:
        """Whether there is more to do."""
        lane = Lane(broadcast, number, secrets.token_hex(16))
        async with self._works() as work:
            one = await work.broadcasts.by_id(broadcast)
            if one is None or one.state is not BroadcastState.RUNNING:
                return False
            await work.broadcasts.take_lane(lane, self._clock())
        calling = await self._calling(one)
        if calling is None:
            return False
        batch = min(BATCH_MOST, int(BATCH_LASTS / self._timetable.interval / LANES / calling.cost))
        run = LaneRun(self._works, calling, self._timetable, self._clock, lane, max(1, batch), stopping=self._stopping)
        await run.run(_now() + RUN_LASTS * random.uniform(0.8, 1.2))  # noqa: S311 - so that lanes do not end together
        if calling.locked_out:
            log.error("broadcasts.wrong-token")
        return run.left and not calling.locked_out

    async def _calling(self, one: Broadcast) -> Calling | None:
        """None where it can never be sent: then it is stopped, so that its admin sees that."""
        try:
            if one.content is not None or one.deed is Deed.DELETE:
                return Calling(one, self._sender, self._doubt)
        except ValidationError as error:
            log.error("broadcasts.not-a-message", number=one.id, error=type(error).__name__)
        async with self._works() as work:
            running = {BroadcastState.RUNNING}
            await work.broadcasts.set_state(one.id, BroadcastState.STOPPED, of=running, at=self._clock())
        return None


def _now() -> float:
    return asyncio.get_running_loop().time()
