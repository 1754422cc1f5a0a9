"""«Регистрация»: contacts, password, two consents, and both contacts confirmed by codes."""

from __future__ import annotations

from datetime import datetime

from account.cabinet import Cabinet
from account.code import Code
from account.contacts import Email, Phone
from account.passwords import Password, PasswordHash
from account.refusals import Refusal
from account.registration import TAKEN
from account.step import Step
from fsm.form import Done, Form, Line, Offer, Privacy, ask
from fsm.forms.passwords import hashed, repeated, same_again
from fsm.readers import email_address, phone_number, text, ticks


async def hash_password(form: Registration, password: Password, cabinet: Cabinet, step: Step) -> str:
    del step
    return await hashed(password, cabinet, form.email, form.phone, None)


async def time_of_consent(form: Registration, value: object, cabinet: Cabinet, step: Step) -> str:
    del form, value, cabinet
    return step.at.isoformat()


async def send_email_code(form: Registration, cabinet: Cabinet, step: Step) -> None:
    await cabinet.registration.take_contacts(step, form.email, form.phone)
    note_again(form, await cabinet.registration.send_code(step, form.email))


async def send_phone_code(form: Registration, cabinet: Cabinet, step: Step) -> None:
    await cabinet.registration.take_contacts(step, form.email, form.phone)
    note_again(form, await cabinet.registration.send_code(step, form.phone))


async def resend_email_code(form: Registration, cabinet: Cabinet, step: Step) -> Line:
    note_again(form, await cabinet.registration.send_code(step, form.email, again=True))
    return Line("code-sent-again")


async def resend_phone_code(form: Registration, cabinet: Cabinet, step: Step) -> Line:
    note_again(form, await cabinet.registration.send_code(step, form.phone, again=True))
    return Line("code-sent-again")


async def confirm_email(form: Registration, code: Code, cabinet: Cabinet, step: Step) -> None:
    await cabinet.registration.confirm(step, form.email, code)


async def confirm_phone(form: Registration, code: Code, cabinet: Cabinet, step: Step) -> None:
    await cabinet.registration.confirm(step, form.phone, code)


def note_again(form: Form, again_at: datetime) -> None:
    """Keep when another code may be asked for: the button says it."""
    form.place.notes["again"] = int(again_at.timestamp())


class Registration(Form, name="registration", version=1):
    """The account exists only once both contacts are confirmed; then the profile follows."""

    email: Email = ask(email_address(), privacy=Privacy.PERSONAL)
    phone: Phone = ask(phone_number(), privacy=Privacy.PERSONAL, keyboard="share-phone")
    password: PasswordHash = ask(text(Password.parse, load=PasswordHash), privacy=Privacy.SECRET, then=hash_password)
    repeat: str = ask(same_again(), privacy=Privacy.SECRET, then=repeated, needs=("password",), shown=False)
    consents: str = ask(
        ticks("agreement", "personal-data", submit="register", corrects=("email", "phone", "password")),
        privacy=Privacy.OPEN,
        then=time_of_consent,
    )
    email_code: str = ask(
        text(Code.parse, load=str),
        privacy=Privacy.SECRET,
        entering=send_email_code,
        then=confirm_email,
        needs=("email",),
        offers=[Offer("resend", does=resend_email_code), Offer("change", goes="email")],
        final=True,
    )
    phone_code: str = ask(
        text(Code.parse, load=str),
        privacy=Privacy.SECRET,
        entering=send_phone_code,
        then=confirm_phone,
        needs=("phone",),
        offers=[Offer("resend", does=resend_phone_code), Offer("change", goes="phone")],
        final=True,
    )

    async def start(self, cabinet: Cabinet, step: Step) -> None:
        await cabinet.reminders.registration_begun(step)

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        try:
            await cabinet.registration.open(
                step, self.email, self.phone, self.password, datetime.fromisoformat(self.consents)
            )
        except Refusal as refusal:
            raise Refusal(refusal.name, back="consents" if refusal.name == TAKEN else refusal.back) from None
        return Done((Line("registration-done"),), opens="profile")
