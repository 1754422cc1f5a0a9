"""Figures at a glance: people, the funnel by step and day, where people stop, what waits, what was read (spec §3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from account.admins.funnel import Stage, Users
from account.admins.naming import RoleService
from account.admins.roles import Permission
from account.broadcasts.records import Broadcast, Deed
from account.desk.figures import DeskFigures, FiguresService
from account.ports import Work, Works
from account.records import Parcel
from account.step import Step

DAYS: Final = 30  # the running one included
BROADCASTS: Final = 5
WORTH_WAITING: Final = timedelta(minutes=10)  # who has had no answer by then has asked again


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many came to each stage on each of the ``days``, oldest first; each counts on the day they came to it."""

    days: tuple[date, ...]
    counts: dict[Stage, tuple[int, ...]]

    def total(self, stage: Stage) -> int:
        return sum(self.counts[stage])


@dataclass(frozen=True, slots=True)
class Statistics:
    """``broadcasts`` are the newest, newest first; ``removed`` the numbers of those that a DELETE run went over."""

    users: Users
    funnel: Funnel
    desk: DeskFigures
    broadcasts: tuple[Broadcast, ...]
    removed: frozenset[int]


class StatisticsService:
    """- Asking only puts a parcel: nobody's press waits for counting and drawing.

    - Days are the insurer's. Every look is in the trail.
    - Whoever has deleted their account is in no figure any more.
    """

    def __init__(self, works: Works, roles: RoleService, desk: FiguresService, zone: ZoneInfo) -> None:
        self._works = works
        self._roles = roles
        self._desk = desk
        self._zone = zone

    async def ask(self, step: Step, form: str) -> None:
        """Have them sent as «text» or «csv», once a step. NotAllowed."""
        async with self._works() as work:
            await self._roles.demand(work, step.person, Permission.READ_STATS)
            payload = {"form": form, "language": step.language}
            expires = step.at + WORTH_WAITING
            await work.outbox.put(Parcel(step.key("stats"), "stats", step.person, payload, step.at, expires_at=expires))
            await work.audit.add(None, step.person, "stats-viewed", step.at)

    async def statistics(self, person: int, at: datetime) -> Statistics:
        """Count them, each figure in a transaction of its own: nobody's step waits for all of them. NotAllowed."""
        async with self._works() as work:
            await self._roles.demand(work, person, Permission.READ_STATS)
            users = await work.statistics.users()
            newest = await work.broadcasts.page(None, BROADCASTS)
            removed = frozenset([each.id for each in newest if await _removed(work, each.id)])
        return Statistics(users, await self._funnel(at), await self._desk.figures(at), tuple(newest), removed)

    async def _funnel(self, at: datetime) -> Funnel:
        today = at.astimezone(self._zone).date()
        days = tuple(today - timedelta(days=back) for back in reversed(range(DAYS)))
        borders = [datetime.combine(day, time(), self._zone) for day in (*days, today + timedelta(days=1))]
        counts = {}
        for stage in Stage:
            async with self._works() as work:
                counts[stage] = tuple(await _by_day(work, stage, borders))
        return Funnel(days, counts)


async def _removed(work: Work, number: int) -> bool:
    return any(each.deed is Deed.DELETE and each.started_at for each in await work.broadcasts.runs(number))


async def _by_day(work: Work, stage: Stage, borders: Sequence[datetime]) -> list[int]:
    return await work.statistics.by_day(stage, borders)
