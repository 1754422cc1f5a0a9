"""Reminders that a policy ends, from the import to the chat, on a moved clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from account.documents import IdentityDocument
from account.policies.records import Holder, PolicyState
from bot.courier import HOLD
from storage.tables import policies
from tests.conversations.remind_seeds import ENDS, MOSCOW, ends, known, set_clock, silence, today, told, tuesday
from tests.conversations.seeds import PROFILE, account_of, customer, works_of
from tests.town import Person, Town

DAY = timedelta(days=1)
STRANGER = replace(PROFILE, document=IdentityDocument("passport-rf", "4508", "654321"))


async def insured(town: Town, person: Person, *, days: int = 30) -> None:
    """It is Tuesday at noon, and the policy of this person, who is signed in, ends so many days after tomorrow."""
    await tuesday(town)
    await known(town, person)
    await customer(town, person, profile=True)
    await ends(town, today(town) + (1 + days) * DAY)


async def only_ref(town: Town) -> str:
    """What the one policy there is bears in buttons."""
    async with town.app.engine.connect() as connection:
        return str((await connection.execute(select(policies.c.id))).scalar_one())


async def test_a_policy_is_reminded_of_thirty_and_seven_days_before_its_end_once_each(town: Town, anna: Person) -> None:
    await insured(town, anna)
    on = today(town) + 31 * DAY
    await silence(town, anna, ENDS)
    await town.later(days=1)
    heard = await anna.hears("«ОСАГО»", f"действует до {on:%d.%m.%Y} включительно", "Осталось 30 дней")
    (open_it,), (no_more,) = heard["reply_markup"]["inline_keyboard"]
    assert (open_it["text"], no_more["text"]) == ("Открыть полис", "Больше не напоминать")
    assert open_it["callback_data"] == f"n:p:open:{await only_ref(town)}:1"
    await town.restart_bot()
    await silence(town, anna, ENDS, before=1)
    await town.later(days=22)
    await silence(town, anna, ENDS, before=1)
    await town.later(days=1)
    await anna.hears("Осталось 7 дней")
    await town.later(days=10)
    await silence(town, anna, ENDS, before=2)


async def test_what_falls_into_the_night_comes_in_the_morning(town: Town, anna: Person) -> None:
    await insured(town, anna)
    morning = await tuesday(town, time(10))
    await silence(town, anna, ENDS, before=1)
    evening = morning.replace(hour=23)
    await ends(town, evening.date() + 31 * DAY, "AA-2", product="КАСКО")
    await set_clock(town, evening + timedelta(hours=2))
    await silence(town, anna, "КАСКО")
    await set_clock(town, evening + timedelta(hours=11, minutes=1))
    await anna.hears("КАСКО", "Осталось 30 дней")


async def test_a_bot_that_was_away_until_the_night_waits_for_the_next_working_day(town: Town, anna: Person) -> None:
    await insured(town, anna)
    night = (town.clock() + DAY).astimezone(MOSCOW).replace(hour=0, minute=30)
    await set_clock(town, night)
    await town.delivered()
    await town.app.stop()
    town.clock.move(hours=22)
    await town.start_bot()
    await silence(town, anna, ENDS)
    await set_clock(town, night + DAY + timedelta(hours=9, minutes=31))
    await anna.hears("Осталось 29 дней")


async def test_at_the_weekend_nobody_is_written_to(town: Town, anna: Person) -> None:
    await insured(town, anna, days=33)
    await town.later(days=4)
    await silence(town, anna, ENDS)
    await town.later(days=1)
    await silence(town, anna, ENDS)
    await town.later(days=1)
    await anna.hears("Осталось 28 дней")


@pytest.mark.town(working_hours="sat 12:00-14:00")
async def test_the_desk_s_own_hours_count_where_it_has_some(town: Town, anna: Person) -> None:
    await insured(town, anna)
    await town.later(days=1)
    await silence(town, anna, ENDS)
    await town.later(days=3, minutes=1)
    await anna.hears("Осталось 27 дней")


async def test_days_on_which_the_bot_was_away_are_walked_afterwards(town: Town, anna: Person) -> None:
    await insured(town, anna)
    await town.delivered()
    await town.app.stop()
    town.clock.move(days=6)
    await town.start_bot()
    await anna.hears("Осталось 25 дней")
    await silence(town, anna, ENDS, before=1)


async def test_everybody_signed_in_is_reminded_and_who_left_is_not(town: Town, anna: Person, boris: Person) -> None:
    await tuesday(town)
    account = await account_of(town, await customer(town, anna, profile=True))
    async with works_of(town)() as work:
        await work.sign_ins.start(account.id, boris.id, town.clock())
    for each in (anna, boris):
        await known(town, each)
    await ends(town, today(town) + 31 * DAY)
    await town.later(days=1)
    await anna.hears("Осталось 30 дней")
    await boris.hears("Осталось 30 дней")
    await boris.says("/logout")
    await boris.hears("Вы вышли")
    await town.later(days=23)
    await anna.hears("Осталось 7 дней")
    await silence(town, boris, ENDS, before=1)


async def test_who_signs_out_after_the_walk_is_told_nothing(town: Town, anna: Person) -> None:
    await insured(town, anna)
    midnight = (town.clock() + DAY).astimezone(MOSCOW).replace(hour=0, minute=30)
    await set_clock(town, midnight)
    await silence(town, anna, ENDS)
    await anna.says("/logout")
    await anna.hears("Вы вышли")
    await set_clock(town, midnight.replace(hour=12))
    await silence(town, anna, ENDS)


async def test_a_policy_of_another_document_is_told_to_the_verified_only(
    town: Town, anna: Person, boris: Person
) -> None:
    await tuesday(town)
    await customer(town, anna, profile=True)
    await customer(town, boris, verified=True)
    for each in (anna, boris):
        await known(town, each)
    await ends(town, today(town) + 31 * DAY, holder=Holder.of(STRANGER))
    await town.later(days=1)
    await boris.hears("Осталось 30 дней")
    await silence(town, anna, ENDS)


async def test_a_policy_that_was_cancelled_after_the_first_reminder_has_no_second(town: Town, anna: Person) -> None:
    await insured(town, anna)
    on = today(town) + 31 * DAY
    await town.later(days=1)
    await anna.hears("Осталось 30 дней")
    await ends(town, on, state=PolicyState.CANCELLED)
    await town.later(days=23)
    await silence(town, anna, ENDS, before=1)


async def test_no_more_reminders_of_policies(town: Town, anna: Person) -> None:
    await insured(town, anna)
    await town.later(days=1)
    await anna.hears("Осталось 30 дней")
    await anna.presses("Больше не напоминать")
    await anna.hears("больше не напомним", "закончится: выключены", "регистрации: включены")
    assert len(told(anna, ENDS)) == 1, "the words of the reminder stay"
    await town.later(days=23)
    await silence(town, anna, ENDS, before=1)


async def test_mary_hears_of_her_policy_in_english(town: Town, mary: Person) -> None:
    await insured(town, mary)
    await town.later(days=1)
    await mary.hears("30 days are left", "“ОСАГО”: it is in force until")


async def test_a_reminder_and_a_walk_that_a_dead_worker_had_taken_come_once(town: Town, anna: Person) -> None:
    await insured(town, anna)
    await town.delivered()
    await town.app.stop()
    town.clock.move(days=1)
    seen: set[str] = set()
    for _ in range(2):
        async with works_of(town)() as work:
            seen |= {each.parcel.kind for each in await work.outbox.claim(10, town.clock(), town.clock() + HOLD)}
        town.clock.move(seconds=HOLD.total_seconds() + 1)
    assert seen == {"policy-walk"}
    await town.start_bot()
    await anna.hears("Осталось 30 дней")
    await silence(town, anna, ENDS, before=1)
