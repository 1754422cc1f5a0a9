"""«Регистрация», as the talk goes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from storage.tables import consents
from tests.conversations.seeds import Customer, account_of, customer, mailbox
from tests.conversations.walks import (
    tick_both,
    to_consents,
    to_email_code,
    to_password,
    to_phone,
    to_phone_code,
)
from tests.town import Person, Town

EMAIL = "anna.smirnova@example.com"
PASSWORD = "снегопад47"
TAKEN = "Пользователь с указанными контактами уже зарегистрирован, воспользуйтесь диалогом восстановления/сброса пароля"
pytestmark = pytest.mark.town(shared=True)


async def registered(town: Town, person: Person, email: str = EMAIL) -> None:
    await to_email_code(person, email)
    await person.says(await town.mail_code(email))
    await person.hears("Подтверждение номера телефона")
    await person.says(await town.sms_code(person.phone))
    await person.hears("ФИО")


async def test_a_newcomer_opens_an_account_and_is_led_into_the_profile(anna: Person, town: Town) -> None:
    await registered(town, anna, mailbox(anna))
    assert anna.sees("вы в личном кабинете")
    assert anna.sees("ФИО")
    account = await account_of(town, Customer(mailbox(anna), anna.phone))
    assert str(account.phone) == anna.phone


async def test_passwords_and_codes_do_not_stay_in_the_chat(anna: Person, town: Town) -> None:
    await registered(town, anna, mailbox(anna))
    for secret in (PASSWORD, await town.mail_code(mailbox(anna)), await town.sms_code(anna.phone)):
        assert not anna.sees(secret)


async def test_the_guests_menu_offers_it_below_the_reason(anna: Person) -> None:
    await anna.says("/start")
    await anna.hears("Для оформления полиса Е-ОСАГО требуется регистрация в личном кабинете")
    assert anna.buttons() == ["Регистрация", "Войти", "Забыли пароль?", "Помощь"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("ab1", "не меньше 6 символов"),
        ("123456789", "хотя бы одна буква"),
        ("abcdefghi", "хотя бы одна цифра"),
        ("password1", "из самых распространённых"),
        ("密码密码密码1a", "русские и латинские буквы"),
        ("а1" * 65, "не больше 128"),
        ("я1" * 2048, "не больше 128"),
    ],
)
async def test_a_password_that_does_not_fit_hears_which_rule_failed(anna: Person, typed: str, wrong: str) -> None:
    await to_password(anna)
    await anna.says(typed)
    await anna.hears(wrong, "ПАРОЛЬ")
    assert not anna.sees(typed[:200])


async def test_a_password_made_of_the_own_contacts_is_refused_with_the_reason(anna: Person) -> None:
    await to_password(anna, "prekrasnaya@example.com")
    await anna.says("Prekrasnaya1985")
    await anna.hears("составлен из вашего e-mail", "ПАРОЛЬ")
    await anna.says(f"a{anna.phone[1:]}")
    await anna.hears("составлен из вашего номера телефона", "ПАРОЛЬ")


@pytest.mark.parametrize("typed", ["шесть6", "qwzrt9", "Ёжик в тумане 7", "а1" * 64])
async def test_a_password_by_the_rules_is_taken(anna: Person, typed: str) -> None:
    await to_password(anna)
    await anna.says(typed)
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says(typed)
    await anna.hears("отметьте оба согласия")


async def test_another_second_password_asks_for_both_again(anna: Person) -> None:
    await to_password(anna)
    await anna.says(PASSWORD)
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says("снегопад48")
    await anna.hears("Пароли не совпали", "Придумайте пароль")
    await anna.says("ледоход52")
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says("ледоход52")
    await anna.hears("отметьте оба согласия")


async def test_a_second_password_that_breaks_the_rules_is_a_mismatch_as_well(anna: Person) -> None:
    await to_password(anna)
    await anna.says(PASSWORD)
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says("нет")
    await anna.hears("Пароли не совпали", "Придумайте пароль")


@pytest.mark.parametrize("only", [None, "☐ Я согласен", "☐ Даю согласие"])
async def test_register_does_nothing_until_both_are_ticked_and_says_so(
    anna: Person, town: Town, only: str | None
) -> None:
    await to_consents(anna)
    if only:
        await anna.presses(only)
        await anna.hears("отметьте оба согласия")
    await anna.presses("ЗАРЕГИСТРИРОВАТЬСЯ")
    await anna.toast("отметьте оба согласия")
    await town.delivered()
    assert not town.mail.to(mailbox(anna))


async def test_a_tick_toggles(anna: Person) -> None:
    await to_consents(anna)
    await anna.presses("☐ Я согласен")
    await anna.presses("☑ Я согласен")
    await anna.hears("отметьте оба согласия")
    assert "☐ Я согласен с пользовательским соглашением" in anna.buttons()


async def test_a_double_tap_on_a_tick_leaves_it_set(anna: Person, town: Town) -> None:
    await to_consents(anna)
    await anna.presses("☐ Я согласен", times=2)
    await anna.hears("отметьте оба согласия")
    await town.acknowledged()
    assert "☑ Я согласен с пользовательским соглашением" in anna.buttons()


async def test_the_agreement_is_linked(anna: Person, town: Town) -> None:
    await to_consents(anna)
    assert [each["url"] for each in question(anna)["entities"] if each["type"] == "text_link"] == [
        str(town.settings().agreement_url)
    ]


def question(person: Person) -> dict[str, Any]:
    return next(each for each in reversed(person.screen()) if each["from"].get("is_bot"))


async def test_both_consents_are_kept_with_version_time_and_telegram_id(anna: Person, town: Town) -> None:
    before = town.clock()
    await registered(town, anna, mailbox(anna))
    async with town.app.engine.begin() as connection:
        rows = (await connection.execute(select(consents).where(consents.c.telegram_id == anna.id))).all()
    assert {row.kind for row in rows} == {"agreement", "personal-data"}
    assert all(row.version and before <= row.at <= town.clock() for row in rows)


async def test_registering_pressed_twice_sends_one_code(anna: Person, town: Town) -> None:
    await to_consents(anna)
    await tick_both(anna)
    await anna.presses("ЗАРЕГИСТРИРОВАТЬСЯ", times=3)
    await anna.hears("Подтверждение email")
    await town.delivered()
    assert len(town.mail.to(mailbox(anna))) == 1


async def test_a_taken_email_gets_the_way_to_the_reset_before_any_code(anna: Person, boris: Person, town: Town) -> None:
    known = await customer(town, boris)
    await to_consents(anna, known.email)
    await tick_both(anna)
    await anna.presses("ЗАРЕГИСТРИРОВАТЬСЯ")
    await anna.hears(TAKEN)
    await town.delivered()
    assert not town.mail.to(known.email)
    await anna.presses("Забыли пароль?")
    await anna.hears("Сброс пароля", "ТИП КОНТАКТА")


async def test_a_taken_phone_gets_it_too_and_another_phone_goes_on(anna: Person, boris: Person, town: Town) -> None:
    known = await customer(town, boris)
    await to_phone(anna)
    await anna.says(known.phone)
    await anna.hears("ПАРОЛЬ")
    await anna.says(PASSWORD)
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says(PASSWORD)
    await anna.hears("отметьте оба согласия")
    await tick_both(anna)
    await anna.presses("ЗАРЕГИСТРИРОВАТЬСЯ")
    await anna.hears(TAKEN)
    await anna.presses("Изменить телефон")
    await anna.hears("ТЕЛЕФОН")
    await anna.presses("Поделиться номером")
    await anna.hears("отметьте оба согласия")
    await anna.presses("ЗАРЕГИСТРИРОВАТЬСЯ")
    await anna.hears("Подтверждение email")


async def test_a_phone_changed_at_the_code_is_looked_at_before_a_code_too(
    anna: Person, boris: Person, town: Town
) -> None:
    known = await customer(town, boris)
    await to_phone_code(town, anna)
    await anna.presses("Изменить номер")
    await anna.hears("ТЕЛЕФОН")
    await anna.says(known.phone)
    await anna.hears(TAKEN)
    await town.delivered()
    assert not town.sms.to(known.phone)


async def test_two_who_race_for_one_contact_end_with_one_account(anna: Person, boris: Person, town: Town) -> None:
    shared = f"race.{mailbox(anna)}"
    codes = {}
    for number, person in enumerate((anna, boris), start=1):
        await to_email_code(person, shared)
        await person.says(await town.mail_code(shared, number))
        await person.hears("Подтверждение номера телефона")
        codes[person.id] = await town.sms_code(person.phone)
    await anna.says(codes[anna.id])
    await boris.says(codes[boris.id])
    await town.until(lambda: anna.sees("ФИО") or boris.sees("ФИО"), "one of them is in")
    await town.until(lambda: anna.sees(TAKEN) or boris.sees(TAKEN), "the other one is told")
    assert anna.sees("ФИО") != boris.sees("ФИО")
    assert anna.sees(TAKEN) != boris.sees(TAKEN)


async def test_the_account_exists_only_once_both_contacts_are_confirmed(anna: Person, town: Town) -> None:
    await to_phone_code(town, anna)
    await anna.says("/login")
    await anna.presses("Перейти, не сохраняя")
    await anna.presses("Email")
    await anna.says(mailbox(anna))
    await anna.hears("ПАРОЛЬ")
    await anna.says(PASSWORD)
    await anna.hears("Контакт или пароль не подошли")


async def test_any_field_is_corrected_from_the_summary_and_the_rest_stays(anna: Person) -> None:
    await to_consents(anna)
    await anna.presses("☐ Я согласен")
    await anna.hears("отметьте оба согласия")
    await anna.presses("Изменить e-mail")
    await anna.hears("E-MAIL")
    await anna.says(f"new.{mailbox(anna)}")
    await anna.hears(f"E-mail: new.{mailbox(anna)}", "Телефон: +7 916", "Пароль: ••••••", "отметьте оба согласия")
    assert "☑ Я согласен с пользовательским соглашением" in anna.buttons()


async def test_leave_as_it_is_changes_nothing(anna: Person) -> None:
    await to_consents(anna)
    await anna.presses("Изменить пароль")
    await anna.hears("Придумайте пароль")
    await anna.presses("Оставить как есть")
    await anna.hears("отметьте оба согласия", "Пароль: ••••••")


async def test_a_corrected_password_has_to_be_repeated(anna: Person) -> None:
    await to_consents(anna)
    await anna.presses("Изменить пароль")
    await anna.hears("Придумайте пароль")
    await anna.says("ледоход52")
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says("ледоход52")
    await anna.hears("отметьте оба согласия")


async def test_back_leads_through_all_questions_and_forward_again(anna: Person) -> None:
    await to_consents(anna)
    for question in ("ПОВТОРИТЕ ПАРОЛЬ", "Придумайте пароль", "ТЕЛЕФОН", "E-MAIL"):
        await anna.presses("Назад")
        await anna.hears(question)
    assert "Назад" not in anna.buttons()
    await anna.presses("Оставить как есть")
    await anna.hears("отметьте оба согласия", mailbox(anna))


async def test_progress_and_answers_so_far_stand_above_the_question(anna: Person) -> None:
    await to_password(anna)
    assert f"Шаг 3 из 7\n\nE-mail: {mailbox(anna)}\nТелефон: +7 916 " in question(anna)["text"]
