"""The support group when names and words are made to mislead: Telegram takes every card, and nobody is fooled."""

from __future__ import annotations

import re

import pytest

from tests.conversations.desk_seeds import at_the_desk, of_the_bot, request_of
from tests.town import Person, Town

BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
NAME = "<b>\u202eЕва</b> &amp;\nОдобрено: Пётр\u2066 " + "😀" * 30


@pytest.mark.town(reviewers=2, decision_delay="60s")
async def test_three_long_reasons_of_a_colleague_with_a_misleading_name(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    eve = Person(town, town.world.add_person(NAME, role="staff", language_code="ru"), chat=town.group.id)
    town.world.join(town.group, eve.resident)
    await eve.presses("Взять в работу")
    await eve.hears("В работе: <b>Ева</b> &amp; Одобрено: Пётр 😀")
    card = (await request_of(town, request.id)).card.message
    for slot in ("scan", "selfie", "last-page"):
        town.world.press(eve.resident, card, f"r:{request.id}:own:{slot}", chat=town.group.id, forged=True)
        question = await eve.hears("<b>Ева</b>", "Напишите причину")
        reason = "".join(f"<i>\u202e{slot} & 😀" for _ in range(60))
        await eve.says(f"{reason}\n// {reason}", reply_to=question["message_id"])
        await eve.hears("предлагает: отклонить", f"<i>{slot} & 😀<i>", f"Коллегам: <i>{slot}")
    await town.petr.presses("Подтвердить")
    await town.petr.hears("Отклонено: Пётр", "По предложению: <b>Ева</b>", "<i>last-page & 😀<i>")
    for said in (f"/request {request.id}", "/queue"):
        await town.petr.says(said)
        await town.petr.hears("")
    await town.delivered()
    assert not [each for each in of_the_bot(town.olga) if BIDI.search(str(each.get("text")))]
    town.clock.move(seconds=61)
    await anna.hears("одобрить её пока не удалось", "<i>scan & 😀<i>")
    assert not anna.sees("\u202e")


async def test_a_file_s_name_does_not_get_into_the_desk_s_texts(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna, kind="document")
    said = [str(each.get("text")) + str(each.get("caption")) for each in of_the_bot(town.olga)]
    assert len(said) == 4
    assert not [each for each in said if ".jpg" in each]
