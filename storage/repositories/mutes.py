"""Reminders that Telegram users have switched off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, delete, select

from storage.repositories.base import Repository
from storage.tables import mutes


class SqlMutes(Repository):
    async def add(self, telegram_id: int, what: str, at: datetime) -> None:
        await self._insert_new(mutes, telegram_id=telegram_id, what=what, at=at)

    async def remove(self, telegram_id: int, what: str) -> None:
        theirs = and_(mutes.c.telegram_id == telegram_id, mutes.c.what == what)
        await self._connection.execute(delete(mutes).where(theirs))

    async def has(self, telegram_id: int, what: str) -> bool:
        theirs = and_(mutes.c.telegram_id == telegram_id, mutes.c.what == what)
        return await self._connection.scalar(select(mutes.c.what).where(theirs)) is not None
