"""Counted events, their subjects as fingerprints."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select

from storage.locks import hold
from storage.repositories.base import Repository
from storage.tables import tallies

_SUBJECT = "tallies.subject"


class SqlTallies(Repository):
    async def lock(self, *subjects: str) -> None:
        await hold(self._connection, *(self._keyring.fingerprint(subject, _SUBJECT) for subject in subjects))

    async def recent(self, subject: str, since: datetime) -> list[datetime]:
        theirs = self._is(tallies.c.subject_print, subject, _SUBJECT)
        found = select(tallies.c.at).where(theirs, tallies.c.at > since).order_by(tallies.c.at)
        return list(await self._connection.scalars(found))

    async def count(self, subject: str, since: datetime) -> int:
        theirs = self._is(tallies.c.subject_print, subject, _SUBJECT)
        counted = select(func.count()).select_from(tallies).where(theirs, tallies.c.at > since)
        return await self._connection.scalar(counted) or 0

    async def oldest(self, subject: str, since: datetime) -> datetime | None:
        theirs = self._is(tallies.c.subject_print, subject, _SUBJECT)
        first: datetime | None = await self._connection.scalar(
            select(func.min(tallies.c.at)).where(theirs, tallies.c.at > since)
        )
        return first

    async def add(self, subject: str, at: datetime) -> None:
        fingerprint = self._keyring.fingerprint(subject, _SUBJECT)
        await self._connection.execute(insert(tallies).values(subject_print=fingerprint, at=at))

    async def take_back(self, subject: str, at: datetime) -> None:
        theirs = self._is(tallies.c.subject_print, subject, _SUBJECT)
        one = select(tallies.c.id).where(theirs, tallies.c.at == at).limit(1)
        # Two who take back events of one moment take different ones.
        taken = one.with_for_update(skip_locked=True).scalar_subquery()
        await self._connection.execute(delete(tallies).where(tallies.c.id == taken))

    async def clear(self, subject: str) -> None:
        theirs = self._is(tallies.c.subject_print, subject, _SUBJECT)
        await self._connection.execute(delete(tallies).where(theirs))
