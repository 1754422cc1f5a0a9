"""A step reads a conversation once and writes it once, in order, as a whole or not at all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable

import pytest
from aiogram.fsm.storage.base import StorageKey

from storage.conversations import Conversations, applying
from tests.servers import Valkey
from tests.storage.redis_fixtures import Replica


async def add(conversations: Conversations, key: StorageKey, word: str) -> None:
    """Take a step that an unlocked conversation would lose fields by: it reads, lets others run, and writes."""
    async with conversations.lock(key):
        words = (await conversations.get_data(key)).get("words", [])
        await asyncio.sleep(0)
        await conversations.update_data(key, {"words": [*words, word]})


async def words_of(conversations: Conversations, key: StorageKey) -> list[str]:
    async with conversations.lock(key):
        words: list[str] = (await conversations.get_data(key)).get("words", [])
        return words


async def test_the_next_step_finds_what_the_last_one_left(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    first, second = replica(server), replica(server)
    async with first.lock(anna):
        assert await first.get_state(anna) is None
        assert await first.get_data(anna) == {}
        await first.set_state(anna, "registration:phone")
        await first.update_data(anna, {"name": "Анна \ud83d 👩", "age": 30})
        await first.update_data(anna, {"age": 31})
        assert await first.get_value(anna, "age") == 31
    async with second.lock(anna):
        assert await second.get_state(anna) == "registration:phone"
        assert await second.get_data(anna) == {"name": "Анна \ud83d 👩", "age": 31}


async def test_people_do_not_see_each_other(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    conversations = replica(server)
    others = [
        StorageKey(anna.bot_id, anna.chat_id, anna.user_id + 1),
        StorageKey(anna.bot_id, anna.chat_id + 1, anna.user_id),
        StorageKey(anna.bot_id + 1, anna.chat_id, anna.user_id),
        StorageKey(anna.bot_id, anna.chat_id, anna.user_id, thread_id=1),
        StorageKey(anna.bot_id, anna.chat_id, anna.user_id, business_connection_id="1"),
        StorageKey(anna.bot_id, anna.chat_id, anna.user_id, destiny="1"),
    ]
    await add(conversations, anna, "mine")
    assert [await words_of(conversations, other) for other in others] == [[]] * len(others)
    for other in others:
        await add(conversations, other, str(other))
    assert [await words_of(conversations, other) for other in others] == [[str(other)] for other in others]


async def test_a_value_changed_in_hand_is_not_kept_unless_set(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    conversations = replica(server)
    await add(conversations, anna, "first")
    async with conversations.lock(anna):
        data = await conversations.get_data(anna)
        data["words"].append("second")
        assert (await conversations.get_data(anna))["words"] == ["first"]
    assert await words_of(conversations, anna) == ["first"]


async def test_what_json_cannot_say_is_refused_at_once(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    conversations = replica(server)
    await add(conversations, anna, "before")
    async with conversations.lock(anna):
        with pytest.raises(TypeError):
            await conversations.update_data(anna, {"words": object()})
    assert await words_of(conversations, anna) == ["before"]


async def test_a_step_that_fails_leaves_everything_as_it_was(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    first, second = replica(server), replica(server, patience=0)
    await add(first, anna, "before")

    async def failing() -> None:
        async with first.lock(anna):
            await first.set_state(anna, "elsewhere")
            await first.set_data(anna, {})
            raise ZeroDivisionError

    with applying(7), pytest.raises(ZeroDivisionError):
        await failing()
    with applying(7):
        async with second.lock(anna):  # at once, without waiting for the lease to end
            assert not second.was_applied(anna)
            assert await second.get_state(anna) is None
            assert await second.get_data(anna) == {"words": ["before"]}


async def test_a_cancelled_step_lets_the_next_one_in(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    first, second = replica(server), replica(server, patience=0)
    inside = asyncio.Event()

    async def endless() -> None:
        async with first.lock(anna):
            await first.update_data(anna, {"words": ["never"]})
            inside.set()
            await asyncio.Event().wait()

    step = asyncio.create_task(endless())
    await inside.wait()
    step.cancel()
    await asyncio.wait([step])
    assert await words_of(second, anna) == []
    assert await words_of(first, anna) == []


async def test_a_failed_first_step_leaves_no_trace(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    conversations = replica(server)
    with pytest.raises(ZeroDivisionError):
        async with conversations.lock(anna):
            raise ZeroDivisionError
    assert await server.run("DBSIZE") == 0


async def test_a_step_is_two_commands_to_redis(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    conversations = replica(server)
    await add(conversations, anna, "so that the server knows the scripts")
    await server.run("CONFIG", "RESETSTAT")
    for update_id in range(10):
        with applying(update_id):
            async with conversations.lock(anna):
                await conversations.get_state(anna)
                await conversations.set_state(anna, f"question-{update_id}")
                await conversations.get_data(anna)
                await conversations.update_data(anna, {"answer": update_id})
                await conversations.get_value(anna, "answer")
                assert not conversations.was_applied(anna)
    stats = await server.run("INFO", "commandstats")
    calls = {name.removeprefix("cmdstat_"): line["calls"] for name, line in stats.items()}
    inside_the_scripts = {"type": 10, "time": 10, "hmget": 20, "hset": 20, "pexpire": 10}
    by_the_test = {"config", "config|resetstat", "info", "client", "client|setinfo"}
    assert {name: count for name, count in calls.items() if name not in by_the_test} == {
        "evalsha": 20,
        **inside_the_scripts,
    }


async def test_redis_that_forgot_the_scripts_is_told_again(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    conversations = replica(server)
    await add(conversations, anna, "before")
    await server.run("SCRIPT", "FLUSH")
    await add(conversations, anna, "after")
    assert await words_of(conversations, anna) == ["before", "after"]


async def test_steps_of_one_person_run_in_the_order_they_came(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    conversations = replica(server)
    words = [str(number) for number in range(20)]
    await asyncio.gather(*(add(conversations, anna, word) for word in words))
    assert await words_of(conversations, anna) == words


async def test_steps_of_different_people_do_not_wait_for_each_other(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    conversations = replica(server)
    boris = StorageKey(anna.bot_id, anna.chat_id + 5000, anna.user_id + 5000)
    async with asyncio.timeout(5), conversations.lock(anna):
        # From another task, as another person's update would come.
        await asyncio.create_task(add(conversations, boris, "meanwhile"))
    assert await words_of(conversations, boris) == ["meanwhile"]


async def test_two_replicas_lose_no_field(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    replicas = [replica(server), replica(server)]
    words = [str(number) for number in range(20)]
    await asyncio.gather(*(add(replicas[at % 2], anna, word) for at, word in enumerate(words)))
    kept = await words_of(replicas[0], anna)
    assert sorted(kept, key=int) == words
    for parity in 0, 1:  # each replica keeps its own order
        own = [word for word in kept if int(word) % 2 == parity]
        assert own == sorted(own, key=int)


async def test_an_update_delivered_to_two_replicas_at_once_has_one_effect(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    replicas = [replica(server), replica(server)]
    effects: list[int] = []

    async def deliver(conversations: Conversations, update_id: int) -> None:
        with applying(update_id):
            async with conversations.lock(anna):
                if not conversations.was_applied(anna):
                    effects.append(update_id)

    await asyncio.gather(*(deliver(replicas[at % 2], at // 5) for at in range(50)))
    assert sorted(effects) == list(range(10))


async def test_a_worker_started_by_an_update_does_not_count_as_its_step(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    conversations = replica(server)
    with applying(1):
        async with conversations.hold(anna):
            await conversations.set_state(anna, "by the worker")
        async with conversations.lock(anna):
            assert not conversations.was_applied(anna)
            assert await conversations.get_state(anna) == "by the worker"


async def test_the_last_hundred_updates_are_remembered(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    conversations = replica(server)
    for update_id in range(101):
        with applying(update_id):
            async with conversations.lock(anna):
                pass
    known = {}
    for update_id in (100, 1, 0):
        with applying(update_id):
            async with conversations.lock(anna):
                known[update_id] = conversations.was_applied(anna)
    assert known == {100: True, 1: True, 0: False}


async def test_a_person_is_new_until_the_first_step_ends_and_again_after_the_last_expired(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    conversations = replica(server, ttl=0.3)
    async with conversations.lock(anna):
        assert conversations.is_new(anna)
        await conversations.set_state(anna, "menu")
        assert conversations.is_new(anna)
    async with conversations.lock(anna):
        assert not conversations.is_new(anna)
    await server.until_empty()
    async with conversations.lock(anna):
        assert conversations.is_new(anna)
        assert await conversations.get_state(anna) is None


async def test_a_conversation_is_kept_for_a_week(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    await add(replica(server), anna, "word")
    (key,) = await server.run("KEYS", "*")
    assert 7 * 24 * 3600 - 60 < await server.run("TTL", key.decode()) <= 7 * 24 * 3600


async def test_outside_of_its_lock_a_conversation_is_out_of_reach(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    conversations, other = replica(server), replica(server)
    boris = StorageKey(anna.bot_id, anna.chat_id + 1, anna.user_id + 1)
    ended = asyncio.Event()
    async with conversations.lock(anna):
        outliving = asyncio.create_task(_once(ended, conversations, anna))
        await _refused(other.get_data(anna))
        await _refused(conversations.get_state(boris))
    ended.set()
    await _refused(outliving)
    await _refused(conversations.set_state(anna, "x"))
    await _refused(conversations.set_data(anna, {}))
    with pytest.raises(RuntimeError, match="inside its lock"):
        conversations.was_applied(anna)


async def _refused(reaching: Awaitable[object]) -> None:
    with pytest.raises(RuntimeError, match="inside its lock"):
        await reaching


async def _once(event: asyncio.Event, conversations: Conversations, key: StorageKey) -> None:
    """Reach for the conversation from a task that outlives the step it was begun in."""
    await event.wait()
    await conversations.update_data(key, {"words": ["late"]})


async def test_locking_twice_says_so_instead_of_waiting_for_ever(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    conversations = replica(server)
    async with conversations.hold(anna):
        with pytest.raises(RuntimeError, match="already locked"):
            async with conversations.lock(anna):
                pass
    await add(conversations, anna, "again")


async def test_redis_keeps_nothing_readable(own_server: Valkey, replica: Replica, anna: StorageKey) -> None:
    conversations = replica(own_server)
    async with conversations.lock(anna):
        await conversations.set_state(anna, "canary-place")
        await conversations.set_data(anna, {"canary-name": "Анна", "phone": "+79161234567"})
    await own_server.stop()
    kept = own_server.kept()
    assert b"conversation:42:" in kept  # the file is the right one
    for canary in ("canary", "Анна", "79161234567", json.dumps("Анна")[1:-1]):
        assert canary.encode() not in kept
