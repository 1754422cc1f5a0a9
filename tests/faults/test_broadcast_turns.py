"""What a worker of broadcasts does next: pauses, goes on, stops, shares its pace, and needs no more memory for many."""

from __future__ import annotations

import asyncio
from pathlib import Path

from account.broadcasts.records import BroadcastState
from tests.faults.books import copy_of
from tests.faults.broadcast_post import Post, Scale, post, scale
from tests.faults.broadcasts import FIRST, ledger_of, memory_of
from tests.faults.nursery import Nursery
from tests.faults.street import Street
from tests.servers import Valkey

__all__ = ["post", "scale"]

MEGABYTE = 1024 * 1024


async def test_a_pause_a_resumption_and_a_stop_act_within_two_seconds(post: Post, scale: Scale) -> None:
    await post.start_worker()
    number = await post.ledger.begin()
    await post.reached(scale.recipients // 10)
    await post.ledger.set_state(number, BroadcastState.PAUSED)
    await asyncio.sleep(2)  # so long it may take
    paused = post.crowd.total
    await asyncio.sleep(1)  # hundreds would be written to
    assert post.crowd.total == paused
    await post.ledger.set_state(number, BroadcastState.RUNNING)
    async with asyncio.timeout(2):
        await post.reached(paused + 1)
    await post.ledger.set_state(number, BroadcastState.STOPPED)
    await asyncio.sleep(2)  # likewise
    stopped = post.crowd.total
    await asyncio.sleep(1)  # likewise
    assert post.crowd.total == stopped < scale.recipients
    states = await post.ledger.states(number)
    assert states["sent"] == stopped
    assert states["sending"] == states["unknown"] == 0


async def test_two_broadcasts_share_the_rate_fairly(post: Post, scale: Scale) -> None:
    await post.start_worker()
    numbers = [await post.ledger.begin() for _ in range(2)]
    await post.reached(scale.recipients)
    first, second = [(await post.ledger.broadcast(each)).counts.over for each in numbers]
    assert 0.7 < first / second < 1.4


async def test_a_worker_needs_no_more_memory_for_many(
    nursery: Nursery, redis: Valkey, migrated: Path, tmp_path: Path, scale: Scale
) -> None:
    used = {}
    for people in (scale.people // 1000, scale.people):
        data = tmp_path / str(people)
        data.mkdir()
        url = copy_of(migrated, data)
        await redis.run("FLUSHALL")
        async with (
            Street(nursery, redis, data, webhook=False, bot=("bot", "run")) as street,
            ledger_of(url) as ledger,
        ):
            crowd = street.playground.world.add_crowd(people, FIRST)
            await ledger.settle(people)
            worker = await street.start_worker(BROADCAST_RATE="1000")
            await ledger.begin()
            async with asyncio.timeout(scale.patience):
                while crowd.total < min(people, 5_000):  # noqa: ASYNC110 - as above
                    await asyncio.sleep(0.1)
            used[people] = memory_of(worker.pid)
    few, many = used.values()
    assert many - few <= 30 * MEGABYTE
