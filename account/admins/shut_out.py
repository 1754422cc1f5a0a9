"""Whom admins have banned, kept at hand: every update asks, and none may cost a statement for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from account.ports import Works

KNOWN_WITHIN: Final = timedelta(seconds=5)  # after which a ban holds in every replica


class ShutOut:
    """Bans are few, so all of them fit in memory; ``refresh`` reads them again, every few seconds in every process.

    Owners are never shut out, whatever a row says.
    """

    def __init__(self, works: Works, owners: Collection[int]) -> None:
        self._works = works
        self._owners = frozenset(owners)
        self._banned: frozenset[int] = frozenset()

    def __contains__(self, telegram_id: object) -> bool:
        return telegram_id in self._banned

    async def refresh(self) -> None:
        async with self._works() as work:
            self._banned = await work.bans.all() - self._owners
