"""Who did what and when; only ever added to, each entry tied to the one before it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, func, insert, select

from account.records import AuditEntry
from storage.audit_links import Head, Kept, beginning, link, read_head, write_head
from storage.locks import hold
from storage.repositories.base import Repository
from storage.tables import audit

_CHAIN: Final = b"audit chain"


class SqlAudit(Repository):
    async def add(self, request_id: int | None, who: int, what: str, at: datetime, detail: str = "") -> None:
        # Before the newest is read: two that follow the same entry would fork the chain.
        await hold(self._connection, _CHAIN)
        sealed = await read_head(self._connection)
        newest = sealed or await beginning(self._connection, self._keyring)
        # What was sealed is followed, and not what lies there: else an entry after a cut would hide the cut.
        entry = Kept(await self._free_number(newest), request_id, who, what, at, detail)
        linked = link(self._keyring, entry, newest.link)
        values = {"request_id": request_id, "who": who, "what": what, "at": at, "detail": detail}
        await self._connection.execute(insert(audit).values(id=entry.id, **values, follows=newest.link, link=linked))
        await write_head(self._connection, Head(entry.id, linked), first=sealed is None)

    async def of_request(self, request_id: int) -> list[AuditEntry]:
        theirs = select(audit).where(audit.c.request_id == request_id).order_by(audit.c.id)
        return [_entry(row) for row in await self._connection.execute(theirs)]

    async def _free_number(self, newest: Head) -> int:
        # Not the database's own: the number is part of what is linked, and the row cannot be changed once it lies
        # there. Under the lock it is given again after a rollback, so that a gap is a loss and nothing else. A forged
        # entry may have taken the next one: it is passed over, for customers are not to wait until that is cleared up.
        last = await self._connection.scalar(select(func.max(audit.c.id)))
        return max(newest.number, last or 0) + 1


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(row.id, row.request_id, row.who, row.what, row.at, row.detail)
