"""Customers' policies from the bot's own tables: found by fingerprints of their holder, read in short transactions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.policies.numbers import likely_keys
from account.policies.records import Ending, Holder, Match, Policy, PolicyState
from storage.column_types import give_keyring
from storage.database import snapshot
from storage.encryption import Keyring
from storage.policy_prints import DOCUMENT, HOLDER, NUMBER, document_of, holder_in, person_of
from storage.tables import policies

_DIGITS_MOST: Final = 18  # of a number that a database takes


class SqlPolicies:
    """The port ``account.policies.ports.Policies``; a database that is away shows as ``DatabaseDown``."""

    def __init__(self, engine: AsyncEngine, keyring: Keyring) -> None:
        give_keyring(engine.dialect, keyring)
        self._engine = engine
        self._keyring = keyring

    async def page(self, holder: Holder, offset: int, limit: int) -> tuple[Sequence[Policy], int]:
        theirs = self._of(holder)
        shown = select(policies).where(theirs).order_by(policies.c.ends.desc(), policies.c.id.desc())
        async with snapshot(self._engine) as connection:
            count = await connection.scalar(select(func.count()).select_from(policies).where(theirs))
            rows = (await connection.execute(shown.offset(offset).limit(limit))).all()
        documents = self._documents(holder)
        return [_policy(row, documents) for row in rows], count or 0

    async def one(self, holder: Holder, ref: str) -> Policy | None:
        if not (ref.isascii() and ref.isdecimal() and len(ref) <= _DIGITS_MOST):
            return None
        wanted = select(policies).where(policies.c.id == int(ref), self._of(holder))
        async with snapshot(self._engine) as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return None if row is None else _policy(row, self._documents(holder))

    async def ending(self, holders: Sequence[Holder], on: Collection[date]) -> Sequence[Ending]:
        places: dict[bytes, list[int]] = {}
        for place, holder in enumerate(holders):
            for each in self._keyring.fingerprints(person_of(holder), HOLDER):
                places.setdefault(each, []).append(place)
        if not places or not on:
            return []
        wanted = select(policies).where(
            policies.c.holder_print.in_(places), policies.c.ends.in_(on), policies.c.state == PolicyState.ACTIVE
        )
        async with snapshot(self._engine) as connection:
            rows = (await connection.execute(wanted.order_by(policies.c.ends, policies.c.id))).all()
        found = [(place, row) for row in rows for place in places[row.holder_print]]
        return [Ending(place, _policy(row, self._documents(holders[place]))) for place, row in found]

    async def holders_of(self, number: str) -> Sequence[Holder]:
        keys = [each for key in likely_keys(number) for each in self._keyring.fingerprints(key, NUMBER)]
        wanted = select(policies).where(policies.c.number_print.in_(keys)).order_by(policies.c.id)
        async with snapshot(self._engine) as connection:
            return [holder_in(row.details) for row in await connection.execute(wanted)]

    def _of(self, holder: Holder) -> ColumnElement[bool]:
        return policies.c.holder_print.in_(self._keyring.fingerprints(person_of(holder), HOLDER))

    def _documents(self, holder: Holder) -> list[bytes]:
        return self._keyring.fingerprints(document_of(holder), DOCUMENT)


def _policy(row: Row[Any], documents: Collection[bytes]) -> Policy:
    return Policy(
        ref=str(row.id),
        number=row.number,
        product=row.details["product"],
        starts=row.starts,
        ends=row.ends,
        state=PolicyState(row.state),
        insured=row.details["insured"],
        match=Match.FULL if row.document_print in documents else Match.PERSON,
    )
