"""«Сменить email» and «Сменить телефон»: the password, a code to the old contact, the new one and a code to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from account.cabinet import Cabinet
from account.code import Code
from account.contact_change import CHANGED_MEANWHILE, Kind, Proved
from account.contacts import Contact, Email, Phone
from account.passwords import Password, PasswordHash
from account.refusals import Refusal
from account.registration import TAKEN
from account.sign_in import LONG_AGO
from account.step import Step
from fsm.form import Done, Form, Line, Offer, Privacy, ask
from fsm.forms.passwords import confirmed_at, note_confirmed, password_or
from fsm.forms.registration import note_again
from fsm.readers import email_address, phone_number, text

Change = Callable[[Any, Code, Cabinet, Step], Awaitable[None]]
BEGIN_AGAIN = (CHANGED_MEANWHILE, LONG_AGO)


async def confirm_password(form: Any, password: Password, cabinet: Cabinet, step: Step) -> str:
    """Keep the hash that it agrees with: another one at the end stops the change."""
    agreed = await cabinet.sign_in.confirm_old(step, password)
    note_confirmed(form, step)
    return agreed.value


async def send_old_code(form: Any, cabinet: Cabinet, step: Step, *, again: bool = False) -> None:
    old, again_at = await cabinet.contact_change.send_old(step, form.contact, again=again)
    form.place.notes["old"] = old.masked
    note_again(form, again_at)


async def resend_old_code(form: Any, cabinet: Cabinet, step: Step) -> Line:
    await send_old_code(form, cabinet, step, again=True)
    return Line("code-sent-again")


async def confirm_old(form: Any, code: Code, cabinet: Cabinet, step: Step) -> str:
    """Keep which contact the code proved: another one at the end stops the change."""
    try:
        return str(await cabinet.contact_change.confirm_old(step, form.contact, form.password, code))
    except Refusal as refusal:
        raise led(refusal, *BEGIN_AGAIN, back="password") from None


async def give_up(form: Any, cabinet: Cabinet, step: Step) -> Done:
    """The old contact is out of reach: only people can help."""
    del form, cabinet, step
    return Done((Line("old-contact-lost"),))


async def send_new_code(form: Any, cabinet: Cabinet, step: Step, *, again: bool = False) -> None:
    note_again(form, await cabinet.contact_change.send_new(step, new_contact(form), again=again))


async def resend_new_code(form: Any, cabinet: Cabinet, step: Step) -> Line:
    await send_new_code(form, cabinet, step, again=True)
    return Line("code-sent-again")


async def change_email(form: Any, code: Code, cabinet: Cabinet, step: Step) -> None:
    try:
        await cabinet.contact_change.change(step, proved(form), form.email, code)
    except Refusal as refusal:
        raise led(led(refusal, *BEGIN_AGAIN, back="password"), TAKEN, back="email") from None


async def change_phone(form: Any, code: Code, cabinet: Cabinet, step: Step) -> None:
    try:
        await cabinet.contact_change.change(step, proved(form), form.phone, code)
    except Refusal as refusal:
        raise led(led(refusal, *BEGIN_AGAIN, back="password"), TAKEN, back="phone") from None


def proved(form: Any) -> Proved:
    return Proved(form.password, confirmed_at(form), form.old_code)


def led(refusal: Refusal, *names: str, back: str) -> Refusal:
    """The refusal; one of these names asks an earlier question again."""
    return Refusal(refusal.name, back=back) if refusal.name in names else refusal


def new_contact(form: Any) -> Contact:
    new: Contact = form.email if form.contact == "email" else form.phone
    return new


def present_password() -> Any:
    reader = text(password_or("wrong-old-password"), load=PasswordHash)
    return ask(reader, privacy=Privacy.SECRET, then=confirm_password, final=True)


def code_to_old(load: Callable[[str], Contact]) -> Any:
    return ask(
        text(Code.parse, load=load),
        privacy=Privacy.SECRET,
        entering=send_old_code,
        then=confirm_old,
        needs=("password",),
        offers=[Offer("resend", does=resend_old_code), Offer("lost", ends=give_up)],
        final=True,
    )


def code_to_new(contact: str, change: Change) -> Any:
    return ask(
        text(Code.parse, load=str),
        privacy=Privacy.SECRET,
        entering=send_new_code,
        then=change,
        needs=(contact,),
        offers=[Offer("resend", does=resend_new_code), Offer("change", goes=contact)],
        final=True,
    )


class EmailChange(Form, name="email-change", version=1):
    """The address changes with the last code; «changed-meanwhile» begins again."""

    contact: ClassVar[Kind] = "email"
    password: PasswordHash = present_password()
    old_code: Email = code_to_old(Email)
    email: Email = ask(email_address(), privacy=Privacy.PERSONAL, needs=("old_code",))
    new_code: str = code_to_new("email", change_email)

    async def start(self, cabinet: Cabinet, step: Step) -> None:
        await cabinet.sign_in.required(step.person)

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        del cabinet, step
        return Done((Line("email-change-done"),))


class PhoneChange(Form, name="phone-change", version=1):
    """The number changes with the last code; «changed-meanwhile» begins again."""

    contact: ClassVar[Kind] = "phone"
    password: PasswordHash = present_password()
    old_code: Phone = code_to_old(Phone)
    phone: Phone = ask(phone_number(), privacy=Privacy.PERSONAL, needs=("old_code",), keyboard="share-phone")
    new_code: str = code_to_new("phone", change_phone)

    async def start(self, cabinet: Cabinet, step: Step) -> None:
        await cabinet.sign_in.required(step.person)

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        del cabinet, step
        return Done((Line("phone-change-done"),))
