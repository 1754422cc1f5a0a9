"""One town for all scripts that only need people of their own in it: ``pytestmark = pytest.mark.town(shared=True)``."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.conversations.policy_file_seeds import become_admin
from tests.servers import Valkey
from tests.town import Person, Town


class Towns:
    """The shared town, founded when the first script asks for it."""

    def __init__(self, stack: AsyncExitStack, valkey: Valkey, migrated: Path, data: Path) -> None:
        self._stack, self._valkey, self._migrated, self._data = stack, valkey, migrated, data
        self._shared: Town | None = None
        self._people = 0

    def newcomer(self, town: Town, name: str, phone: str, language: str = "ru") -> Person:
        """Somebody; in the shared town with a number that nobody else has."""
        if town is self._shared:
            self._people += 1
            phone = f"+7916{2_000_000 + self._people}"
        return town.newcomer(name, phone=phone, language=language)

    async def shared(self) -> Town:
        if self._shared is None:
            shutil.copy(self._migrated, self._data / "bot.sqlite3")
            # A database of its own: people of other towns bear the same ids.
            self._shared = Town(self._data, f"{self._valkey.url}?db=1")
            await self._shared.start()
            self._stack.push_async_callback(self._shared.stop)
        return self._shared


@pytest.fixture(scope="session")
async def towns(valkey: Valkey, migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Towns]:
    async with AsyncExitStack() as stack:
        yield Towns(stack, valkey, migrated, tmp_path_factory.mktemp("town"))


@pytest.fixture
async def town(
    request: pytest.FixtureRequest, towns: Towns, valkey: Valkey, migrated: Path, tmp_path: Path
) -> AsyncIterator[Town]:
    """The shared town where the marker says so, with every fault gone afterwards; else one of its own."""
    marker = request.node.get_closest_marker("town")
    settings = dict(marker.kwargs) if marker else {}
    if settings.pop("shared", False):
        one = await towns.shared()
        yield one
        one.mend()
        return
    shutil.copy(migrated, tmp_path / "bot.sqlite3")
    await valkey.run("FLUSHALL")
    one = Town(tmp_path, valkey.url, **settings)
    await one.start()
    yield one
    await one.stop()


@pytest.fixture
def anna(town: Town, towns: Towns) -> Person:
    return towns.newcomer(town, "Анна", "+79161234567")


@pytest.fixture
def boris(town: Town, towns: Towns) -> Person:
    return towns.newcomer(town, "Борис", "+79037654321")


@pytest.fixture
def mary(town: Town, towns: Towns) -> Person:
    """A customer whose Telegram speaks English."""
    return towns.newcomer(town, "Mary", "+79031112233", language="en")


@pytest.fixture
async def admin(town: Town) -> Person:
    """Somebody who may import policies."""
    person = town.newcomer("Админ", phone="+79990000001")
    await become_admin(town, person)
    return person


@pytest.fixture
async def owner(town: Town) -> Person:
    """Somebody whom the settings name."""
    person = town.newcomer("Хозяйка", phone="+79990000001")
    town.extra["admin_ids"] = (person.id,)
    await town.restart_bot()
    await person.says("/start")
    await person.hears("Е-ОСАГО")
    return person


@pytest.fixture
async def colleague(town: Town, owner: Person) -> Person:
    """Somebody who has no role yet."""
    assert owner.town is town  # the bot has been started anew by now
    person = town.newcomer("Коллега", phone="+79990000002")
    await person.says("/start")
    await person.hears("Е-ОСАГО")
    return person
