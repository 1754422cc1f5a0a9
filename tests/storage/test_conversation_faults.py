"""Killed and frozen holders, foreign records, Redis down: nobody stays stuck, nothing is written late or twice."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager

import pytest
from aiogram.fsm.storage.base import StorageKey
from redis.exceptions import RedisError

from storage.conversations import Conversations, LeaseBusy, LeaseLost, applying, redis_key
from storage.encryption import Keyring
from storage.redis_client import CONNECTIONS, connect
from tests.servers import Valkey
from tests.storage.redis_fixtures import Replica

NO_LONGER_THAN = 3.0  # seconds anybody may wait on Redis


@asynccontextmanager
async def a_holder(server: Valkey, key: StorageKey, seconds: float) -> AsyncGenerator[asyncio.subprocess.Process]:
    """Let another process hold the lease."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.storage.lease_holder", server.url, redis_key(key), str(seconds)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"held\n"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def set_state(conversations: Conversations, key: StorageKey, state: str) -> float:
    """Take a step that belongs to no update; tell how long it took."""
    begun = asyncio.get_running_loop().time()
    async with conversations.hold(key):
        await conversations.set_state(key, state)
    return asyncio.get_running_loop().time() - begun


async def state_of(conversations: Conversations, key: StorageKey) -> str | None:
    async with conversations.lock(key):
        return await conversations.get_state(key)


async def test_a_killed_holder_mutes_the_person_no_longer_than_the_lease(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    async with a_holder(server, anna, seconds=0.7) as holder:
        holder.kill()
        await holder.wait()
        assert await set_state(replica(server), anna, "menu") < 1.5


async def test_a_holder_that_slept_through_its_lease_writes_nothing(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    conversations = replica(server)
    async with a_holder(server, anna, seconds=0.4) as holder:
        holder.send_signal(signal.SIGSTOP)
        await set_state(conversations, anna, "menu")
        holder.send_signal(signal.SIGCONT)
        said, _ = await holder.communicate(b"write\n")
        assert said == b"lost\n"
    assert await state_of(conversations, anna) == "menu"


async def test_a_long_step_keeps_its_lease(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    slow, quick = replica(server, lease=0.2), replica(server)
    async with slow.lock(anna):
        await slow.set_state(anna, "slow")
        waiting = asyncio.create_task(set_state(quick, anna, "quick"))
        done, _ = await asyncio.wait([waiting], timeout=0.7)
        assert not done
    assert await waiting > 0.7
    assert await state_of(slow, anna) == "quick"


async def test_waiting_for_another_replica_has_an_end(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    holder, waiter = replica(server), replica(server, patience=0.2)
    async with holder.lock(anna):
        begun = asyncio.get_running_loop().time()
        with pytest.raises(LeaseBusy):
            await set_state(waiter, anna, "never")
        assert asyncio.get_running_loop().time() - begun < 1
    assert await state_of(waiter, anna) is None


async def test_redis_emptied_during_a_step_refuses_its_write(
    server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    first, second = replica(server), replica(server)
    await set_state(first, anna, "before")

    async def unaware() -> None:
        async with first.lock(anna):
            await first.set_state(anna, "unaware")
            await server.run("FLUSHALL")
            await asyncio.create_task(set_state(second, anna, "begun anew"))

    with applying(1), pytest.raises(LeaseLost):
        await unaware()
    with applying(1):  # so it was not acknowledged, and comes again
        async with first.lock(anna):
            assert not first.was_applied(anna)
            assert await first.get_state(anna) == "begun anew"


async def test_a_record_that_cannot_be_read_counts_as_none(
    server: Valkey, replica: Replica, anna: StorageKey, caplog: pytest.LogCaptureFixture
) -> None:
    conversations = replica(server)
    stranger = Conversations(connect(server.url), Keyring("a-secret-of-somebody-else"))
    await set_state(stranger, anna, "canary-place")
    await stranger.close()
    with caplog.at_level(logging.DEBUG):
        async with conversations.lock(anna):
            assert conversations.is_new(anna)
            assert await conversations.get_state(anna) is None
            await conversations.set_state(anna, "menu")
    assert "begins anew" in caplog.text
    assert "canary" not in caplog.text
    assert await state_of(conversations, anna) == "menu"


@pytest.mark.parametrize(
    "command",
    [
        ["SET", "text"],
        ["RPUSH", "a", "b"],
        ["HSET", "body", "junk"],
        ["HSET", "until", "junk", "replica", "junk", "turn", "junk", "body", ""],
    ],
)
async def test_a_foreign_value_under_the_key_locks_nobody_out(
    server: Valkey, replica: Replica, anna: StorageKey, command: list[str]
) -> None:
    await server.run(command[0], redis_key(anna), *command[1:])
    conversations = replica(server)
    async with conversations.lock(anna):
        assert conversations.is_new(anna)
        await conversations.set_state(anna, "menu")
    assert await state_of(conversations, anna) == "menu"


async def test_another_persons_record_does_not_open(server: Valkey, replica: Replica, anna: StorageKey) -> None:
    conversations = replica(server)
    boris = StorageKey(anna.bot_id, anna.chat_id + 7000, anna.user_id + 7000)
    await set_state(conversations, boris, "signed-in")
    await server.run("RENAME", redis_key(boris), redis_key(anna))
    assert await state_of(conversations, anna) is None


async def test_without_redis_a_step_fails_soon_and_works_again_with_it(
    own_server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    conversations = replica(own_server)
    await set_state(conversations, anna, "before")
    await own_server.kill()
    begun = asyncio.get_running_loop().time()
    with pytest.raises(RedisError):
        await set_state(conversations, anna, "meanwhile")
    assert asyncio.get_running_loop().time() - begun < NO_LONGER_THAN
    await own_server.start()
    assert await state_of(conversations, anna) == "before"


async def test_a_frozen_redis_keeps_nobody_waiting_and_answers_lost_repeat_no_effect(
    own_server: Valkey, replica: Replica, anna: StorageKey
) -> None:
    conversations = replica(own_server)
    await set_state(conversations, anna, "so that there is a connection to lose answers on")

    async def deliver(*, freezing: bool = False) -> None:
        with applying(1):
            async with conversations.lock(anna):
                if not conversations.was_applied(anna):
                    count = (await conversations.get_data(anna)).get("count", 0)
                    await conversations.set_data(anna, {"count": count + 1})
                if freezing:
                    own_server.freeze()

    own_server.freeze()  # the lease is taken when it thaws, and nobody knows
    with pytest.raises(RedisError):
        await _soon(deliver())
    own_server.thaw()
    with pytest.raises(RedisError):  # the record is written when it thaws, and nobody knows
        await _soon(deliver(freezing=True))
    own_server.thaw()
    await _soon(deliver())
    async with conversations.lock(anna):
        assert await conversations.get_data(anna) == {"count": 1}


async def _soon(delivery: Coroutine[object, object, None]) -> None:
    begun = asyncio.get_running_loop().time()
    try:
        await delivery
    finally:
        assert asyncio.get_running_loop().time() - begun < NO_LONGER_THAN


async def test_a_crowd_waits_for_a_frozen_redis_no_longer_than_one(own_server: Valkey) -> None:
    client = connect(own_server.url)
    await asyncio.gather(*(client.set(f"key-{at}", at) for at in range(500)))
    assert (await own_server.run("INFO", "clients"))["connected_clients"] <= CONNECTIONS + 1
    own_server.freeze()
    begun = asyncio.get_running_loop().time()
    answers = await asyncio.gather(*(client.get(f"key-{at}") for at in range(200)), return_exceptions=True)
    assert asyncio.get_running_loop().time() - begun < NO_LONGER_THAN
    assert all(isinstance(answer, RedisError) for answer in answers)
    own_server.thaw()
    assert await client.get("key-7") == b"7"
    await client.aclose()
