"""The place of the fault tests: a playground, a Redis and a database that outlive the bots that are killed in it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import socket
from collections import defaultdict
from pathlib import Path
from typing import Any, Self

from playground import Person as Resident
from playground import Playground
from tests.faults.nursery import Child, Nursery
from tests.servers import Valkey
from tests.town import SECRET, TOKEN

RUNNING_WITHIN = 30.0
LOOK_AGAIN_AFTER = 1.0
ASIDE = "Хорошо.\n"


class Street:
    """``start_bot`` brings up a replica, ``heard`` are the bot's words in each private chat, in order."""

    def __init__(self, nursery: Nursery, valkey: Valkey, data: Path, *, webhook: bool, bot: tuple[str, ...]) -> None:
        self.nursery = nursery
        self.valkey = valkey
        self.data = data
        self.webhook = webhook
        self.playground = Playground(token=TOKEN)
        self.bot: Child
        self._bots: list[Child] = []
        self.in_flight = 0
        self._command = bot
        self._port = free_port()
        self._heard: dict[int, list[str]] = defaultdict(list)
        self._last: dict[tuple[int, int], str] = {}
        self._more: dict[int, asyncio.Event] = defaultdict(asyncio.Event)

    async def __aenter__(self) -> Self:
        self.playground.state.webhook.retry_delays = [0.0, 0.1, 0.3]
        await self.playground.start()
        members = [self.playground.world.add_person(name, role="staff") for name in ("Ольга", "Пётр")]
        self.group = self.playground.world.add_group("Поддержка", members=members)
        self._watching = asyncio.create_task(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        for bot in self._bots:
            await bot.kill()
        self._watching.cancel()
        await asyncio.wait([self._watching])
        await self.playground.stop()

    @property
    def database(self) -> Path:
        return self.data / "bot.sqlite3"

    async def start_bot(self, **settings: str) -> Child:
        """A replica; this returns once it has asked Telegram for updates."""
        env = self._environment() | settings
        self.bot = await self.nursery.bear(*self._command, log=self.data / "log", env=env)
        self._bots.append(self.bot)
        calls = len(self.playground.calls)
        wanted = {"setWebhook"} if self.webhook else {"getUpdates"}

        async def asks() -> None:
            while not wanted & {call.method for call in list(self.playground.calls)[calls:]} and not self._polled():
                if self.bot.ended.done():
                    raise AssertionError(f"the bot ended: {self.bot.said()[-2000:]}")
                await self.change()

        async with asyncio.timeout(RUNNING_WITHIN):
            await asks()
        return self.bot

    async def start_worker(self, **settings: str) -> Child:
        """A process that only delivers; it has not come far when this returns."""
        log = self.data / f"worker{len(self._bots)}.log"
        worker = await self.nursery.bear("bot", "worker", log=log, env=self._environment() | settings)
        self._bots.append(worker)
        return worker

    def _polled(self) -> bool:
        return not self.webhook and self.playground.state.updates.being_polled

    async def kill_bot(self) -> None:
        """End it at this very moment; what it had not confirmed counts as in flight."""
        self.bot.signal(signal.SIGKILL)
        self.in_flight += len(self.playground.state.updates.pending)
        await self.bot.ended

    async def stop_bot(self) -> float:
        """Ask it to end; how many seconds that took."""
        begun = asyncio.get_running_loop().time()
        self.bot.signal(signal.SIGTERM)
        self.in_flight += len(self.playground.state.updates.pending)
        await self.bot.ended
        return asyncio.get_running_loop().time() - begun

    def newcomer(self, name: str, phone: str | None = None) -> Resident:
        return self.playground.world.add_person(name, phone=phone, language_code="ru")

    def heard(self, chat: int) -> list[str]:
        """What the bot said there: each text, and each change of one, with its buttons."""
        return self._heard[chat]

    async def hears(self, chat: int, after: int, words: str, patience: float) -> str | None:
        """What the bot said with these words; None when it did not."""
        try:
            async with asyncio.timeout(patience):
                while not (found := [each for each in self._heard[chat][after:] if words in each]):
                    self._more[chat].clear()
                    await self._more[chat].wait()
                return found[0]
        except TimeoutError:
            return None

    async def confirmed(self, patience: float = 30.0) -> None:
        """Until no update waits any more."""
        async with asyncio.timeout(patience):
            while self.playground.state.updates.pending:
                await self.change()

    def _environment(self) -> dict[str, str]:
        given = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.playground.url,
            "REDIS_URL": self.valkey.url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "SMTP_URL": self.playground.smtp_url,
            "SMS_URL": self.playground.sms_url,
            "SECRET_KEY": SECRET,
            "SUPPORT_CHAT_ID": str(self.group.id),
            "LOG_LEVEL": "INFO",
            "PATH": os.environ["PATH"],
        }
        return given | (at_port(self._port) if self.webhook else {})

    async def change(self) -> None:
        """Until something happens, or it is time to look whether a process is still there."""
        loop = asyncio.get_running_loop()
        try:
            await self.playground.world.changed(loop.time() + LOOK_AGAIN_AFTER)
        except TimeoutError:
            return  # a bot that ended makes no change: whoever waits looks at it

    async def _watch(self) -> None:
        """Sort what happens by chat, so that a thousand people need not all look at each event."""
        events, seen = self.playground.state.events, 0
        while True:
            for event in events.since(seen) or []:
                seen = event["seq"]
                if event["kind"] in {"message", "edited"}:
                    self._note(event["chat_id"], event["message"])
            await self.change()

    def _note(self, chat: int, message: dict[str, Any]) -> None:
        if not message["from"].get("is_bot"):
            return
        text, markup = str(message.get("text")), message.get("reply_markup")
        words, place = f"{text}\n{markup}", (chat, message["message_id"])
        if self._last.get(place, "").partition("\n")[0] != text or (markup and self._last[place] != words):
            self._last[place] = words
            if not words.startswith(ASIDE):
                self._heard[chat].append(words)
                self._more[chat].set()


def at_port(port: int) -> dict[str, str]:
    """The settings of a replica that takes updates there."""
    return {"WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram", "HTTP_PORT": str(port)}


def free_port() -> int:
    """A port below those that systems give to outgoing connections, so that none of these takes it before its use."""
    while True:
        port = random.randrange(12_000, 32_000)
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
