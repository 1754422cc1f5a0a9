"""Every question of every conversation that is answered by words or buttons, and the way there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from tests.conversations import walks
from tests.conversations.seeds import customer
from tests.town import Person, Town


@dataclass(frozen=True)
class Asked:
    """A question by the words that only it has; ``first``: nothing was typed before it."""

    name: str
    words: str
    walk: Callable[[Town, Person], Awaitable[None]]
    first: bool = False


def alone(walk: Callable[[Person], Awaitable[None]]) -> Callable[[Town, Person], Awaitable[None]]:
    """A walk that needs nothing of the town."""

    async def there(town: Town, person: Person) -> None:
        del town
        await walk(person)

    return there


def by_command(command: str, words: str, *, profile: bool | None = None) -> Callable[[Town, Person], Awaitable[None]]:
    async def there(town: Town, person: Person) -> None:
        if profile is not None:
            await customer(town, person, profile=profile)
        await person.says(command)
        await person.hears(words)

    return there


async def to_login_email(person: Person) -> None:
    await person.says("/login")
    await person.presses("Email")
    await person.hears("E-MAIL")


EVERY = (
    Asked("registration-email", "На него придёт код", alone(walks.to_email), first=True),
    Asked("registration-phone", "напишите номер мобильного", alone(walks.to_phone)),
    Asked("registration-password", "Придумайте пароль", alone(walks.to_password)),
    Asked("registration-repeat", "ПОВТОРИТЕ ПАРОЛЬ", alone(walks.to_repeat)),
    Asked("registration-consents", "Проверьте ответы", alone(walks.to_consents)),
    Asked("registration-email-code", "Подтверждение email", alone(walks.to_email_code)),
    Asked("registration-phone-code", "Подтверждение номера", walks.to_phone_code),
    Asked("login-kind", "Как вы хотите войти", by_command("/login", "ТИП КОНТАКТА"), first=True),
    Asked("login-email", "указанный при регистрации", alone(to_login_email)),
    Asked("login-phone", "указанный при регистрации", alone(walks.to_login_phone)),
    Asked("login-password", "Напишите пароль от личного кабинета", alone(walks.to_login_password)),
    Asked("reset-kind", "Куда прислать код", by_command("/reset", "ТИП КОНТАКТА"), first=True),
    Asked("reset-code", "КОД ПОДТВЕРЖДЕНИЯ", alone(walks.to_reset_code)),
    Asked("profile-full-name", "Напишите фамилию", by_command("/profile", "ФИО", profile=False), first=True),
    Asked("profile-birth-date", "Напишите день, месяц и год", walks.to_birth_date),
    Asked("profile-gender", "Выберите, как указано", walks.to_gender),
    Asked("profile-document-type", "Выберите документ", walks.to_document),
    Asked("profile-series", "Напишите серию", walks.to_series),
    Asked("profile-number", "Напишите номер, как в документе", walks.to_number),
    Asked("profile-confirm", "Проверьте данные", walks.to_summary),
    Asked("password-old", "с которым вы входите сейчас", by_command("/password", "ПРЕЖНИЙ", profile=True), first=True),
    Asked("erasure-password", "Чтобы удалить аккаунт", by_command("/erase", "ПАРОЛЬ", profile=True), first=True),
    Asked("erasure-confirm", "Удалить аккаунт насовсем", walks.to_erasure),
    Asked("password-password", "НОВЫЙ ПАРОЛЬ", walks.to_new_password),
    Asked("email-change-password", "Сменить email", by_command("/email", "ПАРОЛЬ", profile=True), first=True),
    Asked("email-change-old-code", "Код с прежнего email", walks.to_old_email_code),
    Asked("email-change-email", "НОВЫЙ E-MAIL", walks.to_new_email),
    Asked("email-change-new-code", "Подтверждение нового email", walks.to_new_email_code),
    Asked("phone-change-password", "Сменить телефон", by_command("/phone", "ПАРОЛЬ", profile=True), first=True),
    Asked("phone-change-old-code", "Код с прежнего номера", walks.to_old_phone_code),
    Asked("phone-change-phone", "НОВЫЙ ТЕЛЕФОН", walks.to_new_phone),
    Asked("phone-change-new-code", "Подтверждение нового номера", walks.to_new_phone_code),
)

at_every_question = pytest.mark.parametrize("asked", EVERY, ids=lambda asked: asked.name)
