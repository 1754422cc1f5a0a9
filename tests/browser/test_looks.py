"""Links to the bot, its commands, groups of messages, topics with news, alerts."""

from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot


async def test_a_link_to_the_bot_is_typed_in(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    dialog = screen.page.get_by_role("dialog", name="Перейти по ссылке на бота")
    await anna.chooses("Действия", "Перейти по ссылке на бота")
    await dialog.get_by_label("Ссылка").fill("https://example.com/?start=x")
    await dialog.get_by_role("button", name="Перейти").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("https://t.me/playground_bot?start=")
    await dialog.get_by_label("Ссылка").fill("t.me/playground_bot?start=verify")
    await screen.page.keyboard.press("Enter")
    assert (await bot.hears())["text"] == "/start verify"
    await expect(dialog).to_have_count(0)


async def test_a_link_to_the_bot_in_a_group_opens_the_private_chat(
    screen: Screen, town: Town, bot: ScriptedBot
) -> None:
    petr = screen.column(town.petr, town.support)
    await bot.says(town.support, "Войдите: https://t.me/playground_bot?start=desk")
    await petr.message("Войдите").get_by_role("link").click()
    heard = await bot.hears()
    assert (heard["text"], heard["chat"]["id"]) == ("/start desk", town.petr.id)
    await screen.column(town.petr).hears("/start desk")


async def test_commands_are_offered_while_one_is_typed(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    named = {"policies": "Мои полисы", "help": "Помощь", "policy": "Один полис"}
    commands = [{"command": name, "description": words} for name, words in named.items()]
    await bot.call("setMyCommands", commands=commands)
    anna = screen.column(town.anna)
    await expect(anna.button("Команды бота")).to_be_visible()
    await anna.input.fill("/po")
    await expect(anna.root.locator(".suggestion")).to_have_count(2)
    await anna.input.press("ArrowUp")
    await screen.page.keyboard.press("ArrowUp")
    await screen.page.keyboard.press("Enter")
    assert (await bot.hears())["text"] == "/policies"
    await expect(anna.root.locator(".suggest")).to_be_hidden()
    await expect(anna.input).to_have_value("")
    await anna.input.fill("/he")
    await anna.input.press("ArrowUp")
    await screen.page.keyboard.press("Escape")
    await expect(anna.input).to_be_focused()


async def test_each_person_has_a_menu_of_their_own(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    scope = {"type": "chat", "chat_id": town.admin.id}
    await bot.call("setMyCommands", commands=[{"command": "help", "description": "Помощь"}])
    await bot.call("setMyCommands", commands=[{"command": "admin", "description": "Панель"}], scope=scope)
    await screen.column(town.admin).button("Команды бота").click()
    await expect(screen.column(town.admin).root.get_by_role("menuitem")).to_have_text(["/adminПанель"])
    await screen.page.keyboard.press("Escape")
    await screen.column(town.anna).button("Команды бота").click()
    await expect(screen.column(town.anna).root.get_by_role("menuitem")).to_have_text(["/helpПомощь"])


async def test_messages_in_a_row_stand_together_under_one_name(
    screen: Screen, town: Town, playground: Playground
) -> None:
    for text in ("раз", "два", "три"):
        playground.world.say(town.olga, text, town.support)
    playground.world.say(town.petr, "свой", town.support)
    petr = screen.column(town.petr, town.support)
    await petr.hears("свой")
    shown = [await petr.message(text).locator(".sender").bounding_box() for text in ("раз", "два", "три")]
    assert [box is not None and box["width"] > 1 for box in shown] == [True, False, False]
    await expect(petr.message("три").locator(".avatar")).to_be_visible()
    await expect(petr.message("раз").locator(".avatar")).to_be_hidden()


async def test_a_topic_not_looked_at_is_marked(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    olga = screen.column(town.olga, town.support)
    topic = await bot.call("createForumTopic", chat_id=town.support.id, name="№ 12")
    await olga.presses("General")
    await bot.says(town.support, "Вопрос клиента", message_thread_id=topic["message_thread_id"])
    tab = olga.root.locator(f'[data-topic="{topic["message_thread_id"]}"]')
    await expect(tab.get_by_role("img", name="есть новое")).to_be_visible()
    await tab.click()
    await olga.hears("Вопрос клиента")
    await expect(tab.get_by_role("img", name="есть новое")).to_have_count(0)


async def test_the_way_back_stands_where_nothing_can_be_written(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    await anna.chooses("Действия", "Заблокировать бота")
    await anna.root.get_by_role("button", name="Разблокировать бота").click()
    await expect(anna.root.get_by_text("Бот заблокирован")).to_be_hidden()


async def test_an_alert_keeps_the_keyboard_until_its_ok(screen: Screen, town: Town, playground: Playground) -> None:
    playground.state.events.add("toast", to=town.anna.id, text="Отметьте оба согласия", alert=True)
    anna = screen.column(town.anna)
    await expect(anna.button("OK")).to_be_focused()
    await screen.page.keyboard.press("Tab")
    await expect(anna.button("OK")).to_be_focused()
    await screen.page.keyboard.press("Escape")
    await expect(anna.root.get_by_role("alertdialog")).to_have_count(0)
