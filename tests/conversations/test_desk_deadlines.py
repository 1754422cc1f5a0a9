"""The promise and the files' stay in the group, on a moved clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from account.desk.deadlines import deadline_parcels
from account.desk.letters import Content, Sender
from account.requests import Request
from bot.courier import HOLD
from tests.conversations.desk_seeds import (
    at_the_desk,
    of_kind,
    request_of,
)
from tests.conversations.seeds import works_of
from tests.town import Person, Town

REFUSED = (400, "Bad Request: message can't be deleted")


def reminders(person: Person) -> list[str]:
    """What the desk was reminded of: half the time, little time, no time."""
    said = [each["text"] for each in of_kind(person, "text")]
    return [each for each in said if each.startswith("Заявка №") and "сро" in each and "Смирнова" not in each]


@pytest.mark.town(answer_within="24h", remind_before="2h")
async def test_the_desk_is_reminded_at_half_the_time_and_before_the_end_once_each(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.later(hours=12, minutes=1)
    await town.olga.hears(f"Заявка № {request.id}: прошла половина срока")
    await town.restart_bot()
    await town.later(hours=10)
    await town.olga.hears(f"Заявка № {request.id}: срок скоро выйдет")
    await town.restart_bot()
    await town.delivered()
    assert len(reminders(town.olga)) == 2


@pytest.mark.town(answer_within="24h", remind_before="2h")
async def test_a_new_promise_has_reminders_of_its_own_and_the_old_one_none(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.later(hours=2)
    later = town.clock() + timedelta(hours=24)
    async with works_of(town)() as work:
        assert await work.requests.promise(request.id, later)
        for each in deadline_parcels(replace(request, answer_by=later), town.clock(), timedelta(hours=2)):
            await work.outbox.put(each)
    await town.later(hours=10, minutes=1)
    await town.delivered()
    assert reminders(town.olga) == []
    await town.later(hours=2)
    await town.olga.hears(f"Заявка № {request.id}: прошла половина срока")


async def test_who_replies_to_a_reminder_speaks_to_colleagues(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.later(hours=12, minutes=1)
    reminder = await town.olga.hears("прошла половина срока")
    await town.petr.says("Оля, возьмёшь?", reply_to=reminder["message_id"])
    await town.delivered()
    assert not anna.sees("возьмёшь")


async def test_of_a_missed_promise_the_customer_hears_first(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.later(hours=24, seconds=1)
    await anna.hears("завтра")
    await town.delivered()
    assert not any("просрочена" in each for each in reminders(town.olga))
    await town.later(seconds=10)
    word = await town.olga.hears(f"Заявка № {request.id} просрочена. Новый срок: до ")
    assert "Клиент" not in word["text"], "who has blocked the bot was told nothing"


async def test_nobody_is_reminded_of_what_is_decided(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    await town.later(hours=25)
    await town.delivered()
    assert reminders(town.olga) == []


async def test_with_the_decision_the_files_leave_the_group(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 3, "the files")
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    await town.until(lambda: not of_kind(town.olga, "photo"), "the files are gone")


@pytest.mark.town(answer_within="72h")
async def test_files_of_an_open_request_come_anew_before_telegram_keeps_them_for_ever(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 3, "the files")
    first = {each["message_id"] for each in of_kind(town.olga, "photo")}
    await town.later(hours=47, minutes=1)
    await town.until(
        lambda: len(now := {each["message_id"] for each in of_kind(town.olga, "photo")}) == 3 and not now & first,
        "other messages with the files",
    )


async def with_letters(town: Town, request: Request, number: int) -> set[int]:
    """So many messages of the group, each a file that the customer sent in a letter."""
    shown: set[int] = set()
    async with works_of(town)() as work:
        for each in range(number):
            given = {"chat_id": town.group.id, "text": f"файл {each}"}
            message = (await town.playground.api.perform("sendMessage", given, {}))["result"]["message_id"]
            content = Content("photo", "", "a-file")
            letter = await work.letters.add(
                request.id, Sender.CUSTOMER, request.telegram_id, 9000 + each, content, town.clock()
            )
            assert await work.letters.begin(letter)
            await work.letters.delivered(letter, message)
            shown.add(message)
    return shown


def left(town: Town, messages: set[int]) -> set[int]:
    return messages & {each["message_id"] for each in town.olga.screen()}


async def test_more_files_than_one_call_takes_leave_too(town: Town, anna: Person) -> None:
    shown = await with_letters(town, await at_the_desk(town, anna), 120)
    assert left(town, shown) == shown
    await town.olga.presses("Одобрить")
    await town.until(lambda: not left(town, shown), "all are gone")
    await town.until(lambda: not of_kind(town.olga, "photo"), "the request's own, too")


async def test_files_of_letters_are_known_until_they_have_left(town: Town, anna: Person) -> None:
    shown = await with_letters(town, await at_the_desk(town, anna), 2)
    town.playground.faults.refuse["deleteMessages"] = (502, "Bad Gateway")
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    await town.until(lambda: any(each.method == "deleteMessages" for each in town.playground.calls), "a try")
    await town.delivered()
    town.mend()
    await town.later(minutes=1)
    await town.until(lambda: not left(town, shown), "they are gone")


async def test_files_that_do_not_leave_together_leave_one_by_one(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    gone = of_kind(town.olga, "photo")[1]["message_id"]
    town.world.delete(town.olga_resident, gone, chat=town.group.id)
    town.playground.faults.refuse["deleteMessages"] = REFUSED
    await town.olga.presses("Одобрить")
    await town.until(lambda: not of_kind(town.olga, "photo"), "the files are gone")
    await town.delivered()
    assert not town.olga.sees("не даёт")
    assert (await request_of(town, request.id)).card.files == ()


async def test_files_that_telegram_keeps_are_told_once_and_forgotten(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    town.playground.faults.refuse |= {"deleteMessages": REFUSED, "deleteMessage": REFUSED}
    await town.olga.presses("Одобрить")
    await town.olga.hears(f"№ {request.id}: Telegram не даёт боту удалить файлы")
    await town.later(hours=48)
    await town.delivered()
    assert sum("не даёт" in each["text"] for each in of_kind(town.olga, "text")) == 1
    assert (await request_of(town, request.id)).card.files == ()


async def test_a_reminder_whose_answer_was_lost_is_not_said_twice(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.delivered()
    town.playground.faults.lose_answers["sendMessage"] = 1
    await town.later(hours=12, minutes=1)
    await town.olga.hears(f"Заявка № {request.id}: прошла половина срока")
    await town.delivered()
    assert len(reminders(town.olga)) == 1


async def test_a_reminder_that_a_dead_worker_had_taken_is_said_all_the_same(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.delivered()
    await town.app.stop()
    town.clock.move(hours=12, minutes=1)
    async with works_of(town)() as work:
        taken = await work.outbox.claim(10, town.clock(), town.clock() + HOLD)
        assert "remind" in {each.parcel.kind for each in taken}
    town.clock.move(seconds=HOLD.total_seconds() + 1)
    await town.start_bot()
    await town.olga.hears(f"Заявка № {request.id}: прошла половина срока")
    await town.delivered()
    assert len(reminders(town.olga)) == 1


async def test_after_the_end_nobody_is_told_that_it_comes_soon(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.later(hours=24, seconds=1)
    await anna.hears("не успели рассмотреть")
    await town.later(seconds=10)
    await town.olga.hears(f"Заявка № {request.id} просрочена")
    await town.delivered()
    assert len(reminders(town.olga)) == 1
