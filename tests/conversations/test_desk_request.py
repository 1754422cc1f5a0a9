"""/request in the support group: how a request stands, its trail, and its card in a new message."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from account.records import AuditEntry
from account.requests import Request
from handlers.desk.names import signs
from handlers.desk.trail import MESSAGE_LONGEST, request_text
from handlers.words import Words
from storage.tables import requests
from tests.conversations.desk_seeds import (
    WAITING,
    at_the_desk,
    of_kind,
    of_the_bot,
    rejects,
    request_of,
    submitted,
)
from tests.conversations.seeds import works_of
from tests.house.worded import TEXTS
from tests.town import Person, Town

HOSTILE = "<i>Оля & Ко\u202e\n"


def ids(messages: list[dict[str, Any]]) -> set[int]:
    return {each["message_id"] for each in messages}


def cards(town: Town) -> list[dict[str, Any]]:
    return [each for each in of_kind(town.olga, "text") if "Дата рождения" in each["text"]]


async def trail_of(town: Town, request: Request) -> list[tuple[str, str]]:
    return [(each.what, each.detail) for each in await town.app.cabinet.desk.trail(request.id)]


async def moved(town: Town, old: set[int]) -> None:
    """Until one card and three files stand in the group, all of them new."""
    await town.until(
        lambda: len(now := ids([*cards(town), *of_kind(town.olga, "photo")])) == 4 and not now & old, "a new card"
    )


async def test_an_open_request_is_shown_anew_and_the_old_card_is_gone(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.olga.presses("Взять в работу")
    await town.olga.hears("В работе: Ольга")
    old = ids(of_the_bot(town.olga))
    await town.petr.says(f"/request {request.id}")
    answer = await town.petr.hears(
        f"Заявка № {request.id} · Смирнова А.", "В работе: Ольга", "Осталось 23 ч", "История"
    )
    assert [line.split(" · ", 1)[1] for line in answer["text"].split("История\n")[1].split("\n")] == [
        "заявка отправлена · клиент",
        "взято в работу · Ольга",
        "просмотрено · Пётр",
    ]
    assert re.search(r"^\d\d\.\d\d\.\d{4} \d\d:\d\d · заявка", answer["text"], re.MULTILINE)
    await moved(town, old)
    await town.delivered()
    card = (await request_of(town, request.id)).card
    assert {card.message, *card.files} == ids([*cards(town), *of_kind(town.olga, "photo")])
    assert all(each.get("has_protected_content") for each in [*cards(town), *of_kind(town.olga, "photo")])

    await town.petr.says(f"/request №{request.id}")
    await town.olga.says(f"/request {request.id}")
    await moved(town, old | {card.message or 0, *card.files})
    await town.delivered()
    assert (len(cards(town)), len(of_kind(town.olga, "photo"))) == (1, 3)
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    await town.until(lambda: not of_kind(town.olga, "photo"), "the files are gone")
    assert ("viewed", "Ольга") in await trail_of(town, request)

    await town.petr.says(f"/request {request.id}")
    await town.petr.hears("Одобрено: Ольга", "Клиент уже знает.", "одобрено · Ольга")
    await town.delivered()
    assert (len(cards(town)), of_kind(town.olga, "photo")) == (1, [])


@pytest.mark.town(topics=True, answer_within="200h")
async def test_in_a_topic_the_card_stays_and_old_timers_leave_new_files_alone(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    (topic,) = town.world.topics(town.group)
    old = ids([*cards(town), *of_kind(town.olga, "photo")])
    await town.later(hours=40)
    await town.petr.says(f"/request {request.id}")
    assert "message_thread_id" not in await town.petr.hears("История")
    await moved(town, old)
    await town.delivered()
    new = ids([*cards(town), *of_kind(town.olga, "photo")])
    assert {each["message_thread_id"] for each in cards(town)} == {topic.message_thread_id}
    await town.later(hours=8)
    await town.delivered()
    assert ids([*cards(town), *of_kind(town.olga, "photo")]) == new
    await town.later(hours=40)
    await town.until(
        lambda: len(now := ids(of_kind(town.olga, "photo"))) == 3 and not now & new, "the files in time once more"
    )


async def test_an_old_card_that_cannot_be_deleted_says_where_it_went(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    (old,) = cards(town)
    refused = (400, "Bad Request: message can't be deleted")
    town.playground.faults.refuse |= {"deleteMessages": refused, "deleteMessage": refused}
    await town.olga.says(f"/request {request.id}")
    await town.olga.hears(f"Карточка № {request.id} теперь ниже.")
    await town.until(lambda: [each for each in cards(town) if each["message_id"] > old["message_id"]], "a new card")
    await town.delivered()
    assert len(cards(town)) == 1


async def test_a_card_that_may_be_lost_leaves_nothing_behind_when_shown_again(town: Town, anna: Person) -> None:
    town.playground.faults.lose_answers["sendMediaGroup"] = 1
    request = await submitted(town, anna)
    await town.olga.hears(f"карточка № {request.id} могла не дойти")
    (old,) = cards(town)
    await town.olga.presses("Показать карточку")
    await town.until(lambda: [each["message_id"] for each in cards(town)] not in ([], [old["message_id"]]), "a card")
    await town.delivered()
    assert len(cards(town)) == 1


async def test_a_wrong_or_missing_number_gets_a_clear_answer(town: Town, anna: Person) -> None:
    await submitted(town, anna)
    await town.olga.hears(WAITING)
    for typed, answer in (
        ("/request", "Напишите номер заявки"),
        ("/request первая", "Напишите номер заявки"),
        ("/request 1 2", "Напишите номер заявки"),
        ("/request -1", "Напишите номер заявки"),
        ("/request 999", "Заявки с таким номером нет"),
        ("/request 999999999999999999", "Заявки с таким номером нет"),
    ):
        await town.olga.says(typed)
        await town.olga.hears(answer)
    await anna.says("/request 1")
    assert "История" not in (await anna.hears(""))["text"]


async def test_a_request_is_opened_from_the_queue(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.olga.says("/queue")
    queue = await town.olga.hears("Ждут ответа: 1")
    await town.petr.presses(f"№ {request.id}")
    await town.petr.hears("История", "просмотрено · Пётр")
    await moved(town, ids([queue]))
    for forged in ("d:view:", "d:view:x", "d:view:999"):
        town.world.press(town.olga_resident, queue["message_id"], forged, chat=town.group.id, forged=True)
    await town.olga.hears("Заявки с таким номером нет")


@pytest.mark.town(decision_delay="60s")
async def test_the_trail_names_the_files_and_colleagues_as_they_were_called(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await rejects(town.olga, "Селфи с паспортом", "Нерезко")
    await town.olga.presses("Отменить решение")
    await town.olga.hears("В работе: Ольга")
    town.olga_resident.first_name = "Ольга Новая"
    await town.olga.says(f"/request {request.id}")
    await town.olga.hears(
        "отклонено: Селфи с паспортом · Ольга\n", "решение отменено · Ольга\n", "просмотрено · Ольга Новая"
    )
    assert [what for what, _ in await trail_of(town, request)] == [
        "submitted",
        "rejected selfie",
        "taken-back",
        "viewed",
    ]


async def test_of_a_long_trail_the_oldest_is_left_out(town: Town, anna: Person) -> None:
    request = await submitted(town, anna)
    words, now, zone = Words(TEXTS, "ru"), town.clock(), ZoneInfo("Europe/Moscow")
    dossier = await town.app.cabinet.desk.dossier(request.id)
    entries = [
        AuditEntry(
            number, request.id, 7, "some-new-act selfie x", now + timedelta(minutes=number), "<i>Оля & Ко\u202e\n"
        )
        for number in range(300)
    ]
    text = request_text(words, dossier, entries, zone, now)
    assert signs(text) <= MESSAGE_LONGEST
    assert "\u202e" not in text
    lines = text.split("\n")
    assert lines[-1].endswith("some-new-act: Селфи с паспортом, x · &lt;i&gt;Оля &amp; Ко")
    shown = len([line for line in lines if "some-new-act" in line])
    assert f"… {300 - shown} более ранн" in text
    assert "более ранн" not in request_text(words, dossier, entries[:20], zone, now)
    older = replace(entries[0], who=request.telegram_id, detail=""), replace(entries[0], detail="")
    assert [line.rpartition(" · ")[2] for line in request_text(words, dossier, older, zone, now).split("\n")[-2:]] == [
        "клиент",
        "7",
    ]
    async with works_of(town)() as work:
        (entry,) = await work.audit.of_request(request.id)
    assert (entry.what, entry.who, entry.detail) == ("submitted", anna.id, "")


async def test_a_guest_s_question_is_shown_and_not_decided(town: Town, anna: Person) -> None:
    at = town.clock()
    row = {"telegram_id": anna.id, "state": "open", "submitted_at": at, "answer_by": at + timedelta(hours=3)}
    async with town.app.engine.begin() as connection:
        await connection.execute(insert(requests).values(**row, kind="question"))
    await town.olga.says("/queue")
    await town.olga.hears("№ 1 · вопрос · осталось 2 ч · никто не взял")
    await town.olga.says("/request 1")
    await town.olga.hears("Вопрос № 1 · —", "Осталось 2 ч")
    card = await town.olga.hears("Вопрос № 1", "Гость без личного кабинета", "Ждёт, кто возьмёт")
    await town.delivered()
    assert town.olga.buttons() == ["Взять в работу", "Готовый ответ", "Закрыть вопрос"]
    for verb in ("ok", "no", "refuse", "why:scan:dark", "own:scan", "next:7"):
        town.world.toasts.clear()
        town.world.press(town.olga_resident, card["message_id"], f"r:1:{verb}", chat=town.group.id, forged=True)
        await town.olga.toast("Это вопрос, а не заявка")
    await town.olga.presses("Взять в работу")
    await town.olga.hears("В работе: Ольга", "Осталось 2 ч")
    assert town.olga.buttons() == ["Вернуть в очередь", "Забрать себе", "Готовый ответ", "Закрыть вопрос"]
    assert (await request_of(town, 1)).state == "open"
