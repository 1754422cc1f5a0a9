"""Where groups have gone that became supergroups."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.repositories.base import Repository
from storage.tables import moved_groups


class SqlMovedGroups(Repository):
    async def successor(self, group: int) -> int | None:
        moved = select(moved_groups.c.new_id).where(moved_groups.c.old_id == group)
        return await self._connection.scalar(moved)

    async def keep(self, old: int, new: int, at: datetime) -> bool:
        return await self._insert_new(moved_groups, old_id=old, new_id=new, at=at) is not None
