"""Groups and topics: who is in, who may write where, what the bot is told."""

from typing import Any

import pytest

from playground import Chat, Person, World
from tests.playground.botapi import Api


async def test_the_bot_is_told_that_it_came_into_a_group(api: Api, group: Chat, boris: Person) -> None:
    change = (await api.updates())[0]["my_chat_member"]
    assert (change["chat"]["id"], change["from"]["id"]) == (group.id, boris.id)
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("left", "administrator")
    assert group.id < -1_000_000_000_000


async def test_members_are_known_by_their_status(
    api: Api, world: World, group: Chat, boris: Person, anna: Person
) -> None:
    async def status(person: Person) -> str:
        return str((await api.ok("getChatMember", chat_id=group.id, user_id=person.id))["status"])

    assert [await status(boris), await status(anna)] == ["creator", "left"]
    world.join(group, anna)
    assert await status(anna) == "member"
    assert await api.ok("getChatMemberCount", chat_id=group.id) == 3
    bosses = await api.ok("getChatAdministrators", chat_id=group.id)
    assert [boss["user"]["id"] for boss in bosses] == [boris.id, 42]
    world.leave(group, anna)
    assert await status(anna) == "left"
    assert await api.no("getChatMember", chat_id=group.id, user_id=5) == "Bad Request: PARTICIPANT_ID_INVALID"


async def test_only_members_see_and_write(world: World, group: Chat, anna: Person, boris: Person) -> None:
    world.say(boris, "между нами", group)
    assert world.messages(group, anna) == []
    assert world.messages(group, boris)[-1]["text"] == "между нами"
    with pytest.raises(ValueError, match="is not in chat"):
        world.say(anna, "можно?", group)


async def test_a_bot_that_was_thrown_out_cannot_write(api: Api, world: World, group: Chat, boris: Person) -> None:
    world.remove_bot(group, boris)
    words = "Forbidden: bot was kicked from the supergroup chat"
    assert await api.no("sendMessage", chat_id=group.id, text="x") == words
    assert (await api.updates())[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_a_bot_that_left_cannot_write(api: Api, group: Chat) -> None:
    await api.ok("leaveChat", chat_id=group.id)
    words = "Forbidden: bot is not a member of the supergroup chat"
    assert await api.no("sendMessage", chat_id=group.id, text="x") == words


async def test_a_topic_has_a_life(api: Api, world: World, forum: Chat, boris: Person) -> None:
    topic = await api.ok("createForumTopic", chat_id=forum.id, name="Заявка 1")
    where = {"chat_id": forum.id, "message_thread_id": topic["message_thread_id"]}
    card = await api.ok("sendMessage", **where, text="карточка")
    assert (card["message_thread_id"], card["is_topic_message"]) == (topic["message_thread_id"], True)
    assert card["reply_to_message"]["forum_topic_created"]["name"] == "Заявка 1"
    answer = world.say(boris, "беру", forum, reply_to=card["message_id"])
    assert answer["message_thread_id"] == topic["message_thread_id"]
    await api.ok("editForumTopic", **where, name="Заявка 1: одобрена")
    await api.ok("closeForumTopic", **where)
    assert await api.no("closeForumTopic", **where) == "Bad Request: TOPIC_NOT_MODIFIED"
    await api.ok("sendMessage", **where, text="администратору можно")
    await api.ok("reopenForumTopic", **where)
    await api.ok("deleteForumTopic", **where)
    assert world.messages(forum) == []
    assert await api.no("sendMessage", **where, text="x") == "Bad Request: message thread not found"
    assert await api.no("closeForumTopic", **where) == "Bad Request: TOPIC_ID_INVALID"
    services = [set(update["message"]) for update in await api.updates() if "message" in update]
    assert {"forum_topic_created"} <= services[0]
    assert any("forum_topic_closed" in keys for keys in services)


async def test_members_cannot_write_in_a_closed_topic(api: Api, world: World, forum: Chat, anna: Person) -> None:
    world.join(forum, anna)
    thread = (await api.ok("createForumTopic", chat_id=forum.id, name="Заявка"))["message_thread_id"]
    world.say(anna, "раз", forum, thread=thread)
    await api.ok("closeForumTopic", chat_id=forum.id, message_thread_id=thread)
    with pytest.raises(ValueError, match="closed"):
        world.say(anna, "два", forum, thread=thread)


async def test_a_topic_that_people_deleted_is_gone_for_the_bot(api: Api, world: World, forum: Chat) -> None:
    thread = (await api.ok("createForumTopic", chat_id=forum.id, name="Заявка"))["message_thread_id"]
    card = await api.ok("sendMessage", chat_id=forum.id, message_thread_id=thread, text="карточка")
    world.delete_topic(forum, thread)
    there = {"chat_id": forum.id, "message_thread_id": thread}
    assert await api.no("sendMessage", **there, text="x") == "Bad Request: message thread not found"
    copied = {**there, "from_chat_id": forum.id, "message_id": card["message_id"]}
    assert await api.no("copyMessage", **copied) == "Bad Request: message to copy not found"
    edited = {"chat_id": forum.id, "message_id": card["message_id"], "text": "x"}
    assert await api.no("editMessageText", **edited) == "Bad Request: message to edit not found"
    for verb in ("close", "reopen"):
        assert await api.no(f"{verb}ForumTopic", **there) == "Bad Request: TOPIC_ID_INVALID"


async def test_topics_need_a_forum_and_rights(api: Api, world: World, group: Chat, boris: Person) -> None:
    assert await api.no("createForumTopic", chat_id=group.id, name="x") == "Bad Request: the chat is not a forum"
    plain = world.add_group("Форум", [boris], is_forum=True, bot_is="member")
    words = await api.no("createForumTopic", chat_id=plain.id, name="x")
    assert words == "Bad Request: not enough rights to manage topics"


async def test_a_group_without_topics_ignores_the_thread(api: Api, group: Chat) -> None:
    sent = await api.ok("sendMessage", chat_id=group.id, text="x", message_thread_id=77)
    assert "message_thread_id" not in sent


async def test_messages_are_pinned_and_unpinned(api: Api, group: Chat) -> None:
    sent = await api.ok("sendMessage", chat_id=group.id, text="важно")
    where = {"chat_id": group.id, "message_id": sent["message_id"]}
    await api.ok("pinChatMessage", **where)
    assert (await api.ok("getChat", chat_id=group.id))["pinned_message"]["text"] == "важно"
    assert (await api.updates())[-1]["message"]["pinned_message"]["text"] == "важно"
    await api.ok("unpinChatMessage", **where)
    assert await api.no("unpinChatMessage", **where) == "Bad Request: message to unpin not found"


async def test_a_press_in_a_group_tells_who_pressed(
    api: Api, world: World, group: Chat, boris: Person, anna: Person
) -> None:
    markup = {"inline_keyboard": [[{"text": "Взять в работу", "callback_data": "take"}]]}
    sent: dict[str, Any] = await api.ok("sendMessage", chat_id=group.id, text="заявка", reply_markup=markup)
    world.press(boris, sent["message_id"], "take", group)
    pressed = (await api.updates())[-1]["callback_query"]
    assert (pressed["from"]["id"], pressed["message"]["chat"]["id"]) == (boris.id, group.id)
    with pytest.raises(ValueError, match="is not in chat"):
        world.press(anna, sent["message_id"], "take", group)
    world.press(anna, sent["message_id"], "take", group, forged=True)
    assert (await api.updates())[-1]["callback_query"]["from"]["id"] == anna.id


async def test_a_bot_without_rights_hears_only_what_is_meant_for_it(api: Api, world: World, boris: Person) -> None:
    plain = world.add_group("Чат", [boris], bot_is="member")
    own = await api.ok("sendMessage", chat_id=plain.id, text="спрашивайте")
    for text in ("между собой", "/queue", "эй, @playground_bot", "см. https://lk.soglasie.ru/"):
        world.say(boris, text, plain)
    world.say(boris, "ответ", plain, reply_to=own["message_id"])
    heard = [update["message"]["text"] for update in await api.updates() if "message" in update]
    assert heard == ["/queue", "эй, @playground_bot", "ответ"]
