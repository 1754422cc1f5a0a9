"""Which Telegram user is signed in to which account, now and ever before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, and_, func, insert, or_, select, update

from account.records import SignIn
from storage.locks import hold
from storage.repositories.base import Repository
from storage.tables import sign_ins

_CURRENT: ColumnElement[bool] = sign_ins.c.ended_at.is_(None)


class SqlSignIns(Repository):
    async def current(self, telegram_id: int) -> SignIn | None:
        found = await self._connection.execute(select(sign_ins).where(_CURRENT, sign_ins.c.telegram_id == telegram_id))
        row = found.one_or_none()
        return None if row is None else _sign_in(row)

    async def of_account(self, account_id: int) -> list[SignIn]:
        theirs = select(sign_ins).where(_CURRENT, sign_ins.c.account_id == account_id).order_by(sign_ins.c.id)
        return [_sign_in(row) for row in await self._connection.execute(theirs)]

    async def ever(self, account_id: int, telegram_id: int) -> bool:
        both = (sign_ins.c.account_id == account_id, sign_ins.c.telegram_id == telegram_id)
        return await self._connection.scalar(select(sign_ins.c.id).where(*both).limit(1)) is not None

    async def start(self, account_id: int, telegram_id: int, at: datetime) -> SignIn:
        # Two sign-ins of one person at once would both end nothing and then collide on the one current row.
        await hold(self._connection, self._keyring.fingerprint(str(telegram_id), "sign_ins.telegram_id"))
        await self.end(telegram_id, at)
        row = insert(sign_ins).values(account_id=account_id, telegram_id=telegram_id, since=at)
        return _sign_in((await self._connection.execute(row.returning(sign_ins))).one())

    async def end(self, telegram_id: int, at: datetime) -> None:
        theirs = update(sign_ins).where(_CURRENT, sign_ins.c.telegram_id == telegram_id)
        await self._connection.execute(theirs.values(ended_at=at))

    async def void(self, people: Collection[int]) -> None:
        theirs = (_CURRENT, sign_ins.c.telegram_id.in_(people))
        await self._connection.execute(update(sign_ins).where(*theirs).values(ended_at=sign_ins.c.since))

    async def end_others(self, account_id: int, keep: int | None, at: datetime) -> list[int]:
        others = update(sign_ins).where(_CURRENT, sign_ins.c.account_id == account_id)
        if keep is not None:
            others = others.where(sign_ins.c.telegram_id != keep)
        ended = await self._connection.scalars(others.values(ended_at=at).returning(sign_ins.c.telegram_id))
        return sorted(ended)

    async def end_beside(self, sign_in_id: int, telegram_id: int, at: datetime) -> bool:
        own = sign_ins.alias()
        put_out = and_(own.c.ended_at > sign_ins.c.since, _first(own.c.telegram_id) < _first(sign_ins.c.telegram_id))
        beside = select(own.c.id).where(
            own.c.account_id == sign_ins.c.account_id,
            own.c.telegram_id == telegram_id,
            or_(own.c.ended_at.is_(None), put_out),
        )
        others = (_CURRENT, sign_ins.c.id == sign_in_id, sign_ins.c.telegram_id != telegram_id)
        return await self._changed(
            update(sign_ins).where(*others, beside.correlate(sign_ins).exists()).values(ended_at=at)
        )


def _first(telegram_id: ColumnElement[int]) -> ScalarSelect[int]:
    """The first sign-in to the account by this Telegram user: whoever came first stays first, though they left."""
    each = sign_ins.alias()
    theirs = (each.c.account_id == sign_ins.c.account_id, each.c.telegram_id == telegram_id)
    return select(func.min(each.c.id)).where(*theirs).correlate_except(each).scalar_subquery()


def _sign_in(row: Row[Any]) -> SignIn:
    return SignIn(row.id, row.account_id, row.telegram_id, row.since)
