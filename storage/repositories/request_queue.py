"""The requests that wait for the desk: counted, and read by pages without their files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import and_, func, select

from account.desk.queue import QueueRow
from account.names import FullName
from account.requests import RequestKind, RequestState, Staff
from storage.repositories.base import Repository
from storage.tables import accounts, requests

WAITS: Final = and_(requests.c.state == RequestState.OPEN.value, requests.c.answered_at.is_(None))
_COLUMNS: Final = [requests.c[name] for name in ("id", "kind", "answer_by", "taken_by", "taken_by_name")]


class RequestQueue(Repository):
    """The part of the requests' repository that lists."""

    async def count_waiting(self) -> int:
        return await self._connection.scalar(select(func.count()).select_from(requests).where(WAITS)) or 0

    async def waiting(self, limit: int, offset: int) -> Sequence[QueueRow]:
        with_names = select(*_COLUMNS, accounts.c.profile).outerjoin(accounts, accounts.c.id == requests.c.account_id)
        page = with_names.where(WAITS).order_by(requests.c.answer_by, requests.c.id).limit(limit).offset(offset)
        return [
            QueueRow(
                row.id,
                RequestKind(row.kind),
                FullName(*row.profile["name"]) if row.profile else None,
                row.answer_by,
                Staff(row.taken_by, row.taken_by_name or "") if row.taken_by is not None else None,
            )
            for row in await self._connection.execute(page)
        ]
