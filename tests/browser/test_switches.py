"""The bar of what can be broken: each switch pressed once, the bot's process before one's eyes, keys and phones."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from bot.beside import BotBeside
from playground import Playground
from storage.embedded_redis import EmbeddedRedis
from tests.browser.conftest import PageOf, Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot, inline, key
from tests.browser.test_access import grave

WAITS = (sys.executable, "-c", "import sys; sys.stdin.read()")
LASTING = {
    "Почта лежит": "mail_down",
    "SMS не уходят": "sms_down",
    "Telegram тормозит": "slow",
    "Ошибка 429": "flooding",
    "Двойное нажатие": "double_tap",
}


def switch(screen: Screen, name: str) -> Locator:
    return screen.page.get_by_role("toolbar", name="Что сломать").get_by_role("button", name=name)


def process(screen: Screen) -> Locator:
    return screen.page.locator("[data-process]").filter(has_text="Бот ")


def is_on(playground: Playground, name: str) -> bool:
    return bool(playground.switches.card()["on"][name])


@pytest.mark.parametrize("name", LASTING)
async def test_a_switch_is_turned_and_seen_to_be_on(screen: Screen, playground: Playground, name: str) -> None:
    await switch(screen, name).click()
    await expect(switch(screen, name)).to_have_attribute("aria-pressed", "true")
    assert is_on(playground, LASTING[name])
    await expect(screen.page.get_by_label("сломано: 1")).to_be_visible()
    await screen.page.reload()
    await expect(switch(screen, name)).to_have_attribute("aria-pressed", "true")
    await switch(screen, name).click()
    await expect(switch(screen, name)).to_have_attribute("aria-pressed", "false")
    assert not is_on(playground, LASTING[name])


async def test_several_pages_agree(screen: Screen, page_of: PageOf, playground: Playground) -> None:
    other = await page_of()
    await switch(screen, "Почта лежит").click()
    await expect(switch(other, "Почта лежит")).to_have_attribute("aria-pressed", "true")
    playground.switches.turn("mail_down", on=False)
    for each in (screen, other):
        await expect(switch(each, "Почта лежит")).to_have_attribute("aria-pressed", "false")


async def test_a_button_is_pressed_twice(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    await screen.column(town.anna).says("/start")
    await bot.hears()
    await bot.says(town.anna, "Согласны?", reply_markup=inline([key("Да", "yes")]))
    await switch(screen, "Двойное нажатие").click()
    await expect(switch(screen, "Двойное нажатие")).to_have_attribute("aria-pressed", "true")
    await screen.column(town.anna).presses("Да")
    queries = [await bot.hears("callback_query") for _time in range(2)]
    assert [query["data"] for query in queries] == ["yes", "yes"]
    assert queries[0]["id"] != queries[1]["id"]


async def test_the_last_update_comes_once_more(
    screen: Screen, playground: Playground, town: Town, bot: ScriptedBot
) -> None:
    await screen.column(town.anna).says("один раз")
    first = await bot.hears()
    again = asyncio.create_task(bot.hears())
    await playground.world.until(lambda: playground.state.updates.being_polled, None)
    await switch(screen, "Повтор обновления").click()
    assert await again == first


async def test_what_cannot_be_done_is_said(page_of: PageOf, playground: Playground) -> None:
    playground.world.add_person("Вера")
    screen = await page_of()
    await switch(screen, "Повтор обновления").click()
    await expect(screen.page.get_by_text("Бот ещё ничего не получал")).to_be_visible()
    assert [each for each in screen.complaints if "400" not in each] == []
    screen.complaints.clear()


async def test_the_chosen_person_blocks_the_bot(screen: Screen, town: Town) -> None:
    bar = screen.page.get_by_role("toolbar", name="Что сломать")
    await bar.get_by_label("Кто").select_option(label="Борис")
    await switch(screen, "Блокирует бота").click()
    await expect(switch(screen, "Блокирует бота")).to_have_attribute("aria-pressed", "true")
    assert (town.anna.blocked, town.boris.blocked) == (False, True)
    await bar.get_by_label("Кто").select_option(label="Анна Смирнова")
    await expect(switch(screen, "Блокирует бота")).to_have_attribute("aria-pressed", "false")
    await bar.get_by_label("Кто").select_option(label="Борис")
    await switch(screen, "Блокирует бота").click()
    await expect(switch(screen, "Блокирует бота")).to_have_attribute("aria-pressed", "false")
    assert not town.boris.blocked


async def test_the_clock_runs_two_days_ahead(screen: Screen, playground: Playground) -> None:
    await switch(screen, "+2 д: перевести часы вперёд").click()
    await expect(screen.page.get_by_role("status").filter(has_text="+2 д")).to_be_visible()
    assert playground.world.ahead == 48 * 3600


async def test_arrows_lead_along_the_bar(screen: Screen, playground: Playground) -> None:
    await switch(screen, "Почта лежит").focus()
    await screen.page.keyboard.press("ArrowRight")
    await expect(switch(screen, "SMS не уходят")).to_be_focused()
    await screen.page.keyboard.press("Enter")
    await expect(switch(screen, "SMS не уходят")).to_have_attribute("aria-pressed", "true")
    await expect(switch(screen, "SMS не уходят")).to_be_focused()
    await screen.page.keyboard.press("Home")
    await screen.page.keyboard.press("ArrowLeft")
    await expect(switch(screen, "+2 д")).to_be_focused()
    assert is_on(playground, "sms_down")


async def test_without_a_bot_beside_nothing_of_it_is_shown(screen: Screen) -> None:
    await expect(switch(screen, "Почта лежит")).to_be_visible()
    for name in ("Убить бота", "Redis пропал"):
        await expect(switch(screen, name)).to_have_count(0)
    await expect(process(screen)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_bar_fits_a_phone(page_of: PageOf, town: Town, playground: Playground, scheme: str) -> None:
    screen = await page_of(viewport={"width": 360, "height": 740}, has_touch=True, color_scheme=scheme)
    await expect(screen.column(town.anna).root).to_be_visible()
    await expect(switch(screen, "Почта лежит")).to_be_hidden()
    await screen.page.get_by_role("button", name="Поломки").tap()
    await switch(screen, "Ошибка 429").tap()
    await expect(switch(screen, "Ошибка 429")).to_have_attribute("aria-pressed", "true")
    assert is_on(playground, "flooding")
    assert await screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await expect(screen.page.get_by_role("button", name="Под капотом")).to_be_in_viewport(ratio=1)
    box = await switch(screen, "Ошибка 429").bounding_box()
    assert box
    assert box["height"] >= 36


async def test_the_bar_speaks_english(page_of: PageOf, town: Town) -> None:
    screen = await page_of(locale="en-GB")
    bar = screen.page.get_by_role("toolbar", name="What to break")
    await bar.get_by_role("button", name="Blocks the bot").click()
    await expect(bar.get_by_role("button", name="Blocks the bot")).to_have_attribute("aria-pressed", "true")
    assert town.anna.blocked


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious_in_the_bar(
    page_of: PageOf, beside: Playground, bot: ScriptedBot, scheme: str
) -> None:
    screen = await page_of(of=beside, color_scheme=scheme)
    await asked(beside, bot.session)
    await expect(process(screen)).to_have_text("Бот работает")
    await switch(screen, "Почта лежит").click()
    await expect(switch(screen, "Почта лежит")).to_have_attribute("aria-pressed", "true")
    assert await grave(screen) == []


@pytest.fixture
async def beside(tmp_path: Path) -> AsyncIterator[Playground]:
    """A town with a process beside it that does nothing, and a Redis of its own."""
    bot, redis, stopping = BotBeside(tmp_path, WAITS, restart_after=0.5), EmbeddedRedis(tmp_path), asyncio.Event()
    await redis.start()
    town = Playground(machine=bot)
    await town.start()
    town.world.add_person("Анна")
    running = asyncio.create_task(bot.keep_running(town, os.environ, stopping))
    yield town
    stopping.set()
    await running
    await town.stop()
    await redis.stop()


async def asked(town: Playground, session: Any) -> None:
    """The process asks for updates, as a bot that is up does."""
    async with session.get(f"{town.url}/bot{town.token}/getUpdates") as answer:
        assert answer.status == 200


async def test_the_bot_is_killed_and_comes_back_before_ones_eyes(
    page_of: PageOf, beside: Playground, bot: ScriptedBot
) -> None:
    screen = await page_of(of=beside)
    await expect(process(screen)).to_have_text("Бот запускается…")
    await asked(beside, bot.session)
    await expect(process(screen)).to_have_text("Бот работает")
    await switch(screen, "Убить бота").click()
    await expect(process(screen)).to_have_text("Бот не работает")
    await expect(process(screen)).to_have_text("Бот запускается…")
    await asked(beside, bot.session)
    await expect(process(screen)).to_have_text("Бот работает")


async def test_redis_goes_away_and_comes_back(page_of: PageOf, beside: Playground) -> None:
    screen = await page_of(of=beside)
    beside.switches.redis_away = 1.0
    await switch(screen, "Redis пропал").click()
    await expect(switch(screen, "Redis пропал")).to_have_attribute("aria-pressed", "true")
    await expect(switch(screen, "Redis пропал")).to_have_attribute("aria-pressed", "false")
