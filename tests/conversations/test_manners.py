"""What holds in every conversation: junk, leaving, coming back, interruptions, old buttons, languages, groups."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conversations.drawn import letter_page
from tests.conversations.every_question import Asked, at_every_question
from tests.conversations.seeds import PASSWORD, customer, mailbox
from tests.conversations.walks import said_by_bot, to_birth_date, to_login_password, to_password
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)
PICTURES = [(f"{number}.jpg", letter_page(number, 90, 120), "image/jpeg") for number in range(3)]


@at_every_question
async def test_junk_gets_a_short_useful_answer_and_the_question_stays(
    anna: Person, boris: Person, town: Town, asked: Asked
) -> None:
    await asked.walk(town, anna)
    buttons = anna.buttons()
    earlier = next(each for each in anna.screen() if not each["from"].get("is_bot"))
    deeds: dict[str, Callable[[], object]] = {
        "sticker": lambda: town.world.sticker(anna.resident),
        "voice": lambda: town.world.voice(anna.resident),
        "location": lambda: town.world.location(anna.resident),
        "contact": lambda: town.world.share_contact(anna.resident, boris.resident),
        "document": lambda: town.world.send_files(anna.resident, PICTURES[:1], kind="document"),
        "album": lambda: town.world.send_files(anna.resident, PICTURES),
        "edited": lambda: town.world.edit(anna.resident, earlier["message_id"], "привет"),
        "long": lambda: town.world.say(anna.resident, "ы" * 4096),
    }
    if asked.name == "registration-repeat":  # words that differ are a mismatch: test_registration
        del deeds["edited"], deeds["long"]
    for kind, deed in deeds.items():
        anna._mark()
        deed()
        heard = await anna.hears(asked.words)
        head = str(heard["text"]).split("\n\n")[0]
        assert 10 < len(head) <= 200, kind
        assert "Шаг" not in head, kind
        await town.acknowledged()
        assert anna.buttons() == buttons, kind
    assert not any("произошла ошибка" in str(each.get("text")) for each in anna.screen())


@at_every_question
async def test_cancel_works_from_everywhere(anna: Person, town: Town, asked: Asked) -> None:
    await asked.walk(town, anna)
    await anna.presses("Отмена")
    await anna.hears("Отменили. Введённое не сохранено")
    await anna.says("/cancel")
    await anna.hears("Отменять нечего")


@at_every_question
async def test_start_offers_to_go_on_or_to_begin_again(anna: Person, town: Town, asked: Asked) -> None:
    await asked.walk(town, anna)
    await anna.says("/start")
    if asked.first:
        await anna.hears("Здравствуйте!")
        return
    await anna.hears("Вы остановились в разделе")
    assert anna.buttons() == ["Продолжить", "Начать заново"]
    await anna.presses("Продолжить")
    await anna.hears(asked.words)
    await anna.says("/start")
    await anna.presses("Начать заново")
    await anna.hears("Шаг 1 из")


@at_every_question
async def test_another_command_asks_before_it_throws_away_what_was_typed(
    anna: Person, town: Town, asked: Asked
) -> None:
    await asked.walk(town, anna)
    other = "/verify" if asked.name.startswith("reset") else "/reset"
    await anna.says(other)
    if asked.first:
        await anna.hears("Куда прислать" if other == "/reset" else "Сначала войдите")
        return
    await anna.hears("ещё не закончено", "введённое пропадёт")
    await anna.presses("Продолжить")
    await anna.hears(asked.words)
    await anna.says(other)
    await anna.presses("Перейти, не сохраняя")
    await anna.hears("Куда прислать" if other == "/reset" else "Сначала войдите")


@pytest.mark.parametrize("leave", ["/logout", "Выйти"])
async def test_signing_out_asks_before_it_throws_away_too(anna: Person, town: Town, leave: str) -> None:
    await to_birth_date(town, anna)
    await anna.says("/help")
    await anna.presses("Меню")
    await anna.hears("Что сделать?")
    if leave == "Выйти":
        await anna.presses(leave)
    else:
        await anna.says(leave)
    await anna.hears("«Мои данные»: ещё не закончено")
    await anna.presses("Перейти, не сохраняя")
    await anna.hears("Вы вышли из личного кабинета")


async def test_the_commands_that_throw_nothing_away_do_not_ask(anna: Person, town: Town) -> None:
    await to_birth_date(town, anna)
    await anna.says("/help")
    await anna.hears("Помощь", "/cancel")
    await anna.says("07.03.1985")
    await anna.hears("Дата рождения: 07.03.1985")


async def test_where_nothing_was_changed_nothing_is_asked(anna: Person, town: Town) -> None:
    await customer(town, anna, profile=True)
    await anna.says("/profile")
    await anna.hears("Проверьте данные")
    await anna.says("/password")
    await anna.hears("ПРЕЖНИЙ ПАРОЛЬ")
    await anna.says("/profile")
    await anna.hears("Проверьте данные")
    await anna.presses("Изменить пол")
    await anna.hears("Выберите, как указано")
    await anna.presses("Мужской")
    await anna.hears("Проверьте данные", "Пол: Мужской")
    await anna.says("/password")
    await anna.hears("«Мои данные»: ещё не закончено")


async def test_the_same_command_shows_the_present_question_again(anna: Person, town: Town) -> None:
    await to_birth_date(town, anna)
    await anna.says("/profile")
    await anna.hears("ФИО: Смирнова Анна Петровна", "Дата рождения")


async def test_labels_may_be_typed_instead_of_pressed(anna: Person) -> None:
    await to_password(anna)
    await anna.says("назад")
    await anna.hears("напишите номер мобильного")
    await anna.says("Оставить как есть")
    await anna.hears("Придумайте пароль")
    await anna.says("отмена")
    await anna.hears("Отменили")
    await anna.says("регистрация")
    await anna.hears("E-MAIL")


async def test_a_password_that_begins_like_a_command_is_erased_as_well(anna: Person) -> None:
    await to_password(anna)
    await anna.says("/снегопад47")
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    assert not anna.sees("снегопад47")


async def test_an_unknown_command_is_told_and_the_question_stays(anna: Person, town: Town) -> None:
    await to_birth_date(town, anna)
    await anna.says("/stats")
    await anna.hears("Такой команды нет", "/help", "Дата рождения")


async def test_an_edited_answer_is_corrected_at_the_code_too(anna: Person, town: Town) -> None:
    await anna.says("/register")
    await anna.hears("E-MAIL")
    email = await anna.says(f"typo.{mailbox(anna)}")
    await anna.hears("ТЕЛЕФОН")
    await anna.presses("Поделиться номером")
    await anna.hears("ПАРОЛЬ")
    for heard in ("ПОВТОРИТЕ ПАРОЛЬ", "отметьте оба"):
        await anna.says(PASSWORD)
        await anna.hears(heard)
    for label in ("☐ Я согласен", "☐ Даю согласие"):
        await anna.presses(label)
        await anna.hears("отметьте оба")
    await anna.presses("ЗАРЕГИСТРИРОВАТЬСЯ")
    await anna.hears("Подтверждение email", f"typo.{mailbox(anna)}")
    await anna.edits(email, mailbox(anna))
    await anna.hears("Исправлено", "Подтверждение email", f"E-mail: {mailbox(anna)}")
    await anna.says(await town.mail_code(mailbox(anna)))
    await anna.hears("Подтверждение номера")


async def test_an_edit_for_an_answer_that_is_asked_no_more_changes_nothing(anna: Person) -> None:
    await anna.says("/login")
    await anna.presses("Email")
    await anna.hears("E-MAIL")
    email = await anna.says(mailbox(anna))
    await anna.hears("ПАРОЛЬ")
    for question in ("E-MAIL", "ТИП КОНТАКТА"):
        await anna.presses("Назад")
        await anna.hears(question)
    await anna.presses("Телефон")
    await anna.hears("ТЕЛЕФОН")
    await anna.edits(email, f"new.{mailbox(anna)}")
    await anna.hears("ничего не поменялось", "Вопрос прежний", "ТЕЛЕФОН")


async def test_an_edit_outside_of_any_conversation(anna: Person) -> None:
    hello = await anna.says("привет")
    await anna.hears("Не понял вас")
    await anna.edits(hello, "пока")
    await anna.hears("сейчас оно ни на что не отвечает")


async def test_junk_outside_of_any_conversation(anna: Person, boris: Person, town: Town) -> None:
    deeds: dict[str, Callable[[], object]] = {
        "Спасибо за стикер": lambda: town.world.sticker(anna.resident),
        "Голосовые сообщения я не слушаю": lambda: town.world.voice(anna.resident),
        "Местоположение мне не нужно": lambda: town.world.location(anna.resident),
        "Контакт получен": lambda: town.world.share_contact(anna.resident, boris.resident),
        "Файл получен": lambda: town.world.send_files(anna.resident, PICTURES[:1]),
    }
    for words, deed in deeds.items():
        anna._mark()
        deed()
        await anna.hears(words)


async def test_an_album_outside_of_any_conversation_is_answered_once(anna: Person, town: Town) -> None:
    await anna.says("/start")
    await anna.hears("Здравствуйте!")
    await anna.sends(*PICTURES)
    await anna.hears("Файл получен")
    await town.acknowledged()
    await anna.says("/help")
    await anna.hears("Помощь")
    assert sum("Файл получен" in str(each["text"]) for each in said_by_bot(anna)) == 1


async def test_html_in_what_is_typed_is_harmless(anna: Person) -> None:
    await anna.says("/register")
    await anna.hears("E-MAIL")
    await anna.says("<b>anna</b>@example.com")
    await anna.hears("anna@example", "E-MAIL")
    await anna.says(f"a&b;{mailbox(anna)}".replace(";", ""))
    await anna.hears(f"E-mail: a&b{mailbox(anna)}", "ТЕЛЕФОН")


async def test_the_password_of_the_sign_in_is_asked_to_be_deleted_when_telegram_refuses(
    anna: Person, town: Town
) -> None:
    await customer(town, anna, profile=True, signed_in=False)
    await to_login_password(anna)
    town.playground.faults.refuse = {"deleteMessage": (400, "Bad Request: message can't be deleted")}
    await anna.says(PASSWORD)
    await anna.hears("Удалите его, пожалуйста, сами", "Вы вошли")


async def test_a_refused_password_that_could_not_be_deleted_may_be_edited(anna: Person, town: Town) -> None:
    await to_password(anna)
    town.playground.faults.refuse = {"deleteMessage": (400, "Bad Request: message can't be deleted")}
    typed = await anna.says("123")
    await anna.hears("не меньше 6 символов")
    town.playground.faults.refuse = {}
    await anna.edits(typed, PASSWORD)
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    assert not anna.sees(PASSWORD)


@pytest.mark.parametrize("kind", ["video", "audio", "animation", "video_note"])
async def test_rarer_junk_is_told_apart_too(anna: Person, town: Town, kind: str) -> None:
    await to_password(anna)
    content = {"file_id": "x", "file_unique_id": "y", "duration": 1, "length": 9, "width": 9, "height": 9}
    town.world.send(anna.resident, {kind: content})
    heard = await anna.hears("ответьте, пожалуйста, на вопрос ниже", "Придумайте пароль")
    assert "Такой ответ" not in heard["text"]


async def test_a_die_and_a_place_get_a_word_too(anna: Person, town: Town) -> None:
    await to_birth_date(town, anna)
    town.world.send(anna.resident, {"dice": {"emoji": "🎲", "value": 3}})
    await anna.hears("Кубик здесь не решает", "Дата рождения")
    place = {"location": {"latitude": 55.7, "longitude": 37.6}, "title": "Дом", "address": "Москва"}
    anna._mark()
    town.world.send(anna.resident, {"venue": place, "location": place["location"]})
    await anna.hears("пожалуйста", "Дата рождения")
