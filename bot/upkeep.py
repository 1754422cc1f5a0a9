"""What every process sees to, between parcels: bans are read again, and names of earlier versions made known."""

from __future__ import annotations

import time
from typing import Final

from account.admins.shut_out import ShutOut
from account.ports import Works

BANS_EVERY: Final = 2.0  # seconds; well within ``KNOWN_WITHIN``
NAMES_EVERY: Final = 3600.0  # seconds
NAMES_AT_ONCE: Final = 50


class Upkeep:
    """Called every second or so; what is not due yet costs nothing."""

    def __init__(self, works: Works, shut_out: ShutOut) -> None:
        self._works = works
        self._shut_out = shut_out
        self._banned_at = self._named_at = -NAMES_EVERY

    async def __call__(self) -> None:
        now = time.monotonic()
        if now - self._banned_at >= BANS_EVERY:
            await self._shut_out.refresh()
            self._banned_at = now
        if now - self._named_at >= NAMES_EVERY:
            self._named_at = now  # before it is tried: what fails must not keep parcels waiting each time
            async with self._works() as work:
                found = await work.accounts.print_names(NAMES_AT_ONCE)
            if found == NAMES_AT_ONCE:
                self._named_at = -NAMES_EVERY
