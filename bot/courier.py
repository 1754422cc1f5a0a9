"""The worker of the outbox: takes due parcels, has each carried by its kind, and writes down what came of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from account.ports import Works
from account.records import Care, ClaimedParcel
from bot.logs import frames
from bot.parcels.outcome import AgainError, Carry, LaterError, NeverError, OverError, backoff
from storage.database import DatabaseDown

AT_ONCE = 10
HOLD = timedelta(seconds=25)  # how long a claimed parcel stays a worker's before it counts as abandoned
CARRY_WITHIN = 20.0  # seconds; well below HOLD, so that no second worker takes what the first still carries
LOOK_EVERY = 1.0  # seconds; parcels of other processes and of other times come without a wake
GIVE_UP_AFTER = 12  # tries of a parcel that fails by itself
FINISH_WITHIN = 6.0

Came = AgainError | LaterError | NeverError | None

log = structlog.get_logger("courier")


class Courier:
    """Runs until ``stop``; several may run at once, also in several processes. ``woken`` is set at each put."""

    def __init__(
        self,
        works: Works,
        carriers: Mapping[str, Carry],
        clock: Callable[[], datetime],
        chores: Callable[[datetime], Awaitable[None]],
        woken: asyncio.Event,
    ) -> None:
        self._works = works
        self._carriers = carriers
        self._clock = clock
        self._chores = chores
        self._woken = woken
        self._stopping = asyncio.Event()
        self._carried: set[asyncio.Task[None]] = set()

    def stop(self) -> None:
        self._stopping.set()
        self._woken.set()

    async def run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                await self._chores(self._clock())
                took = await self._take()
            except DatabaseDown:
                log.warning("courier.no-database")
                took = False
            except Exception as error:  # noqa: BLE001 - the worker outlives whatever one round brings
                log.error("courier.round-failed", error=type(error).__name__, trace=frames(error))
                took = False
            if not took:
                await self._rest()
        if self._carried:
            await asyncio.wait(self._carried, timeout=FINISH_WITHIN)

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), LOOK_EVERY)
        except TimeoutError:
            return

    async def _take(self) -> bool:
        free = AT_ONCE - len(self._carried)
        if free <= 0:
            await asyncio.wait(self._carried, timeout=LOOK_EVERY, return_when=asyncio.FIRST_COMPLETED)  # or to stop
            return True
        at = self._clock()
        async with self._works() as work:
            await work.outbox.drop_expired(at)
            claimed = await work.outbox.claim(free, at, at + HOLD)
            for each in await work.outbox.unknown(at):
                lost = replace(each.parcel, key=f"lost:{each.parcel.key}", kind=f"lost-{each.parcel.kind}", due_at=at)
                if lost.kind in self._carriers:
                    await work.outbox.put(replace(lost, care=Care.REPEATABLE))
        for parcel in claimed:
            self._start(self._carry(parcel))
        return bool(claimed)

    def _start(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._carried.add(task)
        task.add_done_callback(self._carried.discard)

    async def _carry(self, claimed: ClaimedParcel) -> None:
        kind = claimed.parcel.kind
        try:
            async with asyncio.timeout(CARRY_WITHIN):
                with contextlib.suppress(OverError):
                    await self._carriers[kind](claimed)
        except AgainError as again:
            await self._note(claimed, again)
        except (LaterError, NeverError) as outcome:
            log.warning("parcel.not-delivered", kind=kind, outcome=type(outcome).__name__, reason=outcome.reason)
            await self._note(claimed, outcome)
        except Exception as error:  # noqa: BLE001 - a fault of ours: again a few times, then it is set aside
            log.error("parcel.fault", kind=kind, error=type(error).__name__, trace=frames(error), tries=claimed.tries)
            await self._note(claimed, self._after_fault(claimed, error))
        else:
            await self._note(claimed)
        self._woken.set()

    @staticmethod
    def _after_fault(claimed: ClaimedParcel, error: Exception) -> LaterError | NeverError:
        if claimed.parcel.care is Care.ONCE:
            return NeverError(type(error).__name__, unknown=True)
        if claimed.tries >= GIVE_UP_AFTER:
            return NeverError(type(error).__name__)
        return LaterError(backoff(claimed.tries), type(error).__name__)

    async def _note(self, claimed: ClaimedParcel, outcome: Came = None) -> None:
        at = self._clock()
        try:
            async with self._works() as work:
                match outcome:
                    case AgainError(seconds=seconds, payload=payload):
                        await work.outbox.renew(claimed, at + timedelta(seconds=seconds), payload)
                    case LaterError(seconds=seconds, reason=reason):
                        await work.outbox.postpone(claimed.id, at + timedelta(seconds=seconds), reason)
                    case NeverError(reason=reason, unknown=unknown):
                        await work.outbox.fail(claimed.id, at, reason, unknown=unknown)
                    case _:
                        await work.outbox.delivered(claimed.id, at)
        except DatabaseDown:
            log.warning("courier.not-noted", kind=claimed.parcel.kind)
