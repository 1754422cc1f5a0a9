"""What can be made to go wrong: floods, limits, outages, lost answers, slowness."""

import asyncio
from typing import Any

import pytest
from aiohttp import ServerDisconnectedError

from playground import Chat, Person, World
from tests.playground.botapi import Api, soon
from tests.playground.conftest import Clock


async def test_a_flood_refuses_so_many_sends(api: Api, anna: Person) -> None:
    api.town.faults.flood, api.town.faults.retry_after = 2, 7
    for _time in range(2):
        answer = await api.call("sendMessage", chat_id=anna.id, text="x")
        assert answer["error_code"] == 429
        assert answer["description"] == "Too Many Requests: retry after 7"
        assert answer["parameters"] == {"retry_after": 7}
    await api.ok("sendMessage", chat_id=anna.id, text="x")


async def test_limits_hold_for_one_chat(api: Api, anna: Person, clock: Clock) -> None:
    api.town.faults.rate_limits = True
    for _time in range(5):
        await api.ok("sendMessage", chat_id=anna.id, text="x")
    answer = await api.call("sendMessage", chat_id=anna.id, text="x")
    assert answer["error_code"] == 429
    clock.now += answer["parameters"]["retry_after"]
    await api.ok("sendMessage", chat_id=anna.id, text="x")


async def test_a_group_takes_20_a_minute(api: Api, group: Chat, clock: Clock) -> None:
    api.town.faults.rate_limits = True
    for _time in range(20):
        await api.ok("sendMessage", chat_id=group.id, text="x")
        clock.now += 1
    answer = await api.call("sendMessage", chat_id=group.id, text="x")
    assert answer["parameters"]["retry_after"] == 40


async def test_30_a_second_are_the_most_over_all(api: Api, world: World, clock: Clock) -> None:
    api.town.faults.rate_limits = True
    people = [world.add_person(str(number)) for number in range(31)]
    for person in people:
        world.say(person, "/start")
    answers = [await api.call("sendMessage", chat_id=person.id, text="x") for person in people]
    assert [answer["ok"] for answer in answers] == [True] * 30 + [False]
    clock.now += 1
    await api.ok("sendMessage", chat_id=people[0].id, text="x")


async def test_an_outage_answers_502(api: Api, anna: Person) -> None:
    api.town.faults.down = True
    assert (await api.call("sendMessage", chat_id=anna.id, text="x"))["error_code"] == 502
    assert (await api.call("getUpdates"))["error_code"] == 502
    api.town.faults.down = False
    assert len(await api.updates()) == 1


async def test_a_lost_answer_was_carried_out_all_the_same(api: Api, world: World, anna: Person) -> None:
    api.town.faults.lose_answers["sendMessage"] = 1
    with pytest.raises(ServerDisconnectedError):
        await api.call("sendMessage", chat_id=anna.id, text="дошло")
    assert world.messages(anna.id)[-1]["text"] == "дошло"
    await api.ok("sendMessage", chat_id=anna.id, text="дошло")


async def test_slowness_delays_the_answer(api: Api) -> None:
    api.town.faults.slow_seconds = 0.2
    began = asyncio.get_running_loop().time()
    await api.ok("getMe")
    assert asyncio.get_running_loop().time() - began >= 0.2


async def test_a_method_can_be_refused_by_name(api: Api, world: World, anna: Person) -> None:
    typed = world.say(anna, "пароль1")
    api.town.faults.refuse["deleteMessage"] = (400, "Bad Request: message can't be deleted")
    words = await api.no("deleteMessage", chat_id=anna.id, message_id=typed["message_id"])
    assert words == "Bad Request: message can't be deleted"
    assert typed["message_id"] in [message["message_id"] for message in world.messages(anna.id)]


async def test_waiting_ends_at_the_deadline(world: World) -> None:
    with pytest.raises(TimeoutError):
        await world.changed(soon(0.05))
    with pytest.raises(TimeoutError):
        await world.until(lambda: None, soon(0.05))


async def test_hundreds_of_updates_a_second_are_borne(api: Api, world: World) -> None:
    """A generous bound: the server alone, without a bot's work, is far faster."""
    people = [world.add_person(str(number)) for number in range(50)]
    began = asyncio.get_running_loop().time()
    for round_number in range(10):
        for person in people:
            world.say(person, str(round_number))
    offset, heard = 0, 0
    while heard < 500:
        updates: list[dict[str, Any]] = await api.updates(offset=offset)
        heard, offset = heard + len(updates), updates[-1]["update_id"] + 1
        chats = [update["message"]["chat"]["id"] for update in updates]
        await asyncio.gather(*(api.ok("sendMessage", chat_id=chat, text="да") for chat in chats))
    assert asyncio.get_running_loop().time() - began < 5
