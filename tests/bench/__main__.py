"""`python -m tests.bench`: CPU of the bot's process per update and per message of a broadcast."""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from storage.migrate import upgrade
from tests.bench.broadcasts import lines as broadcast_lines
from tests.bench.cpu import cpu_used
from tests.bench.telegram import Telegram
from tests.faults.street import at_port, free_port
from tests.servers import Valkey
from tests.town import SECRET, TOKEN

PEOPLE = 40
STARTS_WITHIN = 60.0
HEAD = f"{'':<26}{'ratio':>7}{'CPU µs/update':>15}{'Redis trips':>13}{'calls beside':>14}"


@dataclass
class Rival:
    """A running bot and what it has cost so far."""

    name: str
    process: asyncio.subprocess.Process
    telegram: Telegram
    redis: Valkey
    cpu: list[float] = field(default_factory=list)
    calls: float = 0.0
    trips: float = 0.0

    def line(self, yardstick: float) -> str:
        cpu = statistics.median(self.cpu)
        return f"{self.name:<26}{cpu / yardstick:>7.2f}{cpu:>15.0f}{self.trips:>13.1f}{self.calls:>14.2f}"

    async def run(self, cycles: int) -> None:
        before, calls, trips = cpu_used(self.process.pid), self.telegram.calls, await self._trips()
        updates = await self.telegram.walk(PEOPLE, cycles)
        self.cpu.append((cpu_used(self.process.pid) - before) / updates * 1e6)
        self.calls = (self.telegram.calls - calls) / updates
        self.trips = (await self._trips() - trips) / updates

    async def _trips(self) -> int:
        """Commands that came over the network: of a bot that uses scripts for everything only the scripts."""
        stats = await self.redis.run("INFO", "commandstats")
        calls = {name.removeprefix("cmdstat_"): int(each["calls"]) for name, each in stats.items()}
        if self.name == "ours":
            return calls.get("evalsha", 0)
        return sum(count for name, count in calls.items() if name in {"get", "set", "del", "evalsha", "eval"})


@asynccontextmanager
async def rival(name: str, command: tuple[str, ...], opening: str, folder: Path, **more: str) -> AsyncIterator[Rival]:
    """Start the bot and let everybody begin the form, so that what is measured is the same step again and again."""
    async with Valkey() as redis, Telegram(TOKEN) as telegram:
        env = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": telegram.url,
            "REDIS_URL": redis.url,
            "DATABASE_URL": f"sqlite:///{folder / 'bot.sqlite3'}",
            "SECRET_KEY": SECRET,
            "SMTP_URL": "smtp://127.0.0.1:9",
            "SMS_URL": "http://127.0.0.1:9/?phone={phone}&text={text}",
            "LOG_LEVEL": "WARNING",
            "PATH": os.environ["PATH"],
        }
        env |= at_port(free_port()) | more
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", *command, env=env)
        try:
            async with asyncio.timeout(STARTS_WITHIN):
                await telegram.webhook.wait()
            await telegram.begin(PEOPLE, opening)
            await telegram.walk(PEOPLE, 1)
            yield Rival(name, process, telegram, redis)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def main(rounds: int, cycles: int, profile: str) -> list[str]:
    """The table's lines."""
    more = {"PROFILE": profile} if profile else {}
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        await upgrade(f"sqlite:///{folder / 'bot.sqlite3'}")
        rivals = [
            await stack.enter_async_context(each)
            for each in (
                rival("aiogram, Redis isolation", ("tests.faults.stock_bot",), "/form", folder, CAREFUL="1"),
                rival("ours", ("tests.bench.our_bot", "run"), "/profile", folder, **more),
            )
        ]
        for _ in range(rounds):
            for each in rivals:
                await each.run(cycles)
        yardstick = statistics.median(rivals[0].cpu)
        return [HEAD, *(each.line(yardstick) for each in rivals)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cycles", type=int, default=5, help="of the six steps by each of the people, a round")
    parser.add_argument("--sends", type=int, default=5000, help="of a broadcast, a round; 0: no broadcasts")
    parser.add_argument("--profile", default="", help="a file for cProfile's figures of our bot; spoils the ratio")
    given = parser.parse_args()
    told = asyncio.run(main(given.rounds, given.cycles, given.profile)) if given.cycles else []
    told += ["", *asyncio.run(broadcast_lines(given.sends))] if given.sends else []
    sys.stdout.write("\n".join(told) + "\n")
