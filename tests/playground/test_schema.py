"""Every method once with sense and many times with nonsense: what goes in and out fits Telegram's description."""

from collections.abc import Callable
from typing import Any

import aiogram
import pytest
from pydantic import TypeAdapter

from playground import Call, Chat, Person, World
from playground.methods import METHODS
from tests.playground.botapi import METHODS as DESCRIBED
from tests.playground.botapi import Api, check_calls, complaints

NONSENSE: list[Any] = [
    "",
    "x",
    "-1",
    0,
    -1,
    10**12,
    True,
    [],
    {},
    [[]],
    [1, "x", {}],
    {"type": 5},
    "{",
    "null",
    "[1,2]",
]
MARKUP = {
    "inline_keyboard": [[{"text": "Да", "callback_data": "yes"}, {"text": "ЛК", "url": "https://lk.soglasie.ru/"}]]
}


async def test_every_method_answers_as_described(
    api: Api, world: World, anna: Person, boris: Person, forum: Chat, picture: Callable[..., bytes]
) -> None:
    here, hall = {"chat_id": anna.id}, {"chat_id": forum.id}
    await _talk(api, world, anna)
    await _files(api, anna, picture)
    await _group(api, forum, boris)
    for name in ("Name", "Description", "ShortDescription"):
        await api.ok(f"setMy{name}", **{_snake(name): "Личный кабинет"})
        await api.ok(f"getMy{name}")
    for method in ("getMe", "getMyCommands", "deleteMyCommands", "getWebhookInfo", "logOut", "close", "getUpdates"):
        await api.ok(method)
    await api.ok("setMyCommands", commands=[{"command": "start", "description": "Начать"}], scope={"type": "default"})
    await api.ok("getMyCommands")
    await api.ok("setChatMenuButton", **here, menu_button={"type": "commands"})
    await api.ok("getChatMenuButton", **here)
    await api.ok("getChat", **here)
    await api.ok("setWebhook", url="http://127.0.0.1:9/", secret_token="x", allowed_updates=["message"])
    await api.ok("getWebhookInfo")
    await api.ok("deleteWebhook", drop_pending_updates=False)
    await api.ok("leaveChat", **hall)
    done = {call.method for call in api.town.calls if call.answer and call.answer["ok"]}
    assert done == set(METHODS)
    assert {method for method in METHODS if method not in DESCRIBED} == set()
    for call in api.town.calls:
        _check_with_aiogram(call)
    for entry in api.town.state.updates.pending.values():
        aiogram.types.Update.model_validate(entry.update)


def _check_with_aiogram(call: Call) -> None:
    """Hold an answer against aiogram's models, which are newer than the description."""
    wanted = getattr(aiogram.methods, call.method[0].upper() + call.method[1:]).__returning__
    assert call.answer
    TypeAdapter(wanted).validate_python(call.answer["result"])


def _snake(name: str) -> str:
    return "short_description" if name == "ShortDescription" else name.lower()


async def _talk(api: Api, world: World, anna: Person) -> None:
    here = {"chat_id": anna.id}
    text = {"text": "<b>Привет</b> /start", "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    said = world.say(anna, "вопрос")
    sent = await api.ok("sendMessage", **here, **text, reply_markup=MARKUP, reply_parameters={"message_id": 1})
    one = {**here, "message_id": sent["message_id"]}
    query = world.press(anna, sent["message_id"], "yes")
    await api.ok("answerCallbackQuery", callback_query_id=query, text="да", cache_time=1)
    await api.ok("editMessageText", **one, text="иначе", reply_markup=MARKUP)
    await api.ok("editMessageReplyMarkup", **one)
    await api.ok("setMessageReaction", **one, reaction=[{"type": "emoji", "emoji": "👍"}])
    await api.ok("sendLocation", **here, latitude=55.75, longitude=37.61)
    await api.ok("sendContact", **here, phone_number="+79161234567", first_name="Анна")
    await api.ok("sendChatAction", **here, action="typing")
    for verb in ("forwardMessage", "copyMessage"):
        await api.ok(verb, **here, from_chat_id=anna.id, message_id=said["message_id"])
        await api.ok(f"{verb}s", **here, from_chat_id=anna.id, message_ids=[said["message_id"]])
    await api.ok("deleteMessage", **one)
    await api.ok("deleteMessages", **here, message_ids=[said["message_id"]])


async def _files(api: Api, anna: Person, picture: Callable[..., bytes]) -> None:
    sent: dict[str, Any] = {}
    for kind in ("photo", "document", "video", "voice", "audio", "animation", "sticker"):
        data = picture() if kind == "photo" else b"bytes"
        answer = await api.upload(f"send{kind.capitalize()}", {kind: (f"a.{kind}", data)}, chat_id=str(anna.id))
        assert answer["ok"], answer
        sent[kind] = answer["result"]
    await api.ok("getFile", file_id=sent["document"]["document"]["file_id"])
    media = {"type": "photo", "media": sent["photo"]["photo"][-1]["file_id"]}
    await api.ok("sendMediaGroup", chat_id=anna.id, media=[media, {**media, "caption": "два"}])
    one = {"chat_id": anna.id, "message_id": sent["photo"]["message_id"]}
    await api.ok("editMessageCaption", **one, caption="подпись")
    await api.ok("editMessageMedia", **one, media={**media, "caption": "заново"})


async def _group(api: Api, forum: Chat, boris: Person) -> None:
    hall = {"chat_id": forum.id}
    for method in ("getChat", "getChatAdministrators", "getChatMemberCount"):
        await api.ok(method, **hall)
    await api.ok("getChatMember", **hall, user_id=boris.id)
    topic = (await api.ok("createForumTopic", **hall, name="Заявка", icon_color=9367192))["message_thread_id"]
    there = {**hall, "message_thread_id": topic}
    sent = await api.ok("sendMessage", **there, text="карточка", protect_content=True)
    await api.ok("pinChatMessage", **hall, message_id=sent["message_id"])
    await api.ok("unpinChatMessage", **hall)
    await api.ok("unpinAllChatMessages", **hall)
    await api.ok("editForumTopic", **there, name="Заявка 1")
    for verb in ("close", "reopen", "delete"):
        await api.ok(f"{verb}ForumTopic", **there)


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"getUpdates", "leaveChat", "logOut", "close"}))
async def test_nonsense_is_refused_and_breaks_nothing(api: Api, anna: Person, method: str) -> None:
    """Each parameter in turn is nonsense, the others make sense; behind the HTTP face nothing is raised."""
    sense = {"chat_id": anna.id, "message_id": 1, "from_chat_id": anna.id, "user_id": anna.id, "text": "x"}
    types = DESCRIBED[method]
    fitting = {name: value for name, value in sense.items() if name in types}
    for name in types:
        for value in NONSENSE:
            answer = await api.town.api.perform(method, {**fitting, name: value}, {})
            assert answer["ok"] or answer["error_code"] in {400, 403}, (method, name, value, answer)
    api.town.calls.clear()  # what was nonsense need not fit


def test_the_check_itself_sees_what_is_wrong() -> None:
    good = {"id": 1, "is_bot": False, "first_name": "Анна"}
    assert list(complaints("User", good, "it", strict=True)) == []
    assert list(complaints("User", {**good, "id": "1"}, "it", strict=True)) == ["it.id: '1' is no Integer "]
    assert list(complaints("User", {**good, "nick": "x"}, "it", strict=True)) == ["it: User has no nick"]
    assert list(complaints("User", {"id": 1, "is_bot": True}, "it", strict=True)) == ["it: User without first_name"]
    assert list(complaints("Array of Integer", [1, True], "it", strict=True)) == ["it[1]: True is no Integer "]
    assert list(complaints("MenuButton", {"type": "x"}, "it", strict=True)) != []


async def test_a_false_answer_would_be_noticed(api: Api, anna: Person) -> None:
    await api.ok("sendMessage", chat_id=anna.id, text="x")
    call = api.town.calls[-1]
    assert call.answer is not None
    date = call.answer["result"].pop("date")
    with pytest.raises(AssertionError):
        check_calls(api.town)
    call.answer["result"]["date"] = date
