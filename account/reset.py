"""Reset of a lost password: code and new password in one message, the same words for known and unknown contacts."""

from __future__ import annotations

from datetime import datetime, timedelta

from account.alerts import alert
from account.code import Code
from account.codes import CodeService, Letter
from account.contacts import Contact
from account.passwords import PasswordHash, generate_password
from account.ports import Hasher, Work, Works
from account.records import NOBODY, CodeMatch, Purpose
from account.refusals import Refusal
from account.step import Step

SENT_PASSWORD_LIFE = timedelta(hours=72)


class ResetService:
    """- One message holds the 6-digit code and a new password; until the code is given the old password stays.

    - With the code the new password is in force for 72 hours and all sign-ins of the account end.
    - An unknown contact costs the same work and gets the same answers; only nothing is sent.
    """

    def __init__(self, works: Works, codes: CodeService, hasher: Hasher) -> None:
        self._works = works
        self._codes = codes
        self._hasher = hasher

    async def send_code(self, step: Step, contact: Contact, *, again: bool = False) -> datetime:
        """As ``CodeService.send``."""
        async with self._works() as work:
            found = await work.accounts.credentials(contact)
        password = generate_password()
        hashed = await self._hasher.hash(password)
        letter = Letter(carries=hashed.value, password=password.reveal(), decoy=found.account_id == NOBODY)
        return await self._codes.send(step, Purpose.RESET, contact, letter, again=again)

    async def confirm(self, step: Step, contact: Contact, code: Code) -> None:
        """As ``CodeService.check``."""

        async def put_in_force(work: Work, match: CodeMatch) -> None:
            account = await work.accounts.by_contact(contact)
            if account is None or match.carries is None:
                raise Refusal("code-over")
            await work.accounts.set_password(account.id, PasswordHash(match.carries), step.at + SENT_PASSWORD_LIFE)
            ended = await work.sign_ins.end_others(account.id, None, step.at)
            await alert(work, step, "notice-password-reset", ended)

        await self._codes.check(step, Purpose.RESET, contact, code, put_in_force)
