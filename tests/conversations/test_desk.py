"""The support group: requests come, are taken, decided once, and the customer hears of it."""

from __future__ import annotations

import asyncio

import pytest

from account.records import Request
from handlers.card import REASONS
from tests.conversations.desk_seeds import (
    WAITS,
    of_kind,
    of_the_bot,
    photo,
    request_of,
    resubmitted,
    submitted,
)
from tests.conversations.seeds import mailbox, step, works_of
from tests.town import Person, Town

WAITING = "Ждёт, кто возьмёт"
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


async def at_the_desk(town: Town, person: Person, kind: str = "photo") -> Request:
    """A request whose card and files are in the group."""
    request = await submitted(town, person, kind=kind)
    await town.olga.hears(WAITING)
    await town.until(lambda: len(of_kind(town.olga, kind)) == 3, "three files")
    return request


async def rejects(staff: Person, slot: str, reason: str) -> None:
    await staff.presses("Отклонить")
    await staff.presses(slot)
    await staff.presses(reason)


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
        "Скан паспорта",
        "Селфи с паспортом",
        "Фото паспорта (последняя страница)",
    ]
    assert all(each.get("has_protected_content") for each in [card, *files])


async def test_files_come_one_after_another(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna, kind="document")
    files = of_kind(town.olga, "document")
    assert not any("media_group_id" in each for each in files)
    assert all(each.get("has_protected_content") for each in files)


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
    assert set(CATALOGUE) == set(REASONS)
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
    await anna.presses("Дополнить заявку")
    question = await anna.hears("☐ Селфи с паспортом")
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
    await town.until(lambda: town.olga.buttons() == ["Взять в работу", "Одобрить", "Отклонить"], "the card's buttons")


async def test_a_customer_hears_the_reason_in_their_own_language(town: Town, mary: Person) -> None:
    await mary.says("/start")
    await mary.hears("personal account")
    await at_the_desk(town, mary)
    await rejects(town.olga, "Селфи с паспортом", "Нерезко")
    await mary.hears("Selfie with", "not sharp")


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
    await town.olga.hears(f"карточка заявки № {request.id} могла не дойти")
    await town.delivered()
    assert sum("Смирнова" in each["text"] for each in of_kind(town.olga, "text")) == 1
    await town.olga.presses("Показать заявку")
    await town.olga.hears("Смирнова Анна Петровна", WAITING)
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 3, "the files")
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")


async def test_a_card_that_did_arrive_is_known_again_by_its_buttons(town: Town, anna: Person) -> None:
    town.playground.faults.lose_answers["sendMessage"] = 1
    request = await submitted(town, anna)
    await town.olga.hears(f"карточка заявки № {request.id} могла не дойти")
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
    await town.olga.hears(f"карточка заявки № {request.id} могла не дойти")


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


def reminders(person: Person) -> list[str]:
    return [
        each["text"] for each in of_kind(person, "text") if "срок" in each["text"] and "Смирнова" not in each["text"]
    ]


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


async def test_of_a_missed_promise_the_customer_hears_first(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await town.later(hours=24, seconds=1)
    await anna.hears("завтра")
    await town.delivered()
    assert not any("просрочена" in each for each in reminders(town.olga))
    await town.later(seconds=10)
    await town.olga.hears(f"Заявка № {request.id} просрочена")


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
