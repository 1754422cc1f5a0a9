"""Who did what and when; only ever added to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select

from account.records import AuditEntry
from storage.repositories.base import Repository
from storage.tables import audit


class SqlAudit(Repository):
    async def add(self, request_id: int | None, who: int, what: str, at: datetime, detail: str = "") -> None:
        row = insert(audit).values(request_id=request_id, who=who, what=what, at=at, detail=detail)
        await self._connection.execute(row)

    async def of_request(self, request_id: int) -> list[AuditEntry]:
        wanted = select(audit).where(audit.c.request_id == request_id).order_by(audit.c.id)
        rows = await self._connection.execute(wanted)
        return [AuditEntry(row.id, row.request_id, row.who, row.what, row.at, row.detail) for row in rows]
