"""Broadcasts through kills of the worker, of the bot and of Redis: nobody left out, nobody written to twice."""

from __future__ import annotations

import random
import signal

from account.broadcasts.records import BroadcastState, Deed
from tests.faults.broadcast_post import Post, Scale, post, scale
from tests.faults.broadcasts import FIRST
from tests.servers import Valkey

__all__ = ["post", "scale"]


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
