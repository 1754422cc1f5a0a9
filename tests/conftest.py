"""Fixtures of all tests, and their order: one Redis and one migrated SQLite a session, a town for each test."""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.servers import Valkey

if TYPE_CHECKING:
    from tests.town import Person, Town

HERE = Path(__file__).parent
# Rooms with long scripts are through before the others: none of these is left for the end.
THROUGH_AFTER = {"browser": 0.7, "faults": 0.5, "playground": 0.5, "conversations": 0.8}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--torture", action="store_true", help="the fault tests in their full sizes")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays to the end: to search it for garbage again and again takes a third of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mix the rooms file by file, for four Chromiums at once would wait for each other; what is alone comes last."""
    files = list(dict.fromkeys(item.path for item in items))
    of_room = Counter(_room(file) for file in files)
    before: Counter[str] = Counter()
    places = {}
    for file in files:
        room = _room(file)
        places[file] = before[room] / of_room[room] * THROUGH_AFTER.get(room, 1.0)
        before[room] += 1
    items.sort(key=lambda item: (_alone(item), places[item.path]))


def _room(file: Path) -> str:
    return file.relative_to(HERE).parts[0]


def _alone(item: pytest.Item) -> int:
    """Its place among those that are measured by the clock; 0 for all others."""
    marker = item.get_closest_marker("alone")
    return 1 + marker.args[0] if marker else 0


@pytest.fixture(scope="session")
async def valkey() -> AsyncIterator[Valkey]:
    async with Valkey() as server:
        yield server


@pytest.fixture(scope="session")
async def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of this version, to be copied."""
    from storage.migrate import upgrade  # noqa: PLC0415 - the process that only gives out the tests needs none of it

    file = tmp_path_factory.mktemp("migrated") / "bot.sqlite3"
    await upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
async def town(request: pytest.FixtureRequest, valkey: Valkey, migrated: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """A playground with the bot in it; ``@pytest.mark.town(topics=True, …)`` gives it settings."""
    from tests.town import Town  # noqa: PLC0415 - likewise

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
