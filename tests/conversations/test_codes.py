"""Codes by mail and SMS, as the talk goes; limits reckoned without the talk are in tests/rules/test_codes.py."""

from __future__ import annotations

import pytest

from tests.conversations.seeds import mailbox
from tests.conversations.walks import tick_both, to_consents, to_email_code, to_phone_code
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)


def other_than(code: str) -> str:
    """A code that is surely wrong."""
    return f"{(int(code) + 1) % 1_000_000:06}"


async def test_a_wrong_code_tells_how_many_attempts_are_left(anna: Person, town: Town) -> None:
    await to_email_code(anna)
    code = await town.mail_code(mailbox(anna))
    for left in ("Осталось 4 попытки", "Осталось 3 попытки", "Осталось 2 попытки", "Осталась 1 попытка"):
        await anna.says(other_than(code))
        await anna.hears("Код не подошёл", left, "Подтверждение email")
        assert not anna.sees(other_than(code))


async def test_the_fifth_wrong_code_ends_the_right_one_too(anna: Person, town: Town) -> None:
    await to_email_code(anna)
    code = await town.mail_code(mailbox(anna))
    for _ in range(4):
        await anna.says(other_than(code))
        await anna.hears("Код не подошёл")
    await anna.says(other_than(code))
    await anna.hears("попытки закончились", "Выслать другой код")
    await anna.says(code)
    await anna.hears("Действующего кода нет", "Подтверждение email")
    await town.later(seconds=61)
    await anna.presses("Выслать другой код")
    await anna.toast("Выслали другой код")
    await anna.says(await town.mail_code(mailbox(anna), 2))
    await anna.hears("Подтверждение номера телефона")


@pytest.mark.parametrize("pasted", ["{0} {1}", " {0}-{1} ", "Ваш код: {0}{1}."])
async def test_a_pasted_code_is_forgiven_its_spaces_and_dashes(anna: Person, town: Town, pasted: str) -> None:
    await to_email_code(anna)
    code = await town.mail_code(mailbox(anna))
    await anna.says(pasted.format(code[:3], code[3:]))
    await anna.hears("Подтверждение номера телефона")


@pytest.mark.parametrize(
    ("typed", "wrong"), [("12345", "а здесь меньше"), ("1234567", "а здесь больше"), ("ы" * 4096, "только код")]
)
async def test_what_is_no_code_hears_why_and_costs_no_attempt(anna: Person, town: Town, typed: str, wrong: str) -> None:
    await to_email_code(anna)
    code = await town.mail_code(mailbox(anna))
    await anna.says(typed)
    await anna.hears(wrong, "123 456", "Подтверждение email")
    await anna.says(other_than(code))
    await anna.hears("Осталось 4 попытки")


async def test_another_code_too_early_tells_how_long_to_wait(anna: Person, town: Town) -> None:
    await to_email_code(anna)
    await anna.hears("Другой код можно запросить с")
    await anna.presses("Выслать другой код")
    await anna.toast("Другой код можно запросить через", "секунд")
    await town.delivered()
    assert len(town.mail.to(mailbox(anna))) == 1


async def test_the_pauses_grow_from_one_minute_to_two_and_four(anna: Person, town: Town) -> None:
    await to_email_code(anna)
    for number, seconds in enumerate((60, 120, 240), start=2):
        await town.later(seconds=seconds - 5)
        await anna.presses("Выслать другой код")
        await anna.toast("Другой код можно запросить через")
        await town.later(seconds=5)
        await anna.presses("Выслать другой код")
        await anna.toast("Выслали другой код")
        await town.mail_code(mailbox(anna), number)


async def test_the_two_newest_codes_are_taken(anna: Person, town: Town) -> None:
    await to_email_code(anna)
    first = await town.mail_code(mailbox(anna))
    await town.later(seconds=60)
    await anna.presses("Выслать другой код")
    await town.mail_code(mailbox(anna), 2)
    await anna.says(first)
    await anna.hears("Подтверждение номера телефона")


async def test_the_third_newest_is_over(anna: Person, town: Town) -> None:
    await to_email_code(anna)
    first = await town.mail_code(mailbox(anna))
    for number, seconds in ((2, 60), (3, 120)):
        await town.later(seconds=seconds)
        await anna.presses("Выслать другой код")
        await town.mail_code(mailbox(anna), number)
    await anna.says(first)
    await anna.hears("Код не подошёл")


async def test_a_code_lives_ten_minutes(anna: Person, town: Town) -> None:
    await to_email_code(anna)
    code = await town.mail_code(mailbox(anna))
    await town.later(minutes=10, seconds=1)
    await anna.says(code)
    await anna.hears("Действующего кода нет", "Выслать другой код")


async def test_a_code_is_for_its_person_only(anna: Person, boris: Person, town: Town) -> None:
    await to_email_code(anna, f"both.{mailbox(anna)}")
    await to_email_code(boris, f"both.{mailbox(anna)}")
    await boris.says(await town.mail_code(f"both.{mailbox(anna)}", 1))
    await town.last_mail(f"both.{mailbox(anna)}", 2)
    annas = town.code_in(town.mail.to(f"both.{mailbox(anna)}")[0].text)
    await boris.says(annas)
    await boris.hears("Код не подошёл")


async def test_the_letter_names_product_purpose_life_and_secrecy(anna: Person, town: Town) -> None:
    await to_email_code(anna)
    letter = await town.last_mail(mailbox(anna))
    for words in ("СК «Согласие»", "при регистрации", "10 минут", "никому не сообщайте"):
        assert words in letter.text
        assert words in letter.html


async def test_the_sms_names_product_purpose_life_and_secrecy(anna: Person, town: Town) -> None:
    await to_phone_code(town, anna)
    sms = await town.last_sms(anna.phone)
    for words in ("СК «Согласие»", "регистрации", "10 мин", "никому не сообщайте"):
        assert words in sms.text


async def test_mail_in_the_persons_language(mary: Person, town: Town) -> None:
    await mary.says("/register")
    await mary.hears("E-MAIL", "Step 1 of 7")
    await mary.says(mailbox(mary))
    await mary.presses("Share my number")
    await mary.hears("PASSWORD")
    await mary.says("kettle42drum")
    await mary.hears("REPEAT")
    await mary.says("kettle42drum")
    await mary.hears("tick both")
    for label in [label for label in mary.buttons() if label.startswith("☐")]:
        await mary.presses(label)
        await mary.hears("tick both")
    await mary.presses("REGISTER")
    letter = await town.last_mail(mailbox(mary))
    assert "code" in letter.text
    assert not any("а" <= letter_ <= "я" for letter_ in letter.text.replace("СК «Согласие»", ""))


async def test_mail_down_is_told_within_five_seconds_and_both_ways_out_work(anna: Person, town: Town) -> None:
    town.mail.down = True
    await to_email_code(anna)
    await town.until(lambda: anna.sees("Не удалось отправить код на ваш email"), "the failure is told", 5)
    assert anna.buttons() == ["Ещё раз", "Изменить адрес"]
    town.mail.down = False
    await anna.presses("Ещё раз")
    await anna.hears("Подтверждение email", mailbox(anna))
    code = await town.mail_code(mailbox(anna))
    await anna.says(code)
    await anna.hears("Подтверждение номера телефона")


async def test_a_refused_address_is_told_and_can_be_changed(anna: Person, town: Town) -> None:
    town.mail.refuse.add(mailbox(anna))
    await to_email_code(anna)
    await town.until(lambda: anna.sees("Не удалось отправить код на ваш email"), "the failure is told", 5)
    await anna.presses("Изменить адрес")
    await anna.hears("E-MAIL", "Телефон: +7 916")
    await anna.says(f"good.{mailbox(anna)}")
    await anna.hears("Подтверждение email", f"good.{mailbox(anna)}", "Телефон: +7 916")
    await anna.says(await town.mail_code(f"good.{mailbox(anna)}"))
    await anna.hears("Подтверждение номера телефона")


async def test_sms_down_is_told_and_sent_again(anna: Person, town: Town) -> None:
    town.sms.down = True
    await to_phone_code(town, anna)
    await town.until(lambda: anna.sees("Не удалось отправить код на ваш номер телефона"), "the failure is told", 5)
    town.sms.down = False
    await anna.presses("Ещё раз")
    await anna.hears("Подтверждение номера телефона")
    await anna.says(await town.sms_code(anna.phone))
    await anna.hears("ФИО")


@pytest.mark.town(sms_ok='"status": ?"OK"')
async def test_a_gateway_that_says_yes_and_means_no_is_told_too(anna: Person, town: Town) -> None:
    town.sms.failing_body = '{"status": "ERROR", "status_code": 201}'
    await to_phone_code(town, anna)
    await town.until(lambda: anna.sees("Не удалось отправить код на ваш номер телефона"), "the failure is told", 5)
    await anna.presses("Изменить номер")
    await anna.hears("ТЕЛЕФОН", mailbox(anna))
    town.sms.failing_body = None
    await anna.says("+7 916 765-43-21")
    await anna.hears("Подтверждение номера телефона")
    await anna.says(await town.sms_code("+79167654321"))
    await anna.hears("ФИО")


async def test_a_button_of_an_old_failure_does_nothing_twice(anna: Person, town: Town) -> None:
    town.mail.down = True
    await to_email_code(anna)
    failure = await town.until(
        lambda: next((each for each in anna.screen() if "Не удалось" in each.get("text", "")), None), "told"
    )
    town.mail.down = False
    await anna.presses("Ещё раз")
    await anna.hears("Подтверждение email")
    await anna.says(await town.mail_code(mailbox(anna)))
    await anna.hears("Подтверждение номера телефона")
    await anna.presses_old(failure, "Ещё раз")
    await anna.toast("уже не действует")
    await town.delivered()
    assert len(town.mail.to(mailbox(anna))) == 1


async def test_at_most_five_sends_an_hour_and_it_says_until_when(anna: Person, town: Town) -> None:
    await to_email_code(anna)
    for number, seconds in enumerate((60, 120, 240, 240), start=2):
        await town.later(seconds=seconds)
        await anna.presses("Выслать другой код")
        await anna.toast("Выслали другой код")
        await town.mail_code(mailbox(anna), number)
    await town.later(seconds=240)
    await anna.presses("Выслать другой код")
    await anna.toast("Кодов отправлено слишком много", "после")


async def test_a_confirmed_email_stays_confirmed_when_no_sms_may_be_sent_yet(anna: Person, town: Town) -> None:
    await to_email_code(anna)
    for number, seconds in enumerate((60, 120, 240, 240), start=2):
        await town.later(seconds=seconds)
        await anna.presses("Выслать другой код")
        await anna.toast("Выслали другой код")
        await town.last_mail(mailbox(anna), number)
    await anna.says(await town.mail_code(mailbox(anna), 5))
    await anna.hears("Кодов отправлено слишком много", "Подтверждение номера телефона")
    await town.later(hours=1)
    await anna.presses("Выслать другой код")
    await anna.says(await town.sms_code(anna.phone))
    await anna.hears("ФИО")


async def test_back_and_forth_sends_no_second_code(anna: Person, town: Town) -> None:
    await to_email_code(anna)
    await anna.presses("Назад")
    await anna.hears("отметьте оба согласия")
    await anna.presses("Оставить как есть")
    await anna.hears("Подтверждение email")
    await anna.says(await town.mail_code(mailbox(anna)))
    await anna.hears("Подтверждение номера телефона")
    assert len(town.mail.to(mailbox(anna))) == 1


async def test_a_refused_deletion_asks_the_person_to_delete(anna: Person, town: Town) -> None:
    await to_email_code(anna)
    town.playground.faults.refuse = {"deleteMessage": (400, "Bad Request: message can't be deleted")}
    await anna.says(await town.mail_code(mailbox(anna)))
    await anna.hears("Удалите его, пожалуйста, сами", "Подтверждение номера телефона")


async def test_a_password_that_cannot_be_deleted_is_asked_to_be(anna: Person, town: Town) -> None:
    await to_consents(anna)
    await tick_both(anna)
    await anna.presses("Изменить пароль")
    await anna.hears("Придумайте пароль")
    town.playground.faults.refuse = {"deleteMessage": (400, "Bad Request: message can't be deleted")}
    await anna.says("123")
    await anna.hears("Удалите его, пожалуйста, сами", "не меньше 6 символов", "Придумайте пароль")
