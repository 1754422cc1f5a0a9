"""Who works on a request: one owner, and another one when the first falls silent."""

from __future__ import annotations

import asyncio

import pytest

from tests.conversations.desk_seeds import WAITING, at_the_desk, of_kind, request_of
from tests.town import Person, Town

MOVED = "забирает себе"


def notices(town: Town) -> list[str]:
    return [each["text"] for each in of_kind(town.olga, "text") if MOVED in each["text"]]


async def test_a_request_is_taken_over_from_one_who_is_silent_and_not_before(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.olga.presses("Взять в работу")
    card = await town.petr.hears("В работе: Ольга")
    await town.petr.presses("Забрать себе")
    await town.petr.toast("Забрать её можно после", "В работе: Ольга")
    await town.olga.presses("Забрать себе")
    await town.olga.toast("и так у вас")
    assert (await request_of(town, request.id)).taken_by.name == "Ольга"  # type: ignore[union-attr] # it is taken

    await town.later(minutes=29)
    await town.petr.presses("Забрать себе")
    await town.petr.toast("Забрать её можно после")
    await town.later(minutes=2)
    await town.petr.presses("Забрать себе")
    await town.petr.toast("Теперь у вас в работе.")
    await town.petr.hears("В работе: Пётр")
    notice = await town.olga.hears("Ольга", f"Заявку № {request.id} {MOVED} Пётр")
    assert [each["user"]["id"] for each in notice["entities"] if each["type"] == "text_mention"] == [town.olga.id]
    assert notice["reply_to_message"]["message_id"] == card["message_id"]

    await town.olga.presses("Вернуть в очередь")
    await town.olga.toast("не у вас в работе", "В работе: Пётр")
    await town.olga.presses("Одобрить")
    await town.olga.toast("уже взял в работу", "В работе: Пётр")
    await town.restart_bot()
    await town.delivered()
    assert len(notices(town)) == 1


@pytest.mark.town(decision_delay="30s")
async def test_every_act_of_the_owner_begins_the_half_hour_anew(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.olga.presses("Взять в работу")
    await town.olga.hears("В работе: Ольга")
    await town.later(minutes=20)
    await town.olga.presses("Одобрить")
    await town.olga.presses("Отменить решение")
    await town.olga.hears("В работе: Ольга")
    await town.later(minutes=20)
    await town.petr.presses("Забрать себе")
    await town.petr.toast("Забрать её можно после")
    await town.later(minutes=11)
    await town.petr.presses("Забрать себе")
    await town.petr.hears("В работе: Пётр")


async def test_an_old_button_takes_what_nobody_owns_any_more(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.olga.presses("Взять в работу")
    card = await town.petr.hears("В работе: Ольга")
    await town.olga.presses("Вернуть в очередь")
    await town.petr.hears(WAITING)
    await town.petr.presses_old(card, "Забрать себе")
    await town.petr.hears("В работе: Пётр")
    await town.petr.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    await town.olga.presses_old(card, "Забрать себе")
    await town.olga.toast("уже есть решение", "Одобрено: Пётр")
    await town.delivered()
    assert notices(town) == []


async def test_of_two_who_take_over_at_once_one_does(town: Town, anna: Person) -> None:
    clara = Person(town, town.world.add_person("Клара", role="staff", language_code="ru"), chat=town.group.id)
    town.world.join(town.group, clara.resident)
    request = await at_the_desk(town, anna)
    await town.olga.presses("Взять в работу")
    await town.olga.hears("В работе: Ольга")
    await town.later(minutes=31)
    await asyncio.gather(town.petr.presses("Забрать себе"), clara.presses("Забрать себе"))
    await town.until(lambda: len([each for each in town.world.toasts if each.text]) == 3, "all are answered")
    await town.delivered()
    assert sorted("Теперь у вас" in str(each.text) for each in town.world.toasts) == [False, False, True]
    assert len(notices(town)) == 1
    owner = (await request_of(town, request.id)).taken_by
    assert owner is not None
    assert f"{MOVED} {owner.name}" in notices(town)[0]


@pytest.mark.town(topics=True)
async def test_the_notice_stands_in_the_topic_and_names_are_only_characters(town: Town, anna: Person) -> None:
    eve = town.world.add_person("<b>Ева</b> & \u202eCo\n" + "ы" * 50, role="staff", language_code="ru")
    town.world.join(town.group, eve)
    await at_the_desk(town, anna)
    staff = Person(town, eve, chat=town.group.id)
    await staff.presses("Взять в работу")
    await staff.hears("В работе: <b>Ева</b> & Co ы")
    await town.later(minutes=31)
    await town.petr.presses("Забрать себе")
    notice = await town.petr.hears("<b>Ева</b> & Co ы", f"{MOVED} Пётр")
    assert notice["message_thread_id"] == town.world.topics(town.group)[0].message_thread_id
    assert "\u202e" not in notice["text"]
