"""The bot in a process beside the playground: kept running, told the town's clock, killed and started again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from playground import ImpossibleError, Playground, World
from playground.switches import GONE, STARTING
from storage.redis_directory import server_number

ENDS_WITHIN = 10.0
RESTART_AFTER = 1.0
ROOT = Path(__file__).resolve().parent.parent
BOT = (sys.executable, "-m", "bot.played")


class BotBeside:
    """The port ``playground.Machine``.

    ``redis`` is the directory of the Redis that the bot embeds, ``restart_after`` the seconds before a bot that ended
    is started again. Redis is frozen, not killed: a killed one the bot starts anew in a moment. A frozen one holds its
    connections and answers nothing, which is harder on whoever asks it, and forgets nothing.
    """

    def __init__(self, redis: Path, command: tuple[str, ...] = BOT, *, restart_after: float = RESTART_AFTER) -> None:
        self._redis = redis
        self._command = command
        self._restart_after = restart_after
        self._process: asyncio.subprocess.Process | None = None

    async def keep_running(self, town: Playground, environment: Mapping[str, str], stopping: asyncio.Event) -> None:
        """Start the bot, tell it the town's clock, start it again when it ends; until ``stopping``."""
        waiting = asyncio.create_task(stopping.wait())
        while not stopping.is_set():
            town.switches.process_is(STARTING)
            process = self._process = await self._started(environment)
            assert process.stdin is not None
            ended = asyncio.create_task(process.wait())
            telling = asyncio.create_task(_tell_lead(town.world, process.stdin))
            await asyncio.wait({waiting, ended}, return_when=asyncio.FIRST_COMPLETED)
            telling.cancel()
            if not ended.done():
                await _end(process, ended)
            elif not stopping.is_set():
                town.switches.process_is(GONE)
                print("the bot has ended; it is started again", flush=True)
                await asyncio.wait({waiting}, timeout=self._restart_after)

    def kill(self) -> None:
        if self._process is None or self._process.returncode is not None:
            raise ImpossibleError("the bot does not run just now")
        self._process.kill()

    def freeze_redis(self) -> None:
        if not self._signal_redis(signal.SIGSTOP):
            raise ImpossibleError("Redis does not run just now")

    def thaw_redis(self) -> None:
        self._signal_redis(signal.SIGCONT)

    async def _started(self, environment: Mapping[str, str]) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *self._command, cwd=ROOT, env=dict(environment), start_new_session=True, stdin=asyncio.subprocess.PIPE
        )

    def _signal_redis(self, number: signal.Signals) -> bool:
        process = server_number(self._redis)
        if process is not None:
            with contextlib.suppress(ProcessLookupError):  # it may end by itself at this moment
                os.kill(process, number)
                return True
        return False


async def _tell_lead(world: World, bot: asyncio.StreamWriter) -> None:
    """Write how far ahead the town's clock is: at once, and whenever it was moved."""
    while True:
        told = world.ahead
        bot.write(f"{told}\n".encode())
        await world.until(lambda: world.ahead != told, None)  # noqa: B023 - looked at before the next round


async def _end(process: asyncio.subprocess.Process, ended: asyncio.Task[int]) -> None:
    with contextlib.suppress(ProcessLookupError):  # it may end by itself at this moment
        process.terminate()
        await asyncio.wait({ended}, timeout=ENDS_WITHIN)
        if not ended.done():
            process.kill()
    await ended
