"""Consents that can be withdrawn and given again: a row each time, so that each time has its proof."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update

from account.records import Consent
from storage.repositories.base import Repository
from storage.tables import accounts, consents


class SqlConsents(Repository):
    async def give(self, account_id: int, consent: Consent) -> bool:
        # Of two who give it at once for one account the second waits, and then finds the row of the first.
        account = select(accounts.c.id).where(accounts.c.id == account_id).with_for_update(key_share=True)
        in_force = (consents.c.account_id == account_id, consents.c.kind == consent.kind)
        there = select(consents.c.id).where(*in_force, consents.c.withdrawn_at.is_(None)).limit(1)
        if await self._connection.scalar(account) is None or await self._connection.scalar(there) is not None:
            return False
        told = {"version": consent.version, "at": consent.at, "telegram_id": consent.telegram_id}
        await self._connection.execute(insert(consents).values(account_id=account_id, kind=consent.kind, **told))
        return True

    async def withdraw(self, account_id: int, kind: str, at: datetime) -> bool:
        in_force = (consents.c.account_id == account_id, consents.c.kind == kind, consents.c.withdrawn_at.is_(None))
        return await self._changed(update(consents).where(*in_force).values(withdrawn_at=at))
