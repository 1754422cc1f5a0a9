"""Sign-in, sign-out and the change of a password, with lock-outs that a stranger cannot use (spec §1 Sign-in)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from account.alerts import alert
from account.contacts import Contact
from account.failures import Failures
from account.passwords import Password, PasswordHash
from account.ports import Hasher, Work, Works
from account.records import NOBODY, Account, Credentials, SignIn
from account.refusals import Refusal
from account.step import Outcome, Step, once

# Longer than any change of a password or contact takes, late mails included; shorter than a phone is left lying.
CONFIRMED_FOR = timedelta(hours=1)
LONG_AGO = "confirmed-long-ago"


class SignInService:
    """- A wrong pair gives one refusal for every reason, after the same time.

    - 5 failures in 15 minutes lock the account for that Telegram user, 20 for everyone, each for 15 minutes.
    - A Telegram user who was signed in to the account before is never shut out by others' failures.
    - 30 wrong passwords a day over all accounts stop that Telegram user; 1,000 an hour of the whole service stop those
      who were never signed in to the account, and the admins are told.
    - A change of password signs the others out. The old one holds for it for an hour: a conversation left open is no
      way in for whoever finds the Telegram unlocked.
    - The others are told of a new sign-in and of a changed password, and may end the session of whoever did it.
    """

    def __init__(self, works: Works, hasher: Hasher, admins: Sequence[int] = ()) -> None:
        self._works = works
        self._hasher = hasher
        self._failures = Failures(works, admins)

    async def current(self, person: int) -> Account | None:
        """The account this Telegram user is signed in to."""
        async with self._works() as work:
            sign_in = await work.sign_ins.current(person)
            return await work.accounts.by_id(sign_in.account_id) if sign_in else None

    async def required(self, person: int) -> Account:
        """The same; refused «signed-out» when there is none."""
        account = await self.current(person)
        if account is None:
            raise Refusal("signed-out")
        return account

    async def sign_in(self, step: Step, contact: Contact, password: Password) -> bool:
        """Sign in; whether the password is a sent one that asks to be replaced.

        Refused: «wrong-pair», «locked», «too-many-passwords», «sign-ins-closed» (until), «account-blocked».
        """
        async with self._works() as work:
            found = await work.accounts.credentials(contact)
        counted = await self._failures.count(step, found.account_id, contact.key)
        right = await self._right(step, found, password)

        async def effect(work: Work) -> Outcome:
            # The password may have been changed while the typed one was hashed, and that ended all sign-ins with it.
            if not right or not await work.accounts.still_has(found.account_id, found.password):
                raise Refusal("wrong-pair")
            await self._failures.forgive(work, step, found.account_id, counted)
            if await work.accounts.is_blocked(found.account_id):  # only who knows the password is told
                raise Refusal("account-blocked")
            session = await work.sign_ins.start(found.account_id, step.person, step.at)
            people = [each.telegram_id for each in await work.sign_ins.of_account(found.account_id)]
            await alert(work, step, "notice-new-sign-in", people, session.id)
            return {}

        await once(self._works, step, "sign-in", effect)
        return found.password_until is not None

    async def sign_out(self, step: Step) -> None:
        async with self._works() as work:
            await work.sign_ins.end(step.person, step.at)

    async def confirm_old(self, step: Step, password: Password) -> PasswordHash:
        """The hash that it was compared with.

        Refused: «wrong-old-password», «locked», «too-many-passwords» (until), «signed-out».
        """
        account = await self.required(step.person)
        own = Credentials(account.id, account.password, account.password_until)
        counted = await self._failures.count(step, own.account_id, "")
        if not await self._right(step, own, password):
            raise Refusal("wrong-old-password")
        async with self._works() as work:
            await self._failures.forgive(work, step, own.account_id, counted)
        return account.password

    async def change(self, step: Step, password: PasswordHash, confirmed_at: datetime | None = None) -> None:
        """The new password is in force, the account's other sign-ins end.

        ``confirmed_at``: when the present one was given, at the sign-in unless told. Refused: «signed-out»,
        «confirmed-long-ago».
        """

        async def effect(work: Work) -> Outcome:
            session = await _held(work, step.person)
            refuse_long_ago(step, confirmed_at or session.since)
            await work.accounts.set_password(session.account_id, password, None)
            ended = await work.sign_ins.end_others(session.account_id, step.person, step.at)
            await alert(work, step, "notice-password-changed", ended, session.id)
            return {}

        await once(self._works, step, "change-password", effect)

    async def end_stranger(self, step: Step, session: int) -> bool:
        """End somebody else's sign-in to the account that the person is, or was when it happened, signed in to.

        Whoever is out by now ends only that of somebody who came into the account later (``SignIns.end_beside``).
        """

        async def effect(work: Work) -> Outcome:
            return {"ended": int(await work.sign_ins.end_beside(session, step.person, step.at))}

        return bool((await once(self._works, step, "end-stranger", effect))["ended"])

    async def _right(self, step: Step, found: Credentials, password: Password) -> bool:
        if found.account_id == NOBODY:
            await self._hasher.burn(password)
            return False
        right = await self._hasher.verify(password, found.password)
        return right and (found.password_until is None or found.password_until > step.at)


def refuse_long_ago(step: Step, confirmed_at: datetime) -> None:
    """Refused: «confirmed-long-ago», an hour after the password was given."""
    if step.at > confirmed_at + CONFIRMED_FOR:
        raise Refusal(LONG_AGO)


async def _held(work: Work, person: int) -> SignIn:
    """Their sign-in, with the account locked: another change of the password or a reset may just be ending it."""
    session = await work.sign_ins.current(person)
    if session is not None:
        await work.accounts.hold(session.account_id)
        session = await work.sign_ins.current(person)
    if session is None:
        raise Refusal("signed-out")
    return session
