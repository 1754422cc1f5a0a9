"""Figures for the desk: asked for by its staff, they come to the group as text and chart."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from account.desk.group import DeskGroup
from account.records import ClaimedParcel, Parcel
from account.requests import RequestState, Staff
from bot.parcels.figures import FiguresParcels
from bot.parcels.group import Group
from gateways.chart import Charts
from gateways.telegram import Sender
from handlers.words import Words
from tests.conversations.desk_seeds import at_the_desk, of_kind, request_of
from tests.conversations.seeds import account_of, customer, step, works_of
from tests.house.worded import TEXTS
from tests.town import Person, Town

HOUR = timedelta(hours=1)
OLGA, PETR = Staff(7001, "Ольга"), Staff(7002, "Пётр")
EVE = Staff(7003, "\u202e<b>Ева</b> & Co\u2066\n" + "я" * 200)


async def asks(town: Town, thread: int | None = None) -> dict[str, Any]:
    """Olga's message, for which the figures are asked of the account's own service."""
    asked = await town.olga.says("Как идут дела?", thread=thread)
    staff = Staff(town.olga.id, "Ольга")
    await town.app.cabinet.figures.ask(step(town, town.olga), staff, thread, asked["message_id"])
    return asked


async def answered(town: Town, person: Person, *by: Staff, hours: float = 2) -> None:
    """An answer of each of these colleagues, so many hours after the request."""
    account = await account_of(town, await customer(town, person, profile=True))
    at = town.clock()
    async with works_of(town)() as work:
        for staff in by:
            request = await work.requests.add(account.id, person.id, [], at - hours * HOUR, at)
            assert request is not None
            assert await work.requests.decide(request.id, RequestState.REJECTED, staff, at, {})


async def test_text_and_chart_come_below_the_question(town: Town, anna: Person) -> None:
    await answered(town, anna, OLGA, OLGA, PETR, hours=3.35)
    asked = await asks(town)
    figures = await town.olga.hears(
        "Ждут ответа: 0, из них просрочено: 0",
        "Всего: 3, в срок: 100\u00a0%",
        "Медиана: 3 ч 21 мин",
        ": 3 · 3 ч 21 мин / 3 ч 21 мин · 100\u00a0%",
        "Ольга: 2 · ",
        "Пётр: 1 · ",
    )
    weeks = figures["caption"].split("По неделям\n")[1].split("\n\n")[0]
    assert len(weeks.split("\n")) == 1, "of eight only the week that had answers"
    assert figures["reply_to_message"]["message_id"] == asked["message_id"]
    drawn = town.world.state.files.find(figures["photo"][-1]["file_id"])
    assert Image.open(io.BytesIO(drawn.data)).width == 1200
    await town.delivered()
    assert len(of_kind(town.olga, "photo")) == 1
    assert of_kind(town.olga, "text") == []


async def test_without_any_history_there_is_a_sentence_and_no_chart(town: Town) -> None:
    await asks(town)
    await town.olga.hears("Ждут ответа: 0", "ответов не было.")
    await town.delivered()
    assert of_kind(town.olga, "photo") == []


async def test_what_waits_is_counted_by_the_first_promise(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await asks(town)
    await town.olga.hears("Ждут ответа: 1, из них просрочено: 0")
    await town.later(hours=24, minutes=1)
    await anna.hears("завтра")
    assert (await request_of(town, request.id)).answer_by > town.clock()
    await asks(town)
    await town.olga.hears("Ждут ответа: 1, из них просрочено: 1")


async def test_a_long_list_comes_as_a_message_of_its_own(town: Town, anna: Person) -> None:
    everybody = [Staff(8000 + number, f"Сотрудник {number:02} " + "Ж" * 60) for number in range(25)]
    await answered(town, anna, *everybody)
    asked = await asks(town)
    figures = await town.olga.hears("Всего: 25", "Сотрудник 00", "Сотрудник 19", "И ещё: 5")
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 1, "the chart")
    (chart,) = of_kind(town.olga, "photo")
    assert "text" in figures
    assert "caption" not in chart
    assert chart["reply_to_message"]["message_id"] == asked["message_id"]


async def test_a_colleague_s_name_is_only_characters_and_short(town: Town, anna: Person) -> None:
    await answered(town, anna, EVE)
    await asks(town)
    figures = await town.olga.hears("<b>Ева</b> & Co яяя")
    (line,) = [each for each in figures["caption"].splitlines() if "Ева" in each]
    assert line.startswith(f"<b>Ева</b> & Co {'я' * 44}: 1 · ")
    assert not set(figures["caption"]) & {"\u202e", "\u2066"}


@pytest.mark.town(topics=True)
async def test_in_a_topic_they_come_into_it(town: Town, anna: Person) -> None:
    topic = (await request_of(town, (await at_the_desk(town, anna)).id)).card.topic
    assert topic is not None
    await asks(town, thread=topic)
    figures = await town.olga.hears("Ждут ответа: 1")
    assert figures["message_thread_id"] == topic


async def test_a_deleted_question_is_answered_all_the_same(town: Town) -> None:
    staff = Staff(town.olga.id, "Ольга")
    await town.app.cabinet.figures.ask(step(town, town.olga), staff, None, 10**6)
    assert "reply_to_message" not in await town.olga.hears("Ждут ответа: 0")


async def test_where_no_pictures_are_taken_the_text_comes_alone(town: Town, anna: Person) -> None:
    await answered(town, anna, OLGA)
    town.playground.faults.refuse["sendPhoto"] = (400, "Bad Request: not enough rights to send photos to the chat")
    await asks(town)
    assert "text" in await town.olga.hears("Всего: 1", "Ольга: 1 · ")


async def test_what_cannot_be_drawn_in_time_is_said_without_a_chart(town: Town, anna: Person) -> None:
    await answered(town, anna, OLGA)
    asked = await town.olga.says("Как идут дела?")
    bot, works, words = town.app.steps._bot, works_of(town), Words(TEXTS, "ru")
    sender = Sender(bot)
    group = Group(bot, works, sender, DeskGroup(works, town.group.id), town.clock)
    carrier = FiguresParcels(town.app.cabinet.figures, Charts(0), sender, words, group, town.clock)
    parcel = Parcel("by hand", "figures", None, {"reply_to": asked["message_id"]}, town.clock())
    await carrier.carry(ClaimedParcel(1, parcel, tries=1))
    assert "text" in await town.olga.hears("Всего: 1", "Ольга: 1 · ")


async def test_a_repeated_step_asks_once(town: Town) -> None:
    asked = await town.olga.says("Как идут дела?")
    once, staff = step(town, town.olga), Staff(town.olga.id, "Ольга")
    for _ in range(3):
        await town.app.cabinet.figures.ask(once, staff, None, asked["message_id"])
    await town.olga.hears("Ждут ответа: 0")
    await town.delivered()
    assert len(of_kind(town.olga, "text")) == 1
