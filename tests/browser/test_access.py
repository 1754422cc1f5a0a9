"""The page for everybody: what axe-core finds, what a screen reader is told, what a small phone shows."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import PageOf, Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot, inline, key
from tests.browser.test_files import picture

WIDTH = 360  # of a small phone
GRAVE = {"serious", "critical"}
RICH = (
    "<b>жирный</b> <i>курсив</i> <u>черта</u> <s>вон</s> <code>x = 1</code> <tg-spoiler>секрет</tg-spoiler> "
    '<a href="https://lk.soglasie.ru/">кабинет</a> /help #полис '
    "<blockquote expandable>раз\nдва\nтри\nчетыре</blockquote>"
    '<pre><code class="language-python">print("привет")</code></pre>'
)


async def fill(playground: Playground, town: Town, bot: ScriptedBot) -> None:
    """Let everything the page can show be there at once."""
    world = playground.world
    world.say(town.anna, "/start")
    await bot.call("setMyCommands", commands=[{"command": "policies", "description": "Мои полисы"}])
    keys = inline([key("Войти", "l") | {"style": "primary"}, key("Выйти", "q") | {"style": "danger"}])
    answered = await bot.says(town.anna, RICH, parse_mode="HTML", reply_markup=keys, protect_content=True)
    world.say(town.anna, "Спасибо", reply_to=answered["message_id"])
    one = {"chat_id": town.anna.id, "message_id": answered["message_id"] + 1}
    await bot.call("setMessageReaction", **one, reaction=[{"type": "emoji", "emoji": "👍"}])
    await bot.says(town.anna, "Ваш телефон?", reply_markup={"keyboard": [[{"text": "Номер", "request_contact": True}]]})
    photos = [(f"{number}.jpg", picture(), "image/jpeg") for number in range(3)]
    world.send_files(town.boris, photos, caption="Фото повреждений")
    world.send_files(town.boris, [("полис.pdf", b"%PDF", "application/pdf")], "document")
    world.send_files(town.boris, [("a.mp4", b"animation", "video/mp4")], "animation")
    await bot.call("sendPhoto", {"photo": ("a.jpg", picture())}, chat_id=town.boris.id, has_spoiler=True)
    for thing in (world.share_contact, world.voice, world.location, world.sticker):
        thing(town.boris)
    topic = await bot.call("createForumTopic", chat_id=town.support.id, name="№ 12")
    await bot.says(town.support, "Карточка", message_thread_id=topic["message_thread_id"])
    world.say(town.petr, "Беру", town.support)
    world.block(town.admin)


async def grave(screen: Screen) -> list[Any]:
    """Give what axe-core finds serious or critical on the page as it is now."""
    await screen.page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))")
    found = await Axe().run(screen.page)
    return [
        (one["id"], [node["html"][:200] + " :: " + node["failureSummary"][-200:] for node in one["nodes"]])
        for one in found.response["violations"]
        if one["impact"] in GRAVE
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious(
    page_of: PageOf, playground: Playground, town: Town, bot: ScriptedBot, scheme: str
) -> None:
    await fill(playground, town, bot)
    screen = await page_of(color_scheme=scheme)
    await screen.column(town.anna).hears("Ваш телефон?")
    assert await grave(screen) == []
    anna = screen.column(town.anna)
    await anna.root.locator(".spoiler").click()
    await anna.button("Действия").click()
    assert await grave(screen) == []
    await screen.page.keyboard.press("Escape")
    await screen.page.get_by_role("button", name="Добавить человека").click()
    assert await grave(screen) == []


async def test_axe_finds_nothing_serious_on_a_phone(
    page_of: PageOf, playground: Playground, town: Town, bot: ScriptedBot
) -> None:
    await fill(playground, town, bot)
    screen = await page_of(viewport={"width": 360, "height": 740}, has_touch=True)
    await screen.column(town.anna).hears("Ваш телефон?")
    assert await grave(screen) == []


async def test_messages_and_answers_are_announced(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    await expect(anna.root.get_by_role("log")).to_have_attribute("aria-live", "polite")
    await expect(anna.root.locator(".toasts")).to_have_attribute("aria-live", "polite")
    await expect(screen.page.get_by_role("region", name="Анна Смирнова: личный чат с ботом")).to_be_visible()


async def test_axe_does_find_what_is_wrong(screen: Screen) -> None:
    await screen.page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert "button-name" in [name for name, _ in await grave(screen)]


async def test_a_phone_shows_everything_without_scrolling_sideways(
    page_of: PageOf, playground: Playground, town: Town, bot: ScriptedBot
) -> None:
    await fill(playground, town, bot)
    screen = await page_of(viewport={"width": WIDTH, "height": 740}, has_touch=True, is_mobile=True)
    for person, chat in ((town.anna, None), (town.boris, None), (town.petr, town.support), (town.admin, None)):
        await screen.chip(person, chat).tap()
        column = screen.column(person, chat)
        await expect(column.root).to_be_in_viewport(ratio=1)
        await expect(column.button("Отправить")).to_be_in_viewport(ratio=1)
        parts = column.root.locator(".log-scroll, .bubble, .composer")
        assert await parts.evaluate_all("parts => Math.max(...parts.map((part) => part.scrollWidth))") <= WIDTH
        await column.button("Действия").tap()
        await expect(column.root.get_by_role("menu")).to_be_in_viewport(ratio=1)
        await screen.page.keyboard.press("Escape")
    assert await screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
