"""Basic groups, and how one becomes a supergroup under another id."""

from collections.abc import Callable
from typing import Any

import pytest

from playground import Chat, Person, World
from tests.playground.botapi import Api

GONE = "Bad Request: group chat was upgraded to a supergroup chat"


@pytest.fixture
def basic(world: World, boris: Person, anna: Person) -> Chat:
    return world.add_group("Поддержка", [boris, anna], basic=True)


async def test_a_basic_group_is_a_group(
    api: Api, world: World, basic: Chat, boris: Person, picture: Callable[..., bytes]
) -> None:
    assert -1_000_000_000 < basic.id < 0
    assert (await api.ok("getChat", chat_id=basic.id))["type"] == "group"
    assert (await api.ok("getChatMember", chat_id=basic.id, user_id=boris.id))["status"] == "creator"
    files = [(f"{number}.jpg", picture(640 + number, 640), "image/jpeg") for number in range(2)]
    world.send_files(boris, files, chat=basic)
    own = await api.ok("sendMessage", chat_id=basic.id, text="принято")
    world.say(boris, "спасибо", basic, reply_to=own["message_id"])
    heard = [update["message"] for update in (await api.updates())[2:]]
    assert heard[0]["media_group_id"] == heard[1]["media_group_id"]
    assert heard[2]["reply_to_message"]["text"] == "принято"
    assert heard[2]["chat"] == {"id": basic.id, "title": "Поддержка", "type": "group"}


async def test_in_a_basic_group_too_a_mere_member_hears_only_what_is_meant_for_it(
    api: Api, world: World, boris: Person
) -> None:
    plain = world.add_group("Чат", [boris], bot_is="member", basic=True)
    for text in ("между собой", "/queue"):
        world.say(boris, text, plain)
    assert [update["message"]["text"] for update in await api.updates() if "message" in update] == ["/queue"]


def test_a_basic_group_has_no_topics(world: World) -> None:
    with pytest.raises(ValueError, match="no topics"):
        world.add_group("Форум", basic=True, is_forum=True)


async def test_a_bot_that_left_a_basic_group_may_only_look(api: Api, basic: Chat) -> None:
    await api.ok("leaveChat", chat_id=basic.id)
    assert await api.no("sendMessage", chat_id=basic.id, text="x") == (
        "Forbidden: bot is not a member of the group chat"
    )
    assert (await api.ok("getChat", chat_id=basic.id))["title"] == "Поддержка"


async def test_the_bot_is_told_of_both_ids(api: Api, world: World, basic: Chat, boris: Person) -> None:
    world.say(boris, "доброе утро", basic)
    last = (await api.updates())[-1]["update_id"]
    new = world.migrate(basic)
    assert new.id < -1_000_000_000_000
    entered, upgraded, begun = await api.updates(offset=last + 1)
    assert entered["my_chat_member"]["chat"] == {"id": new.id, "title": "Поддержка", "type": "supergroup"}
    assert entered["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert entered["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    message = upgraded["message"]
    assert (message["chat"]["id"], message["from"]["id"], message["migrate_to_chat_id"]) == (basic.id, boris.id, new.id)
    message = begun["message"]
    assert (message["message_id"], message["migrate_from_chat_id"]) == (1, basic.id)
    assert message["from"]["username"] == "GroupAnonymousBot"
    assert message["sender_chat"] == message["chat"] == entered["my_chat_member"]["chat"]


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("sendMessage", {"text": "x"}),
        ("editMessageText", {"text": "x", "message_id": 1}),
        ("deleteMessage", {"message_id": 1}),
        ("getChatMember", {"user_id": 100_001}),
        ("getChatAdministrators", {}),
        ("setMessageReaction", {"message_id": 1, "reaction": [{"type": "emoji", "emoji": "👍"}]}),
        ("sendChatAction", {"action": "typing"}),
    ],
)
async def test_the_old_id_leads_to_the_new_one(
    api: Api, world: World, basic: Chat, boris: Person, method: str, params: dict[str, Any]
) -> None:
    world.say(boris, "старое", basic)
    new = world.migrate(basic)
    answer = await api.call(method, chat_id=basic.id, **params)
    assert (answer["error_code"], answer["description"]) == (400, GONE)
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}


async def test_the_old_group_can_still_be_looked_at(api: Api, world: World, basic: Chat, boris: Person) -> None:
    said = world.say(boris, "старое", basic)
    new = world.migrate(basic)
    assert (await api.ok("getChat", chat_id=basic.id))["type"] == "group"
    await api.ok("copyMessage", chat_id=new.id, from_chat_id=basic.id, message_id=said["message_id"])
    assert world.messages(new)[-1]["text"] == "старое"


async def test_everybody_goes_on_in_the_supergroup(
    api: Api, world: World, basic: Chat, boris: Person, anna: Person
) -> None:
    new = world.migrate(basic)
    assert await api.ok("getChatMemberCount", chat_id=new.id) == 3
    world.say(anna, "мы здесь", new)
    assert (await api.updates())[-1]["message"]["chat"]["id"] == new.id
    await api.ok("sendMessage", chat_id=new.id, text="и я")
    with pytest.raises(ValueError, match="is not in chat"):
        world.say(boris, "есть кто?", basic)
    for group in (basic, new):
        with pytest.raises(ValueError, match="is no basic group"):
            world.migrate(group)
