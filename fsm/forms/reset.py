"""«Сброс пароля»: a contact, the code that came with a new password, and on to the sign-in."""

from __future__ import annotations

from account.cabinet import Cabinet
from account.code import Code
from account.contacts import Email, Phone
from account.step import Step
from fsm.form import Done, Form, Line, Offer, Privacy, ask
from fsm.forms.registration import note_again
from fsm.forms.sign_in import by_email, by_phone, chosen
from fsm.readers import choice, email_address, phone_number, text


async def send_code(form: Reset, cabinet: Cabinet, step: Step) -> None:
    note_again(form, await cabinet.reset.send_code(step, chosen(form)))


async def resend_code(form: Reset, cabinet: Cabinet, step: Step) -> Line:
    note_again(form, await cabinet.reset.send_code(step, chosen(form), again=True))
    return Line("code-sent-again")


async def confirm(form: Reset, code: Code, cabinet: Cabinet, step: Step) -> None:
    await cabinet.reset.confirm(step, chosen(form), code)


class Reset(Form, name="reset", version=1):
    """The bot says and takes the same, whether or not the contact is known."""

    kind: str = ask(choice("email", "phone"), privacy=Privacy.OPEN, offers=[Offer("login", opens="login")])
    email: Email = ask(
        email_address(),
        privacy=Privacy.PERSONAL,
        when=by_email,
        needs=("kind",),
        offers=[Offer("login", opens="login")],
    )
    phone: Phone = ask(
        phone_number(),
        privacy=Privacy.PERSONAL,
        when=by_phone,
        needs=("kind",),
        keyboard="share-phone",
        offers=[Offer("login", opens="login")],
    )
    code: str = ask(
        text(Code.parse, load=str),
        privacy=Privacy.SECRET,
        entering=send_code,
        then=confirm,
        needs=("kind", "email", "phone"),
        offers=[Offer("resend", does=resend_code), Offer("change", goes="kind"), Offer("login", opens="login")],
        final=True,
    )

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        del cabinet, step
        return Done((Line("reset-done"),), opens="login")
