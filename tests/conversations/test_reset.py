"""«Сброс пароля» and the sign-in with a sent password, as the talk goes."""

from __future__ import annotations

import re

import pytest

from tests.conversations.seeds import PASSWORD, customer, mailbox
from tests.conversations.walks import to_login_password, to_reset_code
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)
DONE = "Для входа используйте новый пароль, который был отправлен вам вместе с кодом подтверждения"
SENT = re.compile(r"[Нн]овый пароль: (\S+)")


def password_in(text: str) -> str:
    found = SENT.search(text)
    assert found is not None
    return found[1]


async def sent_password(town: Town, person: Person) -> str:
    """The reset by mail, up to the sign-in; the password that was sent."""
    await to_reset_code(person)
    letter = await town.last_mail(mailbox(person))
    await person.says(town.code_in(letter.text))
    await person.hears(DONE, "Вход")
    return password_in(letter.text)


async def signed_in_with(town: Town, person: Person) -> str:
    password = await sent_password(town, person)
    await person.presses("Email")
    await person.hears("E-MAIL")
    await person.says(mailbox(person))
    await person.hears("ПАРОЛЬ")
    await person.says(password)
    await person.hears("Вы вошли в личный кабинет", "Придумайте свой")
    return password


async def test_by_mail_and_on_to_the_sign_in(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    password = await signed_in_with(town, anna)
    assert len(password) >= 12
    assert not anna.sees(password)


async def test_by_phone_one_sms_holds_both(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    await anna.says("/reset")
    await anna.presses("Телефон")
    await anna.hears("ТЕЛЕФОН")
    await anna.presses("Поделиться номером")
    await anna.hears("КОД ПОДТВЕРЖДЕНИЯ")
    sms = await town.last_sms(anna.phone)
    await anna.says(town.code_in(sms.text))
    await anna.hears(DONE)
    await anna.presses("Телефон")
    await anna.hears("ТЕЛЕФОН")
    await anna.presses("Поделиться номером")
    await anna.hears("ПАРОЛЬ")
    await anna.says(password_in(sms.text))
    await anna.hears("Вы вошли в личный кабинет")
    assert len(town.sms.to(anna.phone)) == 1


async def test_until_the_code_is_given_the_old_password_stays(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    await to_reset_code(anna)
    sent = password_in((await town.last_mail(mailbox(anna))).text)
    await anna.presses("Передумали? Войти")
    await anna.hears("Вход", "ТИП КОНТАКТА")
    await anna.presses("Email")
    await anna.hears("E-MAIL")
    await anna.says(mailbox(anna))
    await anna.hears("ПАРОЛЬ")
    await anna.says(sent)
    await anna.hears("не подошли")
    await anna.says(PASSWORD)
    await anna.hears("Вы вошли в личный кабинет")


async def test_with_the_code_the_old_password_ends(anna: Person, town: Town) -> None:
    await customer(town, anna, signed_in=False)
    await sent_password(town, anna)
    await anna.presses("Email")
    await anna.hears("E-MAIL")
    await anna.says(mailbox(anna))
    await anna.hears("ПАРОЛЬ")
    await anna.says(PASSWORD)
    await anna.hears("не подошли")


async def test_all_other_sign_ins_end(anna: Person, boris: Person, town: Town) -> None:
    known = await customer(town, anna, profile=True)
    await to_login_password(boris, known.email)
    await boris.says(PASSWORD)
    await boris.hears("Вы вошли в личный кабинет")
    await sent_password(town, anna)
    await boris.hears("Пароль от вашего личного кабинета сбросили", "/reset")
    await boris.says("/profile")
    await boris.hears("Сначала войдите")


async def test_nobody_can_tell_whether_a_contact_is_known(anna: Person, boris: Person, town: Town) -> None:
    known = await customer(town, anna, signed_in=False)
    heard = []
    for person, email in ((anna, known.email), (boris, f"no.{mailbox(boris)}")):
        await to_reset_code(person, email)
        for answer in (*["Код не подошёл, проверьте"] * 4, "попытки закончились", "Действующего кода нет"):
            await person.says("000000")
            await person.hears(answer)
        await person.presses("Выслать другой код")
        await person.toast("Другой код можно запросить через")
        await town.later(seconds=61)
        await person.presses("Выслать другой код")
        await person.toast("Выслали другой код")
        await town.delivered()
        heard.append([re.sub(r"\d\d:\d\d:\d\d", "", str(each.get("text"))).replace(email, "…") for each in bot(person)])
    assert heard[0] == heard[1]
    assert anna.buttons() == boris.buttons()
    assert town.mail.to(known.email)
    assert not town.mail.to(f"no.{mailbox(boris)}")


def bot(person: Person) -> list[dict[str, object]]:
    return [each for each in person.screen() if each["from"].get("is_bot")]


async def test_an_outage_of_the_mail_tells_nothing_about_a_contact_either(
    anna: Person, boris: Person, town: Town
) -> None:
    known = await customer(town, anna, signed_in=False)
    town.mail.down = True
    for person, email in ((anna, known.email), (boris, f"no.{mailbox(boris)}")):
        await to_reset_code(person, email)
        await person.hears("Не удалось отправить код на ваш email")
    assert anna.buttons() == boris.buttons()


@pytest.mark.parametrize("question", ["ТИП КОНТАКТА", "E-MAIL", "КОД ПОДТВЕРЖДЕНИЯ"])
async def test_changed_ones_mind_leads_to_the_sign_in(anna: Person, question: str) -> None:
    if question == "КОД ПОДТВЕРЖДЕНИЯ":
        await to_reset_code(anna)
    else:
        await anna.says("/reset")
        await anna.hears("ТИП КОНТАКТА")
        if question == "E-MAIL":
            await anna.presses("Email")
            await anna.hears("E-MAIL")
    await anna.presses("Передумали? Войти")
    await anna.hears("Вход", "ТИП КОНТАКТА")


async def test_changed_ones_mind_at_the_phone(anna: Person) -> None:
    await anna.says("/reset")
    await anna.presses("Телефон")
    await anna.hears("ТЕЛЕФОН")
    await anna.presses("Передумали? Войти")
    await anna.hears("Вход", "ТИП КОНТАКТА")


async def test_a_sent_password_leads_to_ones_own(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    await signed_in_with(town, anna)
    await anna.says("ледоход52")
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says("ледоход52")
    await anna.hears("Новый пароль действует")
    await town.later(hours=73)
    await anna.says("/logout")
    await anna.hears("Вы вышли")
    await to_login_password(anna)
    await anna.says("ледоход52")
    await anna.hears("Вы вошли в личный кабинет", "Что сделать?")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [("password1", "самых распространённых"), ("Смирнова4719", "составлен из вашего имени")],
)
async def test_ones_own_password_after_a_sent_one_obeys_the_rules(
    anna: Person, town: Town, typed: str, wrong: str
) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    await signed_in_with(town, anna)
    await anna.says(typed)
    await anna.hears(wrong, "Придумайте")
    assert not anna.sees(typed)


async def test_ones_own_password_may_be_put_off(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    await signed_in_with(town, anna)
    await anna.presses("Позже")
    await anna.hears("смените его в меню", "Что сделать?")


async def test_put_off_without_a_profile_it_goes_on_there(anna: Person, town: Town) -> None:
    await customer(town, anna, signed_in=False)
    await signed_in_with(town, anna)
    await anna.presses("Позже")
    await anna.hears("ФИО")


async def test_ones_own_password_may_be_begun_again(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    await signed_in_with(town, anna)
    await anna.says("ледоход52")
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says("/start")
    await anna.presses("Начать заново")
    await anna.hears("Свой пароль", "Придумайте свой")


async def test_a_sent_password_ends_after_three_days(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    password = await sent_password(town, anna)
    await town.later(hours=72, seconds=1)
    await to_login_password_again(anna)
    await anna.says(password)
    await anna.hears("не подошли")


async def test_a_sent_password_lives_for_three_days(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    password = await sent_password(town, anna)
    await town.later(hours=71, minutes=59)
    await to_login_password_again(anna)
    await anna.says(password)
    await anna.hears("Вы вошли в личный кабинет")


async def to_login_password_again(person: Person) -> None:
    await person.presses("Email")
    await person.hears("E-MAIL")
    await person.says(mailbox(person))
    await person.hears("ПАРОЛЬ")


async def test_a_contact_can_be_changed_at_the_code(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    await to_reset_code(anna, f"typo.{mailbox(anna)}")
    await anna.presses("Изменить контакт")
    await anna.hears("ТИП КОНТАКТА")
    await anna.presses("Телефон")
    await anna.hears("ТЕЛЕФОН")
    await anna.presses("Поделиться номером")
    await anna.hears("КОД ПОДТВЕРЖДЕНИЯ")
    await anna.says(await town.sms_code(anna.phone))
    await anna.hears(DONE)


async def test_the_message_names_its_purpose_and_secrecy(anna: Person, town: Town) -> None:
    await customer(town, anna, signed_in=False)
    await to_reset_code(anna)
    letter = await town.last_mail(mailbox(anna))
    for words in ("СК «Согласие»", "сброса пароля", "10 минут", "никому не сообщайте"):
        assert words in letter.text


async def test_ones_own_password_left_unchosen_wants_the_sent_one_again(anna: Person, town: Town) -> None:
    """Whoever finds the phone unlocked has not read the mail."""
    await customer(town, anna, profile=True, signed_in=False)
    await signed_in_with(town, anna)
    await town.later(minutes=61)
    await anna.says("ледоход52")
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says("ледоход52")
    await anna.hears("Пароль был введён давно", "ПРЕЖНИЙ ПАРОЛЬ")
