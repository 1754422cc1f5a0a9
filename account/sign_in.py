"""Sign-in, sign-out and the change of a password, with lock-outs that a stranger cannot use (spec §1 Sign-in)."""

from __future__ import annotations

from datetime import datetime, timedelta

from account.alerts import alert
from account.contacts import Contact
from account.limits import Limit, locked_until
from account.passwords import Password, PasswordHash
from account.ports import Hasher, Work, Works
from account.records import Account
from account.refusals import Refusal
from account.step import Outcome, Step, once

LOCK = timedelta(minutes=15)
FAILURES_OF_PERSON = Limit(5, LOCK)
FAILURES_OF_ALL = Limit(20, LOCK)


class SignInService:
    """- A wrong pair gives one refusal for every reason, after the same time.

    - 5 failures in 15 minutes lock the account for that Telegram user, 20 for everyone, each for 15 minutes.
    - A Telegram user who was signed in to the account before is never shut out by others' failures.
    - A change of password signs the others out.
    - The others are told of a new sign-in and of a changed password, and may end the session of whoever did it.
    """

    def __init__(self, works: Works, hasher: Hasher) -> None:
        self._works = works
        self._hasher = hasher

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

        Refused: «wrong-pair», «locked» (until).
        """
        async with self._works() as work:
            account = await work.accounts.by_contact(contact)
        counted = await self._count(step, account, contact.key)
        right = await self._right(step, account, password)

        async def effect(work: Work) -> Outcome:
            # The password may have been changed while the typed one was hashed, and that ended all sign-ins with it.
            if account is None or not right or not await work.accounts.still_has(account.id, account.password):
                raise Refusal("wrong-pair")
            await _forgive(work, step, account, counted)
            session = await work.sign_ins.start(account.id, step.person, step.at)
            people = [each.telegram_id for each in await work.sign_ins.of_account(account.id)]
            await alert(work, step, "notice-new-sign-in", people, session.id)
            return {}

        await once(self._works, step, "sign-in", effect)
        return account is not None and account.password_until is not None

    async def sign_out(self, step: Step) -> None:
        async with self._works() as work:
            await work.sign_ins.end(step.person, step.at)

    async def confirm_old(self, step: Step, password: Password) -> PasswordHash:
        """The hash that it was compared with. Refused: «wrong-old-password», «locked» (until), «signed-out»."""
        account = await self.required(step.person)
        counted = await self._count(step, account, "")
        if not await self._right(step, account, password):
            raise Refusal("wrong-old-password")
        async with self._works() as work:
            await _forgive(work, step, account, counted)
        return account.password

    async def change(self, step: Step, password: PasswordHash) -> None:
        """The new password is in force, the account's other sign-ins end. Refused: «signed-out»."""
        account = await self.required(step.person)

        async def effect(work: Work) -> Outcome:
            await work.accounts.set_password(account.id, password, None)
            ended = await work.sign_ins.end_others(account.id, step.person, step.at)
            session = await work.sign_ins.current(step.person)
            await alert(work, step, "notice-password-changed", ended, session.id if session else None)
            return {}

        await once(self._works, step, "change-password", effect)

    async def end_stranger(self, step: Step, session: int) -> bool:
        """End somebody else's sign-in to the account that the person is, or was when it happened, signed in to."""

        async def effect(work: Work) -> Outcome:
            return {"ended": int(await work.sign_ins.end_beside(session, step.person, step.at))}

        return bool((await once(self._works, step, "end-stranger", effect))["ended"])

    async def _right(self, step: Step, account: Account | None, password: Password) -> bool:
        if account is None:
            await self._hasher.burn(password)
            return False
        right = await self._hasher.verify(password, account.password)
        return right and (account.password_until is None or account.password_until > step.at)

    async def _count(self, step: Step, account: Account | None, contact: str) -> datetime:
        """Count this attempt as a failure before anything is compared; success takes it back by the time given."""
        subject = _subject(account, contact)

        async def effect(work: Work) -> Outcome:
            await work.tallies.lock(subject, _mine(step, subject))
            until = await self._locked_until(work, step, account, subject)
            if until is not None and until > step.at:
                raise Refusal("locked", until=int(until.timestamp()))
            await work.tallies.add(subject, step.at)
            await work.tallies.add(_mine(step, subject), step.at)
            return {"at": step.at.isoformat()}

        return datetime.fromisoformat(str((await once(self._works, step, "count-sign-in", effect))["at"]))

    async def _locked_until(self, work: Work, step: Step, account: Account | None, subject: str) -> datetime | None:
        since = step.at - 2 * LOCK
        mine = locked_until(await work.tallies.recent(_mine(step, subject), since), FAILURES_OF_PERSON, LOCK)
        if account is not None and await work.sign_ins.ever(account.id, step.person):
            return mine
        everyone = locked_until(await work.tallies.recent(subject, since), FAILURES_OF_ALL, LOCK)
        return max(filter(None, (mine, everyone)), default=None)


def _subject(account: Account | None, contact: str) -> str:
    return f"sign-in:account:{account.id}" if account else f"sign-in:contact:{contact}"


async def _forgive(work: Work, step: Step, account: Account, counted: datetime) -> None:
    """A success: this attempt was no failure, and the person's own failures are past; those of others stay."""
    subject = _subject(account, "")
    await work.tallies.take_back(subject, counted)
    await work.tallies.clear(_mine(step, subject))


def _mine(step: Step, subject: str) -> str:
    return f"{subject}:{step.person}"
