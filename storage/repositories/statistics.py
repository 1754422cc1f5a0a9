"""Counts for the figures: people, accounts, and who came how far on which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, select

from account.admins.funnel import Milestone, Stage, Users
from storage.repositories.base import Repository
from storage.tables import accounts, milestones, people

_CAME_AT: Final[Mapping[Stage, ColumnElement[datetime]]] = {
    Stage.START: people.c.first_seen_at,
    Stage.CONTACTS: milestones.c.at,
    Stage.CODES: accounts.c.created_at,
    Stage.PROFILE: accounts.c.profiled_at,
    Stage.VERIFIED: accounts.c.verified_at,
}


class SqlStatistics(Repository):
    async def reached(self, telegram_id: int, milestone: Milestone, at: datetime) -> None:
        await self._insert_new(milestones, telegram_id=telegram_id, what=milestone.value, at=at)

    async def users(self) -> Users:
        seen = select(func.count(), func.count(people.c.gone_at)).select_from(people)
        theirs = [func.count(each) for each in (accounts.c.profile, accounts.c.verified_at, accounts.c.blocked_at)]
        have = select(func.count(), *theirs).select_from(accounts)
        spoken, gone = (await self._connection.execute(seen)).one()
        everybody, complete, verified, blocked = map(int, (await self._connection.execute(have)).one())
        return Users(spoken, gone, everybody, complete, verified, blocked)

    async def by_day(self, stage: Stage, borders: Sequence[datetime]) -> list[int]:
        came = _CAME_AT[stage]
        recent = [came >= borders[0], came < borders[-1]]
        if stage is Stage.CONTACTS:
            recent.append(milestones.c.what == Milestone.CONTACTS.value)
        days: list[ColumnElement[Any]] = [
            func.count(came).filter(and_(came >= start, came < end)) for start, end in pairwise(borders)
        ]
        return list((await self._connection.execute(select(*days).where(*recent))).one())
