"""The lanes of running broadcasts as jobs of docket: each is with one worker, and comes back from a dead one."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from docket import Docket, Worker
from redis.exceptions import RedisError

from bot.logs import frames

AT_ONCE: Final = 8  # lanes a process works on; the others wait in docket
LEASE: Final = timedelta(seconds=5)  # renewed by whoever lives; after that a dead worker's lanes are given to others
LOOK_EVERY: Final = timedelta(milliseconds=50)
COME_BACK_AFTER: Final = timedelta(seconds=0.5)
ADD_WITHIN: Final = 2.0
CLOSE_WITHIN: Final = 8.0

log = structlog.get_logger("broadcasts")


class LaneQueue:
    """Nothing in it lasts: what it should hold is put again each second out of SQL, and twice the same is once.

    ``do`` works on a lane of a broadcast. All of it costs a little while it is open, so it is open only when needed.
    """

    def __init__(self, url: str, name: str, do: Callable[[int, int], Awaitable[None]]) -> None:
        self._url = url
        self._name = name
        self._do = do
        self._docket: Docket | None = None
        self._ready = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    def open(self) -> None:
        if self._running is None:
            # Its own: an earlier one may still wait for the lanes that it has in hand.
            self._closing = asyncio.Event()
            self._running = asyncio.create_task(self._run(self._closing))

    async def close(self) -> None:
        """Wait for the lanes in hand: whoever closes has told them to end."""
        if self._running is not None:
            self._closing.set()
            self._running.cancel()  # docket then waits for what it has in hand, and takes the cancellation for done
            await asyncio.wait([self._running], timeout=CLOSE_WITHIN)
            self._running = None

    async def put(self, lanes: Iterable[tuple[int, int]], *, anew: bool = False) -> None:
        """Put them in where they are not; ``anew``: also where docket thinks that somebody is at work on them."""
        try:
            async with asyncio.timeout(ADD_WITHIN):
                await self._ready.wait()
                assert self._docket is not None
                for broadcast, number in lanes:
                    key = f"lane:{broadcast}:{number}"
                    if anew:
                        await self._docket.replace("lane", when=datetime.now(UTC), key=key)(broadcast, number)
                    else:
                        await self._docket.add("lane", key=key)(broadcast, number)
        except (RedisError, OSError, TimeoutError):
            log.warning("broadcasts.no-redis")

    async def _lane(self, broadcast: int, number: int) -> None:
        await self._do(broadcast, number)

    async def _run(self, closing: asyncio.Event) -> None:
        while not closing.is_set():
            try:
                await self._work()
            except Exception as error:  # noqa: BLE001 - whatever docket or Redis brings: it is opened anew
                log.warning("broadcasts.queue-failed", error=type(error).__name__, trace=frames(error))
            if not closing.is_set():
                await asyncio.sleep(COME_BACK_AFTER.total_seconds())

    async def _work(self) -> None:
        kept = timedelta()  # of lanes that are over nothing is kept
        async with Docket(name=self._name, url=self._url, execution_ttl=kept) as docket:
            worker = Worker(
                docket,
                name=secrets.token_hex(8),
                concurrency=AT_ONCE,
                redelivery_timeout=LEASE,
                reconnection_delay=COME_BACK_AFTER,
                minimum_check_interval=LOOK_EVERY,
                scheduling_resolution=timedelta(seconds=1),
                schedule_automatic_tasks=False,
            )
            docket.register(self._lane, names=["lane"])
            async with worker:
                self._docket = docket
                self._ready.set()
                try:
                    await worker.run_forever()
                finally:
                    if self._docket is docket:  # else its end took so long that the next is open already
                        self._ready.clear()
