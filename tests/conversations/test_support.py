"""«Написать в поддержку»: a question of anybody, also in the middle of a conversation, and its end."""

from __future__ import annotations

import pytest

from account.desk.correspondence import MOST_OF_ONE
from tests.conversations.desk_seeds import at_the_desk
from tests.conversations.seeds import customer
from tests.conversations.test_letters import texts
from tests.conversations.walks import to_email
from tests.town import Person, Town


async def asks(person: Person, words: str) -> None:
    await person.says("/help")
    await person.presses("Написать в поддержку")
    await person.hears("Напишите, что случилось")
    await person.says(words)
    await person.hears("Передали в поддержку")


async def test_a_guest_asks_and_is_answered(town: Town, anna: Person) -> None:
    await asks(anna, "Код не приходит")
    card = await town.olga.hears("Вопрос № 1", "без личного кабинета")
    come = await town.olga.hears("Клиент", "Код не приходит")
    assert come["reply_to_message"]["message_id"] == card["message_id"]
    await anna.says("и ещё одно")
    await town.olga.hears("Клиент", "и ещё одно")
    await town.olga.says("Проверьте папку «Спам»", reply_to=come["message_id"])
    await anna.hears("Поддержка", "Проверьте папку")
    await town.olga.presses("Закрыть вопрос")
    await anna.hears("Поддержка закрыла ваш вопрос", "нажмите кнопку ниже")
    await anna.says("Спасибо, помогло!")
    await anna.hears("Не понял вас")
    await town.delivered()
    assert not town.olga.sees("помогло")


async def test_in_the_middle_of_a_conversation_nothing_typed_is_lost(town: Town, anna: Person) -> None:
    await to_email(anna)
    await anna.says("anna@example.com")
    await anna.hears("ТЕЛЕФОН")
    await asks(anna, "А зачем вам телефон?")
    await anna.says("Это обязательно?")
    await town.olga.hears("Клиент", "Это обязательно?")
    await anna.presses("Готово")
    await anna.hears("ТЕЛЕФОН", "anna@example.com")
    await anna.says("+7 916 123-45-67")
    await anna.hears("ПАРОЛЬ")
    await town.delivered()
    assert not any("916" in text for text in texts(town.olga) if "Клиент" in text)


async def test_who_changes_their_mind_writes_to_nobody(town: Town, anna: Person) -> None:
    await anna.says("/help")
    await anna.presses("Написать в поддержку")
    await anna.hears("Напишите, что случилось")
    await anna.presses("Отмена")
    await anna.hears("Е-ОСАГО")
    await anna.says("просто слова")
    await anna.hears("Не понял вас")
    await town.delivered()
    assert texts(town.olga) == []


async def test_what_cannot_be_passed_on_is_told(town: Town, anna: Person) -> None:
    await anna.says("/help")
    await anna.presses("Написать в поддержку")
    await anna.hears("Напишите, что случилось")
    town.world.sticker(anna.resident)
    await anna.hears("Такое сообщение поддержке не передать")
    town.world.voice(anna.resident)
    await anna.hears("Передали в поддержку")


async def test_while_a_request_is_open_the_question_belongs_to_it(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    await asks(anna, "Долго ещё?")
    await town.olga.hears("Клиент", f"№ {request.id}", "Долго ещё?")
    await town.delivered()
    assert not town.olga.sees("Вопрос №")


@pytest.mark.town(answer_within="24h", remind_before="2h")
async def test_a_question_is_promised_an_answer_and_waits_anew_after_one(town: Town, anna: Person) -> None:
    await customer(town, anna, profile=True)
    await asks(anna, "Где мой полис?")
    card = await town.olga.hears("Вопрос № 1", "Смирнова Анна Петровна")
    await town.later(hours=12, minutes=1)
    await town.olga.hears("Вопрос № 1: прошла половина срока")
    await town.olga.says("Ищем", reply_to=card["message_id"])
    await anna.hears("Ищем")
    await town.olga.hears("Вопрос № 1", "Ответили, слово за клиентом")
    await town.later(hours=13)
    await town.delivered()
    assert not anna.sees("не успели ответить"), "it was answered"
    await anna.says("Ну как, нашли?")
    await town.olga.hears("Ну как, нашли?")
    await town.olga.hears("Вопрос № 1", "Ждёт, кто возьмёт", "Осталось 23 ч")
    await town.later(hours=24, minutes=1)
    await anna.hears("не успели ответить на ваш вопрос")


async def test_one_who_writes_without_end_is_told_when_to_go_on(anna: Person) -> None:
    await asks(anna, "начало")
    for number in range(MOST_OF_ONE.most):
        await anna.says(f"слово {number} и слово")
    await anna.hears("Сообщений слишком много")


async def test_a_ready_reply_is_looked_at_and_sent_by_buttons(town: Town, mary: Person) -> None:
    await mary.says("/help")
    await mary.presses("Write to the support")
    await mary.hears("Tell us what happened")
    await mary.says("No code arrives")
    await mary.hears("Passed on to the support")
    await town.olga.hears("Вопрос № 1")
    await town.olga.presses("Готовый ответ")
    await town.olga.presses("Не приходит код")
    await town.olga.toast("Проверьте папку «Спам»")
    await town.olga.presses("Отправить клиенту", times=2)
    await mary.hears("Support", "check the spam folder")
    shown = await town.olga.hears("Ольга отправляет клиенту", "check the spam folder")
    await town.until(lambda: town.group.reactions.get(shown["message_id"]) == ["👌"], "the sign that it arrived")
    await mary.says("It is not there", reply_to=(await mary.hears("check the spam folder"))["message_id"])
    come = await town.olga.hears("Клиент", "It is not there")
    assert come["reply_to_message"]["message_id"] == shown["message_id"]
