"""Telegram users who have talked to the bot."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from account.records import Person
from storage.repositories.base import Repository
from storage.tables import people


class SqlPeople(Repository):
    async def by_id(self, telegram_id: int) -> Person | None:
        wanted = select(people).where(people.c.telegram_id == telegram_id)
        row = (await self._connection.execute(wanted)).one_or_none()
        return None if row is None else Person(row.telegram_id, row.language, row.gone_at)

    async def seen(self, telegram_id: int, language: str, at: datetime) -> Person:
        found = await self.by_id(telegram_id)
        if found is None:
            await self._insert_new(people, telegram_id=telegram_id, language=language, first_seen_at=at)
            found = await self.by_id(telegram_id)
            assert found is not None, "inserted by us or by another just now"
        if found.gone_at is not None:
            await self._set(telegram_id, gone_at=None)
        return Person(telegram_id, found.language)

    async def set_language(self, telegram_id: int, language: str) -> None:
        await self._set(telegram_id, language=language)

    async def set_gone(self, telegram_id: int, at: datetime) -> None:
        await self._set(telegram_id, gone_at=at)

    async def _set(self, telegram_id: int, **values: Any) -> None:
        await self._connection.execute(update(people).where(people.c.telegram_id == telegram_id).values(values))
