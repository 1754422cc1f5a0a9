"""A look at all conversations of a bot, for figures: read as they are, changed by nothing."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any, Final

from redis.asyncio import Redis

from storage.conversation_record import Record
from storage.encryption import Keyring

AT_ONCE: Final = 200


async def all_answers(client: Redis, keyring: Keyring, bot_id: int) -> AsyncGenerator[dict[str, Any]]:
    """What each person's conversation keeps; one that begins, ends or moves meanwhile may be in it or not."""
    names: list[bytes] = []
    async for name in client.scan_iter(match=f"conversation:{bot_id}:*", count=AT_ONCE):
        names.append(name)
        if len(names) >= AT_ONCE:
            for each in await _opened(client, keyring, names):
                yield each
            names = []
    for each in await _opened(client, keyring, names):
        yield each


async def _opened(client: Redis, keyring: Keyring, names: list[bytes]) -> list[dict[str, Any]]:
    if not names:
        return []
    async with client.pipeline(transaction=False) as pipeline:
        for name in names:
            pipeline.hget(name.decode(), "body")
        bodies = await pipeline.execute()
    records = [Record.opened(body, keyring, name.decode()) for name, body in zip(names, bodies, strict=True) if body]
    return [record.answers() for record in records if not record.new]
