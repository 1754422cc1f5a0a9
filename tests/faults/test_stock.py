"""Stock aiogram in the same street loses what our bot keeps: else these tests would prove nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.faults.nursery import Nursery
from tests.faults.postman import Postman
from tests.faults.scripts import survey
from tests.faults.street import Street
from tests.faults.walker import Crowd, Walker
from tests.servers import Valkey

BOT = ("tests.faults.stock_bot",)
PEOPLE = 16
KILLS, ROUNDS = 3, 10
PATIENCE = 3.0


@pytest.fixture(params=["polling", "webhook"])
async def street(
    request: pytest.FixtureRequest, nursery: Nursery, redis: Valkey, tmp_path: Path
) -> AsyncIterator[Street]:
    async with Street(nursery, redis, tmp_path, webhook=request.param == "webhook", bot=BOT) as one:
        await one.start_bot()
        yield one


def crowd(street: Street) -> Crowd:
    people = [street.newcomer(f"Анна {index}") for index in range(PEOPLE)]
    return Crowd([Walker(street, each, survey() * 4, patience=PATIENCE) for each in people])


async def test_undisturbed_it_walks_everybody_through(street: Street) -> None:
    everybody = crowd(street)
    await everybody.walk()
    assert everybody.silent == []


async def somebody_falls_silent(street: Street, end: Callable[[], Awaitable[object]]) -> bool:
    """Whether somebody gets no answer where the bot ends again and again; no single end need hit a message."""
    for _ in range(ROUNDS):
        everybody = crowd(street)
        walking = asyncio.create_task(everybody.walk())
        for kill in range(1, KILLS + 1):
            await everybody.at(kill / (KILLS + 1), walking)
            await end()
            await street.start_bot()
        await walking
        if everybody.silent:
            return True
    return False


async def test_a_kill_loses_steps(street: Street) -> None:
    assert await somebody_falls_silent(street, street.kill_bot)


async def test_sigterm_loses_steps(street: Street) -> None:
    assert await somebody_falls_silent(street, street.stop_bot)


@pytest.mark.parametrize("street", ["webhook"], indirect=True)
async def test_an_update_that_comes_again_is_taken_for_the_next_answer(street: Street) -> None:
    walker = Walker(street, street.newcomer("Анна"), survey()[:1], patience=PATIENCE)
    await walker.walk()
    url = street.playground.state.webhook.url
    async with Postman(street.playground) as postman:
        street.playground.world.say(walker.resident, "ответ 1")
        update = (await postman.letters.get()).update
        await postman.post(update, url)
        assert await street.hears(walker.id, 1, "Вопрос 2", PATIENCE)
        await postman.post(update, url)
        assert await street.hears(walker.id, 1, "Вопрос 3", PATIENCE)


async def test_messages_at_once_overtake_each_other(street: Street) -> None:
    """Four answers at once: by polling they all answer the first question; webhook in the background likewise."""
    walker = Walker(street, street.newcomer("Анна"), survey()[:1], patience=PATIENCE)
    await walker.walk()
    for index in range(1, 5):
        street.playground.world.say(walker.resident, f"ответ {index}")
    assert await street.hears(walker.id, 1, "Вопрос 5", PATIENCE) is None
