"""Where groups have gone that became supergroups."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from storage.repositories.base import Repository
from storage.tables import moved_groups

_PRESENT = 0  # no chat has this id: its row tells which group's messages are remembered


class SqlMovedGroups(Repository):
    async def successor(self, group: int) -> int | None:
        moved = select(moved_groups.c.new_id).where(moved_groups.c.old_id == group)
        return await self._connection.scalar(moved)

    async def present(self) -> int | None:
        kept = select(moved_groups.c.new_id).where(moved_groups.c.old_id == _PRESENT)
        return await self._connection.scalar(kept)

    async def settle_in(self, group: int, at: datetime) -> bool:
        if await self._insert_new(moved_groups, old_id=_PRESENT, new_id=group, at=at) is not None:
            return False  # the first one, or one from before this was remembered
        another = (moved_groups.c.old_id == _PRESENT, moved_groups.c.new_id != group)
        return await self._changed(update(moved_groups).where(*another).values(new_id=group, at=at))

    async def keep(self, old: int, new: int, at: datetime) -> bool:
        return await self._insert_new(moved_groups, old_id=old, new_id=new, at=at) is not None
