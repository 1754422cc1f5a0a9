"""Who did what and when; only ever added to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert

from storage.repositories.base import Repository
from storage.tables import audit


class SqlAudit(Repository):
    async def add(self, request_id: int | None, who: int, what: str, at: datetime, detail: str = "") -> None:
        row = insert(audit).values(request_id=request_id, who=who, what=what, at=at, detail=detail)
        await self._connection.execute(row)
