"""What the admins' rules need of the world: roles that owners gave, bans, and the apologies people were given."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from account.admins.funnel import Milestone, Stage, Users
from account.admins.roles import NamedRole, Role
from account.records import Fault


class Roles(Protocol):
    """Those of the settings are no rows. A role that this version does not know is none."""

    async def of(self, telegram_id: int) -> Role | None: ...
    async def all(self) -> list[NamedRole]:
        """In the order in which they were named."""
        ...

    async def put(self, telegram_id: int, role: Role, named_by: int, at: datetime) -> bool:
        """Give it, in place of the one there is; False, and nothing changed, when they have it already."""
        ...

    async def remove(self, telegram_id: int) -> bool:
        """Whether there was one."""
        ...


class Statistics(Protocol):
    """Counts of people, never who they are."""

    async def reached(self, telegram_id: int, milestone: Milestone, at: datetime) -> None:
        """Note it the first time; later ones change nothing."""
        ...

    async def users(self) -> Users: ...
    async def by_day(self, stage: Stage, borders: Sequence[datetime]) -> list[int]:
        """How many came to this stage between each border and the next one."""
        ...


class Bans(Protocol):
    """Telegram users whom admins have shut out, with or without an account."""

    async def put(self, telegram_id: int, at: datetime) -> bool:
        """False, and nothing changed, when they are shut out already."""
        ...

    async def remove(self, telegram_id: int) -> bool:
        """Whether there was one."""
        ...

    async def since(self, telegram_id: int) -> datetime | None: ...
    async def all(self) -> frozenset[int]: ...


class Faults(Protocol):
    """Of each Telegram user the newest apology with a number."""

    async def put(self, fault: Fault) -> None:
        """Keep it in place of an earlier one."""
        ...

    async def newest(self, people: Collection[int]) -> Fault | None:
        """The newest of theirs."""
        ...
