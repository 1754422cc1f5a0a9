"""Columns: who is there, who comes, who blocks the bot or leaves the group."""

import pytest
from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import PageOf, Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot


async def test_everybody_has_a_column(screen: Screen, town: Town) -> None:
    places = [
        (town.anna, None),
        (town.boris, None),
        (town.olga, town.support),
        (town.petr, town.support),
        (town.admin, None),
    ]
    for person, chat in places:
        await expect(screen.column(person, chat).root).to_be_visible()
    await expect(screen.page.locator(".column")).to_have_count(5)


async def test_a_column_is_closed_and_opened_again(screen: Screen, town: Town) -> None:
    boris = screen.column(town.boris)
    await boris.chooses("Действия", "Закрыть колонку")
    await expect(boris.root).to_have_count(0)
    await screen.chip(town.boris).click()
    await expect(boris.input).to_be_focused()


async def test_staff_also_have_their_private_chat(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    await screen.chip(town.olga).click()
    await screen.column(town.olga).says("/start")
    assert (await bot.hears())["chat"]["id"] == town.olga.id


async def test_a_person_is_added(screen: Screen, bot: ScriptedBot) -> None:
    await screen.page.get_by_role("button", name="Добавить человека").click()
    dialog = screen.page.get_by_role("dialog", name="Новый человек")
    await dialog.get_by_label("Имя", exact=True).fill("Вера")
    await dialog.get_by_label("Телефон").fill("+79990001122")
    await dialog.get_by_label("Язык").select_option("en")
    await dialog.get_by_role("button", name="Добавить").click()
    await expect(dialog).to_be_hidden()
    column = screen.page.get_by_role("region", name="Вера: личный чат с ботом")
    await column.get_by_role("button", name="Начать").click()
    heard = await bot.hears()
    assert (heard["from"]["first_name"], heard["from"]["language_code"]) == ("Вера", "en")


async def test_adding_can_be_given_up(screen: Screen) -> None:
    await screen.page.get_by_role("button", name="Добавить человека").click()
    dialog = screen.page.get_by_role("dialog", name="Новый человек")
    await dialog.get_by_role("button", name="Отмена").click()
    await expect(dialog).to_be_hidden()
    await expect(screen.page.locator(".column")).to_have_count(5)


async def test_the_bot_is_blocked_and_unblocked(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.says("/start")
    await anna.hears("/start")
    await anna.chooses("Действия", "Заблокировать бота")
    assert (await bot.hears("my_chat_member", town.anna))["new_chat_member"]["status"] == "kicked"
    await expect(anna.root.get_by_text("блокирует бота")).to_be_visible()
    await anna.chooses("Действия", "Разблокировать бота")
    assert (await bot.hears("my_chat_member", town.anna))["new_chat_member"]["status"] == "member"
    await expect(anna.root.get_by_text("блокирует бота")).to_have_count(0)


async def test_a_member_leaves_the_group_and_comes_back(screen: Screen, town: Town) -> None:
    petr = screen.column(town.petr, town.support)
    await petr.chooses("Действия", "Выйти из группы")
    await expect(petr.root.get_by_text("Этот человек вышел из группы.")).to_be_visible()
    await expect(screen.column(town.olga, town.support).message("Пётр больше не в группе")).to_be_visible()
    await petr.chooses("Действия", "Вступить в группу")
    await expect(petr.root.get_by_text("Этот человек вышел из группы.")).to_be_hidden()


async def test_the_page_fits_a_phone(page_of: PageOf, playground: Playground, town: Town) -> None:
    screen = await page_of(playground, viewport={"width": 360, "height": 740}, has_touch=True)
    anna, boris = screen.column(town.anna), screen.column(town.boris)
    box = await anna.root.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 360)
    await screen.chip(town.boris).click()
    await expect(boris.input).to_be_in_viewport()
    await expect(boris.input).not_to_be_focused()  # a phone's own keyboard would cover the talk
    await expect(screen.chip(town.boris)).to_have_attribute("data-in-sight", "")
    await expect(anna.input).not_to_be_in_viewport()
    await expect(screen.chip(town.anna)).not_to_have_class("chip fresh")
    await expect(boris.root).to_have_attribute("data-in-sight", "")
    playground.world.say(town.anna, "я здесь")
    await expect(screen.chip(town.anna)).to_have_class("chip fresh")
    assert await screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("scheme", "lightness"), [("light", "255, 255, 255"), ("dark", "23, 33, 43")])
async def test_the_page_is_light_or_dark_as_the_system_is(
    page_of: PageOf, town: Town, scheme: str, lightness: str
) -> None:
    screen = await page_of(color_scheme=scheme)
    await expect(screen.column(town.anna).root).to_have_css("background-color", f"rgb({lightness})")


async def test_a_talk_by_keyboard_alone(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    await screen.chip(town.anna).focus()
    await screen.page.keyboard.press("Enter")
    await screen.page.keyboard.type("привет")
    await screen.page.keyboard.press("Enter")
    assert (await bot.hears())["text"] == "привет"
    anna = screen.column(town.anna)
    await anna.hears("привет")
    await anna.message("привет").get_by_role("button", name="Действия с сообщением").focus()
    await screen.page.keyboard.press("Enter")
    await expect(anna.root.get_by_role("menuitem").first).to_be_focused()
    await screen.page.keyboard.press("ArrowUp")
    await expect(anna.root.get_by_role("menuitem", name="Удалить")).to_be_focused()
    await screen.page.keyboard.press("Escape")
    await expect(anna.root.get_by_role("menu")).to_have_count(0)
    await expect(anna.message("привет").get_by_role("button", name="Действия с сообщением")).to_be_focused()
