"""«Сменить email» and «Сменить телефон», as the talk goes."""

from __future__ import annotations

import pytest

from account.contacts import Email
from account.passwords import Password
from tests.conversations.desk_seeds import resubmitted
from tests.conversations.seeds import PASSWORD, Customer, account_of, customer, mailbox, works_of
from tests.conversations.test_registration import TAKEN
from tests.conversations.walks import (
    new_mailbox,
    new_number,
    to_email_code,
    to_login_password,
    to_new_email,
    to_new_email_code,
    to_new_phone,
    to_new_phone_code,
    to_old_email_code,
    to_old_phone_code,
)
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)
CHANGED = "email изменён"


async def signs_in(person: Person, email: str) -> None:
    await to_login_password(person, email)
    await person.says(PASSWORD)
    await person.hears("Вы вошли в личный кабинет")


async def changes_email(town: Town, person: Person) -> None:
    await to_new_email_code(town, person)
    await person.says(await town.mail_code(new_mailbox(person)))
    await person.hears(CHANGED, "Что сделать?")


async def test_the_new_address_signs_in_and_the_old_one_is_free(anna: Person, boris: Person, town: Town) -> None:
    await changes_email(town, anna)
    codes = {await town.mail_code(new_mailbox(anna)), town.code_in(town.mail.to(mailbox(anna))[0].text)}
    assert not any(anna.sees(secret) for secret in {PASSWORD, *codes})
    await anna.says("/logout")
    await anna.hears("Вы вышли")
    await to_login_password(anna)
    await anna.says(PASSWORD)
    await anna.hears("не подошли")
    await anna.says("/cancel")
    await anna.hears("Отменили")
    await signs_in(anna, new_mailbox(anna))
    await to_email_code(boris, mailbox(anna))
    await boris.says(await town.mail_code(mailbox(anna), 3))
    await boris.hears("Подтверждение номера телефона")


async def test_the_new_number_signs_in(anna: Person, town: Town) -> None:
    await to_new_phone_code(town, anna)
    await anna.says(await town.sms_code(new_number(anna)))
    await anna.hears("телефон изменён")
    told = await town.last_sms(anna.phone, 2)
    assert told.text == "СК «Согласие»: номер кабинета изменён. Не вы? digital@soglasie.ru"
    await anna.says("/logout")
    await anna.hears("Вы вышли")
    await anna.says("/login")
    await anna.presses("Телефон")
    await anna.hears("ТЕЛЕФОН")
    await anna.says(new_number(anna))
    await anna.hears("ПАРОЛЬ")
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли в личный кабинет")


async def test_the_old_address_is_told_and_not_which_is_the_new_one(anna: Person, town: Town) -> None:
    await changes_email(town, anna)
    letter = await town.last_mail(mailbox(anna), 2)
    for words in ("СК «Согласие»", "изменён", "digital@soglasie.ru", "сбросить"):
        assert words in letter.text
    assert new_mailbox(anna) not in letter.text
    await town.delivered()
    assert len(town.mail.to(mailbox(anna))) == 2
    assert len(town.mail.to(new_mailbox(anna))) == 1


async def test_the_other_telegram_hears_of_it_and_ends_the_stranger(anna: Person, boris: Person, town: Town) -> None:
    await to_new_email_code(town, anna)
    await signs_in(boris, mailbox(anna))
    await anna.hears("вошли из другого Telegram")
    await anna.says(await town.mail_code(new_mailbox(anna)))
    await anna.hears(CHANGED)
    heard = await boris.hears("Email вашего личного кабинета сменили из другого Telegram", "/password")
    assert new_mailbox(anna) not in heard["text"]
    await boris.presses("Завершить чужой вход")
    await boris.hears("Чужой вход завершён")
    await anna.says("/email")
    await anna.hears("Сначала войдите")


async def test_a_wrong_password_leads_no_further_and_five_lock(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await anna.says("/email")
    await anna.hears("ПАРОЛЬ")
    for number in range(5):
        await anna.says(f"неверный{number}")
        await anna.hears("не ваш нынешний пароль", "ПАРОЛЬ")
    await anna.says(PASSWORD)
    await anna.hears("закрыт до")
    await town.delivered()
    assert town.mail.to(mailbox(anna)) == []


async def test_the_question_shows_only_a_part_of_the_old_contact(anna: Person, town: Town) -> None:
    await to_old_email_code(town, anna)
    assert not anna.sees(mailbox(anna))
    assert anna.sees("b•••@example.com")


async def test_the_code_to_the_old_one_is_no_code_to_the_new_one(anna: Person, town: Town) -> None:
    await to_new_email_code(town, anna)
    new = await town.mail_code(new_mailbox(anna))
    old = await town.mail_code(mailbox(anna))
    if old != new:
        await anna.says(old)
        await anna.hears("Код не подошёл", "Подтверждение нового email")
    await anna.says(new)
    await anna.hears(CHANGED)


async def test_the_present_contact_is_no_new_one(anna: Person, town: Town) -> None:
    await to_new_email(town, anna)
    await anna.says(mailbox(anna).capitalize())
    await anna.hears("Это ваш нынешний адрес", "НОВЫЙ E-MAIL")
    await anna.says(new_mailbox(anna))
    await anna.hears("Подтверждение нового email")


async def test_the_shared_present_number_is_no_new_one(anna: Person, town: Town) -> None:
    await to_new_phone(town, anna)
    await anna.presses("Поделиться номером")
    await anna.hears("Это ваш нынешний номер", "НОВЫЙ ТЕЛЕФОН")


async def test_a_contact_of_another_account_gets_no_code_and_ten_tries_an_hour(
    anna: Person, boris: Person, town: Town
) -> None:
    await customer(town, boris, profile=True)
    await to_new_email(town, anna)
    for _ in range(10):
        await anna.says(mailbox(boris))
        await anna.hears(TAKEN, "НОВЫЙ E-MAIL")
    await anna.says(f"nobody.{mailbox(boris)}")
    await anna.hears("Слишком много попыток", "НОВЫЙ E-MAIL")
    await town.delivered()
    assert town.mail.to(mailbox(boris)) == []


async def test_a_contact_that_somebody_took_meanwhile_is_refused(anna: Person, boris: Person, town: Town) -> None:
    await to_new_email_code(town, anna)
    other = await customer(town, boris)
    account = await account_of(town, other)
    async with works_of(town)() as work:
        assert await work.accounts.set_contact(account.id, Email.parse(new_mailbox(anna)))
    await anna.says(await town.mail_code(new_mailbox(anna)))
    await anna.hears(TAKEN, "НОВЫЙ E-MAIL")
    await anna.says("/logout")
    await anna.presses("Перейти, не сохраняя")
    await anna.hears("Вы вышли")
    await signs_in(anna, mailbox(anna))


async def test_a_refused_new_address_can_be_changed(anna: Person, town: Town) -> None:
    town.mail.refuse.add(new_mailbox(anna))
    await to_new_email_code(town, anna)
    await town.until(lambda: anna.sees("Не удалось отправить код на ваш email"), "the failure is told", 5)
    await anna.presses("Изменить адрес")
    await anna.hears("НОВЫЙ E-MAIL")
    await anna.says(f"good.{mailbox(anna)}")
    await anna.hears("Подтверждение нового email", f"good.{mailbox(anna)}")
    await anna.says(await town.mail_code(f"good.{mailbox(anna)}"))
    await anna.hears(CHANGED)


async def test_the_code_to_the_old_one_is_sent_again_when_the_mail_was_down(anna: Person, town: Town) -> None:
    town.mail.down = True
    await to_old_email_code(town, anna)
    await town.until(lambda: anna.sees("Не удалось отправить код на ваш прежний email"), "the failure is told", 5)
    assert anna.buttons() == ["Ещё раз", "Нет доступа к прежнему email"]
    town.mail.down = False
    await anna.presses("Ещё раз")
    await anna.hears("Код с прежнего email")
    await anna.says(await town.mail_code(mailbox(anna)))
    await anna.hears("НОВЫЙ E-MAIL")


async def test_a_new_number_that_takes_no_sms_can_be_changed(anna: Person, town: Town) -> None:
    await to_new_phone(town, anna)
    town.sms.down = True
    await anna.says(new_number(anna))
    await town.until(lambda: anna.sees("Не удалось отправить код на ваш номер телефона"), "the failure is told", 5)
    town.sms.down = False
    await anna.presses("Изменить номер")
    await anna.hears("НОВЫЙ ТЕЛЕФОН")
    other = new_number(anna).replace("+7925", "+7926")
    await anna.says(other)
    await anna.hears("Подтверждение нового номера")
    await anna.says(await town.sms_code(other))
    await anna.hears("телефон изменён")


async def test_whoever_lost_the_old_number_is_led_to_the_support(anna: Person, town: Town) -> None:
    await to_old_phone_code(town, anna)
    await anna.presses("Нет доступа к прежнему номеру")
    await anna.hears("Напишите в поддержку", "Что сделать?")
    await anna.presses("Написать в поддержку")
    await anna.hears("Напишите, что случилось")
    await anna.presses("Отмена")
    await anna.hears("Что сделать?")


async def test_another_code_serves_as_well(anna: Person, town: Town) -> None:
    await to_old_email_code(town, anna)
    await anna.presses("Выслать другой код")
    await anna.toast("Другой код можно запросить через")
    await town.later(seconds=60)
    await anna.presses("Выслать другой код")
    await anna.toast("Выслали другой код")
    await anna.says(await town.mail_code(mailbox(anna), 2))
    await anna.hears("НОВЫЙ E-MAIL")


async def test_whoever_was_signed_out_meanwhile_changes_nothing(anna: Person, boris: Person, town: Town) -> None:
    await to_new_email_code(town, anna)
    await signs_in(boris, mailbox(anna))
    await anna.hears("вошли из другого Telegram")
    await boris.says("/security")
    await boris.presses("Завершить 1")
    await anna.hears("завершён из другого Telegram")
    await anna.says(await town.mail_code(new_mailbox(anna)))
    await anna.hears("Сначала войдите в личный кабинет")
    await boris.says("/logout")
    await boris.hears("Вы вышли")
    await signs_in(boris, mailbox(anna))


async def test_a_password_that_changed_meanwhile_begins_again(anna: Person, town: Town) -> None:
    await to_new_email_code(town, anna)
    account = await account_of(town, Customer(mailbox(anna), anna.phone))
    other = await town.app.cabinet.hash(Password.parse("гололёд47"))
    async with works_of(town)() as work:
        await work.accounts.set_password(account.id, other, None)
    await anna.says(await town.mail_code(new_mailbox(anna)))
    await anna.hears("За это время пароль или контакт кабинета сменили", "ПАРОЛЬ", "Шаг 1 из 4")
    await anna.says(PASSWORD)
    await anna.hears("не ваш нынешний пароль")
    await town.delivered()
    assert len(town.mail.to(mailbox(anna))) == 1


async def test_the_last_answer_twice_changes_it_once(anna: Person, town: Town) -> None:
    await to_new_email_code(town, anna)
    town.playground.faults.deliver_twice = 3
    await anna.says(await town.mail_code(new_mailbox(anna)))
    await anna.hears(CHANGED)
    await town.delivered()
    assert len(town.mail.to(mailbox(anna))) == 2


async def test_the_desk_sees_the_new_address(anna: Person, town: Town) -> None:
    await to_new_email_code(town, anna)
    await resubmitted(town, anna)
    await town.olga.hears(f"E-mail: {mailbox(anna)}")
    await anna.says(await town.mail_code(new_mailbox(anna)))
    await anna.hears(CHANGED)
    await town.olga.hears(f"E-mail: {new_mailbox(anna)}")


async def test_a_guest_is_shown_the_way_in(anna: Person) -> None:
    for command in ("/email", "/phone"):
        await anna.says(command)
        await anna.hears("Сначала войдите в личный кабинет")


@pytest.mark.parametrize("by", ["email", "phone"])
async def test_a_change_left_open_wants_the_password_again(anna: Person, town: Town, by: str) -> None:
    """Whoever finds the phone unlocked has neither password nor mailbox of the owner, but has a mailbox."""
    if by == "email":
        await to_new_email(town, anna)
        await town.later(minutes=61)
        await anna.says(new_mailbox(anna))
        await anna.hears("Подтверждение нового email")
        await anna.says(await town.mail_code(new_mailbox(anna)))
    else:
        await to_new_phone(town, anna)
        await town.later(minutes=61)
        await anna.says(new_number(anna))
        await anna.hears("Подтверждение нового номера")
        await anna.says(await town.sms_code(new_number(anna)))
    await anna.hears("Пароль был введён давно", "ПАРОЛЬ")
