"""The well-trodden part of a talk, up to the question that a script is about."""

from __future__ import annotations

from typing import Any

from tests.conversations.seeds import PASSWORD, customer, mailbox
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


async def to_repeat(person: Person) -> None:
    await to_password(person)
    await person.says(PASSWORD)
    await person.hears("ПОВТОРИТЕ ПАРОЛЬ")


async def to_login_phone(person: Person) -> None:
    await person.says("/login")
    await person.presses("Телефон")
    await person.hears("ТЕЛЕФОН")


async def to_birth_date(town: Town, person: Person) -> None:
    await customer(town, person)
    await person.says("/profile")
    await person.hears("ФИО", "Шаг 1 из 7")
    await person.says("смирнова анна петровна")
    await person.hears("Дата рождения", "ФИО: Смирнова Анна Петровна")


async def to_gender(town: Town, person: Person) -> None:
    await to_birth_date(town, person)
    await person.says("07.03.1985")
    await person.hears("Выберите, как указано")


async def to_document(town: Town, person: Person) -> None:
    await to_gender(town, person)
    await person.presses("Женский")
    await person.hears("Тип документа")


async def to_series(town: Town, person: Person) -> None:
    await to_document(town, person)
    await person.presses("Паспорт РФ")
    await person.hears("Серия документа")


async def to_number(town: Town, person: Person) -> None:
    await to_series(town, person)
    await person.says("45 08")
    await person.hears("Номер документа")


async def to_summary(town: Town, person: Person) -> None:
    await to_number(town, person)
    await person.says("123456")
    await person.hears("Проверьте данные")


async def to_new_password(town: Town, person: Person) -> None:
    await customer(town, person, profile=True)
    await person.says("/password")
    await person.hears("ПРЕЖНИЙ ПАРОЛЬ")
    await person.says(PASSWORD)
    await person.hears("НОВЫЙ ПАРОЛЬ")


async def to_erasure(town: Town, person: Person) -> None:
    await customer(town, person, profile=True)
    await person.says("/privacy")
    await person.presses("Удалить аккаунт")
    await person.hears("Чтобы удалить аккаунт")
    await person.says(PASSWORD)
    await person.hears("Удалить аккаунт насовсем")


async def to_old_email_code(town: Town, person: Person) -> None:
    await customer(town, person, profile=True)
    await person.says("/email")
    await person.hears("ПАРОЛЬ", "Шаг 1 из 4")
    await person.says(PASSWORD)
    await person.hears("Код с прежнего email")


async def to_new_email(town: Town, person: Person) -> None:
    await to_old_email_code(town, person)
    await person.says(await town.mail_code(mailbox(person)))
    await person.hears("НОВЫЙ E-MAIL")


async def to_new_email_code(town: Town, person: Person) -> None:
    await to_new_email(town, person)
    await person.says(new_mailbox(person))
    await person.hears("Подтверждение нового email", new_mailbox(person))


async def to_old_phone_code(town: Town, person: Person) -> None:
    await customer(town, person, profile=True)
    await person.says("/phone")
    await person.hears("ПАРОЛЬ", "Шаг 1 из 4")
    await person.says(PASSWORD)
    await person.hears("Код с прежнего номера")


async def to_new_phone(town: Town, person: Person) -> None:
    await to_old_phone_code(town, person)
    await person.says(await town.sms_code(person.phone))
    await person.hears("НОВЫЙ ТЕЛЕФОН")


async def to_new_phone_code(town: Town, person: Person) -> None:
    await to_new_phone(town, person)
    await person.says(new_number(person))
    await person.hears("Подтверждение нового номера")


def new_mailbox(person: Person) -> str:
    return f"new.{mailbox(person)}"


def new_number(person: Person) -> str:
    """A mobile number that nobody else in the town has."""
    return f"+7925{person.phone[-7:]}"


def said_by_bot(person: Person) -> list[dict[str, Any]]:
    return [each for each in person.screen() if each["from"].get("is_bot")]
