"""Editing and deleting, by the bot and by people."""

from collections.abc import Callable
from typing import Any

import pytest

from playground import Chat, Person, World
from tests.playground.botapi import Api
from tests.playground.conftest import Clock

TWO_DAYS = 48 * 3600
BUTTON = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}


@pytest.fixture
async def sent(api: Api, anna: Person) -> dict[str, Any]:
    message: dict[str, Any] = await api.ok(
        "sendMessage", chat_id=anna.id, text="<i>раз</i>", parse_mode="HTML", reply_markup=BUTTON
    )
    return {"chat_id": anna.id, "message_id": message["message_id"]}


async def test_an_edit_replaces_text_and_keyboard(api: Api, world: World, anna: Person, sent: dict[str, Any]) -> None:
    edited = await api.ok("editMessageText", **sent, text="два")
    assert edited == world.messages(anna.id)[-1]
    assert (edited["text"], "entities" in edited, "reply_markup" in edited) == ("два", False, False)
    assert edited["edit_date"] >= edited["date"]


async def test_an_edit_to_the_same_is_refused(api: Api, sent: dict[str, Any]) -> None:
    same = {**sent, "text": "<em>раз</em>", "parse_mode": "HTML", "reply_markup": BUTTON}
    words = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    assert await api.no("editMessageText", **same) == words
    await api.ok("editMessageReplyMarkup", **sent)
    assert await api.no("editMessageReplyMarkup", **sent) == words


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("editMessageText", {"text": ""}, "message text is empty"),
        ("editMessageText", {"text": "x", "message_id": 99}, "message to edit not found"),
        ("editMessageText", {"text": "x", "message_id": ""}, "message identifier is not specified"),
        ("editMessageText", {"text": "x", "message_id": 1}, "message can't be edited"),
        ("editMessageCaption", {"caption": "x"}, "there is no caption in the message to edit"),
        ("editMessageText", {"text": "x", "reply_markup": {"keyboard": [["x"]]}}, "inline keyboard expected"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
    ],
)
async def test_what_cannot_be_edited_is_refused(
    api: Api, sent: dict[str, Any], method: str, params: dict[str, Any], words: str
) -> None:
    assert await api.no(method, **{**sent, **params}) == f"Bad Request: {words}"


async def test_a_message_that_brought_a_reply_keyboard_cannot_be_edited(api: Api, anna: Person) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup={"keyboard": [[{"text": "x"}]]})
    words = await api.no("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="!")
    assert words == "Bad Request: message can't be edited"


async def test_media_and_captions_are_edited(api: Api, anna: Person, picture: Callable[..., bytes]) -> None:
    answer = await api.upload("sendPhoto", {"photo": ("a.jpg", picture())}, chat_id=str(anna.id), caption="раз")
    where = {"chat_id": anna.id, "message_id": answer["result"]["message_id"]}
    assert (await api.ok("editMessageCaption", **where, caption="<b>два</b>", parse_mode="HTML"))["caption"] == "два"
    assert await api.no("editMessageText", **where, text="x") == "Bad Request: there is no text in the message to edit"
    media = {"type": "photo", "media": "attach://new", "caption": "три"}
    answer = await api.upload("editMessageMedia", {"new": ("b.jpg", picture(640, 480))}, **where, media=media)
    assert (answer["result"]["photo"][-1]["width"], answer["result"]["caption"]) == (640, "три")


async def test_the_bot_deletes_what_people_wrote_in_private(api: Api, world: World, anna: Person) -> None:
    secret = world.say(anna, "пароль1")
    await api.ok("deleteMessage", chat_id=anna.id, message_id=secret["message_id"])
    assert "пароль1" not in str(world.messages(anna.id))


async def test_after_two_days_nothing_is_deleted(
    api: Api, world: World, sent: dict[str, Any], group: Chat, boris: Person, clock: Clock
) -> None:
    """Nor by the administrator of a group; the words are others there."""
    own = await api.ok("sendMessage", chat_id=group.id, text="x")
    there = [own["message_id"], world.say(boris, "y", group)["message_id"]]
    clock.now += TWO_DAYS - 1
    fresh = world.say(boris, "z", group)["message_id"]
    clock.now += 2
    assert await api.no("deleteMessage", **sent) == "Bad Request: message can't be deleted for everyone"
    for number in there:
        words = await api.no("deleteMessage", chat_id=group.id, message_id=number)
        assert words == "Bad Request: message can't be deleted"
    words = await api.no("deleteMessages", chat_id=group.id, message_ids=[fresh, *there])
    assert words == "Bad Request: message can't be deleted"
    assert [message["message_id"] for message in world.messages(group)] == [*there, fresh]
    await api.ok("deleteMessages", chat_id=group.id, message_ids=[fresh])


async def test_a_basic_groups_administrator_has_two_days_too(
    api: Api, world: World, boris: Person, clock: Clock
) -> None:
    basic = world.add_group("Поддержка", [boris], basic=True)
    old, older = (world.say(boris, text, basic)["message_id"] for text in "аб")
    clock.now += TWO_DAYS
    await api.ok("deleteMessage", chat_id=basic.id, message_id=old)
    clock.now += 1
    words = await api.no("deleteMessage", chat_id=basic.id, message_id=older)
    assert words == "Bad Request: message can't be deleted for everyone"


async def test_own_messages_are_edited_at_any_age(api: Api, sent: dict[str, Any], group: Chat, clock: Clock) -> None:
    answer = await api.upload("sendDocument", {"document": ("a.csv", b"x")}, chat_id=str(group.id), caption="раз")
    paper = {"chat_id": group.id, "message_id": answer["result"]["message_id"]}
    card = await api.ok("sendMessage", chat_id=group.id, text="раз", reply_markup=BUTTON)
    clock.now += 400 * 24 * 3600
    assert (await api.ok("editMessageText", **sent, text="два"))["edit_date"] == clock.now
    assert (await api.ok("editMessageCaption", **paper, caption="два"))["caption"] == "два"
    where = {"chat_id": group.id, "message_id": card["message_id"]}
    assert "reply_markup" not in await api.ok("editMessageReplyMarkup", **where)
    assert (await api.ok("editMessageText", **where, text="два", reply_markup=BUTTON))["text"] == "два"


async def test_a_bot_without_rights_deletes_only_its_own(api: Api, world: World, boris: Person) -> None:
    plain = world.add_group("Чат", [boris], bot_is="member")
    withheld = world.add_group("Чат", [boris])
    withheld.withheld.add("can_delete_messages")
    for hall in (plain, withheld):
        theirs = world.say(boris, "не трогай", hall)
        words = await api.no("deleteMessage", chat_id=hall.id, message_id=theirs["message_id"])
        assert words == "Bad Request: message can't be deleted"
        own = await api.ok("sendMessage", chat_id=hall.id, text="x")
        await api.ok("deleteMessage", chat_id=hall.id, message_id=own["message_id"])


async def test_the_word_that_a_topic_begins_stays_as_long_as_the_topic(
    api: Api, world: World, forum: Chat, clock: Clock
) -> None:
    thread = (await api.ok("createForumTopic", chat_id=forum.id, name="Заявка"))["message_thread_id"]
    other = (await api.ok("createForumTopic", chat_id=forum.id, name="Другая"))["message_thread_id"]
    words = await api.no("deleteMessage", chat_id=forum.id, message_id=thread)
    assert words == "Bad Request: message can't be deleted"
    await api.ok("sendMessage", chat_id=forum.id, message_thread_id=thread, text="карточка")
    clock.now += TWO_DAYS + 1
    await api.ok("deleteForumTopic", chat_id=forum.id, message_thread_id=thread)
    assert [message["message_id"] for message in world.messages(forum)] == [other]
    assert [topic.name for topic in world.topics(forum)] == ["Другая"]


async def test_many_are_deleted_at_once_and_missing_ones_forgiven(
    api: Api, world: World, group: Chat, boris: Person
) -> None:
    numbers = [world.say(boris, text, group)["message_id"] for text in "абв"]
    await api.ok("deleteMessages", chat_id=group.id, message_ids=[*numbers, numbers[0], 999])
    assert world.messages(group) == []
    await api.ok("deleteMessages", chat_id=group.id, message_ids=list(range(1, 101)))


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (None, "message identifiers are not specified"),
        ([], "message identifiers are not specified"),
        ([*range(1, 102)], "too many message identifiers specified"),
        ([1, 0], "invalid message identifier specified"),
    ],
)
async def test_1_to_100_messages_are_deleted_at_once(
    api: Api, world: World, anna: Person, numbers: list[int] | None, words: str
) -> None:
    assert await api.no("deleteMessages", chat_id=anna.id, message_ids=numbers) == f"Bad Request: {words}"
    assert [message["text"] for message in world.messages(anna.id)] == ["/start"]


async def test_people_edit_and_delete_their_own(api: Api, world: World, anna: Person) -> None:
    typed = world.say(anna, "anna@exmaple.ru")
    world.edit(anna, typed["message_id"], "anna@example.ru")
    edited = (await api.updates())[-1]["edited_message"]
    assert (edited["text"], edited["message_id"]) == ("anna@example.ru", typed["message_id"])
    world.delete(anna, typed["message_id"])
    assert "edited_message" in (await api.updates())[-1]
    assert typed["message_id"] not in [message["message_id"] for message in world.messages(anna.id)]


@pytest.mark.parametrize(
    ("reaction", "words"),
    [
        ([{"type": "emoji", "emoji": "🍕"}], "REACTION_INVALID"),
        ([{"type": "custom_emoji", "custom_emoji_id": "5"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}], "REACTION_INVALID"),
        ([{"type": "paid"}], "can't parse ReactionType: invalid reaction type specified"),
    ],
)
async def test_a_bot_reacts_with_one_of_telegrams_emoji(
    api: Api, sent: dict[str, Any], reaction: list[Any], words: str
) -> None:
    assert await api.no("setMessageReaction", **sent, reaction=reaction) == f"Bad Request: {words}"
    assert await api.no("setMessageReaction", **{**sent, "message_id": 99}) == "Bad Request: message to react not found"
    await api.ok("setMessageReaction", **sent, reaction=[{"type": "emoji", "emoji": "❤"}])
