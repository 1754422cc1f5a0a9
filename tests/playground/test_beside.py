"""The bot in a process beside the town: killed, and with its Redis away; talks go on where they were."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from redis.exceptions import RedisError

from bot.beside import BotBeside
from bot.playground import settings_in, settle, town_in
from playground import Person, Playground
from storage.embedded_redis import EmbeddedRedis
from storage.redis_client import connect
from tests.playground.botapi import soon

EMAIL = "anna.beside@example.com"
PATIENCE = 60.0  # a bot starts in a few seconds where nothing else runs


@dataclass
class Pair:
    """A playground and the real bot, as `python -m bot playground` runs them."""

    town: Playground
    session: ClientSession
    anna: Person

    async def until(self, look: Callable[[], Any]) -> None:
        await self.town.world.until(look, soon(PATIENCE))

    async def says(self, text: str, answer: str) -> None:
        self.town.world.say(self.anna, text)
        await self.hears(answer)

    async def hears(self, words: str) -> None:
        await self.until(lambda: any(words in text for text in self.heard()))

    def heard(self) -> list[str]:
        messages = self.town.world.messages(self.anna.id)
        return [str(each.get("text", "")) for each in messages if each["from"].get("is_bot")]

    async def turn(self, name: str, **more: object) -> Any:
        async with self.session.post(f"{self.town.url}/play/switch", json={"name": name, **more}) as answer:
            return await answer.json()

    async def kept(self) -> Any:
        async with self.session.get(f"{self.town.url}/play/hood?person={self.anna.id}") as answer:
            return (await answer.json())["kept"]


@pytest.fixture
async def pair(tmp_path: Path, session: ClientSession) -> AsyncIterator[Pair]:
    town, bot = town_in(tmp_path)
    await town.start()
    environment = os.environ | settle(town, topics=False) | settings_in(tmp_path, town)
    stopping = asyncio.Event()
    running = asyncio.create_task(bot.keep_running(town, environment, stopping))
    try:
        one = Pair(town, session, town.world.people[0])
        await one.until(lambda: town.switches.process == "running")
        yield one
    finally:
        stopping.set()
        await running
        await town.stop()


async def test_a_registration_goes_on_after_the_bot_was_killed_in_the_middle(pair: Pair) -> None:
    await pair.says("/start", "личный кабинет")
    await pair.says("/register", "E-MAIL")
    await pair.says(EMAIL, "ТЕЛЕФОН")
    assert (await pair.turn("kill_bot"))["ok"]
    await pair.until(lambda: pair.town.switches.process == "gone")
    pair.town.world.share_contact(pair.anna)
    refused = await pair.turn("kill_bot")
    assert refused == {"ok": False, "error": "the bot does not run just now"}
    await pair.until(lambda: pair.town.switches.process == "starting")
    await pair.until(lambda: pair.town.switches.process == "running")
    await pair.hears("ПАРОЛЬ")
    assert any(EMAIL in text and "+7 916 123-45-67" in text for text in pair.heard()), "both answers are there"
    kept = await pair.kept()
    assert (kept["form"]["name"], kept["form"]["at"]) == ("registration", "password")
    assert kept["form"]["answered"] == ["email", "phone"]
    assert EMAIL not in str(kept)
    assert {each["table"] for each in kept["sql"]} == {"people", "outbox"}


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[EmbeddedRedis]:
    server = EmbeddedRedis(tmp_path)
    await server.start()
    yield server
    await server.stop()


async def test_redis_is_away_for_a_while_and_forgets_nothing(redis: EmbeddedRedis, tmp_path: Path) -> None:
    town = Playground(machine=BotBeside(tmp_path))
    client = connect(redis.url)
    await client.set("kept", "yes")
    town.switches.redis_away = 4.0
    assert town.switches.turn("redis_gone", on=True)["on"]["redis_gone"]
    with pytest.raises(RedisError):
        await client.get("kept")
    await town.world.until(lambda: not town.switches.card()["on"]["redis_gone"], soon(10))
    assert await client.get("kept") == b"yes"
    await client.aclose()


async def test_redis_can_be_let_back_at_once(redis: EmbeddedRedis, tmp_path: Path) -> None:
    town = Playground(machine=BotBeside(tmp_path))
    town.switches.turn("redis_gone", on=True)
    assert not town.switches.turn("redis_gone", on=False)["on"]["redis_gone"]
    client = connect(redis.url)
    assert await client.ping()  # type: ignore[misc] # redis types both clients at once
    await client.aclose()


async def test_what_does_not_run_can_be_neither_killed_nor_frozen(tmp_path: Path) -> None:
    town = Playground(machine=BotBeside(tmp_path))
    for name, on in (("kill_bot", None), ("redis_gone", True)):
        with pytest.raises(ValueError, match="does not run just now"):
            town.switches.turn(name, on)
    assert not town.switches.card()["on"]["redis_gone"]
