"""Reads, for a worker, what is remembered of a person's conversation."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime

from aiogram.fsm.storage.base import StorageKey
from redis.exceptions import RedisError

from bot.parcels.outcome import LaterError
from handlers.record import Record
from storage.conversations import Conversations, LeaseBusy

ANSWERING = 60.0  # seconds until another look at who is in the middle of a step
REDIS_AWAY = 10.0
COUNTED_WITHIN = 7.0  # seconds: a picture is drawn afterwards, and a parcel has 20 in all
QUIET = 3600.0  # seconds after which somebody has stopped, and is not thinking


class Talks:
    """The private chats of one bot. Nothing is changed by reading them."""

    def __init__(self, conversations: Conversations, bot_id: int) -> None:
        self._conversations = conversations
        self._bot_id = bot_id

    async def stops(self, at: datetime, within: float = COUNTED_WITHIN) -> Counter[tuple[str, str]] | None:
        """At which question (form, field) how many people stand who have done nothing for an hour.

        None when there are more conversations than can be read in so many seconds.
        """
        stands: Counter[tuple[str, str]] = Counter()
        quiet_since = at.timestamp() - QUIET
        try:
            async with asyncio.timeout(within):
                async for kept in self._conversations.everyones(self._bot_id):
                    record = Record.load(kept)
                    if record.at is not None and record.acted <= quiet_since:
                        stands[record.at.form, record.at.field] += 1
        except TimeoutError:
            return None
        except RedisError:
            raise LaterError(REDIS_AWAY, "the conversations are away") from None
        return stands

    async def record_of(self, person: int) -> Record:
        """What is remembered, or an empty record; later when it cannot be read now."""
        key = StorageKey(bot_id=self._bot_id, chat_id=person, user_id=person)
        try:
            async with self._conversations.hold(key):
                return Record.load(await self._conversations.get_data(key))
        except LeaseBusy:
            raise LaterError(ANSWERING, "the person is answering just now") from None
        except RedisError:
            raise LaterError(REDIS_AWAY, "the conversations are away") from None
