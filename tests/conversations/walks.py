"""The well-trodden part of a talk, up to the question that a script is about."""

from __future__ import annotations

from tests.conversations.seeds import PASSWORD, mailbox
from tests.town import Person, Town


async def to_email(person: Person) -> None:
    await person.says("/register")
    await person.hears("E-MAIL")


async def to_phone(person: Person, email: str | None = None) -> None:
    await to_email(person)
    await person.says(email or mailbox(person))
    await person.hears("ТЕЛЕФОН")


async def to_password(person: Person, email: str | None = None) -> None:
    await to_phone(person, email)
    await person.presses("Поделиться номером")
    await person.hears("ПАРОЛЬ")


async def to_consents(person: Person, email: str | None = None) -> None:
    await to_password(person, email)
    await person.says(PASSWORD)
    await person.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await person.says(PASSWORD)
    await person.hears("отметьте оба согласия")


async def tick_both(person: Person) -> None:
    await person.presses("☐ Я согласен")
    await person.hears("отметьте оба согласия")
    await person.presses("☐ Даю согласие")
    await person.hears("отметьте оба согласия")


async def to_email_code(person: Person, email: str | None = None) -> None:
    await to_consents(person, email)
    await tick_both(person)
    await person.presses("ЗАРЕГИСТРИРОВАТЬСЯ")
    await person.hears("Подтверждение email")


async def to_phone_code(town: Town, person: Person) -> None:
    await to_email_code(person)
    await person.says(await town.mail_code(mailbox(person)))
    await person.hears("Подтверждение номера телефона")


async def to_login_password(person: Person, email: str | None = None) -> None:
    await person.says("/login")
    await person.presses("Email")
    await person.hears("E-MAIL")
    await person.says(email or mailbox(person))
    await person.hears("ПАРОЛЬ")


async def to_reset_code(person: Person, email: str | None = None) -> None:
    await person.says("/reset")
    await person.presses("Email")
    await person.hears("E-MAIL")
    await person.says(email or mailbox(person))
    await person.hears("КОД ПОДТВЕРЖДЕНИЯ")
