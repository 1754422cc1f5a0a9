"""A broadcast's audience, button, time and number: what is taken, and what is refused with a word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert

from account.broadcasts.records import BroadcastKind
from storage.tables import consents, people
from tests.conversations.broadcast_walks import (
    FIRST_OF_MANY,
    HELLO,
    begins,
    crowd,
    gives,
    made,
    newcomer,
    to_page,
    to_time,
)
from tests.conversations.seeds import account_of
from tests.town import Person, Town

MOSCOW = ZoneInfo("Europe/Moscow")


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
