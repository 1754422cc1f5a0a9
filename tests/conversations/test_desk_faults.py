"""The support group when things go wrong: it is not reached, cards are lost, updates come twice, the bot restarts."""

from __future__ import annotations

import pytest

from tests.conversations.desk_seeds import (
    WAITING,
    at_the_desk,
    of_kind,
    of_the_bot,
    request_of,
    submitted,
)
from tests.conversations.seeds import step, works_of
from tests.town import Person, Town


async def test_a_card_waits_for_a_group_that_is_not_reached(town: Town, anna: Person) -> None:
    town.playground.faults.refuse["sendMessage"] = (400, "Bad Request: chat not found")
    await submitted(town, anna)
    await town.until(lambda: any(each.method == "sendMessage" for each in town.playground.calls), "a try")
    await town.delivered()
    town.playground.faults.refuse.clear()
    town.clock.move(minutes=2)
    await town.olga.hears("Смирнова Анна Петровна")
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 3, "the files")


async def test_files_that_could_not_follow_the_card_come_later(town: Town, anna: Person) -> None:
    town.playground.faults.refuse["sendDocument"] = (
        400,
        "Bad Request: not enough rights to send documents to the chat",
    )
    await submitted(town, anna, kind="document")
    await town.olga.hears("Смирнова Анна Петровна")
    await town.delivered()
    town.playground.faults.refuse.clear()
    town.clock.move(minutes=2)
    await town.until(lambda: len(of_kind(town.olga, "document")) == 3, "the files")
    assert len(of_kind(town.olga, "text")) == 1


@pytest.mark.town(support_chat_id=None)
async def test_a_card_waits_until_the_group_is_named(town: Town, anna: Person) -> None:
    await submitted(town, anna)
    await town.delivered()
    del town.extra["support_chat_id"]
    await town.app.stop()
    town.clock.move(minutes=2)
    await town.start_bot()
    await town.olga.hears("Смирнова Анна Петровна")


@pytest.mark.town(support_chat_id=None)
async def test_a_withdrawn_request_is_not_shown_to_the_group_at_all(town: Town, anna: Person) -> None:
    await submitted(town, anna)
    await town.delivered()
    await town.app.cabinet.verification.withdraw(step(town, anna))
    del town.extra["support_chat_id"]
    await town.app.stop()
    town.clock.move(minutes=2)
    await town.start_bot()
    await town.delivered()
    assert of_the_bot(town.olga) == []


async def test_a_card_that_may_be_lost_is_announced_and_never_repeated_by_itself(town: Town, anna: Person) -> None:
    town.playground.faults.lose_answers["sendMessage"] = 1
    request = await submitted(town, anna)
    await town.olga.hears(f"карточка № {request.id} могла не дойти")
    await town.delivered()
    assert sum("Смирнова" in each["text"] for each in of_kind(town.olga, "text")) == 1
    await town.olga.presses("Показать карточку")
    await town.olga.hears("Смирнова Анна Петровна", WAITING)
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 3, "the files")
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")


async def test_a_card_that_did_arrive_is_known_again_by_its_buttons(town: Town, anna: Person) -> None:
    town.playground.faults.lose_answers["sendMessage"] = 1
    request = await submitted(town, anna)
    await town.olga.hears(f"карточка № {request.id} могла не дойти")
    await town.olga.presses("Взять в работу")
    await town.olga.hears("Смирнова Анна Петровна", "В работе: Ольга")


async def test_an_announcement_waits_for_a_group_that_is_not_reached(town: Town, anna: Person) -> None:
    town.playground.faults.lose_answers["sendMediaGroup"] = 1
    town.playground.faults.slow_seconds = 0.15
    request = await submitted(town, anna)
    await town.until(lambda: of_kind(town.olga, "photo"), "files whose answer was lost")
    town.playground.faults.refuse["sendMessage"] = (400, "Bad Request: chat not found")
    town.playground.faults.slow_seconds = 0
    await town.delivered()
    town.playground.faults.refuse.clear()
    town.clock.move(minutes=2)
    await town.olga.hears(f"карточка № {request.id} могла не дойти")


async def test_a_customer_who_blocked_the_bot_is_marked(town: Town, anna: Person) -> None:
    await anna.says("/start")
    await anna.hears("Е-ОСАГО")
    request = await at_the_desk(town, anna)
    town.playground.faults.refuse["sendMessage"] = (403, "Forbidden: bot was blocked by the user")
    await town.olga.presses("Одобрить")
    await town.olga.hears("Одобрено: Ольга", "Клиент уже знает.")
    await town.delivered()
    assert (await request_of(town, request.id)).told_at is not None
    async with works_of(town)() as work:
        person = await work.people.by_id(anna.id)
    assert person is not None
    assert person.gone_at is not None


async def test_a_restart_between_any_two_presses_changes_nothing(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.olga.presses("Отклонить")
    await town.olga.presses("Селфи с паспортом")
    await town.restart_bot()
    await town.olga.presses("Нерезко")
    await anna.hears("снимок нерезкий")
    await town.restart_bot()
    await anna.presses("Дополнить заявку")
    await anna.hears("☐ Селфи с паспортом")


async def test_updates_that_come_twice_act_once(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    town.playground.faults.deliver_twice = True
    await town.olga.presses("Взять в работу")
    await town.olga.hears("В работе: Ольга")
    await town.olga.presses("Отклонить")
    await town.olga.presses("Скан паспорта")
    await town.olga.presses("Своими словами")
    question = await town.olga.hears("Напишите причину")
    await town.acknowledged()
    assert sum("Напишите причину" in each["text"] for each in of_kind(town.olga, "text")) == 1
    await town.olga.says("Не та страница", reply_to=question["message_id"])
    await anna.hears("Скан паспорта: Не та страница")
    await town.delivered()
    assert sum("Отклонено." in each["text"] for each in of_kind(town.olga, "text")) == 1
    assert sum("не удалось" in each.get("text", "") for each in of_the_bot(anna)) == 1
    assert [each.reason for each in (await request_of(town, request.id)).rejected] == ["text:Не та страница"]
