"""«Вход» and /logout, as the talk goes."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.conversations.seeds import PASSWORD, customer, mailbox, works_of
from tests.conversations.walks import to_login_password
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)
MOSCOW = ZoneInfo("Europe/Moscow")
WRONG_PAIR = "Контакт или пароль не подошли"


async def fails(person: Person, times: int) -> None:
    """So many wrong passwords."""
    for number in range(times):
        await person.says(f"неверный{number}")
        await person.hears(WRONG_PAIR)


async def test_by_email(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    await to_login_password(anna)
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли в личный кабинет", "Что сделать?")
    assert not anna.sees(PASSWORD)


@pytest.mark.parametrize("share", [True, False])
async def test_by_phone_shared_or_typed(anna: Person, town: Town, share: bool) -> None:
    known = await customer(town, anna, profile=True, signed_in=False)
    await anna.says("/login")
    await anna.presses("Телефон")
    await anna.hears("ТЕЛЕФОН")
    if share:
        await anna.presses("Поделиться номером")
    else:
        await anna.says(known.phone.replace("+7", "8"))
    await anna.hears("ПАРОЛЬ")
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли в личный кабинет")


async def test_without_a_profile_it_leads_there(anna: Person, town: Town) -> None:
    await customer(town, anna, signed_in=False)
    await to_login_password(anna)
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли в личный кабинет", "ФИО")


async def test_every_wrong_pair_gets_the_same_message(anna: Person, boris: Person, town: Town) -> None:
    """A wrong password, one that breaks the rules, an unknown contact: nobody can tell which it was."""
    known = await customer(town, anna, signed_in=False)
    said = set()
    for email, password in ((known.email, "неверный1"), (known.email, "1"), (f"no.{mailbox(boris)}", PASSWORD)):
        await to_login_password(boris, email)
        await boris.says(password)
        heard = await boris.hears(WRONG_PAIR)
        said.add(str(heard["text"]).replace(email, "…"))
        await boris.says("/cancel")
        await boris.hears("Отменили")
    assert len(said) == 1


async def test_a_wrong_pair_offers_the_reset_once(anna: Person) -> None:
    await to_login_password(anna)
    await anna.says("неверный1")
    await anna.hears(WRONG_PAIR)
    assert anna.buttons().count("Забыли пароль?") == 1
    await anna.presses("Забыли пароль?")
    await anna.hears("Сброс пароля", "ТИП КОНТАКТА")


async def test_a_wrong_pair_can_be_corrected_at_the_contact_too(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    await to_login_password(anna, f"typo.{mailbox(anna)}")
    await anna.says(PASSWORD)
    await anna.hears(WRONG_PAIR)
    await anna.presses("Назад")
    await anna.hears("E-MAIL")
    await anna.says(mailbox(anna))
    await anna.hears("ПАРОЛЬ")
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли в личный кабинет")


async def test_five_failures_lock_it_for_fifteen_minutes_and_say_until_when(
    anna: Person, boris: Person, town: Town
) -> None:
    known = await customer(town, anna, profile=True, signed_in=False)
    await to_login_password(boris, known.email)
    await fails(boris, 4)
    earliest = town.clock()
    await fails(boris, 1)
    latest = town.clock()
    await boris.says(PASSWORD)
    heard = await boris.hears("Вход закрыт до", "ПАРОЛЬ")
    assert not boris.sees(PASSWORD)
    until = [f"{at.astimezone(MOSCOW) + timedelta(minutes=15):%H:%M}" for at in (earliest, latest)]
    assert any(f"до {each}" in heard["text"] for each in until)
    await town.later(minutes=15, seconds=1)
    await boris.says(PASSWORD)
    await boris.hears("Вы вошли в личный кабинет")


async def test_a_lock_of_one_is_no_lock_of_another(anna: Person, boris: Person, town: Town) -> None:
    known = await customer(town, anna, profile=True, signed_in=False)
    await to_login_password(boris, known.email)
    await fails(boris, 5)
    await to_login_password(anna)
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли в личный кабинет")


async def test_an_account_may_be_signed_in_from_several_and_logout_ends_one(
    anna: Person, boris: Person, town: Town
) -> None:
    known = await customer(town, anna, profile=True)
    await to_login_password(boris, known.email)
    await boris.says(PASSWORD)
    await boris.hears("Вы вошли в личный кабинет")
    await boris.says("/logout")
    await boris.hears("Вы вышли из личного кабинета", "Е-ОСАГО")
    await anna.says("/profile")
    await anna.hears("Проверьте данные")


async def test_logout_by_the_menu(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await anna.says("/start")
    await anna.presses("Выйти")
    await anna.hears("Вы вышли из личного кабинета")
    await anna.says("/profile")
    await anna.hears("Сначала войдите")


async def test_whoever_is_in_is_not_asked_to_sign_in_again(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    for command in ("/login", "/register"):
        await anna.says(command)
        await anna.hears("Вы уже в личном кабинете", "/logout")


async def test_the_menu_of_a_customer(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await anna.says("/start")
    await anna.hears("Вы в личном кабинете")
    assert anna.buttons() == [
        *("Мои полисы", "Подтвердить личность", "Мои данные", "Сменить пароль", "Выйти"),
        *("Вход и контакты", "Помощь"),
    ]
    await town.acknowledged()


async def test_the_menu_of_a_verified_customer_has_nothing_to_confirm(anna: Person, town: Town) -> None:
    await customer(town, anna, verified=True)
    await anna.says("/start")
    await anna.hears("Вы в личном кабинете")
    assert anna.buttons() == [
        *("Мои полисы", "Мои данные", "Сменить пароль", "Выйти"),
        *("Вход и контакты", "Помощь"),
    ]


async def test_the_others_are_told_of_a_new_sign_in_and_may_end_it(anna: Person, boris: Person, town: Town) -> None:
    known = await customer(town, anna, profile=True)
    await anna.says("/start")
    await anna.hears("Что сделать?")
    await to_login_password(boris, known.email)
    await boris.says(PASSWORD)
    await boris.hears("Вы вошли в личный кабинет")
    await anna.hears("В ваш личный кабинет вошли из другого Telegram", "/password")
    await anna.presses("Завершить чужой вход")
    await anna.hears("Чужой вход завершён", "Что сделать?")
    await boris.says("/profile")
    await boris.hears("Сначала войдите")
    await anna.says("/profile")
    await anna.hears("Проверьте данные")


async def test_ending_a_strangers_session_in_the_middle_of_a_talk_keeps_the_talk(
    anna: Person, boris: Person, town: Town
) -> None:
    known = await customer(town, anna, profile=True)
    await anna.says("/profile")
    await anna.presses("Изменить номер")
    await anna.hears("Напишите номер")
    await to_login_password(boris, known.email)
    await boris.says(PASSWORD)
    await anna.hears("вошли из другого Telegram")
    await anna.presses("Завершить чужой вход", times=2)
    await anna.hears("Чужой вход завершён", "Напишите номер")


async def test_nobody_ends_the_session_of_an_account_that_is_not_theirs(
    anna: Person, boris: Person, town: Town
) -> None:
    await customer(town, anna, profile=True)
    await customer(town, boris, profile=True)
    await boris.says("/start")
    menu = await boris.hears("Что сделать?")
    async with works_of(town)() as work:
        session = await work.sign_ins.current(anna.id)
    assert session is not None
    boris._mark()
    town.world.press(boris.resident, menu["message_id"], f"s:end:{session.id}", forged=True)
    await boris.hears("Этот вход уже завершён")
    await anna.says("/profile")
    await anna.hears("Проверьте данные")
