"""The playground with the bot itself in a process beside it, as `python -m bot playground` starts them."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.playground import settings_in, settle, town_in
from playground import Playground
from playground.switches import RUNNING

STARTS_WITHIN = 60.0


@asynccontextmanager
async def living(*, topics: bool = False) -> AsyncIterator[Playground]:
    """A town with the usual people whose bot already asks for updates."""
    with tempfile.TemporaryDirectory(prefix="playground-") as data:
        town, bot = town_in(Path(data))
        await town.start()
        environment = os.environ | settle(town, topics=topics) | settings_in(Path(data), town)
        stopping = asyncio.Event()
        running = asyncio.create_task(bot.keep_running(town, environment, stopping))
        try:
            deadline = asyncio.get_running_loop().time() + STARTS_WITHIN
            await town.world.until(lambda: town.switches.card()["process"] == RUNNING, deadline)
            yield town
        finally:
            stopping.set()
            await running
            await town.stop()
