"""Composing a broadcast: from the message to the page to check, corrected, interrupted, and made."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from account.broadcasts.records import Audience, BroadcastKind, BroadcastState, Content, Link, Piece, Whom
from storage.tables import audit
from tests.conversations.broadcast_walks import HELLO, begins, content_of, gives, made, newcomer, shown, to_page
from tests.conversations.test_broadcast_contents import FORMATTED, PICTURE
from tests.conversations.walks import said_by_bot, to_email
from tests.town import Person, Town

MOSCOW = ZoneInfo("Europe/Moscow")


def dealt(town: Town) -> str:
    """The day after tomorrow in Moscow, as people write it."""
    return f"{town.clock().astimezone(MOSCOW) + timedelta(days=2):%d.%m}"


async def trail(town: Town) -> list[tuple[int, str, str]]:
    async with town.app.engine.connect() as connection:
        rows = await connection.execute(select(audit.c.who, audit.c.what, audit.c.detail).order_by(audit.c.id))
        return [tuple(row) for row in rows]


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


async def test_what_was_shown_is_what_people_get(town: Town, owner: Person, anna: Person) -> None:
    await newcomer(town, anna)
    above = await to_page(owner, FORMATTED, link="Сайт https://example.ru")
    await owner.presses("Отправить")
    await owner.hears("Рассылка №\u00a01 принята")
    await anna.hears("Скидка 10 %")
    got = said_by_bot(anna)[-1]
    assert (content_of(got), got["reply_markup"]) == (content_of(above), above["reply_markup"])
