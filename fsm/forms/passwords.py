"""What conversations that choose a password share: the rules, the hash, and the second typing of the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from account.cabinet import Cabinet
from account.contacts import Email, Phone
from account.names import FullName
from account.passwords import Password, PasswordHash, refuse_common, refuse_personal
from account.refusals import Refusal
from account.step import Step
from fsm.form import Form
from fsm.readers import TextReader, text


def password_or(refusal: str, back: str | None = None) -> Callable[[str], Password]:
    """Read a password that has to equal a known one: what cannot be a password is simply another."""

    def read(typed: str) -> Password:
        try:
            return Password.parse(typed)
        except Refusal:
            raise Refusal(refusal, back=back) from None

    return read


def note_confirmed(form: Form, step: Step) -> None:
    """Keep when the present password was given."""
    form.place.notes["confirmed"] = int(step.at.timestamp())


def confirmed_at(form: Form) -> datetime:
    """That time; long ago where an earlier version did not keep it."""
    return datetime.fromtimestamp(int(form.place.notes.get("confirmed", 0)), UTC)


class WithPassword(Protocol):
    """A form that has asked for a password."""

    password: PasswordHash


async def hashed(
    password: Password, cabinet: Cabinet, email: Email | None, phone: Phone | None, name: FullName | None
) -> str:
    """The hash of a password that passes; refused «password-common», «password-sample», «password-personal»."""
    refuse_common(password)
    refuse_personal(password, email=email, phone=phone, name=name)
    return (await cabinet.hash(password)).value


def same_again() -> TextReader:
    return text(password_or("password-mismatch", back="password"), load=str)


async def repeated(form: WithPassword, password: Password, cabinet: Cabinet, step: Step) -> None:
    """«ПОВТОРИТЕ ПАРОЛЬ»: when it is another, both steps are asked again."""
    del step
    if not await cabinet.same(password, form.password):
        raise Refusal("password-mismatch", back="password")
