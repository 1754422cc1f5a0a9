"""Makes a broadcast of what an admin composed: who may, how many it would reach, and the row with its entry."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from account.admins.naming import RoleService
from account.admins.roles import Permission
from account.broadcasts.records import Audience, BroadcastKind, Draft
from account.broadcasts.telling import telling
from account.broadcasts.times import checked_start
from account.ports import Work, Works
from account.refusals import Refusal
from account.step import Outcome, Step, once

MANY: Final = 1000  # above it the number is typed
TOLERANCE: Final = 0.05  # people come and go while a number is typed: so many of them change nothing
FEW: Final = 10

Reached = tuple[Audience, BroadcastKind]


def differs(told: int, now: int) -> bool:
    """Whether the audience is another than the one that the admin was told, and has to be told again."""
    return abs(now - told) > max(FEW, told * TOLERANCE)


class ComposingService:
    """- Only whoever has the permission; it is looked up at every step, for roles are lost meanwhile.

    - A broadcast reaches somebody, and its time is ahead, at most 90 days.
    - Above 1,000 recipients their number is typed. The number that was shown counts: by 5 % or 10 people it may be off
      when the broadcast is made, else the new one is told and typed; also when it has just come to be above 1,000.
    - A conversation makes one broadcast, whatever comes again of it.
    - Making one is in the trail: its number, audience and size; nothing of what it says.
    """

    def __init__(self, works: Works, roles: RoleService, rate: float) -> None:
        """``rate``: messages a second."""
        self._works = works
        self._roles = roles
        self._rate = rate

    async def may(self, person: int) -> bool:
        return await self._roles.may(person, Permission.BROADCAST)

    async def demand(self, person: int) -> None:
        """NotAllowed for whoever may not."""
        async with self._works() as work:
            await self._roles.demand(work, person, Permission.BROADCAST)

    async def counts(self, person: int, wanted: Sequence[Reached]) -> list[int]:
        """How many each would reach now. NotAllowed.

        One transaction each: among a million people a count takes a while, and others wait for SQLite's one connection.
        """
        await self.demand(person)
        found = []
        for audience, kind in wanted:
            async with self._works() as work:
                found.append(await work.broadcasts.count(audience, kind))
        return found

    def lasts(self, recipients: int, messages: int) -> timedelta:
        """About how long so many messages to each of them take: full minutes."""
        return timedelta(minutes=math.ceil(recipients * messages / self._rate / 60))

    async def was_made(self, step: Step, talk: str) -> bool:
        """Whether this conversation has made its broadcast, though that step did not come to its end."""
        async with self._works() as work:
            return await work.steps.outcome(_key(step, talk)) is not None

    async def create(self, step: Step, draft: Draft, told: int, talk: str) -> int:
        """Make it, for ``told`` recipients, in the conversation of this name; its number. NotAllowed.

        Refused: «broadcast-nobody», «broadcast-changed» (``count``: how many it is now), «start-past»,
        «start-too-far».
        """

        async def effect(work: Work) -> Outcome:
            await self._roles.demand(work, step.person, Permission.BROADCAST)
            if (made := await work.steps.outcome(_key(step, talk))) is not None:
                return {"number": int(made)}
            _check_time(draft.starts_at, step.at)
            count = await work.broadcasts.count(draft.audience, draft.kind)
            if not count:
                raise Refusal("broadcast-nobody")
            if differs(told, count) or told <= MANY < count:
                raise Refusal("broadcast-changed", count=count)
            number = await work.broadcasts.add(draft, step.person, step.person, step.at)
            await work.outbox.put(telling(number, step.at))
            await work.steps.keep(_key(step, talk), str(number), step.at)
            await work.audit.add(None, step.person, "broadcast-made", step.at, _called(number, draft, count))
            return {"number": number}

        return int((await once(self._works, step, "make-broadcast", effect))["number"] or 0)


def _key(step: Step, talk: str) -> str:
    return f"broadcast:{step.person}:{talk}"


def _check_time(starts_at: datetime | None, at: datetime) -> None:
    if starts_at is not None:
        checked_start(starts_at, at)


def _called(number: int, draft: Draft, count: int) -> str:
    """As the trail says it."""
    language = draft.audience.language or "all languages"
    return f"broadcast {number}: {draft.audience.whom}, {language}, {draft.kind}, {count} recipients"
