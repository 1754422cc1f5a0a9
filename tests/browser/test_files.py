"""Photos, files and albums, from people and from the bot."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.async_api import FilePayload, expect

from tests.browser.conftest import Town
from tests.browser.screen import Screen
from tests.browser.scripted_bot import ScriptedBot

Json = dict[str, Any]


def picture(colour: str = "steelblue") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(drawn, "JPEG")
    return drawn.getvalue()


def photo(name: str = "паспорт.jpg", colour: str = "steelblue") -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": picture(colour)}


PDF: FilePayload = {"name": "СКАН_паспорта.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 " + b"x" * 819_200}
DROP = """async (column, [type, name, text]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([text], name, {type: 'application/pdf'}));
    const event = type === 'paste'
        ? new ClipboardEvent('paste', {clipboardData: carried, bubbles: true, cancelable: true})
        : new DragEvent(type, {dataTransfer: carried, bubbles: true, cancelable: true});
    (type === 'paste' ? column.querySelector('textarea') : column).dispatchEvent(event);
}"""


async def test_a_photo_is_sent_with_a_caption(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.attaches(photo())
    await expect(anna.root.get_by_role("radio", name="как фото")).to_have_attribute("aria-checked", "true")
    await anna.says("мой паспорт")
    heard = await bot.hears()
    assert heard["photo"]
    assert heard["caption"] == "мой паспорт"
    shown = anna.messages.get_by_role("img", name="мой паспорт")
    await expect(shown).to_have_js_property("naturalWidth", heard["photo"][-1]["width"])
    await anna.presses("Открыть фотографию")
    await expect(screen.page.get_by_role("dialog", name="Фотография")).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.get_by_role("dialog", name="Фотография")).to_have_count(0)


async def test_a_photo_is_sent_as_a_file(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.attaches(photo())
    await anna.root.get_by_role("radio", name="как файл").click()
    await anna.presses("Отправить")
    assert (await bot.hears())["document"]["file_name"] == "паспорт.jpg"


async def test_a_document_shows_its_name_and_size(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.attaches(PDF)
    await expect(anna.root.get_by_role("radio", name="как фото")).to_be_disabled()
    await anna.presses("Отправить")
    assert (await bot.hears())["document"]["mime_type"] == "application/pdf"
    await expect(anna.root.get_by_role("link", name="Скачать СКАН_паспорта.pdf, 800 КБ")).to_be_visible()


async def test_three_photos_make_one_album(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.attaches(photo("1.jpg", "red"), photo("2.jpg", "green"), photo("3.jpg", "blue"))
    await anna.presses("Отправить")
    groups = {(await bot.hears())["media_group_id"] for _ in range(3)}
    assert len(groups) == 1
    album = anna.root.locator(f'[data-media-group-id="{groups.pop()}"]')
    await expect(album.locator("[data-message-id] img")).to_have_count(3)


async def test_a_file_can_be_taken_out_before_sending(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    await anna.attaches(photo(), PDF)
    await anna.presses("Убрать паспорт.jpg")
    await expect(anna.root.get_by_text("паспорт.jpg")).to_have_count(0)
    await expect(anna.root.locator(".tray-file")).to_have_count(1)


async def test_the_picker_opens_from_the_menu(screen: Screen, town: Town) -> None:
    anna = screen.column(town.anna)
    async with screen.page.expect_file_chooser() as chooser:
        await anna.chooses("Прикрепить", "Фото или файлы")
    assert (await chooser.value).is_multiple()


async def test_files_are_dropped_and_pasted(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    await anna.root.evaluate(DROP, ["dragover", "один.pdf", "%PDF"])
    await expect(anna.root).to_have_class("column dropping")
    await anna.root.evaluate(DROP, ["drop", "один.pdf", "%PDF"])
    await anna.root.evaluate(DROP, ["paste", "два.pdf", "%PDF"])
    await expect(anna.root.locator(".tray-file")).to_have_count(2)
    await anna.presses("Отправить")
    assert [(await bot.hears())["document"]["file_name"] for _ in range(2)] == ["один.pdf", "два.pdf"]


async def test_the_bots_album_and_its_caption(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    files = {name: (f"{name}.jpg", picture()) for name in ("a", "b")}
    media: list[Json] = [{"type": "photo", "media": f"attach://{name}"} for name in files]
    media[0]["caption"] = "Скан и селфи"
    sent = await bot.call("sendMediaGroup", files, chat_id=town.support.id, media=media, protect_content=True)
    for person in (town.olga, town.petr):
        album = screen.column(person, town.support).root.locator(f'[data-media-group-id="{sent[0]["media_group_id"]}"]')
        await expect(album.locator("img")).to_have_count(2)
        await expect(album.get_by_text("Скан и селфи")).to_be_visible()
        await expect(album.get_by_role("img", name="Защищено")).to_be_visible()
    await bot.call("deleteMessage", chat_id=town.support.id, message_id=sent[1]["message_id"])
    await expect(screen.column(town.olga, town.support).root.locator("[data-message-id] img")).to_have_count(1)


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [("мои данные.json", b'{"id": 1}', "9 Б"), ("отчёт за май.csv", "номер;дата\r\n".encode() * 1024, "21 КБ")],
)
async def test_the_bots_document_is_downloaded(
    screen: Screen, town: Town, bot: ScriptedBot, name: str, data: bytes, size: str
) -> None:
    anna = screen.column(town.anna)
    await anna.says("/start")
    await bot.hears()
    await bot.call("sendDocument", {"document": (name, data)}, chat_id=town.anna.id, caption="Ваши данные")
    async with screen.page.expect_download() as download:
        await anna.root.get_by_role("link", name=f"Скачать {name}, {size}").click()
    saved = await download.value
    assert saved.suggested_filename == name
    kept = await saved.path()
    assert kept.read_bytes() == data


async def test_a_table_of_20_mb_is_sent_with_its_caption(
    screen: Screen, town: Town, bot: ScriptedBot, tmp_path: Path
) -> None:
    anna = screen.column(town.anna)
    table = tmp_path / "полисы.csv"
    table.write_bytes(b"1;2;\r\n0123" * (2 * 1024 * 1024))
    await anna.root.locator("input[type=file]").set_input_files(table)
    await anna.says("выгрузка за май")
    heard = await bot.hears()
    document = heard["document"]
    assert (document["file_name"], document["mime_type"], heard["caption"]) == (
        "полисы.csv",
        "text/csv",
        "выгрузка за май",
    )
    assert (await bot.call("getFile", file_id=document["file_id"]))["file_size"] == 20 * 1024 * 1024
    await expect(anna.root.get_by_role("link", name="Скачать полисы.csv, 20 МБ")).to_be_visible()


async def test_stickers_voices_places_and_contacts(screen: Screen, town: Town, bot: ScriptedBot) -> None:
    anna = screen.column(town.anna)
    for item, field in {"Стикер": "sticker", "Голосовое сообщение": "voice", "Геопозиция": "location"}.items():
        await anna.chooses("Прикрепить", item)
        assert field in await bot.hears()
    await anna.chooses("Прикрепить", "Поделиться контактом")
    assert (await bot.hears())["contact"]["user_id"] == town.anna.id
    await anna.chooses("Прикрепить", "Чужой контакт", "Контакт: Борис")
    assert (await bot.hears())["contact"]["user_id"] == town.boris.id
    await expect(anna.messages).to_have_count(5)
    await expect(anna.root.get_by_text("страница не показывает")).to_have_count(0)
