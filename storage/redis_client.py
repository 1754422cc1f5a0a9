"""A Redis client that never keeps anybody waiting long."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import redis.asyncio
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import TimeoutError as RedisTimeoutError

ANSWER_WITHIN: Final = 1.0
# Connecting, a health check and a retry each have their own limit; this one is for the whole of it.
GIVE_UP_AFTER: Final = 2.5
CONNECTIONS: Final = 50


class BoundedRedis(redis.asyncio.Redis):
    """Redis as usual, but no command takes longer than ``GIVE_UP_AFTER``, and a burst opens few connections.

    For short commands: those that block on purpose (BLPOP, XREAD BLOCK) need a client of their own.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._places = asyncio.Semaphore(CONNECTIONS)

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        try:
            async with asyncio.timeout(GIVE_UP_AFTER), self._places:
                return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call] # redis has none
        except TimeoutError:
            raise RedisTimeoutError("Redis did not answer in time") from None


def connect(url: str) -> BoundedRedis:
    """Make a client for ``redis://``, ``rediss://`` or ``unix://``; the connection itself is made at the first use.

    A command whose connection broke or whose answer did not come is sent a second time: ours can bear it.
    """
    client = BoundedRedis.from_url(
        url,
        socket_timeout=ANSWER_WITHIN,
        socket_connect_timeout=ANSWER_WITHIN,
        health_check_interval=30,
        retry=Retry(ExponentialBackoff(cap=0.2, base=0.05), retries=1),
    )
    assert isinstance(client, BoundedRedis)  # its signature promises less
    return client


class Script:
    """A Lua script that touches one key; it travels once, and afterwards only its hash does."""

    def __init__(self, client: redis.asyncio.Redis, text: str) -> None:
        self._script = client.register_script(text)

    async def __call__(self, key: str, *args: str | int | bytes) -> Any:
        return await self._script(keys=[key], args=args)
