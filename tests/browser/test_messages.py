"""Messages on the page: words and formatting, names, quotes, edits, deletions."""

from playwright.async_api import expect

from playground import Playground
from tests.browser.conftest import Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot


async def test_what_is_written_arrives_and_is_answered(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.says("Добрый день")
    assert (await bot.hears())["text"] == "Добрый день"
    await bot.says(town.anna, "Здравствуйте, Анна")
    await anna.hears("Здравствуйте, Анна")
    await expect(anna.message("Добрый день")).to_have_attribute("data-own", "")
    await expect(anna.input).to_have_value("")
    await expect(anna.root.get_by_text("Сегодня")).to_be_visible()


async def test_an_empty_chat_offers_to_start(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    await screen.column(town.boris).presses("Начать")
    assert (await bot.hears())["text"] == "/start"


async def test_shift_enter_makes_a_new_line(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.input.fill("раз")
    await anna.input.press("Shift+Enter")
    await anna.input.press_sequentially("два")
    await anna.presses("Отправить")
    assert (await bot.hears())["text"] == "раз\nдва"


async def test_formatted_text_is_shown_as_elements(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    await screen.column(town.anna).says("/start")
    await bot.hears()
    text = (
        "👍 <b>жирный <i>и курсив</i></b> <u>черта</u> <s>вон</s> <code>x = 1</code> <pre>блок</pre>"
        '<a href="https://lk.soglasie.ru/">кабинет</a> <blockquote>цитата</blockquote> <tg-spoiler>секрет</tg-spoiler>'
    )
    await bot.says(town.anna, text, parse_mode="HTML")
    message = screen.column(town.anna).message("жирный")
    for tag, words in {"b": "жирный и курсив", "em": "и курсив", "u": "черта", "s": "вон", "pre": "блок"}.items():
        await expect(message.locator(tag if tag != "b" else "strong")).to_have_text(words)
    await expect(message.locator("code").first).to_have_text("x = 1")
    await expect(message.locator("blockquote")).to_have_text("цитата")
    await expect(message.get_by_role("link", name="кабинет")).to_have_attribute("rel", "noopener noreferrer")
    spoiler = message.locator(".spoiler")
    await spoiler.click()
    await expect(spoiler).to_have_class("spoiler revealed")


async def test_a_link_that_no_browser_opens_is_only_text(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    await screen.column(town.anna).says("/start")
    await bot.hears()
    entity = {"type": "text_link", "offset": 0, "length": 5, "url": "tg://user?id=1"}
    await bot.says(town.anna, "ссыла", entities=[entity])
    message = screen.column(town.anna).message("ссыла")
    await expect(message).to_be_visible()
    await expect(message.get_by_role("link")).to_have_count(0)


async def test_html_in_names_and_texts_is_harmless(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    evil = "<img src=x onerror=document.title='взлом'>"
    mallory = await screen.page.evaluate(
        "name => fetch('/play/person', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({first_name: name, last_name: '<b>Ж</b>'})}).then(r => r.json())",
        evil,
    )
    number = mallory.get("id") or mallory["result"]["id"]
    column = screen.column(number)
    await expect(column.root.get_by_role("heading")).to_contain_text(evil)
    await column.says(evil)
    await bot.hears()
    await bot.says(number, evil)
    await expect(column.messages).to_have_count(2)
    await expect(screen.page.locator(".columns img, .chips img, h2 b")).to_have_count(0)
    assert await screen.page.title() == "Площадка бота"
    assert town.anna.first_name == "Анна"


async def test_commands_in_a_text_can_be_pressed(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.says("привет")
    await bot.hears()
    await bot.says(town.anna, "Смотрите /help")
    await anna.presses("/help")
    assert (await bot.hears())["text"] == "/help"


async def test_a_deep_link_starts_the_bot_here(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.says("привет")
    await bot.hears()
    me = await bot.call("getMe")
    await bot.says(town.anna, f"https://t.me/{me['username']}?start=verify")
    await anna.root.get_by_role("link").click()
    assert (await bot.hears())["text"] == "/start verify"


async def test_the_command_menu_sends_a_command(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    await bot.call("setMyCommands", commands=[{"command": "policies", "description": "Мои полисы"}])
    await screen.column(town.anna).chooses("Команды бота", "/policies")
    assert (await bot.hears())["text"] == "/policies"


async def test_an_own_message_is_corrected(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.says("anna@exmple.com")
    await anna.does_with(anna.message("anna@exmple.com"), "Изменить")
    await expect(anna.input).to_have_value("anna@exmple.com")
    await anna.says("anna@example.com")
    assert (await bot.hears("edited_message"))["text"] == "anna@example.com"
    await expect(anna.message("anna@example.com").get_by_text("изменено")).to_be_visible()


async def test_arrow_up_corrects_the_last_message_and_escape_leaves_it(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    await anna.says("опечатка")
    await anna.hears("опечатка")
    await anna.input.press("ArrowUp")
    await expect(anna.input).to_have_value("опечатка")
    await anna.input.press("Escape")
    await expect(anna.input).to_have_value("")
    await expect(anna.root.get_by_text("Изменение сообщения")).to_be_hidden()


async def test_messages_disappear_as_they_are_deleted(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.says("мой пароль")
    heard = await bot.hears()
    await bot.says(town.anna, "Удалю его")
    await anna.hears("Удалю его")
    await bot.call("deleteMessage", chat_id=town.anna.id, message_id=heard["message_id"])
    await expect(anna.messages).to_have_count(1)
    await expect(anna.root.get_by_text("мой пароль")).to_have_count(0)


async def test_an_own_message_is_deleted(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    await anna.says("лишнее")
    await anna.does_with(anna.message("лишнее"), "Удалить")
    await expect(anna.messages).to_have_count(0)


async def test_a_reply_quotes_and_leads_to_what_it_answers(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.says("/start")
    await bot.hears()
    question = await bot.says(town.anna, "Ваш вопрос?")
    await anna.does_with(anna.message("Ваш вопрос?"), "Ответить")
    await expect(anna.root.get_by_text("Ответ: Личный кабинет")).to_be_visible()
    await anna.says("Когда ответят?")
    assert (await bot.hears())["reply_to_message"]["message_id"] == question["message_id"]
    quote = anna.message("Когда ответят?").locator(".quote")
    await expect(quote).to_contain_text("Ваш вопрос?")
    await quote.click()
    await expect(anna.root.locator(f'[data-message-id="{question["message_id"]}"]')).to_have_class(
        "message other pointed"
    )


async def test_a_protected_message_is_marked_and_not_passed_on(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.says("/start")
    await bot.hears()
    await bot.says(town.anna, "Только для вас", protect_content=True)
    message = anna.message("Только для вас")
    await expect(message.get_by_role("img", name="Защищено")).to_be_visible()
    await message.hover()
    await message.get_by_role("button", name="Действия с сообщением").click()
    await expect(anna.root.get_by_role("menuitem", name="Ответить")).to_be_visible()
    await expect(anna.root.get_by_role("menuitem", name="Переслать")).to_have_count(0)


async def test_a_message_is_forwarded(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    admin = screen.column(town.admin)
    await admin.says("объявление")
    await bot.hears()
    await admin.does_with(admin.message("объявление"), "Переслать сюда")
    assert "forward_origin" in await bot.hears()
    await expect(admin.root.get_by_text("Переслано от: Админ")).to_be_visible()


async def test_the_bot_is_seen_typing(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.says("/start")
    await bot.hears()
    await bot.call("sendChatAction", chat_id=town.anna.id, action="typing")
    await expect(anna.root.get_by_text("печатает…")).to_be_visible()
    await bot.says(town.anna, "Готово")
    await expect(anna.root.get_by_text("печатает…")).to_be_hidden()


async def test_the_bots_reaction_stands_under_the_message(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.says("спасибо")
    heard = await bot.hears()
    one = {"chat_id": town.anna.id, "message_id": heard["message_id"]}
    await bot.call("setMessageReaction", **one, reaction=[{"type": "emoji", "emoji": "👍"}])
    chip = anna.message("спасибо").get_by_role("img", name="Реакция бота: 👍")
    await expect(chip).to_be_visible()
    await expect(anna.message("спасибо").get_by_text("изменено")).to_have_count(0)
    await screen.page.reload()
    await expect(chip).to_be_visible()
    await bot.call("setMessageReaction", **one, reaction=[])
    await expect(chip).to_have_count(0)


async def test_an_animation_is_shown_as_a_video_and_not_as_a_file(
    screen: Screen, town: Town, playground: Playground
) -> None:
    playground.world.send_files(town.anna, [("a.mp4", b"animation", "video/mp4")], "animation", caption="смотрите")
    message = screen.column(town.anna).message("смотрите")
    await expect(message.locator("video")).to_be_visible()
    await expect(message.get_by_role("link")).to_have_count(0)
