"""What an admin sends to be broadcast arrives in the preview as it came; what cannot be sent to many is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conversations.broadcast_walks import begins, content_of, gives, shown, to_page, to_time
from tests.conversations.drawn import letter_page
from tests.town import Person, Town

FORMATTED = {
    "text": "Скидка 10 % <b>&</b> подарок 🎁🎁 всем",
    "entities": [
        {"type": "italic", "offset": 0, "length": 11},
        {"type": "bold", "offset": 0, "length": 6},
        {"type": "text_link", "offset": 14, "length": 3, "url": "https://example.ru/a?b=1&c=2"},
        {"type": "custom_emoji", "offset": 29, "length": 2, "custom_emoji_id": "5368324170671202286"},
        {"type": "spoiler", "offset": 34, "length": 4},
    ],
}
CAPTION = {"caption": "Подпись ниже", "caption_entities": [{"type": "underline", "offset": 0, "length": 7}]}
PICTURE = ("a.jpg", letter_page(1), "image/jpeg")
FILES = {
    "photo": PICTURE,
    "video": ("a.mp4", b"a video", "video/mp4"),
    "animation": ("a.mp4", b"an animation", "video/mp4"),
    "document": ("Тариф.pdf", b"%PDF-1.4 a tariff", "application/pdf"),
    "audio": ("a.mp3", b"a song", "audio/mpeg"),
    "voice": ("a.ogg", b"OggS a voice", "audio/ogg"),
}


def file_of(message: dict[str, Any], kind: str) -> str:
    found = message[kind][-1] if kind == "photo" else message[kind]
    return str(found["file_id"])


def without(message: dict[str, Any], kind: str) -> dict[str, Any]:
    """All but the file itself, whose other sizes and names may differ; Telegram calls an animation a document, too."""
    return {name: each for name, each in content_of(message).items() if name not in {kind, "document"}}


async def test_a_text_keeps_every_entity_and_its_signs(owner: Person) -> None:
    above = await to_page(owner, FORMATTED)
    assert content_of(above) == FORMATTED


async def test_a_text_without_formatting_is_not_read_as_html(owner: Person) -> None:
    above = await to_page(owner, {"text": "1 < 2 & <b>не жирный</b>"})
    assert content_of(above) == {"text": "1 < 2 & <b>не жирный</b>"}


async def test_a_text_keeps_how_its_link_is_shown(owner: Person) -> None:
    text = {
        "text": "https://example.ru",
        "entities": [{"type": "url", "offset": 0, "length": 18}],
        "link_preview_options": {"url": "https://example.ru", "prefer_small_media": True, "show_above_text": True},
    }
    assert content_of(await to_page(owner, text)) == text


@pytest.mark.parametrize("kind", FILES)
async def test_a_file_keeps_its_caption_and_how_it_is_shown(town: Town, owner: Person, kind: str) -> None:
    town.world.send_files(owner.resident, [FILES[kind]], kind=kind, chat=owner.chat)
    await owner.hears("")
    sent = owner.screen()[-2] if owner.screen()[-1]["from"].get("is_bot") else owner.screen()[-1]
    flags = {"has_media_spoiler": True, "show_caption_above_media": True}
    wanted = content_of(sent) | CAPTION | (flags if kind in {"photo", "video", "animation"} else {})
    above = await to_page(owner, wanted)
    assert file_of(above, kind) == file_of(wanted, kind)
    assert without(above, kind) == without(wanted, kind)


async def test_a_forwarded_message_is_kept_without_whose_it_was(town: Town, owner: Person) -> None:
    said = await gives(owner, FORMATTED)
    await owner.hears("Не понял вас")
    await begins(owner)
    owner._mark()
    town.world.forward(owner.resident, said["message_id"], chat=owner.chat)
    await owner.hears("Выберите получателей", "Сообщение: текст, «Скидка 10 % <b>&</b> подарок 🎁🎁 всем»")
    await to_time(owner)
    await owner.presses("Сейчас")
    await owner.hears("Проверьте рассылку")
    (above,) = shown(owner)
    assert content_of(above) == FORMATTED


async def test_an_album_is_one_answer_keeps_its_order_and_has_no_button(owner: Person) -> None:
    await begins(owner)
    files = [(f"{number}.jpg", letter_page(number), "image/jpeg") for number in range(10)]
    await owner.sends(*files, caption="Десять страниц")
    await owner.hears("Из альбома получено 10 файлов")
    sent = [each for each in owner.screen() if "photo" in each]
    await owner.presses("Дальше: файлов 10")
    await owner.hears("Выберите получателей", "Сообщение: альбом, файлов: 10, «Десять страниц»")
    await to_time(owner, link=None)
    await owner.hears("вопроса о ней не было")
    await owner.presses("Сейчас")
    await owner.hears("Проверьте рассылку")
    above = shown(owner, 10)
    assert [content_of(each) for each in above] == [content_of(each) for each in sent]
    assert len({each["media_group_id"] for each in above}) == 1


async def test_a_second_album_takes_the_place_of_one_that_was_not_finished(owner: Person) -> None:
    await begins(owner)
    await owner.sends(PICTURE, PICTURE, PICTURE)
    await owner.hears("получено 3 файла")
    await owner.sends(PICTURE, PICTURE, caption="Другой")
    await owner.hears("получено 2 файла")
    await owner.presses("Дальше: файлов 2")
    await owner.hears("альбом, файлов: 2, «Другой»")


async def test_an_edit_changes_the_message_and_what_is_shown(owner: Person) -> None:
    await begins(owner)
    first = await owner.says("Скитка")
    await owner.hears("Выберите получателей")
    await owner.edits(first, "Скидка")
    await owner.hears("Исправлено", "Сообщение: текст, «Скидка»")
    await to_time(owner)
    await owner.presses("Сейчас")
    await owner.hears("Проверьте рассылку")
    await owner.edits(first, "Скидка!")
    await owner.hears("Исправлено", "Проверьте рассылку", "«Скидка!»")
    assert shown(owner)[0]["text"] == "Скидка!"


async def test_an_edit_of_one_of_an_album_changes_that_one(owner: Person) -> None:
    await begins(owner)
    await owner.sends(PICTURE, PICTURE, caption="Было")
    await owner.hears("получено 2 файла")
    first = next(each for each in owner.screen() if "photo" in each)
    await owner.edits(first, "Стало")
    await owner.hears("получено 2 файла", "Исправлено")
    await owner.presses("Дальше: файлов 2")
    await owner.hears("файлов: 2, «Стало»")
    await owner.edits(first, "Совсем")
    await owner.hears("Исправлено", "файлов: 2, «Совсем»")


async def test_what_was_sent_before_another_message_is_no_answer_any_more(owner: Person) -> None:
    await begins(owner)
    first = await owner.says("Первое")
    await owner.hears("Выберите получателей")
    await owner.presses("Назад")
    await owner.hears("Пришлите его так")
    await owner.says("Второе")
    await owner.hears("«Второе»")
    await owner.edits(first, "Изменённое первое")
    await owner.hears("не относится ни к одному из ответов", "«Второе»")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"sticker": ...}, "Стикер разослать нельзя"),
        ({"location": {"latitude": 55.7, "longitude": 37.6}}, "Местоположение разослать нельзя"),
        ({"contact": {"phone_number": "+79990001122", "first_name": "Кто-то"}}, "Контакт разослать нельзя"),
        ({"poll": {"id": "1", "question": "?"}}, "Опрос разослать нельзя"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "Такое сообщение разослать нельзя"),
    ],
)
async def test_what_cannot_be_sent_to_many_is_refused_with_what_can(
    town: Town, owner: Person, content: dict[str, Any], words: str
) -> None:
    await begins(owner)
    if "sticker" in content:
        owner._mark()
        town.world.sticker(owner.resident)
    else:
        await gives(owner, POLL if "poll" in content else content)
    await owner.hears(words, "Подойдут текст, фото", "Пришлите его так")


POLL = {
    "poll": {
        "id": "1",
        "question": "?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
}


async def test_a_caption_that_only_subscribers_can_write_is_refused_until_it_is_shortened(
    town: Town, owner: Person
) -> None:
    await begins(owner)
    photo = {"photo": town.playground.state.files.add("photo", letter_page(1), "a.jpg")}
    long = await gives(owner, photo | {"caption": "ж" * 1025})
    await owner.hears("Подпись слишком длинная", "до 1\u00a0024 символов")
    await owner.edits(long, "Короче")
    await owner.hears("Выберите получателей", "фото, «Короче»")


async def test_what_telegram_does_not_take_is_said_and_asked_for_again(owner: Person) -> None:
    await begins(owner)
    await gives(owner, {"photo": [{"file_id": "gone", "file_unique_id": "gone", "width": 1, "height": 1}]})
    await owner.hears("Выберите получателей")
    await to_time(owner)
    await owner.presses("Сейчас")
    await owner.hears("Telegram не принимает это сообщение", "Пришлите его так", "Когда: сразу")
    await gives(owner, FORMATTED)
    await owner.hears("Проверьте рассылку")
    assert content_of(shown(owner)[0]) == FORMATTED


async def test_the_longest_of_albums_is_kept_through_a_restart(town: Town, owner: Person) -> None:
    bold = [{"type": "bold", "offset": each * 10, "length": 5} for each in range(100)]
    await begins(owner)
    photo = {"photo": town.playground.state.files.add("photo", letter_page(1), "a.jpg"), "media_group_id": "77"}
    album = [photo | {"caption": "Щ" * 1024, "caption_entities": bold}] * 10
    for each in album:
        await gives(owner, each)
    await owner.hears("Из альбома получено 10 файлов")
    await town.restart_bot()
    await owner.presses("Дальше: файлов 10")
    await owner.hears("Выберите получателей")
    await to_time(owner, link=None)
    await town.restart_bot()
    await owner.presses("Сейчас")
    await owner.hears("Проверьте рассылку")
    wanted = {"caption": "Щ" * 1024, "caption_entities": bold}
    assert [{name: each[name] for name in wanted} for each in shown(owner, 10)] == [wanted] * 10
