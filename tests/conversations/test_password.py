"""«Сменить пароль», as the talk goes."""

from __future__ import annotations

import pytest

from tests.conversations.seeds import PASSWORD, customer, mailbox
from tests.conversations.walks import to_login_password, to_new_password
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)
NEW = "ледоход52"


async def test_the_old_one_then_the_new_one_twice(anna: Person, town: Town) -> None:
    await to_new_password(town, anna)
    await anna.says(NEW)
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says(NEW)
    await anna.hears("Новый пароль действует")
    assert not any(anna.sees(password) for password in (PASSWORD, NEW))
    await anna.says("/logout")
    await anna.hears("Вы вышли")
    await to_login_password(anna)
    await anna.says(PASSWORD)
    await anna.hears("не подошли")
    await anna.says(NEW)
    await anna.hears("Вы вошли в личный кабинет")


async def test_the_others_are_signed_out(anna: Person, boris: Person, town: Town) -> None:
    await to_new_password(town, anna)
    await to_login_password(boris, mailbox(anna))
    await boris.says(PASSWORD)
    await boris.hears("Вы вошли в личный кабинет")
    await anna.says(NEW)
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says(NEW)
    await anna.hears("Новый пароль действует. Все другие входы в этот кабинет завершены")
    await boris.hears("Пароль от вашего личного кабинета сменили", "/reset")
    await boris.says("/profile")
    await boris.hears("Сначала войдите")
    await anna.says("/profile")
    await anna.hears("Проверьте данные")


async def test_a_wrong_old_one_is_said_and_five_lock(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await anna.says("/password")
    await anna.hears("ПРЕЖНИЙ ПАРОЛЬ")
    for number in range(5):
        await anna.says(f"неверный{number}")
        await anna.hears("не ваш нынешний пароль", "ПРЕЖНИЙ ПАРОЛЬ")
    await anna.says(PASSWORD)
    await anna.hears("закрыт до", "ПРЕЖНИЙ ПАРОЛЬ")


async def test_a_mismatch_asks_for_both_again(anna: Person, town: Town) -> None:
    await to_new_password(town, anna)
    await anna.says(NEW)
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says("ледоход53")
    await anna.hears("Пароли не совпали", "НОВЫЙ ПАРОЛЬ")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [("ab1", "не меньше 6"), ("Петровна4719", "составлен из вашего имени"), ("password1", "самых распространённых")],
)
async def test_the_rules_hold_here_as_well(anna: Person, town: Town, typed: str, wrong: str) -> None:
    await to_new_password(town, anna)
    await anna.says(typed)
    await anna.hears(wrong, "НОВЫЙ ПАРОЛЬ")


async def test_the_menu_leads_here(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await anna.says("/start")
    await anna.presses("Сменить пароль")
    await anna.hears("ПРЕЖНИЙ ПАРОЛЬ")


async def test_a_guest_is_shown_the_way_in(anna: Person) -> None:
    await anna.says("/password")
    await anna.hears("Сначала войдите в личный кабинет")


async def test_whoever_was_signed_out_meanwhile_changes_nothing(anna: Person, town: Town) -> None:
    await to_new_password(town, anna)
    await anna.says(NEW)
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says("/reset")
    await anna.presses("Продолжить")
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    async with town.app.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE sign_ins SET ended_at = since WHERE telegram_id = ?", (anna.id,))
    await anna.says(NEW)
    await anna.hears("Сначала войдите в личный кабинет")


async def stranger_inside(town: Town, anna: Person, boris: Person) -> None:
    """Boris has Anna's password, and she hears that he came in."""
    known = await customer(town, anna, profile=True)
    await anna.says("/start")
    await anna.hears("Что сделать?")
    await to_login_password(boris, known.email)
    await boris.says(PASSWORD)
    await boris.hears("Вы вошли в личный кабинет")
    await anna.hears("вошли из другого Telegram")


async def test_whoever_was_signed_out_by_a_stranger_ends_the_strangers_session(
    anna: Person, boris: Person, town: Town
) -> None:
    await stranger_inside(town, anna, boris)
    await boris.says("/password")
    await boris.hears("ПРЕЖНИЙ ПАРОЛЬ")
    for said, heard in ((PASSWORD, "НОВЫЙ ПАРОЛЬ"), (NEW, "ПОВТОРИТЕ ПАРОЛЬ"), (NEW, "Новый пароль действует")):
        await boris.says(said)
        await boris.hears(heard)
    await anna.hears("Пароль от вашего личного кабинета сменили")
    await anna.presses("Завершить чужой вход")
    await anna.hears("Чужой вход завершён")
    await boris.says("/profile")
    await boris.hears("Сначала войдите")


async def test_a_stranger_who_was_put_out_does_not_put_the_owner_out(anna: Person, boris: Person, town: Town) -> None:
    """The owner comes in anew beside the stranger, who gets a button below the notice of it."""
    await stranger_inside(town, anna, boris)
    await anna.says("/logout")
    await anna.hears("Вы вышли")
    await to_login_password(anna)
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли в личный кабинет")
    await boris.hears("вошли из другого Telegram")
    await anna.says("/security")
    await anna.presses("Завершить 1")
    await anna.toast("Вход завершён")
    await boris.presses("Завершить чужой вход")
    await boris.hears("Этот вход уже завершён")
    await anna.says("/profile")
    await anna.hears("Проверьте данные")


async def test_a_question_left_open_wants_the_old_one_again(anna: Person, town: Town) -> None:
    """Whoever finds the phone unlocked knows no password."""
    await to_new_password(town, anna)
    await town.later(minutes=61)
    await anna.says(NEW)
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says(NEW)
    await anna.hears("Пароль был введён давно", "ПРЕЖНИЙ ПАРОЛЬ")
    await anna.says(PASSWORD)
    await anna.hears("НОВЫЙ ПАРОЛЬ")
