"""Broadcasts through kills of the worker, of the bot and of Redis: nobody left out, nobody written to twice."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from account.broadcasts.records import BroadcastState, Deed
from bot.broadcasts.worker import BATCH_MOST, LANES
from playground.crowd import Crowd
from tests.faults.books import copy_of
from tests.faults.broadcasts import FIRST, Ledger, ledger_of, memory_of
from tests.faults.nursery import Child, Nursery
from tests.faults.street import Street
from tests.servers import Valkey

BLOCKED = 0.02
MEGABYTE = 1024 * 1024
# Two batches claimed and two in flight with a few of the third: lane.py.
IN_HAND_MOST = 5 * BATCH_MOST * LANES


@dataclass(frozen=True, slots=True)
class Scale:
    recipients: int
    kills: int
    rate: int
    people: int
    patience: float


@pytest.fixture(scope="session")
def scale(request: pytest.FixtureRequest) -> Scale:
    if request.config.getoption("--torture"):
        return Scale(recipients=100_000, kills=10, rate=1000, people=1_000_000, patience=900)
    return Scale(recipients=2_000, kills=3, rate=200, people=20_000, patience=120)


class Post:
    """A crowd, the ledger and a worker that is killed and replaced."""

    def __init__(self, street: Street, ledger: Ledger, crowd: Crowd, rate: int) -> None:
        self.street = street
        self.ledger = ledger
        self.crowd = crowd
        self.worker: Child
        self.in_hand = 0
        self._rate = str(rate)

    async def start_worker(self) -> None:
        self.worker = await self.street.start_worker(BROADCAST_RATE=self._rate)

    async def kill_worker(self, number: int) -> None:
        await self.worker.kill()
        in_hand = (await self.ledger.states(number))["sending"]
        assert in_hand <= IN_HAND_MOST
        self.in_hand += in_hand

    async def reached(self, count: int) -> None:
        """Until so many have the message."""
        while self.crowd.total < count:  # noqa: ASYNC110 - nothing that the crowd hears is told
            await asyncio.sleep(0.02)

    async def assert_each_once(self, number: int, recipients: int) -> None:
        """Everybody has it once, but for those who cannot have it and those of whom it is not known."""
        everybody = set(range(FIRST, FIRST + recipients))
        states = {each: await self.ledger.of(number, each) for each in ("sent", "blocked", "unknown")}
        assert set().union(*states.values()) == everybody
        assert states["blocked"] <= self.crowd.blocked
        assert self.crowd.blocked <= states["blocked"] | states["unknown"]
        assert max(self.crowd.counts.values()) == 1
        assert states["sent"] <= self.crowd.counts.keys()


@pytest.fixture
async def post(nursery: Nursery, redis: Valkey, migrated: Path, tmp_path: Path, scale: Scale) -> AsyncIterator[Post]:
    url = copy_of(migrated, tmp_path)
    async with (
        Street(nursery, redis, tmp_path, webhook=False, bot=("bot", "run")) as street,
        ledger_of(url) as ledger,
    ):
        crowd = street.playground.world.add_crowd(scale.recipients, FIRST, blocked=BLOCKED)
        await ledger.settle(scale.recipients)
        yield Post(street, ledger, crowd, scale.rate)


async def test_a_worker_killed_again_and_again_leaves_nobody_out_and_writes_to_nobody_twice(
    post: Post, scale: Scale
) -> None:
    await post.start_worker()
    number = await post.ledger.begin()
    for kill in range(scale.kills):
        await post.reached(int(scale.recipients * (kill + random.uniform(0.3, 0.9)) / (scale.kills + 1)))
        await post.kill_worker(number)
        await post.start_worker()
    one = await post.ledger.until(number, BroadcastState.DONE, scale.patience)
    await post.assert_each_once(number, scale.recipients)
    assert post.in_hand > 0, "no kill hit a message: this run has shown nothing"
    assert one.counts.unknown <= post.in_hand
    again = await post.ledger.again(number, Deed.RESEND)
    await post.ledger.until(again, BroadcastState.DONE, scale.patience)
    missed = set(range(FIRST, FIRST + scale.recipients)) - post.crowd.counts.keys()
    assert missed <= post.crowd.blocked, "after the repetition everybody has it"


async def test_the_bot_and_redis_are_killed_and_redis_is_emptied_in_the_middle(
    post: Post, redis: Valkey, scale: Scale
) -> None:
    await post.street.start_bot(BROADCAST_RATE=str(scale.rate))
    number = await post.ledger.begin()
    steps = scale.recipients // 5
    await post.reached(steps)
    await redis.run("FLUSHALL")
    await post.reached(2 * steps)
    await redis.kill()
    await redis.start()
    await post.reached(3 * steps)
    post.street.bot.signal(signal.SIGKILL)
    await post.street.bot.ended
    states = await post.ledger.states(number)
    in_hand = states["sending"] + states["unknown"]  # of one that was fenced off and was about to tell
    await post.street.start_bot(BROADCAST_RATE=str(scale.rate))
    await post.reached(4 * steps)
    assert await post.street.stop_bot() <= 10
    await post.street.start_bot(BROADCAST_RATE=str(scale.rate))
    one = await post.ledger.until(number, BroadcastState.DONE, scale.patience)
    await post.assert_each_once(number, scale.recipients)
    assert one.counts.unknown <= in_hand, "only the kill of the bot may leave something unknown"


async def test_a_pause_a_resumption_and_a_stop_act_within_two_seconds(post: Post, scale: Scale) -> None:
    await post.start_worker()
    number = await post.ledger.begin()
    await post.reached(scale.recipients // 10)
    await post.ledger.set_state(number, BroadcastState.PAUSED)
    await asyncio.sleep(2)
    paused = post.crowd.total
    await asyncio.sleep(1)
    assert post.crowd.total == paused
    await post.ledger.set_state(number, BroadcastState.RUNNING)
    async with asyncio.timeout(2):
        await post.reached(paused + 1)
    await post.ledger.set_state(number, BroadcastState.STOPPED)
    await asyncio.sleep(2)
    stopped = post.crowd.total
    await asyncio.sleep(1)
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
