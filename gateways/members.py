"""Who is in the support group just now, asked of Telegram and believed for a minute."""

from __future__ import annotations

import time
from typing import Final

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import ChatMemberRestricted

BELIEVED: Final = 60.0  # seconds
INSIDE: Final = frozenset({"creator", "administrator", "member"})
MOST: Final = 1000


class Members:
    """The port ``account.desk_ports.Members``. Telegram's outages come out as they are: the step comes again then."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._known: dict[tuple[int, int], tuple[float, bool]] = {}

    async def has(self, group: int, person: int) -> bool:
        now = time.monotonic()
        asked_at, inside = self._known.get((group, person), (-BELIEVED, False))
        if now - asked_at >= BELIEVED:
            inside = await self._ask(group, person)
            self._known = {key: (at, was) for key, (at, was) in self._known.items() if now - at < BELIEVED}
            if len(self._known) < MOST:
                self._known[group, person] = (now, inside)
        return inside

    def forget(self, group: int, person: int) -> None:
        self._known.pop((group, person), None)

    async def _ask(self, group: int, person: int) -> bool:
        try:
            member = await self._bot.get_chat_member(group, person)
        except TelegramBadRequest:
            return False  # somebody whom the group has never seen
        return member.status in INSIDE or (isinstance(member, ChatMemberRestricted) and member.is_member)
