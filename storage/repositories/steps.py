"""What came out of steps, so that a repeated update does nothing twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select

from storage.locks import hold
from storage.repositories.base import Repository
from storage.tables import steps


class SqlSteps(Repository):
    async def outcome(self, key: str) -> str | None:
        # An update may come to two replicas at once: the second waits here until the first has kept what came out.
        await hold(self._connection, self._keyring.fingerprint(key, "steps.key"))
        kept: str | None = await self._connection.scalar(select(steps.c.outcome).where(steps.c.key == key))
        return kept

    async def keep(self, key: str, outcome: str, at: datetime) -> None:
        await self._connection.execute(insert(steps).values(key=key, outcome=outcome, at=at))
