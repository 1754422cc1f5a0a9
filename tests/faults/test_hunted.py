"""The whole path with the bot killed (-9) after the acts of anybody, and every kind of junk sent in between."""

from __future__ import annotations

import itertools
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.conversations.scenario import whole_path
from tests.faults.books import copy_of
from tests.faults.nursery import Child, Nursery
from tests.servers import Valkey
from tests.town import SECRET, TOKEN, Person, Town


class Hunted(Person):
    """Somebody whose every act is news to the hunter; a customer sends junk before it."""

    async def says(self, text: str, **more: Any) -> dict[str, Any]:
        await self._junk()
        said = await super().says(text, **more)
        await self._hunters.acted()
        return said

    async def presses(self, label: str, *, times: int = 1) -> None:
        await super().presses(label, times=times)
        await self._hunters.acted()

    async def sends(self, *files: tuple[str, bytes, str], kind: str = "photo", caption: str | None = None) -> None:
        await super().sends(*files, kind=kind, caption=caption)
        await self._hunters.acted()

    @property
    def _hunters(self) -> HuntersTown:
        assert isinstance(self.town, HuntersTown)
        return self.town

    async def _junk(self) -> None:
        """A sticker, a voice message, a place, somebody's contact; the real thing is answered all the same."""
        world = self.town.world
        stranger = {"phone_number": "79990000000", "first_name": "Некто"}
        kinds = [world.sticker, world.voice, world.location, lambda me: world.share_card(me, stranger)]
        next(itertools.islice(kinds, self._hunters.acts % len(kinds), None))(self.resident)


class HuntersTown(Town):
    """A town whose bot is a process of its own, killed after each ``every``-th act."""

    def __init__(self, nursery: Nursery, data: Path, redis_url: str, every: int) -> None:
        super().__init__(data, redis_url)
        self.nursery = nursery
        self.every = every
        self.acts = 0
        self.kills = 0
        self.child: Child

    async def start(self) -> None:
        await super().start()
        self.olga = Hunted(self, self.olga.resident, self.group.id)
        self.petr = Hunted(self, self.petr.resident, self.group.id)

    async def start_bot(self) -> None:
        environment = {
            **os.environ,
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.playground.url,
            "REDIS_URL": self.redis_url,
            "DATABASE_URL": f"sqlite:///{self.data / 'bot.sqlite3'}",
            "SECRET_KEY": SECRET,
            "SMTP_URL": self.playground.smtp_url,
            "SMS_URL": self.playground.sms_url,
            "SUPPORT_CHAT_ID": str(self.group.id),
            "DECISION_DELAY": "0s",
            "DATA_DIR": str(self.data),
        }
        self.child = await self.nursery.bear("bot", "run", log=self.data / "log", env=environment)

    async def stop(self) -> None:
        await self.child.kill()
        await self.playground.stop()

    async def acted(self) -> None:
        self.acts += 1
        if self.acts % self.every == 0:
            self.kills += 1
            await self.child.kill()
            await self.start_bot()

    def customer(self, name: str, phone: str) -> Hunted:
        resident = self.world.add_person(name, phone=phone)
        return Hunted(self, resident, resident.id)

    async def until(self, look: Any, what: str, patience: float = 40.0) -> Any:
        """A kill in the middle of a delivery is noticed when the dead worker's hold on it ends."""
        return await super().until(look, what, patience)


@pytest.fixture
async def hunters(
    request: pytest.FixtureRequest, nursery: Nursery, redis: Valkey, migrated: Path, tmp_path: Path
) -> AsyncIterator[HuntersTown]:
    copy_of(migrated, tmp_path)
    every = 1 if request.config.getoption("--torture") else 5
    town = HuntersTown(nursery, tmp_path, redis.url, every)
    await town.start()
    yield town
    await town.stop()


async def test_whoever_is_hunted_gets_there_all_the_same(hunters: HuntersTown) -> None:
    anna, boris = hunters.customer("Анна", "+79161234567"), hunters.customer("Борис", "+79037654321")
    await whole_path(hunters, anna, boris)
    assert hunters.kills >= 10
    assert not any("Что-то пошло не так" in str(message.get("text")) for message in anna.screen())
