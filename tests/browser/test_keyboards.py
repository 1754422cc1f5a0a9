"""Both kinds of keyboard, toasts and alerts."""

from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import Town
from tests.browser.screen import Column, Screen
from tests.browser.scripted_bot import ScriptedBot, inline, key

SHARE = {"text": "Поделиться номером", "request_contact": True}


async def started(screen: Screen, town: Town, bot: ScriptedBot) -> Column:
    anna = screen.column(town.anna)
    await anna.says("/start")
    await bot.hears()
    return anna


async def test_a_pressed_button_is_answered_by_a_toast(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = await started(screen, town, bot)
    await bot.says(town.anna, "Меню", reply_markup=inline([key("Регистрация", "r"), key("Войти", "l")]))
    await anna.presses("Войти")
    query = await bot.hears("callback_query")
    assert query["data"] == "l"
    await bot.answers(query, "Открываю вход")
    await expect(anna.root.get_by_role("status").get_by_text("Открываю вход")).to_be_visible()
    await expect(screen.column(town.boris).root.get_by_text("Открываю вход")).to_have_count(0)


async def test_an_alert_waits_for_its_ok(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = await started(screen, town, bot)
    await bot.says(town.anna, "Согласия", reply_markup=inline([key("ЗАРЕГИСТРИРОВАТЬСЯ", "go")]))
    await anna.presses("ЗАРЕГИСТРИРОВАТЬСЯ")
    await bot.answers(await bot.hears("callback_query"), "Отметьте оба согласия", show_alert=True)
    alert = anna.root.get_by_role("alertdialog", name="Отметьте оба согласия")
    await expect(alert.get_by_role("button", name="OK")).to_be_focused()
    await screen.page.keyboard.press("Enter")
    await expect(alert).to_have_count(0)


async def test_an_edited_keyboard_replaces_the_old_one(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = await started(screen, town, bot)
    sent = await bot.says(town.anna, "Согласен?", reply_markup=inline([key("☐ Согласен", "tick")]))
    await anna.presses("☐ Согласен")
    await bot.answers(await bot.hears("callback_query"))
    ticked = inline([key("☑ Согласен", "tick")])
    await bot.call("editMessageReplyMarkup", chat_id=town.anna.id, message_id=sent["message_id"], reply_markup=ticked)
    await expect(anna.button("☑ Согласен")).to_be_visible()
    await expect(anna.button("☐ Согласен")).to_have_count(0)


async def test_a_button_with_an_address_is_a_link(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = await started(screen, town, bot)
    button = {"text": "Соглашение", "url": "https://lk.soglasie.ru/agreement"}
    await bot.says(town.anna, "Прочтите", reply_markup=inline([button]))
    link = anna.root.get_by_role("link", name="Соглашение")
    await expect(link).to_have_attribute("href", "https://lk.soglasie.ru/agreement")
    await expect(link).to_have_attribute("target", "_blank")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")


async def test_a_button_copies_its_text_and_the_bot_hears_nothing(
    screen: Screen, town: Town, bot: ScriptedBot, playground: Playground
) -> None:
    anna = await started(screen, town, bot)
    await screen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = {"text": "Скопировать номер", "copy_text": {"text": "ОСАГО ХХХ\n0123456789"}}
    await bot.says(town.anna, "Полис", reply_markup=inline([button]))
    await anna.presses("Скопировать номер")
    await expect(anna.root.get_by_role("status").get_by_text("Скопировано")).to_be_visible()
    assert await screen.page.evaluate("navigator.clipboard.readText()") == "ОСАГО ХХХ\n0123456789"
    await anna.says("вставил")
    assert (await bot.hears())["text"] == "вставил"
    assert playground.world.callbacks.unanswered == []


async def test_the_reply_keyboard_shares_the_contact(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = await started(screen, town, bot)
    markup = {"keyboard": [[SHARE], [{"text": "Назад"}]], "input_field_placeholder": "+7 …", "resize_keyboard": True}
    await bot.says(town.anna, "Ваш телефон?", reply_markup=markup)
    await expect(anna.input).to_have_attribute("placeholder", "+7 …")
    await anna.presses("Поделиться номером")
    assert (await bot.hears())["contact"]["user_id"] == town.anna.id
    await expect(anna.messages.filter(has_text="79161112233")).to_be_visible()
    await anna.presses("Назад")
    assert (await bot.hears())["text"] == "Назад"
    await expect(anna.reply_keyboard).to_be_visible()


async def test_a_one_time_keyboard_hides_and_comes_back(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = await started(screen, town, bot)
    markup = {"keyboard": [[{"text": "Мужской"}, {"text": "Женский"}]], "one_time_keyboard": True}
    await bot.says(town.anna, "Пол?", reply_markup=markup)
    await anna.presses("Женский")
    await expect(anna.reply_keyboard).to_be_hidden()
    await anna.presses("Показать клавиатуру")
    await expect(anna.reply_keyboard).to_be_visible()
    await anna.presses("Скрыть клавиатуру")
    await expect(anna.reply_keyboard).to_be_hidden()


async def test_the_bot_takes_its_keyboard_away(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = await started(screen, town, bot)
    await bot.says(town.anna, "Ваш телефон?", reply_markup={"keyboard": [[SHARE]]})
    await expect(anna.reply_keyboard).to_be_visible()
    await bot.says(town.anna, "Спасибо", reply_markup={"remove_keyboard": True})
    await expect(anna.reply_keyboard).to_be_hidden()
    await expect(anna.button("Показать клавиатуру")).to_be_hidden()


async def test_a_keyboard_taken_away_by_a_deleted_message_stays_away(
    screen: Screen, town: Town, bot: ScriptedBot
) -> None:
    anna = await started(screen, town, bot)
    await bot.says(town.anna, "Ваш телефон?", reply_markup={"keyboard": [[SHARE]]})
    await expect(anna.reply_keyboard).to_be_visible()
    passing = await bot.says(town.anna, "…", reply_markup={"remove_keyboard": True})
    await bot.call("deleteMessage", chat_id=town.anna.id, message_id=passing["message_id"])
    await bot.call("setMyCommands", commands=[{"command": "help", "description": "Помощь"}])
    await expect(anna.button("Команды бота")).to_be_visible()
    await expect(anna.reply_keyboard).to_be_hidden()


async def test_the_keyboard_is_there_after_a_reload(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = await started(screen, town, bot)
    await bot.says(town.anna, "Ваш телефон?", reply_markup={"keyboard": [[SHARE]]})
    await expect(anna.reply_keyboard).to_be_visible()
    await screen.page.reload()
    await expect(anna.button("Поделиться номером")).to_be_visible()


async def test_a_refused_press_is_told(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = await started(screen, town, bot)
    await bot.says(town.anna, "Меню", reply_markup=inline([key("Войти", "l")]))
    await anna.chooses("Действия", "Заблокировать бота")
    await expect(anna.root.get_by_text("Бот заблокирован: сообщения не доходят.")).to_be_visible()
    await anna.presses("Войти")
    await expect(anna.root.locator(".toast.bad")).to_have_text("Анна: бот заблокирован")
    screen.complaints.clear()  # the browser itself notes an answer 400
