"""«Вход»: by e-mail or phone, and the password."""

from __future__ import annotations

from typing import Any

from account.cabinet import Cabinet
from account.contacts import Email, Phone
from account.passwords import Password
from account.step import Step
from fsm.form import Done, Form, Line, Offer, Privacy, ask
from fsm.forms.passwords import password_or
from fsm.readers import choice, email_address, phone_number, text


def by_email(form: Any) -> bool:
    """Whether the e-mail was chosen; also before the choice, so that the number of steps is known."""
    return bool(not form.answered("kind") or form.kind == "email")


def by_phone(form: Any) -> bool:
    return bool(form.answered("kind") and form.kind == "phone")


def chosen(form: Any) -> Email | Phone:
    contact_: Email | Phone = form.email if by_email(form) else form.phone
    return contact_


async def sign_in(form: Login, password: Password, cabinet: Cabinet, step: Step) -> None:
    form.place.notes["sent"] = int(await cabinet.sign_in.sign_in(step, chosen(form), password))


class Login(Form, name="login", version=1):
    """A wrong pair asks for the password again; with a sent password one's own is asked for next."""

    kind: str = ask(choice("email", "phone"), privacy=Privacy.OPEN)
    email: Email = ask(email_address(), privacy=Privacy.PERSONAL, when=by_email, needs=("kind",))
    phone: Phone = ask(
        phone_number(),
        privacy=Privacy.PERSONAL,
        when=by_phone,
        needs=("kind",),
        keyboard="share-phone",
    )
    password: str = ask(
        text(password_or("wrong-pair"), load=str),
        privacy=Privacy.SECRET,
        then=sign_in,
        offers=[Offer("reset", opens="reset")],
    )

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        if self.place.notes["sent"]:
            return Done((Line("login-done"),), opens="own-password")
        account = await cabinet.sign_in.required(step.person)
        return Done((Line("login-done"),), opens=None if account.profile else "profile")
