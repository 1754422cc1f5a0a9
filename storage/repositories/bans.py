"""Telegram users whom admins have shut out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from storage.repositories.base import Repository
from storage.tables import bans


class SqlBans(Repository):
    async def put(self, telegram_id: int, at: datetime) -> bool:
        return await self._insert_new(bans, telegram_id=telegram_id, at=at) is not None

    async def remove(self, telegram_id: int) -> bool:
        gone = delete(bans).where(bans.c.telegram_id == telegram_id).returning(bans.c.telegram_id)
        return await self._connection.scalar(gone) is not None

    async def since(self, telegram_id: int) -> datetime | None:
        moment: datetime | None = await self._connection.scalar(
            select(bans.c.at).where(bans.c.telegram_id == telegram_id)
        )
        return moment

    async def all(self) -> frozenset[int]:
        return frozenset(await self._connection.scalars(select(bans.c.telegram_id)))
