"""A broadcast goes at the pace that was set, and whoever talks to the bot meanwhile does not notice."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from playground import Person
from playground.crowd import Crowd
from tests.faults.books import copy_of
from tests.faults.broadcasts import FIRST, Ledger, ledger_of
from tests.faults.nursery import Nursery
from tests.faults.street import Street
from tests.servers import Valkey

WINDOW = 10.0
LOOK_EVERY = 0.05
TALKERS = 4
SPEAKS_EVERY = 0.5
WARMS_UP_FOR = 1.0


@dataclass(frozen=True, slots=True)
class Scale:
    """``off`` is the part by which the pace may be off over any ten seconds; ``answered`` is the p95 in seconds."""

    recipients: int
    rate: int
    off: float
    answered: float


@pytest.fixture(scope="session")
def scale(request: pytest.FixtureRequest) -> Scale:
    if request.config.getoption("--torture"):
        return Scale(recipients=60_000, rate=1000, off=0.04, answered=1.0)
    return Scale(recipients=1_500, rate=100, off=0.2, answered=3.0)  # beside other work on the machine


@pytest.fixture
async def street(nursery: Nursery, redis: Valkey, migrated: Path, tmp_path: Path) -> AsyncIterator[Street]:
    copy_of(migrated, tmp_path)
    async with Street(nursery, redis, tmp_path, webhook=False, bot=("bot", "run")) as one:
        yield one


@pytest.fixture
def unbroken() -> Iterator[None]:
    """A stand-in for Telegram that does not stand still for most of a second while all of its objects are searched."""
    before = gc.get_threshold()
    gc.set_threshold(before[0], before[1], 1_000_000)
    yield
    gc.set_threshold(*before)


@pytest.fixture
async def ledger(street: Street) -> AsyncIterator[Ledger]:
    async with ledger_of(f"sqlite:///{street.database}") as one:
        yield one


async def follow(crowd: Crowd, count: int) -> list[tuple[float, int]]:
    """How many had it, moment by moment."""
    loop, seen = asyncio.get_running_loop(), [(0.0, 0)]
    while crowd.total < count:
        await asyncio.sleep(LOOK_EVERY)
        seen.append((loop.time(), crowd.total))
    return seen[1:]


async def talk(street: Street, person: Person, waits: list[float]) -> None:
    """Say something again and again; how long each answer took."""
    loop = asyncio.get_running_loop()
    while True:
        said, heard = loop.time(), len(street.heard(person.id))
        street.playground.world.say(person, "/help")
        assert await street.hears(person.id, heard, "", 30) is not None
        waits.append(loop.time() - said)
        await asyncio.sleep(SPEAKS_EVERY)


def assert_pace(seen: list[tuple[float, int]], scale: Scale) -> None:
    begun = next(moment for moment, count in seen if count) + WARMS_UP_FOR
    steady = [(moment, count) for moment, count in seen if moment >= begun and count < scale.recipients]
    looked = 0
    for index, (first, had) in enumerate(steady):
        later = next(((moment, count) for moment, count in steady[index:] if moment >= first + WINDOW), None)
        if later is not None:
            looked += 1
            pace = (later[1] - had) / (later[0] - first)
            assert abs(pace / scale.rate - 1) <= scale.off, f"{pace:.0f} a second"
    assert looked, "it was over too soon to tell"


@pytest.mark.usefixtures("unbroken")
async def test_the_pace_is_kept_and_whoever_talks_is_answered_as_ever(
    street: Street, ledger: Ledger, scale: Scale
) -> None:
    crowd = street.playground.world.add_crowd(scale.recipients, FIRST)
    await ledger.settle(scale.recipients)
    people = [street.newcomer(f"Анна {index}") for index in range(TALKERS)]
    await street.start_bot(BROADCAST_RATE=str(scale.rate))
    await ledger.begin()
    waits: list[float] = []
    talking = [asyncio.create_task(talk(street, each, waits)) for each in people]
    seen = await follow(crowd, scale.recipients)
    for each in talking:
        each.cancel()
    await asyncio.wait(talking)
    waits.sort()
    assert waits[int(len(waits) * 0.95)] <= scale.answered
    assert_pace(seen, scale)
