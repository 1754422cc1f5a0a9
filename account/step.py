"""Who asks, when, and by which update: what every service is told, and how its work is done once."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from account.ports import Work, Works
from account.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Step:
    """One update of one person on its way through the rules.

    ``update`` names the update (unique for 24 hours), ``at`` is its time in UTC: the rules have no clock of their own.
    ``place`` is where the conversation waits for what the step set off ("talk:field", opaque here): buttons of a later
    notice lead back there.
    """

    person: int
    update: str
    at: datetime
    language: str
    zone: ZoneInfo
    place: str = ""

    @property
    def today(self) -> date:
        """The person's calendar day, for ages and deadlines."""
        return self.at.astimezone(self.zone).date()

    def key(self, name: str) -> str:
        return f"{self.update}:{name}"


Outcome = dict[str, str | int | None]


async def once(works: Works, step: Step, name: str, effect: Callable[[Work], Awaitable[Outcome | None]]) -> Outcome:
    """Do the effect in one transaction, once per update: a repeated step is given what came out the first time.

    A refusal is an outcome too: what was counted before it stays counted, for it is raised after the commit.
    """
    async with works() as work:
        kept = await work.steps.outcome(step.key(name))
        if kept is None:
            kept = await _outcome(effect, work)
            await work.steps.keep(step.key(name), kept, step.at)
    outcome: Outcome = json.loads(kept)
    if (refused := outcome.pop("refused", None)) is not None:
        back = outcome.pop("back")
        raise Refusal(
            str(refused), back=str(back) if back else None, **{k: v for k, v in outcome.items() if v is not None}
        )
    return outcome


async def _outcome(effect: Callable[[Work], Awaitable[Outcome | None]], work: Work) -> str:
    try:
        return json.dumps(await effect(work) or {})
    except Refusal as refusal:
        return json.dumps({"refused": refusal.name, "back": refusal.back, **refusal.args_of_text})
