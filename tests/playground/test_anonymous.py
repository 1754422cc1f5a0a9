"""Anonymous administrators: they speak as the group, press as themselves, and only the page knows who it was."""

from collections.abc import Callable
from typing import Any

import pytest

from playground import Chat, Person, World
from tests.playground.botapi import Api

GROUP_BOT = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


@pytest.fixture
def hidden(world: World, group: Chat, anna: Person) -> Person:
    """Anna, an anonymous administrator of the group."""
    world.join(group, anna)
    world.promote(group, anna, anonymous=True)
    return anna


async def test_what_they_write_comes_from_the_group(
    api: Api, world: World, group: Chat, hidden: Person, picture: Callable[..., bytes]
) -> None:
    said = world.say(hidden, "ответ клиенту", group)
    world.edit(hidden, said["message_id"], "ответ клиенту!", group)
    world.send_files(hidden, [("a.jpg", picture(), "image/jpeg")], chat=group)
    update = (await api.updates())[-3:]
    for message in (update[0]["message"], update[1]["edited_message"], update[2]["message"]):
        assert message["from"] == GROUP_BOT
        assert message["sender_chat"] == message["chat"] == group.brief()
        assert "written_by" not in message
    assert update[1]["edited_message"]["text"] == "ответ клиенту!"


async def test_their_presses_are_their_own(api: Api, world: World, group: Chat, hidden: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Взять", "callback_data": "take"}]]}
    sent = await api.ok("sendMessage", chat_id=group.id, text="заявка", reply_markup=markup)
    world.press(hidden, sent["message_id"], "take", group)
    assert (await api.updates())[-1]["callback_query"]["from"]["id"] == hidden.id


async def test_they_are_known_as_anonymous(api: Api, world: World, group: Chat, hidden: Person, boris: Person) -> None:
    async def member(person: Person) -> Any:
        return await api.ok("getChatMember", chat_id=group.id, user_id=person.id)

    assert [(await member(one))["is_anonymous"] for one in (hidden, boris)] == [True, False]
    world.promote(group, boris, anonymous=True)
    assert ((await member(boris))["status"], (await member(boris))["is_anonymous"]) == ("creator", True)
    world.promote(group, boris)
    assert ((await member(boris))["status"], (await member(boris))["is_anonymous"]) == ("creator", False)
    world.say(boris, "это я", group)
    assert (await api.updates())[-1]["message"]["from"]["id"] == boris.id


async def test_the_bot_may_ask_to_hear_of_it(api: Api, world: World, group: Chat, boris: Person) -> None:
    await api.updates(allowed_updates=["chat_member"])
    world.promote(group, boris, anonymous=True)
    change = (await api.updates())[-1]["chat_member"]
    assert [change[key]["is_anonymous"] for key in ("old_chat_member", "new_chat_member")] == [False, True]


def test_nobody_else_can_edit_what_the_group_says(world: World, group: Chat, hidden: Person, boris: Person) -> None:
    said = world.say(hidden, "ответ", group)
    world.promote(group, boris, anonymous=True)
    with pytest.raises(ValueError, match="only own messages"):
        world.edit(boris, said["message_id"], "подмена", group)
    world.promote(group, hidden, "member")
    world.edit(hidden, said["message_id"], "ответ.", group)
    world.delete(hidden, said["message_id"], group)
    assert said["message_id"] not in [message["message_id"] for message in world.messages(group)]


async def test_a_forwarded_one_names_the_group(api: Api, world: World, group: Chat, hidden: Person) -> None:
    said = world.say(hidden, "ответ", group)
    where = {"chat_id": hidden.id, "from_chat_id": group.id, "message_id": said["message_id"]}
    origin = (await api.ok("forwardMessage", **where))["forward_origin"]
    assert origin == {"type": "chat", "sender_chat": group.brief(), "date": said["date"]}


def test_whom_telegram_does_not_hide(world: World, group: Chat, boris: Person) -> None:
    basic = world.add_group("Чат", [boris], basic=True)
    for chat, status in ((basic, "administrator"), (group, "member")):
        with pytest.raises(ValueError, match="can be anonymous"):
            world.promote(chat, boris, status, anonymous=True)


async def test_the_page_knows_who_wrote(api: Api, world: World, group: Chat, hidden: Person) -> None:
    said = world.say(hidden, "ответ", group)
    assert api.town.state.events.recent[-1]["message"]["written_by"] == hidden.id
    async with api.session.get(f"{api.town.url}/play/state") as answer:
        state = await answer.json()
    shown = state["messages"][str(group.id)][-1]
    assert (shown["message_id"], shown["written_by"]) == (said["message_id"], hidden.id)
    assert next(chat for chat in state["chats"] if chat["id"] == group.id)["anonymous"] == [hidden.id]
