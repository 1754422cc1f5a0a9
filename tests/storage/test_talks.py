"""A worker's look at somebody's conversation: it changes nothing, and what cannot be read now is read later."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from aiogram.fsm.storage.base import StorageKey

from bot.parcels.outcome import LaterError
from bot.parcels.talks import ANSWERING, REDIS_AWAY, Talks
from fsm.place import Place
from handlers.record import Record
from storage.conversations import redis_key
from tests.servers import Valkey
from tests.storage.redis_fixtures import Replica
from tests.storage.samples import NOON


async def test_what_the_last_step_left_is_read_and_left_as_it_is(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    bot, worker = replica(server), replica(server)
    async with bot.lock(anna):
        await bot.set_data(anna, Record(language="ru", acted=17).dump())
    before = await server.run("HGET", redis_key(anna), "body")
    assert await Talks(worker, anna.bot_id).record_of(anna.user_id) == Record(language="ru", acted=17)
    assert await server.run("HGET", redis_key(anna), "body") == before


async def test_of_nobody_an_empty_record_is_read_and_nothing_is_written(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    assert await Talks(replica(server), anna.bot_id).record_of(anna.user_id) == Record()
    assert await server.run("EXISTS", redis_key(anna)) == 0


async def test_who_is_in_the_middle_of_a_step_is_looked_at_later(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    bot, worker = replica(server), replica(server, patience=0.1)
    async with bot.lock(anna):
        with pytest.raises(LaterError) as later:
            await Talks(worker, anna.bot_id).record_of(anna.user_id)
    assert later.value.seconds == ANSWERING
    assert await Talks(worker, anna.bot_id).record_of(anna.user_id) == Record()


@pytest.mark.parametrize("frozen", [True, False], ids=["frozen", "down"])
async def test_without_redis_it_is_tried_later(
    own_server: Valkey, replica: Replica, anna: StorageKey, frozen: bool
) -> None:
    talks = Talks(replica(own_server), anna.bot_id)
    assert await talks.record_of(anna.user_id) == Record()
    if frozen:
        own_server.freeze()
    else:
        await own_server.kill()
    with pytest.raises(LaterError) as later:
        await talks.record_of(anna.user_id)
    if frozen:
        own_server.thaw()
    assert later.value.seconds == REDIS_AWAY


async def test_more_conversations_than_can_be_read_in_time_are_not_counted(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    bot = replica(server)
    async with bot.lock(anna):
        await bot.set_data(anna, Record(language="ru", place=asdict(Place("t", "registration", 1, "phone"))).dump())
    talks = Talks(replica(server), anna.bot_id)
    assert await talks.stops(NOON) == {("registration", "phone"): 1}
    assert await talks.stops(NOON, within=0) is None
    assert await talks.stops(NOON) == {("registration", "phone"): 1}
