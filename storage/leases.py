"""One key in Redis, read by the replica that takes its lease and written only while nobody took it over."""

from __future__ import annotations

import asyncio
import itertools
import random
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

from storage.redis_client import Script

# The key is a hash: ``body`` is the contents; ``replica`` and ``turn`` name the last holder, and remain after it gave
# the lease back; ``until`` is when the lease ends by Redis' clock in milliseconds, 0 when it was given back.
# Turns of one replica follow each other, so that it may take over its own lease: the step that took it has ended
# (its answer was lost on the way), while a command of that step that was stuck in a frozen Redis comes too late.
_TAKE: Final = """
local kind = redis.call('TYPE', KEYS[1])['ok']
if kind ~= 'hash' and kind ~= 'none' then redis.call('DEL', KEYS[1]) end
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local held = redis.call('HMGET', KEYS[1], 'replica', 'turn', 'until', 'body')
local left = (tonumber(held[3] or 0) or 0) - now
local own = held[1] == ARGV[1] and tonumber(held[2]) <= tonumber(ARGV[2])
if left > 0 and not own then return {left} end
redis.call('HSET', KEYS[1], 'replica', ARGV[1], 'turn', ARGV[2], 'until', string.format('%.0f', now + ARGV[3]))
if not held[4] then redis.call('PEXPIRE', KEYS[1], ARGV[3] * 2) end
return {0, held[4]}
"""
_IF_STILL_HELD: Final = """
local held = redis.call('HMGET', KEYS[1], 'replica', 'turn', 'until')
if held[1] ~= ARGV[1] or held[2] ~= ARGV[2] then return 0 end
"""
_RENEW: Final = f"""{_IF_STILL_HELD}
if held[3] == '0' then return 0 end
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + ARGV[3]))
if redis.call('HEXISTS', KEYS[1], 'body') == 0 then redis.call('PEXPIRE', KEYS[1], ARGV[3] * 2) end
return 1
"""
_WRITE: Final = f"""{_IF_STILL_HELD}
redis.call('HSET', KEYS[1], 'until', 0, 'body', ARGV[4])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
"""
_GIVE_BACK: Final = f"""{_IF_STILL_HELD}
if redis.call('HEXISTS', KEYS[1], 'body') == 1 then redis.call('HSET', KEYS[1], 'until', 0)
else redis.call('DEL', KEYS[1]) end
return 1
"""


class LeaseLost(Exception):  # noqa: N818 - named by what happened, not as a mistake
    """Somebody else took the lease over, or the key is gone: nothing was written."""


class LeaseBusy(Exception):  # noqa: N818 - likewise
    """Another replica held the lease all the time one was ready to wait."""


class Leases:
    """Gives out leases of ``seconds`` in the name of one replica; waits up to ``patience`` for those of others.

    Within the replica the caller sees to it that one key is asked for by one step at a time.
    """

    def __init__(self, client: Redis, *, seconds: float, patience: float) -> None:
        self._take = Script(client, _TAKE)
        self.renew = Script(client, _RENEW)
        self.write = Script(client, _WRITE)
        self.give_back = Script(client, _GIVE_BACK)
        self.seconds = seconds
        self.replica = secrets.token_hex(8)
        self._patience = patience
        self._turns = itertools.count(1)

    async def take(self, key: str) -> tuple[Lease, bytes | None]:
        """Take the lease and read the contents, in one round trip unless another replica is at it."""
        lease = Lease(self, key, next(self._turns))
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._patience
        for attempt in itertools.count():
            left, *body = await self._take(key, self.replica, lease.turn, milliseconds(self.seconds))
            if not left:
                return lease, body[0] if body else None
            # Short pauses first, for most steps are short; at random, or waiters would keep colliding.
            pause = min(0.02 * 1.5**attempt, 0.5) * random.uniform(0.5, 1)  # noqa: S311 - no secret
            if loop.time() + pause > deadline:
                break
            await asyncio.sleep(pause)
        raise LeaseBusy


class Lease:
    """The right to write one key."""

    def __init__(self, leases: Leases, key: str, turn: int) -> None:
        self.key = key
        self.turn = turn
        self._leases = leases

    @asynccontextmanager
    async def kept(self) -> AsyncGenerator[None]:
        """Renew it while the block runs; costs nothing when the block takes less than half the lease."""
        loop = asyncio.get_running_loop()
        renewals: list[asyncio.Task[None]] = []
        timer = loop.call_later(self._leases.seconds / 2, lambda: renewals.append(loop.create_task(self._renew())))
        try:
            yield
        finally:
            timer.cancel()
            for task in renewals:
                task.cancel()
                await asyncio.wait([task])

    async def write(self, body: bytes, *, ttl: float) -> None:
        """Replace the contents and give the lease back, in one round trip."""
        if not await self._leases.write(self.key, self._leases.replica, self.turn, milliseconds(ttl), body):
            raise LeaseLost

    async def give_back(self) -> None:
        """Let others in, with the contents as they were."""
        await self._leases.give_back(self.key, self._leases.replica, self.turn)

    async def _renew(self) -> None:
        seconds = self._leases.seconds
        held = True
        while held:
            try:
                held = await self._leases.renew(self.key, self._leases.replica, self.turn, milliseconds(seconds))
            except RedisError:
                held = True  # the write at the end will tell whether it really was
            await asyncio.sleep(seconds / 3)


def milliseconds(seconds: float) -> int:
    return int(seconds * 1000)
