"""What the description does not know is refused, however deep it is hidden; entities are held against the text."""

from typing import Any

import pytest

from playground import Person
from tests.playground.botapi import Api

BUTTON = {"text": "Открыть", "url": "https://lk.soglasie.ru/"}
EMOJI = {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5368324170671202286"}


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"txt": "x"}, 'parameter "txt" is not known to the playground'),
        ({"reply_markup": {"inline_keyboard": [], "x": 1}}, 'field "x" in reply_markup is not known to the playground'),
        (
            {"reply_markup": {"inline_keyboard": [[BUTTON | {"colour": "red"}]]}},
            'field "colour" in reply_markup is not known to the playground',
        ),
        (
            {"reply_markup": {"keyboard": [[{"text": "x", "callback_data": "y"}]]}},
            'field "callback_data" in reply_markup is not known to the playground',
        ),
        ({"entities": [EMOJI | {"emoji": "🙂"}]}, 'field "emoji" in entities is not known to the playground'),
        ({"reply_parameters": {"id": 1}}, 'field "id" in reply_parameters is not known to the playground'),
        ({"link_preview_options": {"off": True}}, 'field "off" in link_preview_options is not known to the playground'),
    ],
)
async def test_what_the_description_does_not_know_is_refused(
    api: Api, anna: Person, params: dict[str, Any], words: str
) -> None:
    assert await api.no("sendMessage", chat_id=anna.id, text="🙂", **params) == f"Bad Request: {words}"


async def test_a_letter_with_custom_emoji_and_links_goes_and_is_copied(api: Api, anna: Person) -> None:
    link = {"type": "text_link", "offset": 3, "length": 7, "url": "https://lk.soglasie.ru/"}
    sent = await api.ok(
        "sendMessage",
        chat_id=anna.id,
        text="🙂 Новости",
        entities=[link, EMOJI],
        reply_markup={"inline_keyboard": [[BUTTON]]},
    )
    assert sent["entities"] == [EMOJI, link]
    assert sent["reply_markup"]["inline_keyboard"] == [[BUTTON]]
    await api.ok("copyMessage", chat_id=anna.id, from_chat_id=anna.id, message_id=sent["message_id"])
    copied = api.town.world.messages(anna.id)[-1]
    assert (copied["text"], copied["entities"]) == (sent["text"], sent["entities"])
    assert "reply_markup" not in copied
    html = '<tg-emoji emoji-id="5368324170671202286">🙂</tg-emoji> Новости'
    assert (await api.ok("sendMessage", chat_id=anna.id, text=html, parse_mode="HTML"))["entities"] == [EMOJI]


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"length": 9}, "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2"),
        ({"type": "huge"}, "can't parse MessageEntity: Unsupported type specified"),
        ({"type": "text_link"}, "can't parse MessageEntity: Can't find field \"url\""),
        ({"custom_emoji_id": ""}, "can't parse MessageEntity: Can't find field \"custom_emoji_id\""),
        ({"custom_emoji_id": "smile"}, "invalid custom emoji identifier specified"),
    ],
)
async def test_an_entity_that_makes_no_sense_is_refused(
    api: Api, anna: Person, entity: dict[str, Any], words: str
) -> None:
    assert await api.no("sendMessage", chat_id=anna.id, text="🙂", entities=[EMOJI | entity]) == f"Bad Request: {words}"


async def test_what_telegram_finds_by_itself_need_not_be_right(api: Api, anna: Person) -> None:
    sent = await api.ok(
        "sendMessage", chat_id=anna.id, text="/start", entities=[{"type": "url", "offset": 0, "length": 3}]
    )
    assert sent["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
