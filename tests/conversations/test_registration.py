"""«Регистрация», as the talk goes."""

from __future__ import annotations

from tests.town import Person, Town

EMAIL = "anna.smirnova@example.com"
PASSWORD = "снегопад47"


async def up_to_consents(person: Person, email: str = EMAIL) -> None:
    await person.says("/start")
    await person.presses("Регистрация")
    await person.hears("E-MAIL")
    await person.says(email)
    await person.hears("ТЕЛЕФОН")
    await person.presses("Поделиться номером")
    await person.hears("ПАРОЛЬ")
    await person.says(PASSWORD)
    await person.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await person.says(PASSWORD)
    await person.presses("Я согласен с пользовательским соглашением")
    await person.presses("Даю согласие на обработку персональных данных")


async def registered(town: Town, person: Person, email: str = EMAIL) -> None:
    await up_to_consents(person, email)
    await person.presses("ЗАРЕГИСТРИРОВАТЬСЯ")
    await person.hears("Подтверждение email")
    await person.says(await town.mail_code(email))
    await person.hears("Подтверждение номера телефона")
    await person.says(await town.sms_code(person.resident.phone))
    await person.hears("ФИО")


async def test_a_newcomer_opens_an_account(anna: Person, town: Town) -> None:
    await registered(town, anna)
    assert not anna.sees(PASSWORD)
    assert not anna.sees(await town.mail_code(EMAIL))
    assert not anna.sees(await town.sms_code("+79161234567"))
