"""Where an account is signed in, seen by its owner, and how other sign-ins are ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from account.alerts import alert
from account.ports import Work, Works
from account.records import Account, SignIn
from account.refusals import Refusal
from account.step import Outcome, Step, once

ENDED = "notice-sign-in-ended"


@dataclass(frozen=True, slots=True)
class Sessions:
    """``own`` is the person's sign-in, ``others`` are those of other Telegram users, the newest first."""

    account: Account
    own: SignIn
    others: Sequence[SignIn]


class SessionService:
    """- Only who is signed in to an account sees its sign-ins and ends them, and never one of another account.

    - Whose sign-in was ended is told. Ending what has ended already does nothing.
    """

    def __init__(self, works: Works) -> None:
        self._works = works

    async def of(self, person: int) -> Sessions:
        """Refused: «signed-out»."""
        async with self._works() as work:
            own = await _own(work, person)
            account = await work.accounts.by_id(own.account_id)
            if account is None:
                raise Refusal("signed-out")
            return Sessions(account, own, await _others(work, own))

    async def end(self, step: Step, session: int) -> bool:
        """End one of the others; False when it is none of them any more. Refused: «signed-out»."""

        async def effect(work: Work) -> Outcome:
            others = await _others(work, await _own(work, step.person))
            people = [each.telegram_id for each in others if each.id == session]
            if not people or not await work.sign_ins.end_beside(session, step.person, step.at):
                return {"ended": 0}
            await alert(work, step, ENDED, people)
            return {"ended": 1}

        return bool((await once(self._works, step, "end-session", effect))["ended"])

    async def end_all_others(self, step: Step) -> int:
        """How many ended. Refused: «signed-out»."""

        async def effect(work: Work) -> Outcome:
            own = await _own(work, step.person)
            people = await work.sign_ins.end_others(own.account_id, step.person, step.at)
            await alert(work, step, ENDED, people)
            return {"ended": len(people)}

        return int((await once(self._works, step, "end-other-sessions", effect))["ended"] or 0)


async def _own(work: Work, person: int) -> SignIn:
    own = await work.sign_ins.current(person)
    if own is None:
        raise Refusal("signed-out")
    return own


async def _others(work: Work, own: SignIn) -> list[SignIn]:
    everyone = await work.sign_ins.of_account(own.account_id)
    others = [each for each in everyone if each.telegram_id != own.telegram_id]
    return sorted(others, key=lambda each: (each.since, each.id), reverse=True)
