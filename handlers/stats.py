"""/stats: the figures, for whoever may read them; the button asks for the same as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aiogram.types import Message

from account.admins.roles import NotAllowed
from account.admins.statistics import StatisticsService
from handlers.page import Act, ClosedAct
from handlers.visit import Visit


class StatsPage:
    """To others it is an unknown command, and its button no button."""

    kind = "g"

    def __init__(self, statistics: StatisticsService) -> None:
        self._statistics = statistics

    def commands(self) -> Mapping[str, Act]:
        return {}

    def closed(self) -> Mapping[str, ClosedAct]:
        return {"stats": self._stats}

    async def pressed(self, visit: Visit, rest: Sequence[str]) -> bool:
        return rest == ["csv"] and await self._asked(visit, "csv", visit.words.say("stats-table-comes"))

    async def takes(self, visit: Visit, message: Message) -> bool:
        del visit, message
        return False

    async def _stats(self, visit: Visit, typed: str) -> bool:
        del typed
        return await self._asked(visit, "text", visit.words.say("stats-come"))

    async def _asked(self, visit: Visit, form: str, word: str) -> bool:
        try:
            await self._statistics.ask(visit.step, form)
        except NotAllowed:
            return False
        visit.say(word)
        return True
