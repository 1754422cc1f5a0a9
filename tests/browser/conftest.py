"""A Chromium for the whole run, a fresh playground for each test, and the page of it on a screen."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser, Page, async_playwright

from playground import Playground
from playground.chats import Chat
from playground.people import Person
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",
    "--disable-site-isolation-trials",
    "--disable-features=BackForwardCache,Translate",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
USUAL: dict[str, Any] = {
    "viewport": {"width": 1600, "height": 900},
    "locale": "ru-RU",
    "timezone_id": "Europe/Moscow",
}
PageOf = Callable[..., Awaitable[Screen]]


def chromium_found() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    if found := chromium_found():
        return found
    pytest.skip("no Chromium on this machine: apt-get install chromium")


@pytest.fixture(scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as tool:
        browser = await tool.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
async def window(browser: Browser) -> AsyncIterator[Page]:
    """A page that tests share one after another: each has a playground, so an origin, of its own."""
    context = await browser.new_context(**USUAL)
    yield await context.new_page()
    await context.close()


@pytest.fixture
async def page_of(browser: Browser, window: Page, playground: Playground) -> AsyncIterator[PageOf]:
    """Open a playground's page (the test's own, unless another is given), and leave it before the playground stops.

    At the end it must have asked nobody else and complained of nothing. Further arguments (viewport, color_scheme …)
    go to a browser context of its own.
    """
    screens: list[Screen] = []
    async with AsyncExitStack() as closing:

        async def open_page(of: Playground = playground, **context: Any) -> Screen:
            page = window
            if context or screens:
                own = await browser.new_context(**(USUAL | context))
                closing.push_async_callback(own.close)
                page = await own.new_page()
            screen = Screen(page, of.url)
            screens.append(screen)
            await screen.open()
            return screen

        yield open_page
        for screen in screens:
            await screen.leave()
    for screen in screens:
        assert screen.foreign == []
        assert screen.complaints == []


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground(port=0)
    await playground.start()
    yield playground
    await playground.stop()


@dataclass
class Town:
    """The usual people: two customers, a support group with two members, an admin."""

    anna: Person
    boris: Person
    olga: Person
    petr: Person
    admin: Person
    support: Chat


@pytest.fixture
def town(playground: Playground) -> Town:
    add = playground.world.add_person
    anna = add("Анна", "Смирнова", "anna", phone="+79161112233")
    boris = add("Борис", phone="+79164445566")
    olga = add("Ольга", username="olga", phone="+79160000001", role="staff")
    petr = add("Пётр", phone="+79160000002", role="staff")
    admin = add("Админ", phone="+79160000003", role="admin")
    return Town(anna, boris, olga, petr, admin, playground.world.add_group("Поддержка", [olga, petr], is_forum=True))


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[ScriptedBot]:
    async with aiohttp.ClientSession() as session:
        yield ScriptedBot(playground, session)


@pytest.fixture
async def screen(page_of: PageOf, town: Town) -> Screen:
    """Everybody's columns side by side."""
    screen = await page_of()
    await screen.column(town.petr, town.support).root.wait_for()
    return screen
