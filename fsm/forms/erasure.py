"""«Удалить аккаунт»: the password, then a page that says what goes and what stays, and the account is no more."""

from __future__ import annotations

from datetime import UTC, datetime

from account.cabinet import Cabinet
from account.passwords import Password
from account.refusals import Refusal
from account.step import Step
from fsm.form import Done, Form, Line, Privacy, ask
from fsm.forms.passwords import password_or
from fsm.readers import summary, text


async def check_password(form: Erasure, password: Password, cabinet: Cabinet, step: Step) -> None:
    await cabinet.sign_in.confirm_old(step, password)
    form.place.notes["confirmed"] = int(step.at.timestamp())


class Erasure(Form, name="erasure", version=1):
    """The password holds for ten minutes, so that a page left open deletes nothing days later."""

    password: str = ask(
        text(password_or("wrong-old-password"), load=str),
        privacy=Privacy.SECRET,
        then=check_password,
        final=True,
        shown=False,
    )
    confirm: str = ask(summary("erase", corrects=()), privacy=Privacy.OPEN)

    async def start(self, cabinet: Cabinet, step: Step) -> None:
        await cabinet.sign_in.required(step.person)

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        confirmed = datetime.fromtimestamp(int(self.place.notes["confirmed"]), UTC)
        try:
            await cabinet.privacy.erase_account(step, confirmed)
        except Refusal as refusal:
            raise Refusal(refusal.name, back="password" if refusal.name == "confirm-again" else None) from None
        return Done((Line("erasure-done"),), forgets=True)
