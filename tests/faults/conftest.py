"""What the fault tests share: sizes, a nursery of bot processes, a Redis that outlives them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.nursery import Nursery
from tests.servers import Valkey
from tests.storage.sql_fixtures import database, databases, engine, woken, works

__all__ = ["database", "databases", "engine", "woken", "works"]
# What is measured by the clock runs after all other tests, in this order: that which minds company most is last.
BY_THE_CLOCK = (
    "test_costs.py",
    "test_outages.py",
    "test_stock.py",
    "test_broadcast_turns.py",
    "test_broadcast_pace.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here and item.path.name in BY_THE_CLOCK:
            item.add_marker(pytest.mark.alone(BY_THE_CLOCK.index(item.path.name)))


@dataclass(frozen=True, slots=True)
class Sizes:
    people: int
    laps: int
    kills: int
    stops: int
    desk_kills: int


@pytest.fixture(scope="session")
def sizes(request: pytest.FixtureRequest) -> Sizes:
    """Twelve steps and four kills on every run; delivery.md's figures by ``--torture``."""
    if request.config.getoption("--torture"):
        return Sizes(people=1000, laps=4, kills=200, stops=100, desk_kills=50)
    return Sizes(people=16, laps=2, kills=4, stops=3, desk_kills=5)


@pytest.fixture(scope="session")
async def nursery() -> AsyncIterator[Nursery]:
    async with Nursery("bot.app", "aiogram.webhook.aiohttp_server") as one:
        yield one


@pytest.fixture
async def redis(valkey: Valkey) -> Valkey:
    """The session's Redis, empty."""
    await valkey.run("FLUSHALL")
    return valkey
