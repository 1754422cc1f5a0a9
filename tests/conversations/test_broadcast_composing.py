"""Composing a broadcast: whom it is for, its button, its time, the page to check, and the number typed to confirm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, select

from account.admins.roles import Role
from account.broadcasts.records import Audience, BroadcastKind, BroadcastState, Content, Link, Piece, Whom
from storage.tables import audit, consents, people
from tests.conversations.broadcast_walks import (
    FIRST_OF_MANY,
    begins,
    content_of,
    crowd,
    gives,
    made,
    shown,
    to_page,
    to_time,
)
from tests.conversations.seeds import Customer, account_of, customer, step
from tests.conversations.test_broadcast_contents import FORMATTED, PICTURE
from tests.conversations.walks import said_by_bot, to_email
from tests.town import Person, Town

HELLO = {"text": "Привет"}
MOSCOW = ZoneInfo("Europe/Moscow")


def dealt(town: Town) -> str:
    """The day after tomorrow in Moscow, as people write it."""
    return f"{town.clock().astimezone(MOSCOW) + timedelta(days=2):%d.%m}"


async def trail(town: Town) -> list[tuple[int, str, str]]:
    async with town.app.engine.connect() as connection:
        rows = await connection.execute(select(audit.c.who, audit.c.what, audit.c.detail).order_by(audit.c.id))
        return [tuple(row) for row in rows]


async def newcomer(town: Town, person: Person) -> Customer:
    """An account of somebody who has talked to the bot."""
    await person.says("/start")
    await person.hears("Е-ОСАГО")
    return await customer(town, person)


async def answers(person: Person, command: str) -> tuple[str, Any]:
    await person.says(command)
    heard = await person.hears("")
    await person.town.acknowledged()
    return str(heard["text"]), heard.get("reply_markup")


async def test_a_broadcast_is_composed_checked_and_made(town: Town, owner: Person, anna: Person) -> None:
    await newcomer(town, anna)
    await begins(owner)
    await gives(owner, HELLO)
    await owner.hears("Выберите получателей", "Шаг 2 из 7", "Сообщение: текст, «Привет»")
    assert owner.buttons()[:4] == [
        *("Всем: 2", "С личным кабинетом: 1", "Не заполнили данные: 1", "Не подтвердили личность: 1")
    ]
    await owner.presses("С личным кабинетом: 1")
    await owner.hears("Можно написать только тем", "Кому: с личным кабинетом")
    assert owner.buttons()[:3] == ["Все языки: 1", "Русский: 1", "English: 0"]
    await owner.presses("Русский: 1")
    await owner.hears("Сервисное или реклама", "Язык: русский")
    assert owner.buttons()[:2] == ["Сервисное, всем: 1", "Реклама, согласных: 0"]
    await owner.presses("Сервисное")
    await owner.hears("Кнопка со ссылкой", "Вид: сервисное")
    await owner.says("Подробнее — https://example.ru/a?b=1&c=2")
    await owner.hears("Когда отправить", "Кнопка: Подробнее — https://example.ru/a?b=1&c=2")
    await owner.presses("Сейчас")
    await owner.hears("Проверьте рассылку", "Получателей: 1.", "около 1 мин", "Когда: сразу")
    (above,) = shown(owner)
    assert content_of(above) == HELLO
    assert above["reply_markup"]["inline_keyboard"] == [[{"text": "Подробнее", "url": "https://example.ru/a?b=1&c=2"}]]
    await owner.presses("Отправить", times=2)
    await owner.hears("Рассылка №\u00a01 принята")
    (one,) = await made(town)
    assert one.content == Content((Piece("text", "Привет"),), Link("Подробнее", "https://example.ru/a?b=1&c=2"))
    assert (one.audience, one.kind) == (Audience(Whom.REGISTERED, "ru"), BroadcastKind.SERVICE)
    assert (one.who, one.chat) == (owner.id, owner.id)
    assert (owner.id, "broadcast-made", "broadcast 1: registered, ru, service, 1 recipients") in await trail(town)


async def test_to_everybody_else_there_is_no_such_command_nor_button(town: Town, owner: Person, anna: Person) -> None:
    reader = town.newcomer("Коллега", phone="+79990000002")
    await reader.says("/start")
    await reader.hears("Е-ОСАГО")
    await town.app.cabinet.roles.name(step(town, owner), reader.id, Role.READER)
    await reader.hears("Вам открыли просмотр")
    for person in (anna, reader):
        assert await answers(person, "/broadcast") == await answers(person, "/nonsense")
        assert await answers(person, "/start broadcast") == await answers(person, "/start")
        await to_email(person)
        for data in ("m:broadcast", "i:go:broadcast", "i:anew:broadcast"):
            town.world.press(person.resident, said_by_bot(person)[-1]["message_id"], data, person.chat, forged=True)
            await person.toast("уже не действует")
        await person.says("/broadcast")
        await person.hears("Такой команды нет", "E-MAIL")
        assert not person.sees("Пришлите его так")


async def test_whoever_loses_the_role_meanwhile_goes_no_further(town: Town, owner: Person) -> None:
    colleague = town.newcomer("Коллега", phone="+79990000002")
    await colleague.says("/start")
    await colleague.hears("Е-ОСАГО")
    await town.app.cabinet.roles.name(step(town, owner), colleague.id, Role.ADMIN)
    await to_page(colleague, HELLO)
    await town.app.cabinet.roles.remove(step(town, owner), colleague.id)
    await colleague.presses("Отправить")
    await colleague.toast("уже не действует")
    await colleague.hears("Такой команды нет")
    assert await made(town) == []
    assert await answers(colleague, "/broadcast") == await answers(colleague, "/nonsense")


async def test_a_named_admin_may_write_to_many(town: Town, owner: Person) -> None:
    colleague = town.newcomer("Коллега", phone="+79990000002")
    await colleague.says("/start")
    await colleague.hears("Е-ОСАГО")
    await town.app.cabinet.roles.name(step(town, owner), colleague.id, Role.ADMIN)
    await to_page(colleague, HELLO)
    await colleague.presses("Отправить")
    await colleague.hears("Рассылка №\u00a01 принята")
    assert [each.who for each in await made(town)] == [colleague.id]


async def test_every_answer_can_be_corrected_from_the_page(town: Town, owner: Person, mary: Person) -> None:
    await mary.says("/start")
    await mary.hears("E-OSAGO")
    await to_page(owner, HELLO)
    await owner.presses("Изменить сообщение")
    await owner.hears("Пришлите его так")
    await owner.says("Здравствуйте")
    await owner.hears("Проверьте рассылку", "«Здравствуйте»")
    assert shown(owner)[0]["text"] == "Здравствуйте"
    await owner.presses("Изменить язык")
    await owner.hears("Можно написать только тем")
    await owner.presses("English: 1")
    await owner.hears("Проверьте рассылку", "Получателей: 1.", "Язык: English")
    await owner.presses("Изменить кнопку")
    await owner.hears("Кнопка со ссылкой")
    await owner.says("Сайт https://example.ru")
    await owner.hears("Проверьте рассылку", "Кнопка: Сайт — https://example.ru")
    assert shown(owner)[0]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Сайт"
    await owner.presses("Изменить время")
    await owner.hears("Когда отправить", "время по Москве", f"{dealt(town)} 18:30")
    await owner.says(f"{dealt(town)} 10:00")
    await owner.hears("Проверьте рассылку", "Когда: ", "10:00")
    await owner.presses("Изменить получателей")
    await owner.hears("Выберите получателей")
    await owner.presses("Оставить как есть")
    await owner.hears("Проверьте рассылку")
    await owner.presses("Изменить вид")
    await owner.presses("Реклама")
    await owner.toast("никто не согласился")
    await owner.presses("Назад")
    await owner.hears("Можно написать только тем")
    await owner.presses("Оставить как есть")
    await owner.hears("Проверьте рассылку", "Вид: сервисное")
    await owner.presses("Отправить")
    await owner.hears("Рассылка №\u00a01 запланирована", "10:00")
    (one,) = await made(town)
    assert (one.state, one.audience) == (BroadcastState.SCHEDULED, Audience(Whom.EVERYONE, "en"))
    assert f"{one.starts_at.astimezone(MOSCOW):%d.%m %H:%M}" == f"{dealt(town)} 10:00"


async def test_an_album_in_place_of_a_message_with_a_button_has_none(town: Town, owner: Person) -> None:
    await to_page(owner, HELLO, link="Сайт https://example.ru")
    page = said_by_bot(owner)[-1]
    await owner.presses("Изменить сообщение")
    await owner.sends(PICTURE, PICTURE)
    await owner.presses("Дальше: файлов 2")
    await owner.hears("Проверьте рассылку")
    assert "Изменить кнопку" not in owner.buttons()
    await owner.presses_old(page, "Изменить кнопку")
    await owner.toast("уже не действует")
    await owner.presses("Отправить")
    await owner.hears("Рассылка №\u00a01 принята")
    (one,) = await made(town)
    assert one.content is not None
    assert (len(one.content.pieces), one.content.link) == (2, None)


async def test_a_test_comes_to_oneself_and_the_page_below_it(town: Town, owner: Person) -> None:
    await to_page(owner, HELLO)
    await owner.presses("Прислать мне")

    def said() -> list[str]:
        return [str(each.get("text")).rpartition("\n")[0] or str(each.get("text")) for each in said_by_bot(owner)]

    def twice() -> bool:
        return sum("Проверьте рассылку" in each for each in said()) == 2

    await town.until(twice, "the page, once more")
    assert said()[-4:] == ["Привет", said()[-1], "Привет", said()[-1]]
    assert [bool(each.get("reply_markup")) for each in said_by_bot(owner)[-3::2]] == [False, True]


async def test_advertising_goes_only_to_those_who_agreed(town: Town, owner: Person, anna: Person) -> None:
    known = await newcomer(town, anna)
    account, at = await account_of(town, known), town.clock()
    agreed = {"account_id": account.id, "kind": "advertising", "version": "1", "at": at, "telegram_id": anna.id}
    async with town.app.engine.begin() as connection:
        await connection.execute(insert(consents).values(**agreed))
    await begins(owner)
    await gives(owner, HELLO)
    await owner.presses("Всем: 2")
    await owner.presses("Все языки: 2")
    await owner.presses("Реклама, согласных: 1")
    await owner.presses("Без кнопки")
    await owner.presses("Сейчас")
    await owner.hears("Получателей: 1.", "реклама, только согласным")
    await owner.presses("Отправить")
    await owner.hears("Рассылка №\u00a01")
    assert [each.kind for each in await made(town)] == [BroadcastKind.ADVERTISING]


async def test_an_audience_of_nobody_is_refused_with_a_word(owner: Person) -> None:
    await begins(owner)
    await gives(owner, HELLO)
    await owner.presses("С личным кабинетом: 0")
    await owner.toast("Получателей сейчас нет")
    await owner.presses("Всем: 1")
    await owner.presses("English: 0")
    await owner.toast("Получателей сейчас нет")
    await owner.presses("Русский: 1")
    await owner.presses("Реклама, согласных: 0")
    await owner.toast("никто не согласился")


async def test_counts_are_taken_anew_on_the_way_back(town: Town, owner: Person, anna: Person) -> None:
    await begins(owner)
    await gives(owner, HELLO)
    await owner.presses("Всем: 1")
    await owner.hears("Можно написать только тем")
    await newcomer(town, anna)
    await owner.presses("Назад")
    await owner.presses("С личным кабинетом: 1")
    await owner.hears("Можно написать только тем")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Подробнее", "Напишите текст кнопки и адрес"),
        ("Подробнее — example.ru", "Адрес должен начинаться с https://"),
        ("https://example.ru", "Перед адресом напишите текст"),
        (f"{'Щ' * 65} https://example.ru", "до 64 символов"),
    ],
)
async def test_a_button_that_cannot_be_is_refused_with_an_example(owner: Person, typed: str, words: str) -> None:
    await begins(owner)
    await gives(owner, HELLO)
    for label in ("Всем:", "Все языки:", "Сервисное"):
        await owner.presses(label)
    await owner.hears("Кнопка со ссылкой")
    await owner.says(typed)
    await owner.hears(words, "Подробнее — https://example.ru/osago", "Шаг 5 из 7")


async def test_times_are_read_and_refused_with_an_example(town: Town, owner: Person) -> None:
    await begins(owner)
    await gives(owner, HELLO)
    await to_time(owner)
    for typed, words in (
        ("когда-нибудь", "Не понял, когда"),
        ("завтра", "а времени не вижу"),
        ("через 3 дюжины", "Не понял, через сколько"),
        ("31.02 10:00", "Такого дня нет"),
        ("завтра 25:00", "Такого времени"),
        ("01.01.2020 10:00", "уже прошло"),
        ("через 91 день", "на 90 дней вперёд"),
    ):
        await owner.says(typed)
        await owner.hears(words, "Когда отправить")
    await owner.says("завтра 10:00")
    await owner.hears("Проверьте рассылку", "10:00")
    await owner.presses("Отправить")
    await owner.hears("запланирована")
    (one,) = await made(town)
    tomorrow = town.clock().astimezone(MOSCOW).date() + timedelta(days=1)
    assert one.starts_at == datetime(tomorrow.year, tomorrow.month, tomorrow.day, 10, tzinfo=MOSCOW).astimezone(UTC)


async def test_a_time_that_has_passed_meanwhile_is_asked_again(town: Town, owner: Person) -> None:
    await begins(owner)
    await gives(owner, HELLO)
    await to_time(owner)
    await owner.says("через 2 часа")
    await owner.hears("Проверьте рассылку")
    await town.later(hours=3)
    await owner.presses("Отправить")
    await owner.hears("уже прошло", "Когда отправить")
    assert await made(town) == []
    await owner.presses("Сейчас")
    await owner.hears("Проверьте рассылку", "Когда: сразу")
    await owner.presses("Отправить")
    await owner.hears("Рассылка №\u00a01 принята")


async def test_above_a_thousand_the_number_is_typed(town: Town, owner: Person) -> None:
    await crowd(town, 1233)
    await to_page(owner, HELLO)
    page = await owner.hears("Получателей: 1\u00a0234.", "Шаг 7 из 8")
    await owner.presses("Отправить", times=2)
    await owner.hears("стольким людям: 1\u00a0234", "Шаг 8 из 8")
    await owner.says("да")
    await owner.hears("Наберите число получателей цифрами")
    await owner.says("1233")
    await owner.hears("Число не совпало")
    await owner.presses_old(page, "Отправить")
    await owner.toast("уже не действует")
    assert await made(town) == []
    await owner.says("1 234")
    await owner.hears("Рассылка №\u00a01 принята")
    assert len(await made(town)) == 1


async def test_a_few_who_came_meanwhile_change_nothing_and_many_are_told(town: Town, owner: Person) -> None:
    await crowd(town, 1999)
    await to_page(owner, HELLO)
    await owner.presses("Отправить")
    await owner.hears("стольким людям: 2\u00a0000")
    await crowd(town, 101, first=FIRST_OF_MANY + 10_000)
    await owner.says("2000")
    await owner.hears("изменилось, теперь их 2\u00a0101", "Проверьте рассылку", "Получателей: 2\u00a0101.")
    assert await made(town) == []
    await owner.presses("Отправить")
    await owner.hears("стольким людям: 2\u00a0101")
    await crowd(town, 99, first=FIRST_OF_MANY + 20_000)
    await owner.says("2101")
    await owner.hears("Рассылка №\u00a01 принята")


async def test_whoever_was_few_and_are_many_now_are_told(town: Town, owner: Person) -> None:
    await crowd(town, 99)
    await to_page(owner, HELLO)
    await crowd(town, 1500, first=FIRST_OF_MANY + 10_000)
    await owner.presses("Отправить")
    await owner.hears("изменилось, теперь их 1\u00a0600", "Получателей: 1\u00a0600.", "Шаг 7 из 8")
    await owner.presses("Отправить")
    await owner.hears("стольким людям: 1\u00a0600")
    async with town.app.engine.begin() as connection:
        await connection.execute(delete(people).where(people.c.telegram_id >= FIRST_OF_MANY + 500))
    await owner.says("1600")
    await owner.hears("изменилось, теперь их 100", "Получателей: 100.", "Шаг 7 из 7")
    await owner.presses("Отправить")
    await owner.hears("Рассылка №\u00a01 принята")


async def test_a_restart_in_the_middle_loses_nothing(town: Town, owner: Person) -> None:
    await begins(owner)
    await gives(owner, HELLO)
    await owner.presses("Всем: 1")
    await owner.hears("Можно написать только тем")
    await town.restart_bot()
    await owner.says("/start")
    await owner.hears("Вы остановились в разделе «Рассылка»")
    await owner.presses("Продолжить")
    await owner.hears("Можно написать только тем", "Сообщение: текст, «Привет»")
    await owner.presses("Все языки")
    await owner.presses("Сервисное")
    await owner.presses("Без кнопки")
    await owner.presses("Сейчас")
    await owner.hears("Проверьте рассылку")
    await town.restart_bot()
    await owner.presses("Отправить")
    await owner.hears("Рассылка №\u00a01 принята")


async def test_another_command_asks_first_and_cancel_throws_away(town: Town, owner: Person) -> None:
    await to_page(owner, HELLO)
    await owner.says("/login")
    await owner.hears("«Рассылка»: ещё не закончено")
    await owner.presses("Продолжить")
    await owner.hears("Проверьте рассылку")
    await owner.presses("Отмена")
    await owner.hears("Отменили")
    assert await made(town) == []
    await to_email(owner)
    await owner.says("anna@example.org")
    await owner.hears("ТЕЛЕФОН")
    await owner.says("/broadcast")
    await owner.hears("ещё не закончено")
    await owner.presses("Перейти, не сохраняя")
    await owner.hears("Пришлите его так")


async def test_english_admins_compose_in_english(owner: Person) -> None:
    await owner.says("/language")
    await owner.presses("English")
    await owner.hears("English")
    await owner.says("/broadcast")
    await owner.hears("Send it as it should arrive", "Step 1 of 7")
    await owner.says("Hello")
    await owner.presses("Everyone: 1")
    await owner.presses("All languages")
    await owner.presses("Service")
    await owner.presses("No button")
    await owner.says("tomorrow at 10:00")
    await owner.hears("Check the broadcast", "Recipients: 1.")
    await owner.presses("Send to me")
    await owner.presses("Send")
    await owner.hears("Broadcast No.\u00a01 is scheduled")


async def test_whoever_has_the_right_finds_it_in_the_menu_of_commands(town: Town, owner: Person, anna: Person) -> None:
    def menu(person: Person) -> list[str]:
        return [str(each["command"]) for each in town.world.menu(person.resident)]

    await town.until(lambda: "broadcast" in menu(owner), "the menu of owners")
    assert "broadcast" not in menu(anna)


async def test_what_was_shown_is_what_people_get(town: Town, owner: Person, anna: Person) -> None:
    await newcomer(town, anna)
    above = await to_page(owner, FORMATTED, link="Сайт https://example.ru")
    await owner.presses("Отправить")
    await owner.hears("Рассылка №\u00a01 принята")
    await anna.hears("Скидка 10 %")
    got = said_by_bot(anna)[-1]
    assert (content_of(got), got["reply_markup"]) == (content_of(above), above["reply_markup"])
