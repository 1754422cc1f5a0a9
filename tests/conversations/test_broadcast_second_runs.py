"""What was sent is changed, taken back, or sent once more to those of whom nobody knows whether they have it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import update

from account.broadcasts.records import BroadcastState, Content, Piece
from storage.tables import broadcast_sends, broadcasts
from tests.conversations.broadcast_seeds import all_over, broadcast, crowd, is_over, texts_of
from tests.conversations.drawn import letter_page
from tests.conversations.test_broadcast_control import greets, named, trail
from tests.conversations.walks import said_by_bot
from tests.town import Person, Town

OLD, NEW = "Скоро продление полисов", "Продление полисов — до 1 мая"


@pytest.fixture
async def admin(town: Town) -> Person:
    """Somebody whom the settings name."""
    person = town.newcomer("Хозяйка", phone="+79990000001")
    town.extra["admin_ids"] = (person.id,)
    await town.restart_bot()
    await greets(person)
    return person


async def to_preview(admin: Person, number: int, words: str = NEW, button: str | None = "Оставить прежнюю") -> None:
    await admin.presses("Изменить")
    await admin.hears(f"Новое сообщение для №\u00a0{number}")
    await admin.says(words)
    if button is not None:
        await admin.hears("Кнопка со ссылкой")
        await admin.presses(button)
    await admin.hears("Проверьте правку")


async def run_is_over(admin: Person, of: int, what: str, *words: str) -> None:
    await all_over(admin.town)
    await admin.hears(f"{what} рассылки №\u00a0{of}", "Завершена", *words)


async def test_a_text_is_changed_for_all_who_have_it(town: Town, admin: Person) -> None:
    people = await crowd(town, 5, blocked={5_000_000_002})
    number = await is_over(admin)
    control = (await broadcast(town, number)).message
    await to_preview(admin, number)
    preview = said_by_bot(admin)[-2]
    assert preview["text"] == NEW
    assert preview["reply_markup"]["inline_keyboard"] == [[{"text": "Подробнее", "url": "https://example.ru/osago"}]]
    assert texts_of(town, people[0]) == [OLD]
    await admin.presses("Изменить у всех", times=2)
    await run_is_over(admin, number, "Правка", "Изменено: 5 из 5")
    assert [texts_of(town, each) for each in people] == [[NEW], [], [NEW], [NEW], [NEW]]
    (message,) = town.world.crowd.messages(people[0])
    assert message["reply_markup"] == preview["reply_markup"]
    stands = next(each for each in said_by_bot(admin) if each["message_id"] == control)
    assert "Завершена" in stands["text"]
    assert [each for _, each, _ in await trail(town)] == ["broadcast-made", "broadcast-edited"]


async def test_the_button_may_go_and_the_text_be_changed_once_more(town: Town, admin: Person) -> None:
    (one,) = await crowd(town, 1)
    number = await is_over(admin)
    await to_preview(admin, number, button="Без кнопки")
    await admin.presses("Изменить у всех")
    await run_is_over(admin, number, "Правка", "2 из 2")
    assert "reply_markup" not in town.world.crowd.messages(one)[0]
    await admin.presses(f"№\u00a0{number}")
    await admin.hears(f"Рассылка №\u00a0{number}", "Правка", "изменено 2 из 2")
    await admin.presses("Изменить")
    await admin.hears("Новое сообщение")
    await admin.says("Ещё раз")
    await admin.hears("Кнопка со ссылкой")
    assert "Оставить прежнюю" not in admin.buttons()  # there is none by now
    await admin.says("Сайт — https://example.ru/")
    await admin.hears("Проверьте правку")
    await admin.presses("Изменить у всех")
    await run_is_over(admin, number, "Правка", "2 из 2")
    assert texts_of(town, one) == ["Ещё раз"]
    assert town.world.crowd.messages(one)[0]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Сайт"


async def test_a_caption_is_changed_under_the_same_picture(town: Town, admin: Person) -> None:
    (one,) = await crowd(town, 1)
    await admin.sends(("a.jpg", letter_page(1), "image/jpeg"))
    await town.acknowledged()
    file = admin.screen()[-2]["photo"][-1]["file_id"]
    number = await is_over(admin, Content((Piece("photo", OLD, file=file),)))
    await admin.presses("Изменить")
    await admin.hears("новую подпись")
    await admin.says("ж" * 1025)
    await admin.hears("слишком длинно", "1024")
    await admin.says(NEW)
    await admin.hears("Кнопка со ссылкой")
    await admin.presses("Без кнопки")
    await admin.hears("Проверьте правку")
    await admin.presses("Изменить у всех")
    await run_is_over(admin, number, "Правка", "2 из 2")
    (message,) = town.world.crowd.messages(one)
    assert (message["caption"], bool(message["photo"])) == (NEW, True)


async def test_another_kind_is_refused_in_words_and_the_question_stays(town: Town, admin: Person) -> None:
    await crowd(town, 1)
    number = await is_over(admin)
    await admin.presses("Изменить")
    await admin.hears("Пришлите новый текст")
    await admin.sends(("a.jpg", letter_page(1), "image/jpeg"))
    await admin.hears("Вид сообщения изменить нельзя", "Пришлите новый текст")
    town.world.sticker(admin.resident)
    await admin.hears("Стикер разослать нельзя")
    await admin.says(NEW)
    await admin.hears("Кнопка со ссылкой")
    await admin.says("/cancel")
    await admin.hears("тмен")
    assert [each for _, each, _ in await trail(town)] == ["broadcast-made"]
    assert (await broadcast(town, number)).state is BroadcastState.DONE


async def test_it_is_taken_back_from_all_and_then_neither_changed_nor_repeated(town: Town, admin: Person) -> None:
    people = await crowd(town, 4)
    number = await is_over(admin)
    final = said_by_bot(admin)[-1] if "Завершена" in said_by_bot(admin)[-1].get("text", "") else None
    await admin.presses("Удалить у получателей", times=2)
    await admin.hears(f"Удалить рассылку №\u00a0{number} у 5 получателей?")
    assert texts_of(town, people[0]) == [OLD]
    await admin.presses("Да, удалить", times=2)
    await run_is_over(admin, number, "Удаление", "Удалено: 5 из 5")
    assert [texts_of(town, each) for each in people] == [[]] * 4
    assert OLD not in [each.get("text") for each in said_by_bot(admin)]
    await admin.presses(f"№\u00a0{number}")
    await admin.hears(f"Рассылка №\u00a0{number}", "Удаление", "удалено 5 из 5")
    assert admin.buttons() == ["Показать сообщение", "Обновить", "К списку"]
    if final is not None:
        await admin.presses_old(final, "Изменить")
        await admin.toast("уже удаляли")
    assert [each for _, each, _ in await trail(town)] == ["broadcast-made", "broadcast-taken-back"]


async def test_who_has_deleted_it_meanwhile_is_among_the_failures(town: Town, admin: Person, anna: Person) -> None:
    await greets(anna)
    number = await is_over(admin)
    theirs = next(each for each in said_by_bot(anna) if each.get("text") == OLD)
    town.world.delete(anna.resident, theirs["message_id"])
    await to_preview(admin, number)
    await admin.presses("Изменить у всех")
    await run_is_over(admin, number, "Правка", "Изменено: 1 из 2", "ошибка: 1")
    assert NEW not in [each.get("text") for each in said_by_bot(anna)]


async def test_after_48_hours_nothing_is_changed_or_deleted(town: Town, admin: Person) -> None:
    people = await crowd(town, 2)
    number = await is_over(admin)
    await town.later(hours=48)
    town.world.move_clock(48 * 3600)
    for label in ("Изменить", "Удалить у получателей"):
        await admin.presses(label)
        await admin.toast("больше 48 часов")
    assert texts_of(town, people[0]) == [OLD]
    assert (await broadcast(town, number)).state is BroadcastState.DONE


async def test_a_question_left_open_over_the_48_hours_changes_nothing(town: Town, admin: Person) -> None:
    (one,) = await crowd(town, 1)
    number = await is_over(admin)
    await to_preview(admin, number)
    await town.later(hours=48)
    await admin.presses("Изменить у всех")
    await admin.toast("больше 48 часов")
    assert texts_of(town, one) == [OLD]


async def test_only_one_at_a_time_is_made_of_it_and_only_when_it_is_over(town: Town, admin: Person) -> None:
    await crowd(town, 3)
    number = await is_over(admin)
    await named(admin, "admin")
    await admin.says("/broadcasts")
    await admin.presses(f"№\u00a0{number}")
    await admin.presses("Удалить у получателей")
    await admin.hears("Удалить рассылку")
    async with town.app.engine.begin() as connection:
        await connection.execute(update(broadcasts).values(state="paused"))
    await admin.presses("Да, удалить")
    await admin.toast("ещё не закончилась")


async def test_unknown_ones_are_shown_and_get_it_again_on_a_word_only(town: Town, admin: Person) -> None:
    people = await crowd(town, 6)
    number = await is_over(admin)
    await died_while_sending_to(town, number, people[:3])
    await admin.presses("Обновить")
    await admin.hears("неизвестно: 3", "Неизвестно, дошло ли сообщение до 3 получателей")
    await admin.presses("Повторить неизвестным (3)")
    await admin.hears(f"Отправить рассылку №\u00a0{number} ещё раз 3 получателям?", "дважды")
    assert [len(texts_of(town, each)) for each in people] == [1] * 6
    await admin.presses("Да, повторить", times=2)
    await run_is_over(admin, number, "Повтор", "Отправлено: 3 из 3")
    assert [len(texts_of(town, each)) for each in people] == [2] * 3 + [1] * 3
    await admin.presses(f"№\u00a0{number}")
    page = await admin.hears("Повтор", "отправлено 3 из 3")
    assert "Неизвестно, дошло" not in page["text"]
    assert admin.buttons() == ["Изменить", "Удалить у получателей", "Показать сообщение", "Обновить", "К списку"]
    assert [each for _, each, _ in await trail(town)] == ["broadcast-made", "broadcast-resent"]


async def test_what_is_repeated_is_what_the_others_have_by_now(town: Town, admin: Person) -> None:
    people = await crowd(town, 3)
    number = await is_over(admin)
    await died_while_sending_to(town, number, people[:1])
    await to_preview(admin, number)
    await admin.presses("Изменить у всех")
    await run_is_over(admin, number, "Правка", "3 из 3")
    await admin.presses(f"№\u00a0{number}")
    await admin.presses("Повторить неизвестным (1)")
    await admin.hears("ещё раз 1 получателю?")
    await admin.presses("Да, повторить")
    await run_is_over(admin, number, "Повтор", "1 из 1")
    assert texts_of(town, people[0]) == [OLD, NEW]


async def died_while_sending_to(town: Town, number: int, people: Sequence[int]) -> None:
    """Leave the ledger as a worker that was killed at that moment does, once another has taken over."""
    async with town.app.engine.begin() as connection:
        theirs = (broadcast_sends.c.broadcast_id == number, broadcast_sends.c.telegram_id.in_(people))
        await connection.execute(update(broadcast_sends).where(*theirs).values(state="unknown", messages=None))
        figures = {"sent": broadcasts.c.sent - len(people), "unknown": len(people)}
        await connection.execute(update(broadcasts).where(broadcasts.c.id == number).values(figures))


async def test_a_copy_of_which_it_was_never_known_is_named_before_and_after_a_deletion(
    town: Town, admin: Person
) -> None:
    people = await crowd(town, 4)
    number = await is_over(admin)
    await died_while_sending_to(town, number, people[:1])
    await admin.presses("Обновить")
    await admin.presses("Повторить неизвестным (1)")
    await admin.hears("1 получателю? Получатель мог её уже получить", OLD)
    await admin.presses("Да, повторить")
    await run_is_over(admin, number, "Повтор", "1 из 1", OLD)
    await admin.presses(f"№\u00a0{number}")
    await to_preview(admin, number)
    await admin.hears("У 1 получателя может остаться прежнее сообщение")
    await admin.says("/cancel")
    await admin.hears("тмен")
    await admin.says("/broadcasts")
    await admin.hears("Отправлено: 5 из 5", "неизвестно: 0", "• повторена: 1 из 1", f"«{OLD}»")
    await admin.presses(f"№\u00a0{number}")
    await admin.presses("Удалить у получателей")
    await admin.hears("у 5 получателей?", OLD, "У 1 получателя может остаться копия")
    await admin.presses("Да, удалить")
    await run_is_over(admin, number, "Удаление", "Удалено: 5 из 5", "У 1 получателя может остаться копия")
    assert [texts_of(town, each) for each in people] == [[OLD], [], [], []]
    await admin.says("/broadcasts")
    await admin.hears("• удалена у получателей: 5 из 5")


async def test_what_was_sent_is_shown_from_its_page(town: Town, admin: Person) -> None:
    await crowd(town, 1)
    number = await is_over(admin)
    await admin.says("/broadcasts")
    await admin.hears(f"текст, «{OLD}»")
    await admin.presses(f"№\u00a0{number}")
    await admin.hears(f"Рассылка №\u00a0{number}", f"текст, «{OLD}»")
    await admin.presses("Показать сообщение")
    await town.acknowledged()
    shown = said_by_bot(admin)[-1]
    assert shown["text"] == OLD
    assert shown["reply_markup"]["inline_keyboard"] == [[{"text": "Подробнее", "url": "https://example.ru/osago"}]]


@pytest.mark.town(broadcast_rate=30)
async def test_another_admin_steers_a_second_run_from_the_broadcasts_page(town: Town, admin: Person) -> None:
    people = await crowd(town, 100)
    number = await is_over(admin)
    colleague = await named(admin, "admin")
    await admin.says("/broadcasts")
    await admin.presses(f"№\u00a0{number}")
    await admin.presses("Удалить у получателей")
    await admin.hears("Удалить рассылку")
    await admin.presses("Да, удалить")
    await town.until(lambda: not texts_of(town, people[0]), "the first deletion")
    await colleague.says("/broadcasts")
    await colleague.hears("• удалена у получателей", "идёт")
    await colleague.presses(f"№\u00a0{number}")
    await colleague.hears("Удаление", "идёт", "░")
    assert colleague.buttons()[:2] == ["Пауза", "Остановить"]
    await colleague.presses("Пауза")
    await colleague.hears(f"Рассылка №\u00a0{number}", "Удаление", "на паузе")
    assert colleague.buttons()[:2] == ["Продолжить", "Остановить"]
    await colleague.presses("Остановить")
    await colleague.hears("До остальных получателей", OLD)
    await colleague.presses("Да, остановить")
    await admin.hears("Удаление рассылки", "Остановлена")
    assert texts_of(town, people[-1]) == [OLD]
