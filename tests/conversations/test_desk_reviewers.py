"""REVIEWERS=2: what one proposes another confirms, exactly as both saw it."""

from __future__ import annotations

import asyncio

import pytest

from account.requests import Slot
from tests.conversations.desk_seeds import WAITING, at_the_desk, of_the_bot, rejects, request_of
from tests.conversations.seeds import step
from tests.town import Person, Town

pytestmark = pytest.mark.town(reviewers=2)


async def test_a_proposal_is_confirmed_by_another_and_only_then_told(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.olga.presses("Одобрить")
    await town.olga.toast("Предложено")
    card = await town.petr.hears(WAITING, "Ольга предлагает: одобрить")
    assert town.petr.buttons() == ["Подтвердить", "Не согласен", "Отозвать"]
    assert (await request_of(town, request.id)).state == "open"
    await town.olga.presses("Подтвердить")
    await town.olga.toast("Это ваше предложение", "Ольга предлагает: одобрить")
    await town.olga.presses("Не согласен")
    await town.olga.toast("Это ваше предложение")
    await town.petr.presses("Отозвать")
    await town.petr.toast("только тот, кто его сделал")
    await town.restart_bot()
    await town.petr.presses("Подтвердить")
    await town.petr.toast("Подтверждено.")
    await anna.hears("Ваша личность подтверждена")
    await town.petr.hears("Одобрено: Пётр", "По предложению: Ольга", "Клиент уже знает.")
    await town.petr.presses_old(card, "Подтвердить")
    await town.petr.toast("уже есть решение", "Одобрено: Пётр")
    decided = await request_of(town, request.id)
    assert decided.decided_by is not None
    assert decided.decided_by.telegram_id == town.petr.id
    assert [(entry.what, entry.detail) for entry in await town.app.cabinet.desk.trail(request.id)] == [
        ("submitted", ""),
        ("proposed-approved", "Ольга"),
        ("confirmed", "Пётр"),
    ]
    await town.delivered()
    assert sum("подтверждена" in each.get("text", "") for each in of_the_bot(anna)) == 1


async def test_a_proposal_that_has_changed_is_not_confirmed_by_an_old_button(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await rejects(town.olga, "Селфи с паспортом", "Не видно лица")
    await town.olga.toast("Предложено")
    first = await town.petr.hears("Ольга предлагает: отклонить", "Селфи с паспортом: не видно лица", "Коллегам:")
    await town.olga.presses("Отклонить ещё файл")
    await town.olga.presses("Скан паспорта")
    await town.olga.presses("Блики")
    await town.petr.hears("Скан паспорта: блики", "Селфи с паспортом: не видно лица")
    await town.petr.presses_old(first, "Подтвердить")
    await town.petr.toast("Предложение уже другое")
    await town.petr.presses("Отклонить ещё файл")
    await town.petr.toast("Коллега уже предлагает решение", "Ольга предлагает: отклонить")
    await town.petr.presses("Подтвердить")
    await anna.hears("Скан паспорта: блики", "Селфи с паспортом: не видно лица")
    await town.petr.hears("Отклонено: Пётр", "По предложению: Ольга", "Скан паспорта: блики")
    assert [each.slot for each in (await request_of(town, request.id)).rejected] == [Slot.SCAN, Slot.SELFIE]


async def test_who_disagrees_opens_the_request_again_and_the_proposer_may_recall(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.olga.presses("Взять в работу")
    await town.olga.hears("В работе: Ольга")
    await town.olga.presses("Отклонить")
    await town.olga.presses("Отказать окончательно")
    first = await town.petr.hears("В работе: Ольга", "Ольга предлагает: отказать окончательно")
    await town.petr.presses("Не согласен")
    await town.petr.toast("Предложение снято")
    open_again = await town.petr.hears("В работе: Ольга")
    assert "предлагает" not in open_again["text"]
    assert "Одобрить" in town.petr.buttons()
    await town.petr.presses_old(first, "Подтвердить")
    await town.petr.toast("Предложение уже другое", "В работе: Ольга")
    await town.petr.presses("Одобрить")
    await town.petr.toast("уже взял в работу")
    await town.olga.presses("Одобрить")
    second = await town.olga.hears("Ольга предлагает: одобрить")
    await town.olga.presses("Отозвать")
    await town.olga.toast("Предложение отозвано.")
    await town.petr.presses_old(second, "Не согласен")
    await town.petr.toast("Предложение уже другое")
    await town.olga.says(f"/request {request.id}")
    await town.olga.hears(
        "предложено отказать окончательно · Ольга",
        "предложение снято · Пётр",
        "предложено одобрить · Ольга",
        "предложение отозвано · Ольга",
    )
    await town.app.cabinet.verification.withdraw(step(town, anna))
    await town.olga.hears("Клиент отозвал заявку.")
    await town.petr.presses_old(second, "Подтвердить")
    await town.petr.toast("Клиент отозвал заявку.")


@pytest.mark.town(reviewers=2, decision_delay="30s")
async def test_a_confirmed_decision_is_taken_back_and_not_added_to(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    menu = await town.olga.hears(WAITING)
    await rejects(town.olga, "Селфи с паспортом", "Нерезко")
    await town.petr.presses("Подтвердить")
    await town.petr.hears("Отклонено: Пётр", "Клиент ещё не знает")
    assert town.petr.buttons() == ["Отменить решение"]
    await town.petr.presses_old(menu, "Отклонить")
    await town.petr.toast("уже есть решение")
    await town.petr.presses("Отменить решение")
    await town.petr.hears("В работе: Пётр")
    reopened = await request_of(town, request.id)
    assert (reopened.proposal, reopened.rejected) == (None, ())
    await town.petr.presses("Одобрить")
    await town.petr.hears("Пётр предлагает: одобрить")
    await town.olga.presses("Подтвердить")
    await town.olga.hears("Одобрено: Ольга", "По предложению: Пётр")
    town.clock.move(seconds=31)
    await anna.hears("Ваша личность подтверждена")


async def test_of_two_who_confirm_or_disagree_at_once_one_does(town: Town, anna: Person) -> None:
    clara = Person(town, town.world.add_person("Клара", role="staff", language_code="ru"), chat=town.group.id)
    town.world.join(town.group, clara.resident)
    request = await at_the_desk(town, anna)
    await asyncio.gather(town.olga.presses("Одобрить"), town.petr.presses("Одобрить"))
    await town.until(lambda: len(town.world.toasts) == 2, "both are answered")
    assert sorted("Предложено" in str(each.text) for each in town.world.toasts) == [False, True]
    await clara.hears("предлагает: одобрить")
    town.world.toasts.clear()
    await asyncio.gather(clara.presses("Подтвердить"), clara.presses("Не согласен"))
    await town.until(lambda: len(town.world.toasts) == 2, "both are answered")
    await town.delivered()
    acts = [entry.what for entry in await town.app.cabinet.desk.trail(request.id)][1:]
    assert acts in (["proposed-approved", "confirmed"], ["proposed-approved", "disagreed"])


async def test_own_words_are_proposed_with_their_note(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.olga.presses("Отклонить")
    await town.olga.presses("Скан паспорта")
    await town.olga.presses("Своими словами")
    question = await town.olga.hears("Напишите причину")
    await town.olga.says("Нет <печати>\n// звонил", reply_to=question["message_id"])
    await town.olga.hears("Предложено")
    await town.petr.hears("Ольга предлагает: отклонить", "Скан паспорта: Нет <печати>", "Коллегам: звонил")
    await town.petr.presses("Подтвердить")
    assert "звонил" not in (await anna.hears("Скан паспорта: Нет <печати>"))["text"]
    await town.petr.hears("Отклонено: Пётр", "Коллегам: звонил")
