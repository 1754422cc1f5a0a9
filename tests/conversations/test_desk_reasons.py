"""Why files are rejected: the catalogue by kind of document, with a text for the customer and a note for colleagues."""

from __future__ import annotations

from dataclasses import replace

import pytest

from account.documents import IdentityDocument
from account.requests import Slot
from handlers.desk.card_buttons import reasons_keyboard
from handlers.words import Words
from tests.conversations.desk_seeds import at_the_desk, of_kind, of_the_bot, rejects, request_of, resubmitted
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
        await work.accounts.set_profile(account.id, foreign, town.clock())
    await resubmitted(town, anna)
    await town.olga.presses("Отклонить")
    assert await town.olga.toast("") == "Что не так?"
    await town.olga.presses("Скан паспорта")
    assert await town.olga.toast("") == "Причина для «Скан паспорта»:"
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


async def test_several_files_are_rejected_at_once(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.olga.presses("Отклонить")
    await town.olga.presses("Несколько файлов")
    await town.until(lambda: "☐ Скан паспорта" in town.olga.buttons(), "ticks")
    await town.olga.presses("Дальше")
    await town.olga.toast("Отметьте хотя бы один файл")
    for label in ("☐ Скан паспорта", "☐ Селфи с паспортом", "☑ Скан паспорта", "☐ Фото паспорта"):
        await ticked(town, label)
    assert [label[0] for label in town.olga.buttons()[:3]] == ["☐", "☑", "☑"]
    await town.olga.presses("Дальше")
    await town.until(lambda: "Своими словами" in town.olga.buttons(), "reasons")
    assert not {"Не видно лица", "Не та страница"} & set(town.olga.buttons())
    await town.olga.presses("Назад")
    await town.until(lambda: "☑ Селфи с паспортом" in town.olga.buttons(), "the same ticks")
    await town.olga.presses("Дальше")
    await town.olga.presses("Темно")
    notice = await anna.hears("Селфи с паспортом: слишком темно", "(последняя страница): слишком темно")
    assert "Скан паспорта" not in notice["text"]
    assert [(each.slot, each.reason) for each in (await request_of(town, request.id)).rejected] == [
        (Slot.SELFIE, "dark"),
        (Slot.LAST_PAGE, "dark"),
    ]
    await town.delivered()
    assert sum("не удалось" in each.get("text", "") for each in of_the_bot(anna)) == 1
    assert [entry.what for entry in await town.app.cabinet.desk.trail(request.id)] == [
        "submitted",
        "rejected selfie last-page",
    ]


async def ticked(town: Town, label: str) -> None:
    """Press a tick and wait for it to turn."""
    await town.olga.presses(label)
    turned = label.translate({ord("☐"): "☑", ord("☑"): "☐"})
    await town.until(lambda: any(turned in each for each in town.olga.buttons()), turned)


@pytest.mark.town(decision_delay="60s")
async def test_own_words_for_several_files_with_a_note_for_colleagues(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.olga.presses("Отклонить")
    await town.olga.presses("Несколько файлов")
    await ticked(town, "☐ Скан паспорта")
    await ticked(town, "☐ Селфи с паспортом")
    await town.olga.presses("Дальше")
    await town.olga.presses("Своими словами")
    question = await town.olga.hears(
        "Напишите причину", "«Скан паспорта», «Селфи с паспортом»", "увидят только коллеги"
    )
    await town.olga.says("// видел его вчера\n  //и позавчера", reply_to=question["message_id"])
    await town.olga.hears("Ничего не решено")
    assert (await request_of(town, request.id)).state == "open"
    await town.restart_bot()
    await town.olga.says(
        "// звонил <i>он</i>\nНет печати\u202e & подписи\nи даты\n// дважды", reply_to=question["message_id"]
    )
    await town.olga.hears("Отклонено.")
    card = await town.petr.hears("Скан паспорта: Нет печати & подписи\nи даты", "Коллегам: звонил <i>он</i>\nдважды")
    assert "\u202e" not in card["text"]
    decided = await request_of(town, request.id)
    assert [(each.reason, each.note) for each in decided.rejected] == [
        ("text:Нет печати & подписи\nи даты", "звонил <i>он</i>\nдважды")
    ] * 2
    await town.olga.says("ещё раз", reply_to=question["message_id"])
    await town.acknowledged()
    assert await request_of(town, request.id) == decided
    town.clock.move(seconds=61)
    assert "звонил" not in (await anna.hears("Скан паспорта: Нет печати & подписи"))["text"]


@pytest.mark.town(decision_delay="60s")
async def test_several_files_join_a_decision_that_is_not_told(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await rejects(town.olga, "Селфи с паспортом", "Нерезко")
    await town.olga.presses("Отклонить ещё файл")
    await town.olga.presses("Несколько файлов")
    await ticked(town, "☐ Скан паспорта")
    await ticked(town, "☐ Фото паспорта")
    await town.olga.presses("Дальше")
    await town.olga.presses("Блики")
    await town.olga.hears("Скан паспорта: блики", "Селфи с паспортом: снимок нерезкий", "(последняя страница): блики")
    await town.olga.presses("Отменить решение")
    await town.olga.hears("В работе: Ольга")
    reopened = await request_of(town, request.id)
    assert [(each.reason, each.note) for each in reopened.files] == [(None, None)] * 3


async def test_forged_choices_of_files_decide_nothing(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    (card,) = [each["message_id"] for each in of_kind(town.olga, "text")]
    for forged in ("pick:x", "pick:", "next:0", "next:8", "why:0:dark", "why:8:dark", "own:0", "why:back:dark"):
        data = f"r:{request.id}:{forged}"
        town.world.press(town.olga_resident, card, data, chat=town.group.id, forged=True)
    await town.until(lambda: len(town.world.toasts) == 8, "every press is answered")
    assert (await request_of(town, request.id)).state == "open"
    assert len(of_kind(town.olga, "text")) == 1
