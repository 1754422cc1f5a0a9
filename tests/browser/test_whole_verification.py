"""The bot itself on the page: a whole request of three pictures takes six clicks."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground import Playground
from tests.browser.conftest import PageOf
from tests.browser.screen import Column
from tests.conversations.desk_seeds import WAITS
from tests.conversations.seeds import customer
from tests.servers import Valkey
from tests.town import Town


@pytest.fixture
async def served(valkey: Valkey, migrated: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """A playground with the bot in it."""
    shutil.copy(migrated, tmp_path / "bot.sqlite3")
    await valkey.run("FLUSHALL")
    one = Town(tmp_path, valkey.url)
    await one.start()
    yield one
    await one.stop()


@pytest.fixture
async def playground(served: Town) -> Playground:
    return served.playground


async def _at_the_menu(anna: Column) -> None:
    await anna.says("/start")
    await anna.button("Подтвердить личность").last.wait_for()


async def test_a_whole_verification_takes_six_clicks(served: Town, page_of: PageOf) -> None:
    person = served.newcomer()
    await customer(served, person, profile=True)
    screen = await page_of()
    anna = screen.column(person.resident)
    await _at_the_menu(anna)
    for click in ("Подтвердить личность", "Образцы документов"):
        await anna.presses(click)
    await anna.hears("Скан паспорта")
    for document in ("Паспорт", "Селфи с паспортом", "Последняя страница"):
        await anna.presses(f"Отправить образец: {document}: чётко")
    await anna.hears("☑ Фото паспорта (последняя страница)")
    await anna.root.locator("[data-message-id]").get_by_role("button", name="Отправить", exact=True).last.click()
    await anna.hears(WAITS)
