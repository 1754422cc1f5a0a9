"""Registration: an account exists only once both contacts are confirmed (spec §1 Registration)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from account.admins.funnel import Milestone
from account.code import Code
from account.codes import CodeService
from account.contacts import Contact, Email, Phone
from account.limits import DAY, HOUR, Limit, free_at
from account.passwords import PasswordHash
from account.ports import Work, Works
from account.records import Consent, Purpose
from account.refusals import Refusal
from account.step import Outcome, Step, once

TAKEN = "already-registered"
FOUND_TAKEN = (Limit(10, HOUR), Limit(30, DAY))


class RegistrationService:
    """- A contact of an existing account is refused with the way to the reset, before any code is sent and at the end.

    - Two people who race for one contact end with one account.
    - Both consents are kept with text version, time and Telegram id.
    - Whoever has registered is signed in.
    """

    def __init__(self, works: Works, codes: CodeService, consent_version: str) -> None:
        self._works = works
        self._codes = codes
        self._consent_version = consent_version

    async def refuse_taken(self, step: Step, *contacts: Contact) -> None:
        """Refused: «already-registered»; «too-many-tries» (until), for the answer must not serve to find out who is."""
        await once(self._works, step, "refuse-taken", lambda work: _refuse_taken(work, step, contacts))

    async def take_contacts(self, step: Step, email: Email, phone: Phone) -> None:
        """Note that the person has come so far with these contacts. Refused: as ``refuse_taken`` does."""

        async def effect(work: Work) -> Outcome:
            outcome = await _refuse_taken(work, step, (email, phone))
            await work.statistics.reached(step.person, Milestone.CONTACTS, step.at)
            return outcome

        await once(self._works, step, "refuse-taken", effect)

    async def send_code(self, step: Step, contact: Contact, *, again: bool = False) -> datetime:
        return await self._codes.send(step, Purpose.REGISTRATION, contact, again=again)

    async def confirm(self, step: Step, contact: Contact, code: Code) -> None:
        await self._codes.check(step, Purpose.REGISTRATION, contact, code)

    async def open(self, step: Step, email: Email, phone: Phone, password: PasswordHash, agreed_at: datetime) -> None:
        """Make the account and sign the person in. Refused: «already-registered»."""

        async def effect(work: Work) -> Outcome:
            consents = (
                Consent("agreement", self._consent_version, agreed_at, step.person),
                Consent("personal-data", self._consent_version, agreed_at, step.person),
            )
            account = await work.accounts.add(email, phone, password, consents, step.at)
            if account is None:
                raise Refusal(TAKEN)
            await work.sign_ins.start(account.id, step.person, step.at)
            return {}

        await once(self._works, step, "open-account", effect)


async def _refuse_taken(work: Work, step: Step, contacts: Sequence[Contact]) -> Outcome:
    counted = {f"taken:{step.person}": FOUND_TAKEN}
    if until := await free_at(work, counted, step.at):
        raise Refusal("too-many-tries", until=int(until.timestamp()))
    if any([await work.accounts.by_contact(each) for each in contacts]):
        await work.tallies.add(f"taken:{step.person}", step.at)
        raise Refusal(TAKEN)
    return {}
