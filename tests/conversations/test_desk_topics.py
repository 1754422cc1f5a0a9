"""A support group with topics: each request has its own, closed with the decision."""

from __future__ import annotations

from typing import Any

import pytest

from playground import Topic
from tests.conversations.desk_seeds import of_kind, of_the_bot, photo, submitted
from tests.conversations.seeds import step
from tests.town import Person, Town

pytestmark = pytest.mark.town(topics=True)


def topics(town: Town) -> list[Topic]:
    return list(town.world.topics(town.group))


def inside(town: Town, topic: Topic) -> list[dict[str, Any]]:
    return [each for each in of_the_bot(town.olga) if each.get("message_thread_id") == topic.message_thread_id]


async def in_its_topic(town: Town, person: Person) -> Topic:
    """A request whose card and files stand in a topic."""
    before = len(topics(town))
    await submitted(town, person)
    await town.until(lambda: len(topics(town)) > before, "a topic")
    topic = topics(town)[-1]
    await town.until(lambda: sum("photo" in each for each in inside(town, topic)) == 3, "three files in it")
    return topic


async def test_each_request_has_its_own_topic(town: Town, anna: Person, boris: Person) -> None:
    first = await in_its_topic(town, anna)
    second = await in_its_topic(town, boris)
    assert (first.name, second.name) == ("Заявка № 1 Смирнова А.", "Заявка № 2 Смирнова А.")
    assert first.message_thread_id != second.message_thread_id
    for topic, phone in ((first, "123-45-67"), (second, "765-43-21")):
        (card,) = [each for each in inside(town, topic) if "text" in each]
        assert phone in card["text"]
        assert card["has_protected_content"]


async def test_the_topic_is_closed_with_the_decision(town: Town, anna: Person) -> None:
    topic = await in_its_topic(town, anna)
    await town.olga.presses("Взять в работу")
    await town.olga.hears("В работе: Ольга")
    assert not topic.closed
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    await town.until(lambda: topic.closed, "a closed topic")


@pytest.mark.town(topics=True, decision_delay="30s")
async def test_the_topic_stays_open_while_the_decision_may_be_taken_back(town: Town, anna: Person) -> None:
    topic = await in_its_topic(town, anna)
    await town.olga.presses("Одобрить")
    await town.olga.hears("Клиент ещё не знает")
    await town.delivered()
    assert not topic.closed
    await town.olga.presses("Отменить решение")
    await town.olga.hears("В работе: Ольга")
    await town.olga.presses("Одобрить")
    await town.olga.hears("Клиент ещё не знает")
    town.clock.move(seconds=31)
    await town.until(lambda: topic.closed, "a closed topic")


async def test_a_withdrawn_request_closes_its_topic(town: Town, anna: Person) -> None:
    topic = await in_its_topic(town, anna)
    await town.app.cabinet.verification.withdraw(step(town, anna))
    await town.olga.hears("Клиент отозвал заявку.")
    await town.until(lambda: topic.closed, "a closed topic")


async def test_a_reason_in_ones_own_words_is_asked_for_and_given_in_the_topic(town: Town, anna: Person) -> None:
    topic = await in_its_topic(town, anna)
    await town.olga.presses("Отклонить")
    await town.olga.presses("Селфи с паспортом")
    await town.olga.presses("Своими словами")
    question = await town.olga.hears("Напишите причину")
    assert question["message_thread_id"] == topic.message_thread_id
    await town.restart_bot()
    await town.olga.says("Лицо в тени", reply_to=question["message_id"])
    answer = await town.olga.hears("Отклонено.")
    assert answer["message_thread_id"] == topic.message_thread_id
    await anna.hears("Селфи с паспортом: Лицо в тени")
    await town.until(lambda: topic.closed, "a closed topic")


async def test_what_completes_a_request_comes_in_a_new_topic(town: Town, anna: Person) -> None:
    first = await in_its_topic(town, anna)
    await town.olga.presses("Отклонить")
    await town.olga.presses("Селфи с паспортом")
    await town.olga.presses("Нерезко")
    await anna.presses("Дополнить заявку")
    await anna.hears("☐ Селфи с паспортом")
    await anna.sends(photo(3))
    await anna.hears("☑ Селфи с паспортом")
    await anna.presses("Отправить")
    await town.until(lambda: len(topics(town)) == 2, "a second topic")
    second = topics(town)[1]
    await town.until(lambda: sum("photo" in each for each in inside(town, second)) == 3, "all three files in it")
    await town.until(lambda: first.closed, "the first is closed")
    assert not second.closed


async def test_a_topic_that_may_be_lost_is_announced(town: Town, anna: Person) -> None:
    town.playground.faults.lose_answers["createForumTopic"] = 1
    request = await submitted(town, anna)
    word = await town.olga.hears(f"карточка № {request.id} могла не дойти")
    assert "message_thread_id" not in word
    await town.delivered()
    assert len(topics(town)) == 1
    await town.olga.presses("Показать карточку")
    await town.olga.hears("Смирнова Анна Петровна")
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 3, "the files")


async def test_a_group_that_lost_its_topics_gets_plain_cards(town: Town, anna: Person) -> None:
    town.playground.faults.refuse["createForumTopic"] = (400, "Bad Request: the chat is not a forum")
    await submitted(town, anna)
    await town.until(lambda: any(each.method == "createForumTopic" for each in town.playground.calls), "a try")
    town.group.is_forum = False
    await town.delivered()
    town.clock.move(minutes=2)
    await town.olga.hears("Смирнова Анна Петровна")
