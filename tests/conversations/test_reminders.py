"""The reminder of a registration that was begun and not finished, on a moved clock, and the switches."""

from __future__ import annotations

from datetime import time, timedelta

from bot.courier import HOLD
from tests.conversations.remind_seeds import UNFINISHED, set_clock, silence, told, tuesday
from tests.conversations.seeds import customer, mailbox, works_of
from tests.conversations.walks import to_email, to_phone, to_phone_code
from tests.servers import Valkey
from tests.town import Person, Town


async def test_an_unfinished_registration_is_reminded_of_after_a_day_and_after_three(town: Town, anna: Person) -> None:
    await tuesday(town)
    await to_phone(anna)
    await town.later(hours=23, minutes=59)
    await silence(town, anna, UNFINISHED)
    await town.later(minutes=2)
    await anna.hears(UNFINISHED, "осталось 6 шагов")
    await town.later(days=1, hours=23)
    await silence(town, anna, UNFINISHED, before=1)
    await town.later(hours=2)
    await town.until(lambda: len(told(anna, UNFINISHED)) == 2, "a second reminder")
    await town.later(days=6)
    await silence(town, anna, UNFINISHED, before=2)


async def test_the_reminder_leads_back_to_the_question_and_its_words_stay(town: Town, anna: Person) -> None:
    await tuesday(town)
    await to_phone(anna)
    await town.later(days=1, minutes=1)
    await anna.hears(UNFINISHED)
    assert anna.buttons() == ["Продолжить", "Больше не напоминать"]
    await anna.presses("Продолжить")
    await anna.hears("ТЕЛЕФОН", "Шаг 2 из 7")
    assert len(told(anna, UNFINISHED)) == 1
    await anna.presses("Поделиться номером")
    await anna.hears("ПАРОЛЬ")


async def test_whoever_was_shut_out_meanwhile_is_reminded_of_nothing(town: Town, anna: Person) -> None:
    await tuesday(town)
    await to_phone(anna)
    async with works_of(town)() as work:
        await work.bans.put(anna.id, town.clock())
    await town.later(days=3, minutes=1)
    await silence(town, anna, UNFINISHED)


async def test_nobody_is_reminded_at_night(town: Town, anna: Person) -> None:
    await tuesday(town, time(22, 30))
    await to_phone(anna)
    await town.later(days=1, minutes=1)
    await silence(town, anna, UNFINISHED)
    await town.later(hours=11, minutes=28)
    await silence(town, anna, UNFINISHED)
    await town.later(minutes=2)
    await anna.hears(UNFINISHED)


async def test_a_bot_that_was_away_until_the_night_waits_for_the_day(town: Town, anna: Person) -> None:
    begun = await tuesday(town)
    await to_phone(anna)
    await town.delivered()
    await town.app.stop()
    town.clock.move(days=1, hours=10)
    await town.start_bot()
    await silence(town, anna, UNFINISHED)
    await set_clock(town, begun + timedelta(days=1, hours=22, minutes=1))
    await anna.hears(UNFINISHED)


async def test_who_was_away_with_the_bot_for_long_is_reminded_once(town: Town, anna: Person) -> None:
    await tuesday(town)
    await to_phone(anna)
    await town.delivered()
    await town.app.stop()
    town.clock.move(days=4)
    await town.start_bot()
    await anna.hears(UNFINISHED)
    await silence(town, anna, UNFINISHED, before=1)


async def test_who_is_at_it_is_left_in_peace_for_a_day(town: Town, anna: Person) -> None:
    await tuesday(town)
    await to_email(anna)
    await town.later(hours=6)
    await anna.says(mailbox(anna))
    await anna.hears("ТЕЛЕФОН")
    await town.later(hours=18, minutes=1)
    await silence(town, anna, UNFINISHED)
    await town.later(hours=6)
    await anna.hears(UNFINISHED, "осталось 6 шагов")


async def test_who_cancelled_is_not_reminded(town: Town, anna: Person) -> None:
    await tuesday(town)
    await to_phone(anna)
    await anna.says("/cancel")
    await anna.hears("Отменили")
    await town.later(days=4)
    await silence(town, anna, UNFINISHED)


async def test_who_has_registered_is_not_reminded(town: Town, anna: Person) -> None:
    await tuesday(town)
    await to_phone_code(town, anna)
    await anna.says(await town.sms_code(anna.phone))
    await anna.hears("ФИО")
    await town.later(days=4)
    await silence(town, anna, UNFINISHED)


async def test_a_registration_begun_anew_has_reminders_of_its_own_and_the_old_one_none(
    town: Town, anna: Person
) -> None:
    await tuesday(town)
    await to_phone(anna)
    await town.later(hours=3)
    await anna.says("/cancel")
    await anna.hears("Отменили")
    await to_email(anna)
    await town.later(hours=21, minutes=1)
    await silence(town, anna, UNFINISHED)
    await town.later(hours=3)
    await anna.hears(UNFINISHED, "осталось 7 шагов")
    await silence(town, anna, UNFINISHED, before=1)


async def test_who_signed_in_elsewise_or_is_gone_is_not_reminded(town: Town, anna: Person, boris: Person) -> None:
    await tuesday(town)
    await to_phone(anna)
    await to_phone(boris)
    await customer(town, anna)
    town.world.block(boris.resident)
    await town.later(days=4)
    await silence(town, anna, UNFINISHED)
    town.world.unblock(boris.resident)
    await silence(town, boris, UNFINISHED)


async def test_who_blocks_the_bot_unnoticed_is_marked_at_the_reminder(town: Town, anna: Person) -> None:
    await tuesday(town)
    await to_phone(anna)
    town.playground.faults.refuse["sendMessage"] = (403, "Forbidden: bot was blocked by the user")
    await town.later(days=1, minutes=1)
    await town.delivered()
    async with works_of(town)() as work:
        found = await work.people.by_id(anna.id)
    assert found is not None
    assert found.gone_at is not None


async def test_an_update_delivered_twice_puts_the_reminders_once(town: Town, anna: Person) -> None:
    town.playground.faults.deliver_twice = True
    await tuesday(town)
    await to_phone(anna)
    town.mend()
    await town.later(days=4)
    await anna.hears(UNFINISHED)
    await silence(town, anna, UNFINISHED, before=1)


async def test_no_more_reminders_is_told_and_can_be_taken_back(town: Town, anna: Person) -> None:
    await tuesday(town)
    await to_phone(anna)
    await town.later(days=1, minutes=1)
    await anna.hears(UNFINISHED)
    await anna.presses("Больше не напоминать")
    await anna.hears("больше не напомним", "О незаконченной регистрации: выключены", "закончится: включены")
    assert anna.buttons() == ["Напоминать о регистрации", "Не напоминать о полисах", "Продолжить"]
    await town.later(days=4)
    await silence(town, anna, UNFINISHED, before=1)
    await anna.presses("Напоминать о регистрации")
    await anna.hears("будем напоминать", "О незаконченной регистрации: включены")
    await anna.presses("Продолжить")
    await anna.hears("ТЕЛЕФОН")
    await anna.says("/cancel")
    await anna.hears("Отменили")
    await to_phone(anna)
    await town.later(days=1, minutes=1)
    await town.until(lambda: len(told(anna, UNFINISHED)) == 2, "a reminder again")


async def test_the_switches_are_shown_and_turned_on_one_page(town: Town, anna: Person) -> None:
    await anna.says("/start")
    menu = await anna.hears("Е-ОСАГО")
    await press(town, anna, menu["message_id"], "u:menu")
    page = await anna.hears("О незаконченной регистрации: включены", "закончится: включены")
    assert page["message_id"] == menu["message_id"]
    await anna.presses("Не напоминать о полисах", times=2)
    await anna.hears("закончится: выключены")
    await anna.presses("Напоминать о полисах")
    await anna.hears("закончится: включены")
    await anna.presses("Меню")
    await anna.hears("Е-ОСАГО")


async def test_a_switch_of_nothing_known_is_told_stale(town: Town, anna: Person) -> None:
    await anna.says("/start")
    menu = await anna.hears("Е-ОСАГО")
    for data in ("u:off:everything", "u:no:policies", "u:", "u:off", "u:on:policies:now"):
        await press(town, anna, menu["message_id"], data)
        await anna.toast("уже не действует")


async def press(town: Town, person: Person, message: int, data: str) -> None:
    person._mark()
    town.world.press(person.resident, message, data, chat=person.chat, forged=True)


async def test_mary_is_reminded_in_english(town: Town, mary: Person) -> None:
    await tuesday(town)
    await mary.says("/register")
    await mary.hears("E-MAIL")
    await town.later(days=1, minutes=1)
    await mary.hears("You began to register: 7 steps are left")


async def test_an_emptied_redis_reminds_of_nothing(town: Town, anna: Person, valkey: Valkey) -> None:
    await tuesday(town)
    await to_phone(anna)
    await town.acknowledged()
    await valkey.run("FLUSHALL")
    await town.later(days=4)
    await silence(town, anna, UNFINISHED)


async def test_a_reminder_that_a_dead_worker_had_taken_is_said_once(town: Town, anna: Person) -> None:
    await tuesday(town)
    await to_phone(anna)
    await town.delivered()
    await town.app.stop()
    town.clock.move(days=1, minutes=1)
    async with works_of(town)() as work:
        taken = await work.outbox.claim(10, town.clock(), town.clock() + HOLD)
        assert "unfinished" in {each.parcel.kind for each in taken}
    town.clock.move(seconds=HOLD.total_seconds() + 1)
    await town.start_bot()
    await anna.hears(UNFINISHED)
    await silence(town, anna, UNFINISHED, before=1)


async def test_a_reminder_whose_answer_was_lost_comes_once_more_at_most(town: Town, anna: Person) -> None:
    await tuesday(town)
    await to_phone(anna)
    await town.delivered()
    town.playground.faults.lose_answers["sendMessage"] = 1
    await town.later(days=1, minutes=1)
    await anna.hears(UNFINISHED)
    await town.delivered()
    await town.later(minutes=1)
    await town.delivered()
    assert 1 <= len(told(anna, UNFINISHED)) <= 2
