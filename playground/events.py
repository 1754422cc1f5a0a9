"""The numbered log of what happens, for the page's event stream and for waiting in tests."""

import asyncio
from collections import deque
from typing import Any

from playground.people import Json

KEPT = 5000


class EventLog:
    """Every change gets a number; whoever waits is woken at once."""

    def __init__(self) -> None:
        self.seq = 0
        self.closed = False
        self.recent: deque[Json] = deque(maxlen=KEPT)
        self._waiting: set[asyncio.Future[None]] = set()

    def add(self, kind: str, **facts: Any) -> None:
        self.seq += 1
        self.recent.append({"seq": self.seq, "kind": kind, **facts})
        self.touch()

    def touch(self) -> None:
        """Wake whoever waits, for a change that the page need not hear of."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    def close(self) -> None:
        """Let go of whoever follows the log; the server stops."""
        self.closed = True
        self.touch()

    async def changed(self, deadline: float | None) -> None:
        """Return at the next change; TimeoutError at the deadline (time of the event loop), if there is one."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            async with asyncio.timeout_at(deadline):
                await waiter
        finally:
            self._waiting.discard(waiter)

    def since(self, seq: int) -> list[Json] | None:
        """Give the events after this number; None when they are no longer kept."""
        if seq > self.seq or (self.recent and seq < self.recent[0]["seq"] - 1):
            return None
        missing = self.seq - seq
        return list(self.recent)[-missing:] if missing else []
