"""The page by keyboard alone and for a screen reader: what axe-core finds, what is announced, where the focus goes."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import PageOf, Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot, inline, key
from tests.browser.test_files import picture

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


async def test_f6_goes_from_column_to_column(screen: Screen, town: Town) -> None:
    await screen.column(town.anna).input.focus()
    await screen.page.keyboard.press("F6")
    await expect(screen.column(town.boris).input).to_be_focused()
    await screen.page.keyboard.press("Shift+F6")
    await screen.page.keyboard.press("Shift+F6")
    await expect(screen.column(town.admin).input).to_be_focused()
    await screen.page.keyboard.press("Alt+Shift+ArrowRight")
    await expect(screen.column(town.anna).input).to_be_focused()


async def test_arrows_go_through_the_messages_and_enter_opens_their_menu(
    screen: Screen, town: Town, playground: Playground
) -> None:
    anna = screen.column(town.anna)
    for text in ("раз", "два", "три"):
        playground.world.say(town.anna, text)
    await anna.hears("три")
    await anna.root.get_by_role("log").focus()
    await screen.page.keyboard.press("ArrowUp")
    await expect(anna.message("три")).to_be_focused()
    await screen.page.keyboard.press("ArrowUp")
    await expect(anna.message("два")).to_be_focused()
    await screen.page.keyboard.press("Enter")
    await expect(anna.root.get_by_role("menuitem", name="Ответить")).to_be_focused()
    await screen.page.keyboard.press("Escape")
    await expect(anna.root.get_by_role("menu")).to_have_count(0)
    await anna.message("два").focus()
    await screen.page.keyboard.press("Escape")
    await expect(anna.input).to_be_focused()


async def test_tab_goes_from_the_head_down_to_the_input_and_its_focus_is_seen(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    await anna.button("Действия").focus()
    order = []
    for _ in range(6):
        await screen.page.keyboard.press("Tab")
        order.append(await screen.page.evaluate("document.activeElement.className.split(' ')[0]"))
        seen = "getComputedStyle(document.activeElement.closest('.field') ?? document.activeElement).outlineStyle"
        assert await screen.page.evaluate(seen) != "none"
    assert order == ["inbox-tab", "inbox-tab", "log-scroll", "primary", "icon-button", "input"]


async def test_messages_and_answers_are_announced(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    await expect(anna.root.get_by_role("log")).to_have_attribute("aria-live", "polite")
    await expect(anna.root.locator(".toasts")).to_have_attribute("aria-live", "polite")
    await expect(screen.page.get_by_role("region", name="Анна Смирнова: личный чат с ботом")).to_be_visible()


async def test_the_keys_are_listed(screen: Screen) -> None:
    await screen.page.locator("[data-settings]").click()
    await screen.page.get_by_role("menuitem", name="Горячие клавиши").click()
    dialog = screen.page.get_by_role("dialog", name="Горячие клавиши")
    await expect(dialog.get_by_text("следующая колонка")).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def test_axe_does_find_what_is_wrong(screen: Screen) -> None:
    await screen.page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert "button-name" in [name for name, _ in await grave(screen)]


async def test_the_focus_stays_on_a_key_whose_message_changes(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.says("/start")
    await bot.hears()
    sent = await bot.says(town.anna, "Согласны?", reply_markup=inline([key("☐ Да", "yes"), key("Дальше", "go")]))
    await anna.button("☐ Да").focus()
    await screen.page.keyboard.press("Enter")
    await bot.answers(await bot.hears("callback_query"))
    ticked = inline([key("☑ Да", "yes"), key("Дальше", "go")])
    await bot.call("editMessageReplyMarkup", chat_id=town.anna.id, message_id=sent["message_id"], reply_markup=ticked)
    await expect(anna.button("☑ Да")).to_be_focused()
    await bot.call("deleteMessage", chat_id=town.anna.id, message_id=sent["message_id"])
    await expect(anna.root.get_by_role("log")).to_be_focused()


async def test_the_focus_stays_in_the_head_while_it_changes(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    await anna.button("Действия").focus()
    await screen.page.keyboard.press("Enter")
    await anna.root.get_by_role("menuitem", name="Заблокировать бота").press("Enter")
    await expect(anna.root.get_by_text("Бот заблокирован")).to_be_visible()
    await expect(anna.button("Действия")).to_be_focused()
