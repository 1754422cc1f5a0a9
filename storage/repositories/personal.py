"""Everything of one person, found in every table: to be shown, exported or erased in one go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from account.privacy.records import Erased, Subject
from account.records import Consent
from storage.erasure import erase
from storage.export import document
from storage.personal_search import Search, requests_of
from storage.repositories.base import Repository
from storage.tables import consents, people, requests


class SqlPersonal(Repository):
    async def first_seen(self, telegram_id: int) -> datetime | None:
        seen = select(people.c.first_seen_at).where(people.c.telegram_id == telegram_id)
        moment: datetime | None = await self._connection.scalar(seen)
        return moment

    async def consents(self, account_id: int) -> list[Consent]:
        given = select(consents).where(consents.c.account_id == account_id).order_by(consents.c.id)
        rows = await self._connection.execute(given)
        return [Consent(row.kind, row.version, row.at, row.telegram_id, row.withdrawn_at) for row in rows]

    async def count_requests(self, subject: Subject) -> int:
        counted = select(func.count()).select_from(requests).where(requests_of(subject))
        return await self._connection.scalar(counted) or 0

    async def export(self, subject: Subject, language: str) -> dict[str, Any]:
        if self._connection.dialect.name == "postgresql":
            # What is read in several statements is of one moment; SQLite's transactions are so by themselves.
            await self._connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return document(subject, await Search(self._connection, self._keyring, subject).rows(), language)

    async def erase(self, subject: Subject, at: datetime) -> Erased | None:
        return await erase(Search(self._connection, self._keyring, subject), at)
