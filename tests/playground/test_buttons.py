"""Buttons under a message that copy a text: what Telegram takes, what it refuses, and what people see of them."""

from pathlib import Path
from typing import Any

import pytest

from playground import Person, World
from tests.playground.botapi import Api
from tests.town import Town

LABEL = "Скопировать номер"
UNREADABLE = "can't parse inline keyboard button: "


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": LABEL, **button}]]}


@pytest.mark.parametrize("text", ["1", "ОСАГО ХХХ 0123456789", "я" * 256, "две\nстроки"])
async def test_a_button_may_copy_1_to_256_characters(api: Api, world: World, anna: Person, text: str) -> None:
    markup = inline(copy_text={"text": text})
    sent = await api.ok("sendMessage", chat_id=anna.id, text="Полис", reply_markup=markup)
    assert sent["reply_markup"] == markup == world.messages(anna.id)[-1]["reply_markup"]
    one = {"chat_id": anna.id, "message_id": sent["message_id"]}
    await api.ok("editMessageReplyMarkup", **one, reply_markup=inline(copy_text={"text": f"!{text}"[:256]}))


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"copy_text": {"text": "я" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"copy_text": {"text": "😀" * 129}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"copy_text": {}}, UNREADABLE + 'Can\'t find field "text"'),
        ({"copy_text": {"text": ["x"]}}, UNREADABLE + 'Field "text" must be of type String'),
        ({"copy_text": "x"}, UNREADABLE + 'Field "copy_text" must be of type Object'),
        (
            {"copy_text": {"text": "x"}, "callback_data": "x"},
            UNREADABLE + "exactly one action must be specified, found callback_data, copy_text",
        ),
        (
            {"url": "https://lk.soglasie.ru/", "copy_text": {"text": "x"}},
            UNREADABLE + "exactly one action must be specified, found url, copy_text",
        ),
        (
            {"url": "https://lk.soglasie.ru/", "switch_inline_query": ""},
            UNREADABLE + "exactly one action must be specified, found url, switch_inline_query",
        ),
    ],
)
async def test_a_button_that_copies_nothing_or_does_two_things_is_refused(
    api: Api, anna: Person, button: dict[str, Any], words: str
) -> None:
    assert await api.no("sendMessage", chat_id=anna.id, text="x", reply_markup=inline(**button)) == (
        f"Bad Request: {words}"
    )


async def test_an_action_that_is_not_given_does_not_count(api: Api, anna: Person) -> None:
    markup = inline(url="", callback_data="", copy_text={"text": "x"})
    sent = await api.ok("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    assert sent["reply_markup"] == inline(copy_text={"text": "x"})


async def test_a_button_that_copies_cannot_be_pressed_to_the_bot(api: Api, world: World, anna: Person) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="x", reply_markup=inline(copy_text={"text": "номер"}))
    with pytest.raises(ValueError, match="never had a button"):
        world.press(anna, sent["message_id"], "номер")


async def test_people_of_the_conversation_tests_see_what_a_button_copies(tmp_path: Path) -> None:
    """The town of those tests is not opened here: the bot's calls are carried out without a network."""
    town = Town(tmp_path, "redis://unused")
    anna = town.newcomer()
    await anna.says("/start")
    rows = [
        [{"text": LABEL, "copy_text": {"text": "ХХХ 0123456789"}}],
        [{"text": "Назад", "callback_data": "back"}],
    ]
    given = {"chat_id": anna.id, "text": "Полис", "reply_markup": {"inline_keyboard": rows}}
    assert (await town.playground.api.perform("sendMessage", given, {}))["ok"]
    assert anna.buttons() == [LABEL, "Назад"]
    assert anna.copies(LABEL) == anna.copies("номер") == "ХХХ 0123456789"
    with pytest.raises(AssertionError, match="no button «Назад» that copies"):
        anna.copies("Назад")
    with pytest.raises(AssertionError, match="the bot never hears of it"):
        await anna.presses(LABEL)
    await anna.presses("Назад")
    assert len(town.world.callbacks.unanswered) == 1
