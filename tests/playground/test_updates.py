"""getUpdates: what the offset confirms, who waits, what is let through."""

import asyncio

from playground import Person, Playground, World
from tests.playground.botapi import Api, soon
from tests.playground.conftest import Clock


async def test_an_update_stays_until_a_greater_offset_confirms_it(api: Api, world: World, anna: Person) -> None:
    world.say(anna, "второе")
    first, second = await api.updates()
    assert [first, second] == await api.updates()
    assert second["update_id"] == first["update_id"] + 1
    assert await api.updates(offset=second["update_id"]) == [second]
    assert await api.updates() == [second]
    assert await api.updates(offset=second["update_id"] + 1) == []


async def test_a_negative_offset_keeps_the_last_ones_and_forgets_the_rest(api: Api, world: World, anna: Person) -> None:
    for text in ("2", "3", "4"):
        world.say(anna, text)
    assert [update["message"]["text"] for update in await api.updates(offset=-2)] == ["3", "4"]
    assert len(await api.updates()) == 2


async def test_the_limit_is_between_1_and_100(api: Api, world: World, anna: Person) -> None:
    for number in range(120):
        world.say(anna, str(number))
    assert len(await api.updates(limit=7)) == 7
    assert len(await api.updates(limit=1000)) == 100
    assert len(await api.updates(limit=-5)) == 1


async def test_a_long_poll_ends_with_the_first_update(api: Api, world: World, anna: Person) -> None:
    await api.updates(offset=-1)
    waiting = asyncio.create_task(api.updates(offset=2_000_000_000, timeout=30))
    await _until_polled(api.town)
    world.say(anna, "вот")
    async with asyncio.timeout(2):
        assert [update["message"]["text"] for update in await waiting] == ["вот"]


async def test_a_long_poll_without_updates_ends_in_time(api: Api) -> None:
    async with asyncio.timeout(5):
        assert await api.updates(timeout=1) == []


async def test_a_second_poll_ends_the_first_one(api: Api) -> None:
    first = asyncio.create_task(api.call("getUpdates", timeout=30))
    await _until_polled(api.town)
    assert await api.updates() == []
    answer = await first
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")


async def test_polling_and_a_webhook_exclude_each_other(api: Api) -> None:
    poll = asyncio.create_task(api.call("getUpdates", timeout=30))
    await _until_polled(api.town)
    await api.ok("setWebhook", url="http://127.0.0.1:9/hook")
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert (await api.no("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook is active")
    await api.ok("deleteWebhook")
    assert await api.updates() == []


async def test_allowed_updates_hold_for_what_comes_later(api: Api, world: World, anna: Person) -> None:
    await api.updates(allowed_updates=["callback_query"])
    world.say(anna, "ungehört")
    assert len(await api.updates()) == 1
    await api.updates(allowed_updates=[])
    world.say(anna, "wieder")
    assert len(await api.updates()) == 2


async def test_members_are_told_of_only_on_demand(api: Api, world: World, anna: Person) -> None:
    group = world.add_group("Поддержка", [world.add_person("Борис")])
    await api.updates(offset=-1)
    world.join(group, anna)
    assert [set(update) - {"update_id"} for update in await api.updates()][1:] == [{"message"}]
    await api.updates(allowed_updates=["chat_member"])
    world.leave(group, anna)
    assert (await api.updates())[-1]["chat_member"]["new_chat_member"]["status"] == "left"


async def test_presses_wait_150_seconds_and_messages_a_day(api: Api, world: World, anna: Person, clock: Clock) -> None:
    button = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    sent = await api.ok("sendMessage", chat_id=anna.id, text="?", reply_markup=button)
    world.press(anna, sent["message_id"], "yes")
    assert len(await api.updates()) == 2
    clock.now += 151
    assert ["message" in update for update in await api.updates()] == [True]
    clock.now += 86400
    assert await api.updates() == []


async def test_an_update_can_be_delivered_several_times(api: Api, world: World, anna: Person) -> None:
    await api.updates(offset=-1)
    last = (await api.updates())[0]["update_id"]
    api.town.faults.deliver_twice = 3
    world.say(anna, "трижды")
    heard = [len(await api.updates(offset=last + 2 - (number == 0))) for number in range(4)]
    assert heard == [1, 1, 1, 0]


async def _until_polled(town: Playground) -> None:
    """Let the server take the poll up."""
    await town.world.until(lambda: town.state.updates.being_polled, soon())
