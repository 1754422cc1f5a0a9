"""A broadcast on its way: the message that shows how far it is, pause, going on, the stop, and the list of all."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from account.broadcasts.records import BroadcastState
from storage.tables import audit
from tests.conversations.broadcast_seeds import broadcast, comes_to, crowd, is_over, makes
from tests.conversations.seeds import works_of
from tests.conversations.walks import said_by_bot
from tests.town import Person, Town

pytestmark = pytest.mark.town(broadcast_rate=30)


@pytest.fixture
async def admin(town: Town) -> Person:
    """Somebody whom the settings name."""
    person = town.newcomer("Хозяйка", phone="+79990000001")
    town.extra["admin_ids"] = (person.id,)
    await town.restart_bot()
    await greets(person)
    return person


async def greets(person: Person) -> None:
    await person.says("/start")
    await person.hears("Е-ОСАГО")


async def named(admin: Person, role: str, phone: str = "+79990000002") -> Person:
    """Somebody to whom the owner has given a role."""
    person = admin.town.newcomer("Коллега", phone=phone)
    await greets(person)
    await admin.says(f"/admins {person.id} {role}")
    await admin.hears("Готово")
    await person.hears("/user — найти клиента")
    return person


def labels(message: dict[str, Any]) -> list[str]:
    return [each["text"] for row in message["reply_markup"]["inline_keyboard"] for each in row]


async def trail(town: Town) -> list[tuple[int, str, str]]:
    await town.acknowledged()
    async with town.app.engine.connect() as connection:
        wanted = select(audit.c.who, audit.c.what, audit.c.detail).where(audit.c.what.like("broadcast-%"))
        return [tuple(row) for row in await connection.execute(wanted.order_by(audit.c.id))]


async def under_way(admin: Person, number: int) -> int:
    """Until some have it and the rest not; the control message's number."""
    await admin.town.until(lambda: admin.town.world.crowd.total >= 10, "ten recipients")
    await admin.town.delivered()
    message = (await broadcast(admin.town, number)).message
    assert message is not None
    return message


async def stands_still(town: Town, number: int) -> int:
    """How many have it; nobody else gets it for longer than a batch takes."""
    while await in_flight(town, number):  # noqa: ASYNC110 - of what SQL knows nobody tells
        await asyncio.sleep(0.05)
    reached = int(town.world.crowd.total)
    await asyncio.sleep(1.0)  # a lane that had not heard of it would have claimed its next ones by now
    assert town.world.crowd.total == reached
    return reached


async def in_flight(town: Town, number: int) -> bool:
    async with works_of(town)() as work:
        return await work.broadcasts.in_flight(number)


async def test_the_admin_sees_how_far_it_is_and_what_came_of_it(town: Town, admin: Person) -> None:
    await crowd(town, 239, blocked={5_000_000_004, 5_000_000_005, 5_000_000_006})
    number = await makes(admin)
    begun = await admin.hears(f"Рассылка №\u00a0{number}", "Сервисное сообщение · всем", "Идёт с")
    assert labels(begun) == ["Пауза", "Остановить"]
    running = await admin.hears("в секунду", "осталось меньше минуты")
    assert running["message_id"] == begun["message_id"]
    assert "█" in running["text"]
    assert "░" in running["text"]
    await comes_to(town, number, BroadcastState.DONE)
    done = await admin.hears("Завершена", "100 %", "Отправлено: 237 из 240", "Бот заблокирован: 3 · ошибка: 0")
    assert done["message_id"] == begun["message_id"]
    assert "░" not in done["text"]
    assert "в секунду" not in done["text"]
    assert labels(done) == ["Изменить", "Удалить у получателей", "Обновить"]


async def test_what_is_paused_stands_still_and_goes_on_with_nobody_left_out_or_written_to_twice(
    town: Town, admin: Person
) -> None:
    people = await crowd(town, 240)
    number = await makes(admin)
    message = await under_way(admin, number)
    await admin.presses("Пауза", times=2)
    await admin.toast("Пауза")
    paused = await admin.hears("На паузе")
    assert paused["message_id"] == message
    assert "в секунду" not in paused["text"]
    reached = await stands_still(town, number)
    assert reached < 240
    await admin.presses("Продолжить")
    await admin.toast("Продолжаем")
    await comes_to(town, number, BroadcastState.DONE)
    await admin.hears("Завершена", "Отправлено: 241 из 241")
    assert {town.world.crowd.received(each) for each in people} == {1}
    what = [each for _, each, _ in await trail(town)]
    assert what == ["broadcast-made", "broadcast-paused", "broadcast-resumed"]


async def test_it_is_stopped_after_a_second_press_only_and_for_good(town: Town, admin: Person) -> None:
    await crowd(town, 900)
    number = await makes(admin)
    await under_way(admin, number)
    await admin.presses("Остановить")
    await admin.hears(f"Остановить рассылку №\u00a0{number}?", "«Пауза»")
    await admin.presses("Не надо")
    await admin.hears("ничего не меняем")
    assert (await broadcast(town, number)).state is BroadcastState.RUNNING
    await admin.presses("Остановить")
    await admin.hears(f"Остановить рассылку №\u00a0{number}?")
    await admin.presses("Да, остановить", times=2)
    await admin.hears("Остановлена", f"Рассылка №\u00a0{number}", "Отправлено")
    assert await stands_still(town, number) < 900
    final = await broadcast(town, number)
    assert (final.state, final.counts.over) == (BroadcastState.STOPPED, final.counts.sent)
    shown = await admin.hears("Остановлена", f"Отправлено: {final.counts.sent} из 901")
    assert shown["message_id"] == final.message
    assert [each for _, each, _ in await trail(town)] == ["broadcast-made", "broadcast-stopped"]


async def test_one_that_waits_for_its_time_says_when_and_can_be_cancelled(town: Town, admin: Person) -> None:
    await crowd(town, 3)
    number = await makes(admin, starts_at=town.clock() + timedelta(days=2))
    await admin.hears(f"Рассылка №\u00a0{number}", "Начнётся")
    assert admin.buttons() == ["Отменить рассылку"]
    await admin.presses("Отменить рассылку")
    await admin.hears("Её никто не получит")
    await admin.presses("Да, остановить")
    await admin.hears("Отменена", "никому не отправлена")
    await town.later(days=3)
    await admin.says("/broadcasts")
    await admin.hears("Рассылки", f"№\u00a0{number} · ⏹ отменена", "Скоро продление")
    assert town.world.crowd.total == 0


async def test_a_second_admin_steers_it_too_and_the_first_one_sees_that(town: Town, admin: Person) -> None:
    await crowd(town, 300)
    colleague = await named(admin, "admin")
    number = await makes(admin)
    await under_way(admin, number)
    await colleague.says("/broadcasts")
    await colleague.hears("Рассылки", f"№\u00a0{number} · ▶️ идёт")
    await colleague.presses(f"№\u00a0{number}")
    page = await colleague.hears(f"Рассылка №\u00a0{number}", "Идёт с")
    assert "Начал" not in page["text"]
    assert colleague.buttons() == ["Пауза", "Остановить", "Показать сообщение", "Обновить", "К списку"]
    admin._mark()
    await colleague.presses("Пауза")
    await colleague.hears("На паузе")
    await admin.hears("На паузе")
    await admin.presses("Продолжить")
    await admin.hears("Идёт с")
    await comes_to(town, number, BroadcastState.DONE)
    await colleague.presses("Обновить")
    await colleague.hears("Завершена")
    who = [(each, what) for each, what, _ in await trail(town)]
    assert who[1:] == [(colleague.id, "broadcast-paused"), (admin.id, "broadcast-resumed")]


async def test_to_others_there_are_no_broadcasts(town: Town, admin: Person, anna: Person) -> None:
    number = await is_over(admin)
    reader = await named(admin, "reader")
    await greets(anna)
    for person in (reader, anna):
        await person.says("/nonsense")
        unknown = (await person.hears("команды"))["text"]
        await person.says("/broadcasts")
        assert (await person.hears("команды"))["text"] == unknown
        for act in ("pause", "stop", "stop:yes", "show", "edit", "delete", "delete:yes", "resend:yes"):
            verb, _, yes = act.partition(":")
            data = f"k:{verb}:{number}" + (":yes" if yes else "")
            person._mark()
            message = said_by_bot(person)[-1]
            town.world.press(person.resident, message["message_id"], data, chat=person.chat, forged=True)
            await person.toast("")
    assert [each for _, each, _ in await trail(town)] == ["broadcast-made"]


async def test_a_restart_goes_on_in_the_same_message(town: Town, admin: Person) -> None:
    people = await crowd(town, 120)
    number = await makes(admin)
    message = await under_way(admin, number)
    await town.restart_bot()
    await comes_to(town, number, BroadcastState.DONE)
    done = await admin.hears("Завершена", "121 из 121")
    assert done["message_id"] == message
    assert {town.world.crowd.received(each) for each in people} == {1}
    assert len([each for each in said_by_bot(admin) if f"Рассылка №\u00a0{number}" in str(each.get("text"))]) == 1


async def test_a_deleted_control_message_comes_anew(town: Town, admin: Person) -> None:
    await crowd(town, 900)
    number = await makes(admin)
    message = await under_way(admin, number)
    town.world.delete(admin.resident, message)
    again = await admin.hears(f"Рассылка №\u00a0{number}", "Идёт с")
    assert again["message_id"] != message
    await admin.presses("Пауза")
    paused = await admin.hears("На паузе")
    assert paused["message_id"] == again["message_id"]


async def test_two_at_once_have_a_message_each(town: Town, admin: Person) -> None:
    people = await crowd(town, 40)
    first, second = await makes(admin), await makes(admin)
    for number in (first, second):
        await comes_to(town, number, BroadcastState.DONE)
        await admin.hears(f"Рассылка №\u00a0{number}", "Завершена", "41 из 41")
    assert {town.world.crowd.received(each) for each in people} == {2}


@pytest.mark.town(broadcast_rate=1000)
async def test_the_list_has_pages_newest_first(town: Town, admin: Person) -> None:
    for number in [await makes(admin) for _ in range(8)]:
        await comes_to(town, number, BroadcastState.DONE)
    await admin.says("/broadcasts")
    page = await admin.hears("Рассылки", f"№\u00a0{number} · завершена", "Отправлено: 1 из 1")
    assert "№\u00a02 ·" not in page["text"]
    await admin.presses("Раньше")
    page = await admin.hears("№\u00a02 · завершена", "№\u00a01 · завершена")
    assert "№\u00a03" not in page["text"]
    await admin.presses("№\u00a01")
    await admin.hears("Рассылка №\u00a01", "Начал", str(admin.id))
    await admin.presses("К списку")
    await admin.hears(f"№\u00a0{number} · завершена")


async def test_before_the_first_one_the_list_says_how_to_make_it(admin: Person) -> None:
    await admin.says("/broadcasts")
    await admin.hears("Рассылок пока не было", "/broadcast")


async def test_whoever_is_no_admin_any_more_is_shown_nothing_more(town: Town, admin: Person) -> None:
    await crowd(town, 300)
    colleague = await named(admin, "admin")
    number = await makes(colleague)
    message = await under_way(colleague, number)
    await admin.says("/admins")
    await admin.presses(f"Убрать {colleague.id}")
    await admin.hears("Роль снята")
    await comes_to(town, number, BroadcastState.DONE)
    await town.delivered()
    last = next(each for each in said_by_bot(colleague) if each["message_id"] == message)
    assert "Завершена" not in last["text"]
