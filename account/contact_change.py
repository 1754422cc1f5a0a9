"""The change of an account's e-mail or phone: the password, a code to the old contact, a code to the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from account.alerts import alert
from account.code import Code
from account.codes import CodeService
from account.contacts import Contact
from account.desk.card_parcels import redraw_parcel
from account.passwords import PasswordHash
from account.ports import Work, Works
from account.records import Account, Care, CodeMatch, Parcel, Purpose
from account.refusals import Refusal
from account.registration import TAKEN, RegistrationService
from account.requests import RequestState
from account.sign_in import SignInService, refuse_long_ago
from account.step import Step

Kind = Literal["email", "phone"]
CHANGED_MEANWHILE = "changed-meanwhile"
TOLD_WITHIN = timedelta(days=3)
NOTICES = {"email": "notice-email-changed", "phone": "notice-phone-changed"}


@dataclass(frozen=True, slots=True)
class Proved:
    """What the owner has shown: the password, given ``at`` that time (UTC), and the old contact, by its code."""

    password: PasswordHash
    at: datetime
    old: Contact


class ContactChangeService:
    """- Whoever has both the password and the old contact may put another contact in its place.

    - The password confirmed at the beginning and the old contact's code hold for that password and contact only:
      when either is another one by the end, nothing is changed. Nor an hour after the password was given.
    - A contact of another account is refused as at the registration, and counted with its tries.
    - The owner learns of it: those signed in elsewhere by a notice, and the old contact by a mail or SMS.
    - What was sent to the old contact before opens nothing any more; the desk sees the new one.
    """

    def __init__(
        self, works: Works, codes: CodeService, registration: RegistrationService, sign_in: SignInService
    ) -> None:
        self._works = works
        self._codes = codes
        self._registration = registration
        self._sign_in = sign_in

    async def send_old(self, step: Step, kind: Kind, *, again: bool = False) -> tuple[Contact, datetime]:
        """Where the code went, and when another may be had. Refused: «signed-out», and as ``CodeService.send``."""
        old = _contact(await self._sign_in.required(step.person), kind)
        return old, await self._codes.send(step, Purpose.CHANGE_OLD, old, again=again)

    async def confirm_old(self, step: Step, kind: Kind, password: PasswordHash, code: Code) -> Contact:
        """The contact that the code proved.

        Refused: «signed-out», «changed-meanwhile», and as ``CodeService.check``.
        """
        account = await self._sign_in.required(step.person)
        if account.password != password:
            raise Refusal(CHANGED_MEANWHILE)
        old = _contact(account, kind)
        await self._codes.check(step, Purpose.CHANGE_OLD, old, code)
        return old

    async def send_new(self, step: Step, new: Contact, *, again: bool = False) -> datetime:
        """When another code may be had.

        Refused: «signed-out», «same-contact», «already-registered», «too-many-tries» (until), and as
        ``CodeService.send``.
        """
        account = await self._sign_in.required(step.person)
        if _contact(account, new.kind).key == new.key:
            raise Refusal("same-contact", kind=new.kind)
        await self._registration.refuse_taken(step, new)
        return await self._codes.send(step, Purpose.CHANGE_NEW, new, again=again)

    async def change(self, step: Step, proved: Proved, new: Contact, code: Code) -> None:
        """Put the new contact in the old one's place, in the transaction that uses its code up.

        Refused: «signed-out», «changed-meanwhile», «confirmed-long-ago», «already-registered», and as
        ``CodeService.check``.
        """

        async def put_in_force(work: Work, match: CodeMatch) -> None:
            del match
            refuse_long_ago(step, proved.at)
            account = await _unchanged(work, step, proved.password, proved.old)
            if not await work.accounts.set_contact(account.id, new):
                raise Refusal(TAKEN)
            await work.codes.end_of_contact(proved.old, step.at)
            people = [each.telegram_id for each in await work.sign_ins.of_account(account.id)]
            await _tell(work, step, people, proved.old)
            await _redraw(work, step, account, people)

        await self._codes.check(step, Purpose.CHANGE_NEW, new, code, put_in_force)


def _contact(account: Account, kind: Kind) -> Contact:
    return account.email if kind == "email" else account.phone


async def _unchanged(work: Work, step: Step, password: PasswordHash, old: Contact) -> Account:
    """The account as it was when its owner proved to be that; nobody else changes it before the commit."""
    sign_in = await work.sign_ins.current(step.person)
    if sign_in is None:
        raise Refusal("signed-out")
    await work.tallies.lock(f"contacts:{sign_in.account_id}")
    account = await work.accounts.by_id(sign_in.account_id)
    if account is None:
        raise Refusal("signed-out")
    same = _contact(account, old.kind).key == old.key and await work.accounts.still_has(account.id, password)
    if not same:
        raise Refusal(CHANGED_MEANWHILE)
    return account


async def _tell(work: Work, step: Step, people: Sequence[int], old: Contact) -> None:
    session = await work.sign_ins.current(step.person)
    await alert(work, step, NOTICES[old.kind], people, session.id if session else None)
    await work.outbox.put(
        Parcel(
            key=step.key("contact-changed"),
            kind=f"changed-{old.kind}",
            person=step.person,
            payload={"to": str(old), "language": step.language},
            due_at=step.at,
            care=Care.ONCE if old.kind == "phone" else Care.REPEATABLE,
            expires_at=step.at + TOLD_WITHIN,
        )
    )


async def _redraw(work: Work, step: Step, account: Account, people: Sequence[int]) -> None:
    """Cards show the contacts of whoever waits for the desk."""
    asked = [await work.questions.open_of(person) for person in people]
    for request in [await work.requests.latest(account.id), *asked]:
        if request is not None and request.account_id == account.id and request.state is RequestState.OPEN:
            await work.outbox.put(redraw_parcel(request.id, step.key(f"redraw:{request.id}"), step.at))
