"""`python -m bot.played`: `bot run` as the playground starts it, by a clock that lines on stdin move ahead."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.__main__ import end_with, prepared, serve
from bot.app import App, utc_now


class LedClock:
    """The real time plus a lead; each line is the whole lead in seconds."""

    def __init__(self, lines: asyncio.StreamReader) -> None:
        self._lines = lines
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self._ahead

    async def move(self) -> bool:
        """Take the next line; False when none will come any more."""
        line = await self._lines.readline()
        if line:
            self._ahead = timedelta(seconds=float(line))
        return bool(line)

    async def follow(self, moved: Callable[[], None]) -> None:
        while await self.move():
            moved()


async def _stdin() -> asyncio.StreamReader:
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    return lines


async def played() -> int:
    """Until SIGTERM. The first line is awaited: a bot that comes again starts where the playground's clock is."""
    settings = prepared()
    clock = LedClock(await _stdin())
    await clock.move()
    app = App(settings, clock)
    following = asyncio.create_task(clock.follow(app.wake))
    await serve(app, take_updates=True)
    following.cancel()
    return 0


if __name__ == "__main__":
    end_with(played())
