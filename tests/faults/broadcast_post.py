"""A crowd to write to, the ledger of who has what, and a worker that can be killed and replaced."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.broadcasts.worker import BATCH_MOST, LANES
from playground.crowd import Crowd
from tests.faults.books import copy_of
from tests.faults.broadcasts import FIRST, Ledger, ledger_of
from tests.faults.nursery import Child, Nursery
from tests.faults.street import Street
from tests.servers import Valkey

BLOCKED = 0.02
# Two batches claimed and two in flight with a few of the third: lane.py.
IN_HAND_MOST = 5 * BATCH_MOST * LANES


@dataclass(frozen=True, slots=True)
class Scale:
    recipients: int
    kills: int
    rate: int
    people: int
    patience: float


@pytest.fixture(scope="session")
def scale(request: pytest.FixtureRequest) -> Scale:
    if request.config.getoption("--torture"):
        return Scale(recipients=100_000, kills=10, rate=1000, people=1_000_000, patience=900)
    return Scale(recipients=2_000, kills=3, rate=200, people=20_000, patience=120)


class Post:
    """A crowd, the ledger and a worker that is killed and replaced."""

    def __init__(self, street: Street, ledger: Ledger, crowd: Crowd, rate: int) -> None:
        self.street = street
        self.ledger = ledger
        self.crowd = crowd
        self.worker: Child
        self.in_hand = 0
        self._rate = str(rate)

    async def start_worker(self) -> None:
        self.worker = await self.street.start_worker(BROADCAST_RATE=self._rate)

    async def kill_worker(self, number: int) -> None:
        await self.worker.kill()
        in_hand = (await self.ledger.states(number))["sending"]
        assert in_hand <= IN_HAND_MOST
        self.in_hand += in_hand

    async def reached(self, count: int) -> None:
        """Until so many have the message."""
        while self.crowd.total < count:  # noqa: ASYNC110 - nothing that the crowd hears is told
            await asyncio.sleep(0.02)

    async def assert_each_once(self, number: int, recipients: int) -> None:
        """Everybody has it once, but for those who cannot have it and those of whom it is not known."""
        everybody = set(range(FIRST, FIRST + recipients))
        states = {each: await self.ledger.of(number, each) for each in ("sent", "blocked", "unknown")}
        assert set().union(*states.values()) == everybody
        assert states["blocked"] <= self.crowd.blocked
        assert self.crowd.blocked <= states["blocked"] | states["unknown"]
        assert max(self.crowd.counts.values()) == 1
        assert states["sent"] <= self.crowd.counts.keys()


@pytest.fixture
async def post(nursery: Nursery, redis: Valkey, migrated: Path, tmp_path: Path, scale: Scale) -> AsyncIterator[Post]:
    url = copy_of(migrated, tmp_path)
    async with (
        Street(nursery, redis, tmp_path, webhook=False, bot=("bot", "run")) as street,
        ledger_of(url) as ledger,
    ):
        crowd = street.playground.world.add_crowd(scale.recipients, FIRST, blocked=BLOCKED)
        await ledger.settle(scale.recipients)
        yield Post(street, ledger, crowd, scale.rate)
