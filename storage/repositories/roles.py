"""Whom owners have named admins and readers."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, update

from account.admins.roles import NAMEABLE, NamedRole, Role
from storage.repositories.base import Repository
from storage.tables import roles

_KNOWN: Final = [role.value for role in NAMEABLE]  # a row that says «owner», or what we do not know, gives nothing


class SqlRoles(Repository):
    async def of(self, telegram_id: int) -> Role | None:
        wanted = select(roles.c.role).where(roles.c.telegram_id == telegram_id, roles.c.role.in_(_KNOWN))
        role = await self._connection.scalar(wanted)
        return None if role is None else Role(role)

    async def all(self) -> list[NamedRole]:
        wanted = select(roles).where(roles.c.role.in_(_KNOWN)).order_by(roles.c.at, roles.c.telegram_id)
        rows = await self._connection.execute(wanted)
        return [NamedRole(row.telegram_id, Role(row.role), row.named_by, row.at) for row in rows]

    async def put(self, telegram_id: int, role: Role, named_by: int, at: datetime) -> bool:
        values = {"role": role.value, "named_by": named_by, "at": at}
        if await self._insert_new(roles, telegram_id=telegram_id, **values) is not None:
            return True
        other = (roles.c.telegram_id == telegram_id, roles.c.role != role.value)
        return await self._changed(update(roles).where(*other).values(values))

    async def remove(self, telegram_id: int) -> bool:
        gone = delete(roles).where(roles.c.telegram_id == telegram_id).returning(roles.c.telegram_id)
        return await self._connection.scalar(gone) is not None
