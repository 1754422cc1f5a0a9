"""«Сменить пароль», and the same without the old one after signing in with a sent password."""

from __future__ import annotations

from account.cabinet import Cabinet
from account.passwords import Password, PasswordHash
from account.refusals import Refusal
from account.sign_in import LONG_AGO
from account.step import Step
from fsm.form import Done, Form, Line, Offer, Privacy, ask
from fsm.forms.passwords import confirmed_at, hashed, note_confirmed, password_or, repeated, same_again
from fsm.readers import text


async def confirm_old(form: PasswordChange, password: Password, cabinet: Cabinet, step: Step) -> None:
    await cabinet.sign_in.confirm_old(step, password)
    note_confirmed(form, step)


async def hash_new(form: Form, password: Password, cabinet: Cabinet, step: Step) -> str:
    del form
    account = await cabinet.sign_in.required(step.person)
    name = account.profile.name if account.profile else None
    return await hashed(password, cabinet, account.email, account.phone, name)


class PasswordChange(Form, name="password", version=1):
    """Asks for the old password and signs the account's other Telegram users out."""

    old: str = ask(
        text(password_or("wrong-old-password"), load=str), privacy=Privacy.SECRET, then=confirm_old, final=True
    )
    password: PasswordHash = ask(
        text(Password.parse, load=PasswordHash), privacy=Privacy.SECRET, then=hash_new, needs=("old",)
    )
    repeat: str = ask(same_again(), privacy=Privacy.SECRET, then=repeated, needs=("password",), shown=False)

    async def start(self, cabinet: Cabinet, step: Step) -> None:
        await cabinet.sign_in.required(step.person)

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        try:
            await cabinet.sign_in.change(step, self.password, confirmed_at(self))
        except Refusal as refusal:
            raise Refusal(refusal.name, back="old" if refusal.name == LONG_AGO else None) from None
        return Done((Line("password-done"),))


async def put_off(form: Form, cabinet: Cabinet, step: Step) -> Done:
    del form
    account = await cabinet.sign_in.required(step.person)
    return Done((Line("own-password-put-off"),), opens=None if account.profile else "profile")


class OwnPassword(Form, name="own-password", version=1):
    """One's own password in place of the sent one; it may be put off. An hour later the sent one is asked for."""

    password: PasswordHash = ask(
        text(Password.parse, load=PasswordHash),
        privacy=Privacy.SECRET,
        then=hash_new,
        offers=[Offer("later", ends=put_off)],
    )
    repeat: str = ask(same_again(), privacy=Privacy.SECRET, then=repeated, needs=("password",), shown=False)

    async def start(self, cabinet: Cabinet, step: Step) -> None:
        await cabinet.sign_in.required(step.person)

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        account = await cabinet.sign_in.required(step.person)
        try:
            await cabinet.sign_in.change(step, self.password)
        except Refusal as refusal:
            if refusal.name != LONG_AGO:
                raise
            return Done((Line(f"refusal-{LONG_AGO}"),), opens="password")
        return Done((Line("password-done"),), opens=None if account.profile else "profile")
