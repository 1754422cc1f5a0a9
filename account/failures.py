"""Failed sign-ins: counted before anything is compared, and locks that a stranger cannot use (spec §1 Sign-in)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from account.guesses import PASSWORDS, Guesses
from account.limits import DAY, Limit, free_at, locked_until
from account.ports import Work, Works
from account.records import NOBODY
from account.refusals import Refusal
from account.step import Outcome, Step, once

LOCK = timedelta(minutes=15)
FAILURES_OF_PERSON = Limit(5, LOCK)
FAILURES_OF_ALL = Limit(20, LOCK)
# As many as guesses at codes: over all accounts, so that nobody tries one password on everybody.
WRONG_OF_PERSON = (Limit(30, DAY),)


class Failures:
    """- Every attempt counts as a failure from the beginning; a right one is taken back.

    - An account is known by its number, whichever contact was typed; a contact that nobody has by itself.
    - Everybody costs the same: what is asked and counted does not depend on whether somebody has the contact.
    """

    def __init__(self, works: Works, admins: Sequence[int]) -> None:
        self._works = works
        self._guesses = Guesses(admins)

    async def count(self, step: Step, account_id: int, contact: str) -> Outcome:
        """Count an attempt; what comes out is for ``forgive``.

        Refused: «too-many-passwords», «locked», «sign-ins-closed» (until).
        """
        subject = _subject(account_id, contact)

        async def effect(work: Work) -> Outcome:
            if until := await free_at(work, {_anywhere(step): WRONG_OF_PERSON}, step.at):
                raise Refusal("too-many-passwords", until=int(until.timestamp()))
            await work.tallies.lock(subject)
            known = await work.sign_ins.ever(account_id, step.person)
            until = await _locked_until(work, step, subject, known=known)
            if until is not None and until > step.at:
                raise Refusal("locked", until=int(until.timestamp()))
            if not known and (until := await self._guesses.closed_until(work, step, PASSWORDS)):
                raise Refusal("sign-ins-closed", until=int(until.timestamp()))
            for each in (subject, _here(step, subject), _anywhere(step)):
                await work.tallies.add(each, step.at)
            return {"at": step.at.isoformat(), "stranger": int(not known)}

        return await once(self._works, step, "count-sign-in", effect)

    async def forgive(self, work: Work, step: Step, account_id: int, counted: Outcome) -> None:
        """A success: this attempt was no failure, and the person's own failures here are past; all others stay.

        Failures at other accounts are not past: whoever has an account would wipe them away by it.
        """
        subject, at = _subject(account_id, ""), datetime.fromisoformat(str(counted["at"]))
        for each in (subject, _anywhere(step), *([PASSWORDS.subject] if counted.get("stranger") else [])):
            await work.tallies.take_back(each, at)
        await work.tallies.clear(_here(step, subject))


async def _locked_until(work: Work, step: Step, subject: str, *, known: bool) -> datetime | None:
    since = step.at - 2 * LOCK
    mine = locked_until(await work.tallies.recent(_here(step, subject), since), FAILURES_OF_PERSON, LOCK)
    if known:
        return mine
    everyone = locked_until(await work.tallies.recent(subject, since), FAILURES_OF_ALL, LOCK)
    return max(filter(None, (mine, everyone)), default=None)


def _subject(account_id: int, contact: str) -> str:
    return f"sign-in:contact:{contact}" if account_id == NOBODY else f"sign-in:account:{account_id}"


def _here(step: Step, subject: str) -> str:
    return f"{subject}:{step.person}"


def _anywhere(step: Step) -> str:
    return f"sign-in:person:{step.person}"
