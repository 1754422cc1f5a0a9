"""The support group: requests come, are taken, decided once, and the customer hears of it."""

from __future__ import annotations

import asyncio

import pytest

from account.desk.reasons import REASONS
from tests.conversations.desk_seeds import (
    WAITING,
    WAITS,
    at_the_desk,
    of_kind,
    of_the_bot,
    photo,
    rejects,
    request_of,
    resubmitted,
    submitted,
)
from tests.conversations.seeds import mailbox, step
from tests.town import Person, Town

CATALOGUE = {
    "blurred": "снимок нерезкий",
    "glare": "блики закрывают данные",
    "dark": "слишком темно",
    "cut-off": "документ виден не целиком",
    "not-readable": "данные не читаются",
    "wrong-document": "это другой документ",
    "other-person": "данные или лицо на снимке не ваши",
    "no-face": "не видно лица",
    "expired": "срок действия документа истёк",
    "retouched": "снимок изменён в редакторе",
}


async def test_the_card_says_who_applies_and_nothing_can_be_forwarded(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    card = await town.olga.hears(
        f"Заявка № {request.id}",
        "Смирнова Анна Петровна",
        "07.03.1985",
        "Паспорт РФ 4508 123456",
        mailbox(anna),
        "+7 916 123-45-67",
        "Первая заявка",
        "завтра",
        WAITING,
    )
    files = of_kind(town.olga, "photo")
    assert len({each["media_group_id"] for each in files}) == 1
    assert [each["caption"] for each in files] == [
        f"№ {request.id} · Скан паспорта",
        f"№ {request.id} · Селфи с паспортом",
        f"№ {request.id} · Фото паспорта (последняя страница)",
    ]
    assert {each["reply_to_message"]["message_id"] for each in files} == {card["message_id"]}
    assert all(each.get("has_protected_content") for each in [card, *files])


async def test_files_come_one_after_another(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna, kind="document")
    files = of_kind(town.olga, "document")
    assert not any("media_group_id" in each for each in files)
    assert all(each.get("has_protected_content") for each in files)
    card = of_kind(town.olga, "text")[0]["message_id"]
    assert {each["reply_to_message"]["message_id"] for each in files} == {card}
    assert [each["caption"].split(" · ")[0] for each in files] == [f"№ {request.id}"] * 3


async def test_one_owner_and_the_others_are_told_who(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await town.petr.hears(WAITING)
    await town.olga.presses("Взять в работу")
    await town.petr.hears("В работе: Ольга")
    await town.petr.presses_old(card, "Взять в работу")
    await town.petr.toast("уже взял в работу", "В работе: Ольга")
    await town.petr.presses("Одобрить")
    await town.petr.toast("уже взял в работу", "В работе: Ольга")
    await town.petr.presses("Отклонить")
    await town.petr.toast("уже взял в работу", "В работе: Ольга")
    await town.olga.presses("Вернуть в очередь")
    await town.olga.hears(WAITING)
    await town.petr.presses("Взять в работу")
    await town.petr.hears("В работе: Пётр")


async def test_approved(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.olga.presses("Одобрить")
    await town.olga.toast("Одобрено")
    await anna.hears("Ваша личность подтверждена")
    await town.olga.hears("Одобрено: Ольга", "Клиент уже знает.")
    await anna.says("/verify")
    await anna.hears("Ваша личность подтверждена. Присылать больше ничего не нужно.")
    await anna.says("/start")
    await anna.hears("Вы в личном кабинете")
    assert "Подтвердить личность" not in anna.buttons()


@pytest.mark.town(decision_delay="60s")
async def test_each_reason_of_the_catalogue_reaches_the_customer(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    card = await town.olga.hears(WAITING)
    for reason, label in CATALOGUE.items():
        data = f"r:{request.id}:why:selfie:{reason}"
        town.world.press(town.olga_resident, card["message_id"], data, chat=town.group.id, forged=True)
        await town.olga.hears(f"Селфи с паспортом: {label}")
    assert set(CATALOGUE) <= set(REASONS)
    town.clock.move(seconds=61)
    await anna.hears("Селфи с паспортом: снимок изменён в редакторе")


async def test_rejected_by_slot_and_only_that_is_asked_again(town: Town, anna: Person) -> None:
    first = await at_the_desk(town, anna)
    await town.olga.presses("Взять в работу")
    await rejects(town.olga, "Селфи с паспортом", "Нерезко")
    notice = await anna.hears("одобрить её пока не удалось", "Селфи с паспортом: снимок нерезкий")
    assert "Скан паспорта" not in notice["text"]
    await anna.says("/verify")
    await anna.hears("Пришлите, пожалуйста, заново только это", "снимок нерезкий")
    before = len(of_the_bot(anna))
    await anna.presses("Дополнить заявку", times=2)
    question = await anna.hears("☐ Селфи с паспортом")
    await town.acknowledged()
    assert len(of_the_bot(anna)) == before + 1, "the reason stays to be read again, and one question comes below it"
    assert anna.sees("одобрить её пока не удалось")
    assert "Скан паспорта" not in question["text"]
    await anna.sends(photo(3))
    await anna.hears("☑ Селфи с паспортом")
    await anna.presses("Отправить")
    await anna.hears(WAITS)
    await town.petr.hears("До этого: 1 заявка", WAITING)
    await town.until(
        lambda: len(of_kind(town.olga, "photo")) == 3, "the good files with the new one, the old request's are gone"
    )
    second = await request_of(town, first.id + 1)
    files = {each.slot: each.file for each in second.files}
    assert [slot for slot, each in files.items() if each in [old.file for old in first.files]] == ["scan", "last-page"]


async def test_rejected_in_ones_own_words(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.olga.presses("Отклонить")
    await town.olga.presses("Скан паспорта")
    await town.olga.presses("Своими словами")
    question = await town.olga.hears("Напишите причину ответом", f"№ {request.id}", "Скан паспорта")
    await town.petr.says("Это ведь тоже ответ?", reply_to=question["message_id"])
    await town.olga.says("просто разговор")
    await town.acknowledged()
    assert (await request_of(town, request.id)).state == "open"
    await town.restart_bot()
    await town.olga.says("Нет <печати> & подписи", reply_to=question["message_id"])
    await town.olga.hears("Отклонено.")
    await anna.hears("Скан паспорта: Нет <печати> & подписи")
    await town.olga.hears("Скан паспорта: Нет <печати> & подписи", "Отклонено: Ольга")


@pytest.mark.town(decision_delay="60s")
async def test_two_questions_for_a_reason_may_be_open(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    card = (await town.olga.hears(WAITING))["message_id"]
    questions = []
    for slot, name in (("scan", "Скан паспорта"), ("selfie", "Селфи с паспортом")):
        data = f"r:{request.id}:own:{slot}"
        town.world.press(town.olga_resident, card, data, chat=town.group.id, forged=True)
        questions.append((await town.olga.hears("Напишите причину", name))["message_id"])
    await town.olga.says("первая причина", reply_to=questions[0])
    await town.olga.hears("первая причина")
    await town.olga.says("вторая причина", reply_to=questions[1])
    await town.olga.hears("первая причина", "вторая причина")


async def test_of_two_who_press_at_once_one_decides(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await asyncio.gather(town.olga.presses("Одобрить"), town.petr.presses("Одобрить"))
    await anna.hears("Ваша личность подтверждена")
    await town.until(lambda: len(town.world.toasts) == 2, "both are answered")
    done, late = sorted((each.text for each in town.world.toasts), key=len)
    assert done == "Одобрено."
    assert late.startswith("По этой заявке уже есть решение.\nОдобрено: ")
    await town.delivered()
    assert sum("подтверждена" in each.get("text", "") for each in of_the_bot(anna)) == 1


@pytest.mark.town(decision_delay="30s")
async def test_a_decision_is_taken_back_before_it_is_told_and_not_after(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.olga.presses("Одобрить")
    await town.olga.hears("Одобрено: Ольга", "Клиент ещё не знает")
    await anna.says("/verify")
    await anna.hears(WAITS)
    assert not any("Отозвать" in label for label in anna.buttons())
    await town.olga.presses("Отменить решение")
    await town.olga.hears("В работе: Ольга")
    town.clock.move(seconds=31)
    await town.delivered()
    assert not anna.sees("подтверждена")
    await town.olga.presses("Одобрить")
    card = await town.olga.hears("Клиент ещё не знает")
    town.clock.move(seconds=31)
    await anna.hears("Ваша личность подтверждена")
    await town.olga.presses_old(card, "Отменить решение")
    await town.olga.toast("Клиент уже знает решение")


@pytest.mark.town(decision_delay="30s")
async def test_a_second_file_rejected_in_time_joins(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await rejects(town.olga, "Селфи с паспортом", "Нерезко")
    await town.olga.hears("Отклонено: Ольга")
    await town.olga.presses("Отклонить ещё файл")
    await town.olga.presses("Скан паспорта")
    await town.olga.presses("Блики")
    await town.olga.hears("Скан паспорта: блики", "Селфи с паспортом: снимок нерезкий")
    town.clock.move(seconds=31)
    await anna.hears("Скан паспорта: блики", "Селфи с паспортом: снимок нерезкий")
    await town.delivered()
    assert sum("не удалось" in each.get("text", "") for each in of_the_bot(anna)) == 1


@pytest.mark.town(decision_delay="30s")
async def test_nothing_new_is_sent_while_a_decision_may_be_taken_back(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await rejects(town.olga, "Селфи с паспортом", "Нерезко")
    await town.olga.hears("Клиент ещё не знает")
    town.clock.move(seconds=31)
    notice = await anna.hears("снимок нерезкий")
    await resubmitted(town, anna)
    await town.until(lambda: sum(WAITING in each["text"] for each in of_kind(town.olga, "text")), "the second card")
    await rejects(town.petr, "Скан паспорта", "Темно")
    await town.petr.hears("Клиент ещё не знает")
    await anna.presses_old(notice, "Дополнить заявку")
    await anna.hears("Ваша заявка уже рассматривается")


async def test_refused_for_good(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.olga.presses("Отклонить")
    await town.olga.presses("Отказать окончательно")
    await anna.hears("Это решение окончательное")
    await anna.says("/verify")
    await anna.hears("принят отказ, подать её ещё раз нельзя")


async def test_the_menus_of_a_card_lead_back(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.olga.presses("Отклонить")
    await town.olga.presses("Селфи с паспортом")
    await town.until(lambda: "Своими словами" in town.olga.buttons(), "the reasons")
    await town.olga.presses("Назад")
    await town.until(lambda: "Отказать окончательно" in town.olga.buttons(), "the files")
    await town.olga.presses("Назад")
    await town.until(
        lambda: town.olga.buttons() == ["Взять в работу", "Одобрить", "Отклонить", "Готовый ответ"],
        "the card's buttons",
    )


async def test_a_customer_hears_the_reason_in_their_own_language(town: Town, mary: Person) -> None:
    await mary.says("/start")
    await mary.hears("personal account")
    await at_the_desk(town, mary)
    await rejects(town.olga, "Селфи с паспортом", "Нерезко")
    await mary.hears("Selfie with", "not sharp")


async def test_an_old_menu_gives_way_to_what_is_the_case(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.petr.presses("Отклонить")
    menu = await town.until(
        lambda: town.petr._button("Отказать окончательно") and of_kind(town.petr, "text")[0], "menu"
    )
    await town.app.cabinet.verification.withdraw(step(town, anna))
    await town.petr.hears("Клиент отозвал заявку.")
    await town.petr.presses_old(menu, "Селфи с паспортом")
    await town.petr.toast("Клиент отозвал заявку.")
    assert town.petr.buttons() == []
    assert (await request_of(town, request.id)).state == "withdrawn"


async def test_presses_from_elsewhere_and_forged_ones_do_nothing(town: Town, anna: Person, boris: Person) -> None:
    request = await at_the_desk(town, anna)
    card = (await town.olga.hears(WAITING))["message_id"]
    own = await boris.says("/start")
    other = town.world.add_group("Чужая", members=[boris.resident])
    elsewhere = town.world.say(boris.resident, "карточка", chat=other)
    data = f"r:{request.id}:ok"
    town.world.press(boris.resident, own["message_id"], data, forged=True)
    town.world.press(boris.resident, elsewhere["message_id"], data, chat=other.id, forged=True)
    await boris.toast("Эта кнопка уже не действует")
    for forged in (
        "r:1",
        "r::ok",
        "r:x:ok",
        f"r:{request.id}:why:selfie:nonsense",
        f"r:{request.id}:slot:x",
        "m:menu",
        "r:1:",
    ):
        town.world.press(town.olga_resident, card, forged, chat=town.group.id, forged=True)
    town.world.press(town.olga_resident, card, "r:999:ok", chat=town.group.id, forged=True)
    await town.olga.toast("Заявки с таким номером нет")
    await town.acknowledged()
    assert (await request_of(town, request.id)).state == "open"


async def test_names_are_only_characters(town: Town, anna: Person) -> None:
    eve = town.world.add_person("<b>Ева</b> & Co", role="staff", language_code="ru")
    town.world.join(town.group, eve)
    await at_the_desk(town, anna)
    staff = Person(town, eve, chat=town.group.id)
    await staff.presses("Взять в работу")
    await staff.hears("В работе: <b>Ева</b> & Co")
    await staff.presses("Отклонить")
    await staff.presses("Скан паспорта")
    await staff.presses("Своими словами")
    await staff.hears("<b>Ева</b> & Co", "Напишите причину")


async def test_withdrawing_a_supplement_leaves_only_the_rejected_file_to_send(town: Town, anna: Person) -> None:
    await submitted(town, anna)
    await town.olga.presses("Отклонить")
    await town.olga.presses("Селфи с паспортом")
    await town.olga.presses("Нерезко")
    await anna.hears("Пришлите, пожалуйста, заново только это", "Селфи с паспортом")
    await resubmitted(town, anna)
    await anna.says("/verify")
    await anna.presses("Отозвать заявку")
    await anna.hears("Заявка отозвана")
    await anna.says("/verify")
    await anna.presses("Дополнить заявку")
    asked = await anna.hears("☐ Селфи с паспортом")
    assert "☐ Скан паспорта" not in asked["text"]
