"""Fixtures of all tests: one Redis and one migrated SQLite a session, a town of its own for each test."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram.client.session import aiohttp as _aiogram_session  # noqa: F401 - imported once, for it takes seconds

from storage.migrate import upgrade
from tests.servers import Valkey
from tests.town import Person, Town


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--torture", action="store_true", help="the fault tests in their full sizes")


@pytest.fixture(scope="session")
async def valkey() -> AsyncIterator[Valkey]:
    async with Valkey() as server:
        yield server


@pytest.fixture(scope="session")
async def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of this version, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "bot.sqlite3"
    await upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
async def town(request: pytest.FixtureRequest, valkey: Valkey, migrated: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """A playground with the bot in it; ``@pytest.mark.town(topics=True, …)`` gives it settings."""
    marker = request.node.get_closest_marker("town")
    shutil.copy(migrated, tmp_path / "bot.sqlite3")
    await valkey.run("FLUSHALL")
    one = Town(tmp_path, valkey.url, **(marker.kwargs if marker else {}))
    await one.start()
    yield one
    await one.stop()


@pytest.fixture
def anna(town: Town) -> Person:
    return town.newcomer("Анна", phone="+79161234567")


@pytest.fixture
def boris(town: Town) -> Person:
    return town.newcomer("Борис", phone="+79037654321")
