"""CPU of a broadcast's worker per message, against a bare loop of bot.send_message, interleaved."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from account.broadcasts.records import BroadcastState
from storage.migrate import upgrade
from tests.bench.cpu import cpu_used
from tests.bench.telegram import Telegram
from tests.faults.broadcasts import Ledger, ledger_of
from tests.servers import Valkey
from tests.town import SECRET, TOKEN

HEAD = f"{'':<26}{'ratio':>7}{'CPU µs/send':>15}"
RATE = "1000"
DONE_WITHIN = 600.0


class Loop:
    """The yardstick's process."""

    def __init__(self, process: asyncio.subprocess.Process, count: int) -> None:
        self._process = process
        self._count = count

    async def run(self) -> float:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        before = cpu_used(self._process.pid)
        self._process.stdin.write(b"go\n")
        await self._process.stdout.readline()
        return (cpu_used(self._process.pid) - before) / self._count * 1e6


async def broadcast(pid: int, ledger: Ledger, count: int) -> float:
    before = cpu_used(pid)
    await ledger.until(await ledger.begin(), BroadcastState.DONE, DONE_WITHIN)
    return (cpu_used(pid) - before) / count * 1e6


async def lines(count: int, rounds: int = 2) -> list[str]:
    """The table's lines, out of medians."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder / 'bot.sqlite3'}"
        await upgrade(url)
        redis = await stack.enter_async_context(Valkey())
        telegram = await stack.enter_async_context(Telegram(TOKEN))
        env = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": telegram.url,
            "REDIS_URL": redis.url,
            "DATABASE_URL": url,
            "SECRET_KEY": SECRET,
            "SMTP_URL": "smtp://127.0.0.1:9",
            "SMS_URL": "http://127.0.0.1:9/?phone={phone}&text={text}",
            "LOG_LEVEL": "WARNING",
            "BROADCAST_RATE": RATE,
            "PATH": os.environ["PATH"],
        }
        loop = await _process(stack, env, "tests.bench.bare_loop", str(count))
        worker = await _process(stack, env, "bot", "worker")
        ledger = await stack.enter_async_context(ledger_of(url))
        await ledger.settle(count)
        bare, yardstick, ours = Loop(loop, count), [], []
        for _ in range(rounds):
            yardstick.append(await bare.run())
            ours.append(await broadcast(worker.pid, ledger, count))
    floor, cost = statistics.median(yardstick), statistics.median(ours)
    return [HEAD, _line("bot.send_message in a loop", floor, floor), _line("a broadcast of ours", cost, floor)]


async def _process(stack: AsyncExitStack, env: dict[str, str], *command: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*(sys.executable, "-m", *command), env=env, stdin=pipe, stdout=pipe)

    async def end() -> None:
        if process.returncode is None:
            process.terminate()
        await process.communicate()

    stack.push_async_callback(end)
    return process


def _line(name: str, cpu: float, yardstick: float) -> str:
    return f"{name:<26}{cpu / yardstick:>7.2f}{cpu:>15.0f}"
