"""Guesses of the whole service by people whom the account does not know: bounded, with an alarm to the admins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from account.limits import HOUR, Limit
from account.ports import Work
from account.records import Parcel
from account.step import Step

ALARM = "alarm:guesses"


@dataclass(frozen=True, slots=True)
class Bound:
    """How many guesses of one kind the whole service takes; ``subject`` is what they are counted by."""

    subject: str
    limit: Limit


# Honest slips of a crowd stay far below; at this pace somebody who tries the 1,000 commonest passwords on each of
# 100,000 accounts, each of them by Telegram users of their own, needs eleven years.
PASSWORDS = Bound("guesses:passwords", Limit(1000, HOUR))
# Two codes of a million live at a time: whoever guesses at this pace hits one in a thousand hours.
CODES = Bound("guesses:codes", Limit(500, HOUR))


class Guesses:
    """- Counted before the comparison; what was right is taken back by whoever counted it.

    - A full bound stops those only who were never signed in to the account: they are the ones who are counted.
    - From half of a bound on the admins are told, at most once an hour.
    """

    def __init__(self, admins: Sequence[int]) -> None:
        self._admins = admins

    async def closed_until(self, work: Work, step: Step, bound: Bound) -> datetime | None:
        """Count one more guess; if the bound is full it is not counted, and that is when the next one is taken.

        To be asked after all other locks are taken, for the one here is everybody's.
        """
        since, half = step.at - bound.limit.window, bound.limit.most // 2
        # Far from full nobody waits for anybody: fewer than the other half are ever counted at the same moment.
        if await work.tallies.count(bound.subject, since) + 1 < half:
            await work.tallies.add(bound.subject, step.at)
            return None
        await work.tallies.lock(bound.subject)
        full = await work.tallies.count(bound.subject, since) >= bound.limit.most
        if not full:
            await work.tallies.add(bound.subject, step.at)
        await self._alarm(work, step)
        oldest = await work.tallies.oldest(bound.subject, since) if full else None
        return oldest and oldest + bound.limit.window

    async def _alarm(self, work: Work, step: Step) -> None:
        await work.tallies.lock(ALARM)
        if await work.tallies.count(ALARM, step.at - HOUR):
            return
        await work.tallies.add(ALARM, step.at)
        payload: dict[str, str | int] = {"text": "notice-many-guesses"}
        for name, bound in (("passwords", PASSWORDS), ("codes", CODES)):
            payload[name] = await work.tallies.count(bound.subject, step.at - bound.limit.window)
            payload[f"{name}_most"] = bound.limit.most
        for admin in self._admins:
            await work.outbox.put(Parcel(step.key(f"many-guesses-{admin}"), "notice", admin, payload, step.at))
