"""The newest apology with a number that each Telegram user was given."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select, update

from account.records import Fault
from storage.repositories.base import Repository
from storage.tables import faults


class SqlFaults(Repository):
    async def put(self, fault: Fault) -> None:
        values = {"number": fault.number, "at": fault.at}
        if await self._insert_new(faults, telegram_id=fault.telegram_id, **values) is None:
            older = (faults.c.telegram_id == fault.telegram_id, faults.c.at <= fault.at)
            await self._connection.execute(update(faults).where(*older).values(values))

    async def newest(self, people: Collection[int]) -> Fault | None:
        theirs = select(faults).where(faults.c.telegram_id.in_(people)).order_by(faults.c.at.desc()).limit(1)
        row = (await self._connection.execute(theirs)).one_or_none()
        return None if row is None else Fault(row.telegram_id, row.number, row.at)
