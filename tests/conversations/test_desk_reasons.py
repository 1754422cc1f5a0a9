"""Why files are rejected: the catalogue by kind of document, with a text for the customer and a note for colleagues."""

from __future__ import annotations

from dataclasses import replace

import pytest

from account.documents import IdentityDocument
from account.requests import Slot
from handlers.card_buttons import reasons_keyboard
from handlers.words import Words
from tests.conversations.desk_seeds import at_the_desk, rejects, request_of, resubmitted
from tests.conversations.seeds import PROFILE, account_of, customer, works_of
from tests.house.worded import TEXTS
from tests.town import Person, Town


@pytest.mark.town(decision_delay="30s")
async def test_the_customer_reads_their_text_and_colleagues_the_note_below(town: Town, mary: Person) -> None:
    await mary.says("/start")
    await mary.hears("personal account")
    await at_the_desk(town, mary)
    await rejects(town.olga, "Селфи с паспортом", "Не видно лица")
    card = await town.olga.hears("Селфи с паспортом: не видно лица.", "Коллегам: на новом селфи нужны и лицо")
    why, below = card["text"].split("\n")[-3:-1]
    assert "Селфи с паспортом: не видно лица." in why
    assert below.startswith("Коллегам: на новом селфи")
    town.clock.move(seconds=31)
    notice = await mary.hears("Selfie with", "no face is to be seen")
    assert "Коллегам" not in notice["text"]
    await mary.says("/verify")
    assert "colleagues" not in (await mary.hears("no face is to be seen"))["text"]


async def test_what_is_offered_depends_on_file_and_document(town: Town, anna: Person) -> None:
    known = await customer(town, anna, profile=True)
    anna.resident.started = True
    foreign = replace(PROFILE, document=IdentityDocument("foreign-passport", "AB", "AB1234567"))
    account = await account_of(town, known)
    async with works_of(town)() as work:
        await work.accounts.set_profile(account.id, foreign)
    await resubmitted(town, anna)
    await town.olga.presses("Отклонить")
    await town.olga.presses("Скан паспорта")
    await town.until(lambda: {"Истёк срок", "Нет нижних строк", "Нет перевода"} <= set(town.olga.buttons()), "reasons")
    assert not {"Пора менять", "Не та страница", "Не видно лица"} & set(town.olga.buttons())
    await town.olga.presses("Нет нижних строк")
    await anna.hears("Скан паспорта: не видно двух нижних строк со знаками «<<<»")
    assert [each.reason for each in (await request_of(town, 1)).rejected] == ["no-machine-lines"]


def test_every_reason_has_its_button() -> None:
    keyboard = reasons_keyboard(Words(TEXTS, "ru"), 7, Slot.SELFIE, "passport-rf")
    data = [button.callback_data for row in keyboard.inline_keyboard for button in row]
    assert {"r:7:why:selfie:no-face", "r:7:why:selfie:exchange-due", "r:7:own:selfie"} <= set(data)
    assert "r:7:why:selfie:expired" not in data
