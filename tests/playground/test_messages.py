"""Sending texts: what arrives, and what Telegram refuses in its own words."""

from typing import Any

import pytest

from playground import Chat, Person, World
from tests.playground.botapi import Api


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Да", **button}]]}


async def test_a_message_arrives_as_it_was_sent(api: Api, world: World, anna: Person) -> None:
    markup = inline(callback_data="yes")
    sent = await api.ok(
        "sendMessage", chat_id=anna.id, text="  Привет, <b>Анна</b> ", parse_mode="HTML", reply_markup=markup
    )
    assert sent == world.messages(anna.id, anna)[-1]
    assert sent["text"] == "Привет, Анна"
    assert sent["entities"] == [{"type": "bold", "offset": 8, "length": 4}]
    assert sent["chat"]["type"] == "private"
    assert sent["from"]["is_bot"]


async def test_a_reply_keyboard_is_shown_to_the_person_and_not_told_to_the_bot(
    api: Api, world: World, anna: Person
) -> None:
    markup = {
        "keyboard": [[{"text": "Мои полисы"}], [{"text": "Телефон", "request_contact": True}]],
        "resize_keyboard": True,
    }
    sent = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=markup)
    assert "reply_markup" not in sent
    shown = world.messages(anna.id)[-1]["reply_markup"]
    assert shown == markup


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "я" * 4097}, "message is too long"),
        ({"text": "x" * 40000}, "text is too long"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 5}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "chat_id": "abc"}, "chat not found"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": inline(callback_data="я" * 33)}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x", "reply_markup": inline(callback_data="")},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": inline()},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": inline(url="http://localhost/x")},
            "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [{"text": "x"}]}},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ],
)
async def test_a_bad_text_is_refused(api: Api, anna: Person, params: dict[str, Any], words: str) -> None:
    assert await api.no("sendMessage", **{"chat_id": anna.id, **params}) == f"Bad Request: {words}"


async def test_64_bytes_of_data_and_4096_characters_are_fine(api: Api, anna: Person) -> None:
    markup = inline(callback_data="я" * 32)
    await api.ok(
        "sendMessage", chat_id=anna.id, text="<b>" + "я" * 4096 + "</b>", parse_mode="HTML", reply_markup=markup
    )


async def test_nobody_is_written_to_before_they_start(api: Api, world: World) -> None:
    vera = world.add_person("Вера")
    words = await api.no("sendMessage", chat_id=vera.id, text="x")
    assert words == "Forbidden: bot can't initiate conversation with a user"
    world.say(vera, "/start")
    await api.ok("sendMessage", chat_id=vera.id, text="x")


async def test_who_has_blocked_the_bot_gets_nothing(api: Api, world: World, anna: Person) -> None:
    world.block(anna)
    answer = await api.call("sendMessage", chat_id=anna.id, text="x")
    assert (answer["error_code"], answer["description"]) == (403, "Forbidden: bot was blocked by the user")
    world.unblock(anna)
    await api.ok("sendMessage", chat_id=anna.id, text="x")
    changes = [update["my_chat_member"] for update in await api.updates() if "my_chat_member" in update]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]


async def test_a_reply_carries_what_it_answers(api: Api, world: World, anna: Person) -> None:
    asked = world.say(anna, "вопрос")
    reply = {"message_id": asked["message_id"]}
    sent = await api.ok("sendMessage", chat_id=anna.id, text="ответ", reply_parameters=reply)
    assert sent["reply_to_message"]["text"] == "вопрос"
    world.delete(anna, asked["message_id"])
    lenient = {**reply, "allow_sending_without_reply": True}
    sent = await api.ok("sendMessage", chat_id=anna.id, text="ответ", reply_parameters=lenient)
    assert "reply_to_message" not in sent


async def test_keyboards_that_ask_for_a_phone_are_for_private_chats(api: Api, group: Chat) -> None:
    markup = {"keyboard": [[{"text": "Телефон", "request_contact": True}]]}
    words = await api.no("sendMessage", chat_id=group.id, text="x", reply_markup=markup)
    assert words == "Bad Request: phone number can be requested in private chats only"


@pytest.mark.parametrize("kind", ["query", "form", "json", "multipart"])
async def test_parameters_may_come_in_any_dress(api: Api, anna: Person, kind: str) -> None:
    params = {"chat_id": str(anna.id), "text": "x", "protect_content": "true"}
    if kind == "multipart":
        answer = await api.upload("sendMessage", {}, **params)
    else:
        dress: dict[str, Any] = {{"query": "params", "form": "data", "json": "json"}[kind]: params}
        async with api.session.request(
            "GET" if kind == "query" else "POST", api.address("sendMessage"), **dress
        ) as got:
            answer = await got.json()
    assert answer["result"]["has_protected_content"] is True


async def test_wrong_tokens_and_methods_are_refused(api: Api, anna: Person) -> None:
    async with api.session.get(f"{api.town.url}/bot42:WRONG/getMe") as answer:
        assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")
    assert await api.no("noSuchMethod") == "Not Found: method not found"
    words = await api.no("sendInvoice", chat_id=anna.id)
    assert words == "Bad Request: method is not supported by the playground"
    assert (await api.ok("GETME"))["username"] == "playground_bot"


async def test_a_button_is_answered_once(api: Api, world: World, anna: Person) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=inline(callback_data="yes"))
    query = world.press(anna, sent["message_id"], "yes")
    pressed = (await api.updates())[-1]["callback_query"]
    assert (pressed["id"], pressed["data"], pressed["message"]) == (query, "yes", sent)
    await api.ok("answerCallbackQuery", callback_query_id=query, text="Готово", show_alert=True)
    assert [(toast.to, toast.text, toast.alert) for toast in world.toasts] == [(anna.id, "Готово", True)]
    words = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await api.no("answerCallbackQuery", callback_query_id=query) == words


async def test_a_late_answer_to_a_button_is_refused(api: Api, world: World, anna: Person, clock: Any) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=inline(callback_data="yes"))
    query = world.press(anna, sent["message_id"], "yes")
    clock.now += world.callbacks.lifetime + 1
    assert "query is too old" in await api.no("answerCallbackQuery", callback_query_id=query)


async def test_an_old_button_brings_the_present_message(api: Api, world: World, anna: Person) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=inline(callback_data="yes"))
    await api.ok("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="уже нет")
    world.press(anna, sent["message_id"], "yes")
    assert (await api.updates())[-1]["callback_query"]["message"]["text"] == "уже нет"
    await api.ok("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
    world.press(anna, sent["message_id"], "yes")
    assert (await api.updates())[-1]["callback_query"]["message"]["date"] == 0


async def test_only_buttons_that_were_there_can_be_pressed(api: Api, world: World, anna: Person) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=inline(callback_data="yes"))
    with pytest.raises(ValueError, match="never had a button"):
        world.press(anna, sent["message_id"], "no")
    world.press(anna, sent["message_id"], "no", forged=True)
    assert (await api.updates())[-1]["callback_query"]["data"] == "no"


async def test_a_private_chat_is_known_by_the_persons_names(api: Api, world: World, anna: Person) -> None:
    chat = await api.ok("getChat", chat_id=anna.id)
    names = ("id", "type", "first_name", "last_name", "username", "active_usernames")
    assert [chat[name] for name in names] == [anna.id, "private", "Анна", "Иванова", "anna_i", ["anna_i"]]
    assert "title" not in chat
    vera = world.add_person("Вера")
    world.say(vera, "/start")
    plain = await api.ok("getChat", chat_id=str(vera.id))
    assert plain["first_name"] == "Вера"
    assert not {"last_name", "username", "active_usernames"} & plain.keys()
