"""The page by keyboard alone: from column to column, through messages and menus, and where the focus stays."""

from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot, inline, key


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
    for _ in range(7):
        await screen.page.keyboard.press("Tab")
        order.append(await screen.page.evaluate("document.activeElement.className.split(' ')[0]"))
        seen = "getComputedStyle(document.activeElement.closest('.field') ?? document.activeElement).outlineStyle"
        assert await screen.page.evaluate(seen) != "none"
    assert order == ["inbox-tab", "inbox-tab", "log-scroll", "primary", "icon-button", "icon-button", "input"]


async def test_the_keys_are_listed(screen: Screen) -> None:
    await screen.page.locator("[data-settings]").click()
    await screen.page.get_by_role("menuitem", name="Горячие клавиши").click()
    dialog = screen.page.get_by_role("dialog", name="Горячие клавиши")
    await expect(dialog.get_by_text("следующая колонка")).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


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
