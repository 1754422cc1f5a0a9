"""Every kind of formatting; what is hidden until it is pressed; what is protected from copying."""

from typing import Any

from playwright.async_api import expect

from tests.browser.conftest import Town
from tests.browser.screen import Column, Screen
from tests.browser.scripted_bot import Json, ScriptedBot
from tests.browser.test_files import picture


async def told(screen: Screen, town: Town, bot: ScriptedBot, text: str, **params: Any) -> Column:
    """Let the bot say something to Anna."""
    anna = screen.column(town.anna)
    await anna.says("привет")
    await bot.hears()
    await bot.says(town.anna, text, **params)
    return anna


def entity(kind: str, text: str, part: str, **more: Any) -> Json:
    return {"type": kind, "offset": text.index(part), "length": len(part), **more}


async def test_every_entity_has_its_look(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    text = "анна @anna #полис $RUB a@b.ru +79161112233 https://lk.soglasie.ru код ☺ Ольга"
    entities = [
        entity("mention", text, "@anna"),
        entity("hashtag", text, "#полис"),
        entity("cashtag", text, "$RUB"),
        entity("email", text, "a@b.ru"),
        entity("phone_number", text, "+79161112233"),
        entity("url", text, "https://lk.soglasie.ru"),
        entity("code", text, "код"),
        entity("custom_emoji", text, "☺", custom_emoji_id="5368324170671202286"),
        entity("text_mention", text, "Ольга", user={"id": town.olga.id, "is_bot": False, "first_name": "Ольга"}),
    ]
    anna = await told(screen, town, bot, text, entities=entities)
    message = anna.message("анна")
    for kind, words in {"mention": "@anna", "hashtag": "#полис", "cashtag": "$RUB", "text_mention": "Ольга"}.items():
        await expect(message.locator(f'[data-entity="{kind}"]')).to_have_text(words)
    await expect(message.locator('[data-entity="custom_emoji"]')).to_have_text("☺")
    for name, address in {
        "a@b.ru": "mailto:a@b.ru",
        "+79161112233": "tel:+79161112233",
        "https://lk.soglasie.ru": "https://lk.soglasie.ru/",
    }.items():
        await expect(message.get_by_role("link", name=name)).to_have_attribute("href", address)


async def test_code_is_copied_by_a_press(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    await screen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    source = 'Номер <code>ХХХ-0123</code><pre><code class="language-python">print(1)\nprint(2)</code></pre>'
    anna = await told(screen, town, bot, source, parse_mode="HTML")
    message = anna.message("Номер")
    await message.locator("code.copyable").click()
    await expect(anna.root.get_by_role("status").get_by_text("Скопировано")).to_be_visible()
    assert await screen.page.evaluate("navigator.clipboard.readText()") == "ХХХ-0123"
    await expect(message.locator(".pre-head")).to_contain_text("python")
    await message.get_by_role("button", name="Скопировать", exact=True).last.click()
    await expect(anna.root.locator(".toast")).to_have_count(2)
    assert await screen.page.evaluate("navigator.clipboard.readText()") == "print(1)\nprint(2)"


async def test_a_long_quote_unfolds(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    lines = "\n".join(f"строка {number}" for number in range(8))
    source = f"Условия<blockquote expandable>{lines}</blockquote>"
    anna = await told(screen, town, bot, source, parse_mode="HTML")
    quote = anna.message("Условия").locator("blockquote")
    folded = await quote.bounding_box()
    await anna.presses("Развернуть цитату")
    whole = await quote.bounding_box()
    assert folded is not None
    assert whole is not None
    assert whole["height"] > 2 * folded["height"]
    await anna.presses("Свернуть цитату")
    await expect(anna.button("Развернуть цитату")).to_be_visible()


async def test_hidden_words_are_seen_after_a_press_only(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    source = "Код: <tg-spoiler>123456</tg-spoiler> и <tg-spoiler>слово</tg-spoiler>"
    anna = await told(screen, town, bot, source, parse_mode="HTML")
    spoilers = anna.root.get_by_role("button", name="Показать скрытый текст")
    await expect(spoilers).to_have_count(2)
    await expect(spoilers.first.locator("span")).to_have_css("visibility", "hidden")
    await spoilers.first.focus()
    await screen.page.keyboard.press("Enter")
    await expect(spoilers).to_have_count(0)
    for spoiler in await anna.root.locator(".spoiler span").all():
        await expect(spoiler).to_have_css("visibility", "visible")


async def test_what_is_protected_is_not_copied(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    await screen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await screen.page.evaluate("navigator.clipboard.writeText('прежнее')")
    anna = await told(screen, town, bot, "Пароль <code>Qwerty1!</code>", parse_mode="HTML", protect_content=True)
    message = anna.message("Пароль")
    await expect(message).to_have_css("user-select", "none")
    await expect(message.locator("code.copyable")).to_have_count(0)
    await message.evaluate("node => getSelection().selectAllChildren(node)")
    await screen.page.keyboard.press("Control+C")
    assert await screen.page.evaluate("navigator.clipboard.readText()") == "прежнее"
    await message.hover()
    await message.get_by_role("button", name="Действия с сообщением").click()
    await expect(anna.root.get_by_role("menuitem", name="Копировать текст")).to_have_count(0)
    await screen.page.keyboard.press("Escape")
    await anna.does_with(anna.message("привет"), "Копировать текст")
    await expect(anna.root.get_by_text("Скопировано")).to_be_visible()
    assert await screen.page.evaluate("navigator.clipboard.readText()") == "привет"


async def test_a_protected_file_has_no_link(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = await told(screen, town, bot, "Ваш полис")
    await bot.call("sendDocument", {"document": ("полис.pdf", b"%PDF")}, chat_id=town.anna.id, protect_content=True)
    await expect(anna.message("полис.pdf")).to_be_visible()
    await expect(anna.message("полис.pdf").get_by_role("link")).to_have_count(0)


async def test_hidden_pictures_and_films_are_uncovered(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = await told(screen, town, bot, "Смотрите")
    hidden: Json = {"chat_id": town.anna.id, "has_spoiler": True}
    await bot.call("sendPhoto", {"photo": ("a.jpg", picture())}, **hidden)
    await anna.presses("Показать скрытое")
    await expect(anna.root.locator(".spoiled")).to_have_count(0)
    await expect(screen.page.get_by_role("dialog", name="Фотография")).to_have_count(0)
    await anna.presses("Открыть фотографию")
    await expect(screen.page.get_by_role("dialog", name="Фотография")).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await bot.call("sendVideo", {"video": ("a.mp4", b"video")}, **hidden)
    await anna.presses("Показать скрытое")
    await expect(anna.root.locator(".veil")).to_have_count(0)
