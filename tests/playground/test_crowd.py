"""The crowd: very many people to write to, none of whom the page is told of."""

import pytest
from aiohttp import ClientSession

from playground import ImpossibleError, Person, World
from tests.playground.botapi import Api

FIRST = 5_000_000_001


async def test_a_crowd_is_written_to_and_counted(api: Api, world: World) -> None:
    crowd = world.add_crowd(100_000, FIRST)
    for number in (FIRST, FIRST + 99_999, FIRST):
        sent = await api.ok("sendMessage", chat_id=number, text="<b>Новости</b>", parse_mode="HTML")
        assert sent["chat"]["id"] == number
    assert (len(crowd), crowd.total) == (100_000, 3)
    assert [crowd.received(FIRST + each) for each in (0, 1, 99_999)] == [2, 0, 1]
    assert [message["text"] for message in crowd.messages(FIRST)] == ["Новости", "Новости"]
    assert await api.no("sendMessage", chat_id=FIRST - 1, text="x") == "Bad Request: chat not found"


async def test_what_was_sent_to_a_crowd_can_be_changed_copied_and_deleted(api: Api, world: World) -> None:
    crowd = world.add_crowd(2, FIRST)
    one = {"chat_id": FIRST, "message_id": (await api.ok("sendMessage", chat_id=FIRST, text="x"))["message_id"]}
    await api.ok("editMessageText", **one, text="y")
    await api.ok("copyMessage", chat_id=FIRST + 1, from_chat_id=FIRST, message_id=one["message_id"])
    await api.ok("deleteMessage", **one)
    assert crowd.messages(FIRST) == []
    assert [message["text"] for message in crowd.messages(FIRST + 1)] == ["y"]
    assert [crowd.received(number) for number in (FIRST, FIRST + 1)] == [1, 1]


async def test_some_of_a_crowd_cannot_be_written_to(api: Api, world: World) -> None:
    crowd = world.add_crowd(1000, FIRST, blocked=0.05, deactivated=0.01, unknown={FIRST, FIRST + 1})
    assert (len(crowd.blocked), len(crowd.deactivated), crowd.unknown) == (50, 10, {FIRST, FIRST + 1})
    words: dict[str, int] = {}
    for number in range(FIRST, FIRST + 1000):
        answer = await api.call("sendMessage", chat_id=number, text="x")
        said = answer.get("description", "ok")
        words[said] = words.get(said, 0) + 1
    assert words == {
        "ok": 938,
        "Forbidden: bot was blocked by the user": 50,
        "Forbidden: user is deactivated": 10,
        "Bad Request: chat not found": 2,
    }
    assert crowd.total == 938


async def test_the_page_hears_nothing_of_a_crowd(api: Api, world: World, session: ClientSession, anna: Person) -> None:
    crowd = world.add_crowd(10, FIRST)
    before = api.town.state.events.seq
    await api.ok("sendMessage", chat_id=FIRST, text="x")
    await api.ok("sendChatAction", chat_id=FIRST, action="typing")
    world.say(crowd.person(FIRST), "ответ")
    world.block(crowd.person(FIRST))
    assert api.town.state.events.seq == before
    async with session.get(f"{api.town.url}/play/state") as response:
        state = await response.json()
    assert [person["id"] for person in state["people"]] == [anna.id]
    assert list(state["messages"]) == [str(anna.id)]


async def test_one_of_a_crowd_does_what_people_do(api: Api, world: World) -> None:
    crowd = world.add_crowd(10, FIRST)
    keyboard = {"inline_keyboard": [[{"text": "Больше не писать", "callback_data": "off"}]]}
    sent = await api.ok("sendMessage", chat_id=FIRST, text="x", reply_markup=keyboard)
    someone = crowd.person(FIRST)
    query = world.press(someone, sent["message_id"], "off")
    await api.ok("answerCallbackQuery", callback_query_id=query)
    world.block(someone)
    assert await api.no("sendMessage", chat_id=FIRST, text="x") == "Forbidden: bot was blocked by the user"
    assert [next(iter(update.keys() - {"update_id"})) for update in await api.updates()] == [
        "callback_query",
        "my_chat_member",
    ]
    world.unblock(someone)
    await api.ok("sendMessage", chat_id=FIRST, text="x")
    assert crowd.received(FIRST) == 2


def test_a_crowd_takes_nobodys_place(world: World, anna: Person) -> None:
    world.add_crowd(10, FIRST, blocked={FIRST})
    with pytest.raises(ImpossibleError):
        world.add_crowd(10, FIRST + 9)
    with pytest.raises(ImpossibleError):
        world.add_crowd(10, anna.id - 5)
    with pytest.raises(ImpossibleError):
        world.add_person("Вера", id=FIRST + 3)
    with pytest.raises(ImpossibleError):
        world.add_crowd(10, FIRST + 10, blocked=0.6, unknown=0.6)
    with pytest.raises(ImpossibleError):
        world.add_crowd(10, FIRST + 10, blocked={FIRST + 10}, unknown={FIRST + 10})
    with pytest.raises(ImpossibleError):
        world.crowd.person(FIRST + 10)
    assert len(world.add_crowd(10, FIRST + 10)) == 20
