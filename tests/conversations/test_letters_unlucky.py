"""The correspondence where something is in its way: forms, notes, edits that grow, what is over."""

from __future__ import annotations

import pytest

from tests.conversations.desk_seeds import at_the_desk, of_kind, of_the_bot, photo
from tests.conversations.test_letters import card_of, texts
from tests.conversations.test_support import asks
from tests.conversations.walks import to_email
from tests.town import Person, Town


async def test_an_album_under_a_long_caption_arrives_whole(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    caption = " ".join(f"слово{number:03}" for number in range(113))
    assert 960 < len(caption) <= 1024
    await anna.sends(photo(3), photo(4), caption=caption)
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 3 + 2, "the album")
    await town.olga.hears("слово112")


async def test_an_edit_that_grows_or_shrinks_leaves_nothing_behind(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    long = " ".join(f"слово{number:04}" for number in range(409))
    written = await anna.says("сначала коротко")
    await town.olga.hears("сначала коротко")
    await anna.edits(written, long)
    await town.olga.hears("слово0408")
    assert not town.olga.sees("сначала коротко")
    await anna.edits(written, "снова коротко")
    await town.olga.hears("снова коротко")
    await town.until(lambda: not town.olga.sees("слово0408"), "the second piece is gone")


async def test_a_reply_to_a_letter_is_no_answer_to_a_form(town: Town, anna: Person) -> None:
    await asks(anna, "Здравствуйте")
    card = await town.olga.hears("Вопрос № 1")
    await town.olga.says("Назовите номер полиса", reply_to=card["message_id"])
    letter = await anna.hears("Назовите номер полиса")
    await to_email(anna)
    await anna.says("ХХХ0123456789", reply_to=letter["message_id"])
    await town.olga.hears("Клиент", "ХХХ0123456789")
    await anna.says("anna@example.com")
    await anna.hears("ТЕЛЕФОН", "anna@example.com")


async def test_who_answers_a_letter_about_what_is_over_asks_anew(town: Town, anna: Person) -> None:
    await asks(anna, "Здравствуйте")
    card = await town.olga.hears("Вопрос № 1")
    await town.olga.says("Готово", reply_to=card["message_id"])
    letter = await anna.hears("Поддержка", "Готово")
    await town.olga.presses("Закрыть вопрос")
    await anna.hears("Поддержка закрыла ваш вопрос")
    await anna.says("Не работает всё равно", reply_to=letter["message_id"])
    await town.olga.hears("Вопрос № 2", "Осталось 23 ч")
    await town.olga.hears("Клиент", "№ 2", "Не работает всё равно")


async def test_only_what_has_arrived_and_says_something_is_an_answer(town: Town, anna: Person) -> None:
    await asks(anna, "Где мой полис?")
    card = await town.olga.hears("Вопрос № 1")
    await town.olga.presses("Готовый ответ")
    await town.olga.presses("Взяли в работу")
    await town.olga.presses("Отправить клиенту")
    await anna.hears("взяли ваш вопрос в работу")
    await town.delivered()
    assert not town.olga.sees("Ответили"), "to be at it is no answer"
    town.world.block(anna.resident)
    await town.olga.says("Вот он", reply_to=card["message_id"])
    await town.olga.hears("Не доставлено")
    await town.delivered()
    assert not town.olga.sees("Ответили"), "nor is what did not arrive"
    town.world.unblock(anna.resident)
    written = await town.olga.says("Он выслан вам на почту", reply_to=card["message_id"])
    await town.olga.hears("Ответили, слово за клиентом")
    await town.olga.says("/delete", reply_to=written["message_id"])
    await town.until(lambda: not anna.sees("выслан"), "it is taken back")
    await town.olga.hears("Ждёт, кто возьмёт", "Осталось 23 ч")


async def test_files_under_a_note_stay_inside(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    before = len(of_the_bot(anna))
    town.world.send_files(
        town.olga_resident,
        [photo(1), photo(2)],
        chat=town.group.id,
        caption="// подозрительно, сравнить",
        reply_to=card["message_id"],
    )
    await town.olga.says("Посмотрели, спасибо", reply_to=card["message_id"])
    await anna.hears("Посмотрели, спасибо")
    await town.delivered()
    assert len(of_the_bot(anna)) == before + 1


async def test_a_letter_that_becomes_a_note_is_told_to_be_there_still(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    written = await town.olga.says("лишнее", reply_to=card["message_id"])
    await anna.hears("лишнее")
    await town.olga.edits(written, "// лишнее")
    await town.olga.hears("осталось прежним")


async def test_what_stays_with_the_customer_stays_in_the_group(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    written = await town.olga.says("останется", reply_to=card["message_id"])
    await anna.hears("останется")
    town.playground.faults.refuse["deleteMessage"] = (400, "Bad Request: message can't be deleted for everyone")
    await town.olga.says("/delete", reply_to=written["message_id"])
    word = await town.olga.hears("удалить его не удалось")
    assert word["reply_to_message"]["message_id"] == written["message_id"]
    assert town.olga.sees("останется")


async def test_two_taps_send_one_reply_and_ask_one_question(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.olga.presses("Готовый ответ")
    await town.olga.presses("Спасибо")
    await town.olga.presses("Отправить клиенту", times=3)
    await anna.hears("Спасибо, что написали")
    await town.delivered()
    assert sum("Спасибо, что написали" in text for text in texts(anna)) == 1
    await town.olga.presses("Отклонить")
    await town.olga.presses("Скан паспорта")
    await town.olga.presses("Своими словами", times=2)
    await town.olga.hears("Напишите причину")
    await town.delivered()
    assert sum("Напишите причину" in text for text in texts(town.olga)) == 1


async def test_nothing_is_sent_from_the_card_of_what_is_over(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    for verb in ("say", "say:thanks", "post:thanks"):
        town.world.toasts.clear()
        town.world.press(town.petr_resident, card["message_id"], f"r:1:{verb}", chat=town.group.id, forged=True)
        await town.petr.toast("уже есть решение")
    await town.delivered()
    assert not anna.sees("Спасибо, что написали")


@pytest.mark.town(topics=True)
async def test_a_letter_about_what_is_over_finds_its_way_past_a_deleted_topic(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    (topic,) = town.world.topics(town.group)
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    await town.until(lambda: topic.closed, "a closed topic")
    town.world.delete_topic(town.group, topic.message_thread_id)
    await asks(anna, "А что дальше?")
    await town.olga.hears("Вопрос № 2")
    await town.olga.hears("Клиент", "А что дальше?")


@pytest.mark.town(topics=True)
async def test_a_topic_made_again_holds_what_the_customer_wrote(town: Town, anna: Person) -> None:
    await asks(anna, "Первое письмо")
    await town.olga.hears("Клиент", "Первое письмо")
    await anna.sends(photo(5), caption="с фото")
    await town.olga.hears("Клиент", "с фото")
    await town.delivered()
    (first,) = town.world.topics(town.group)
    town.world.delete_topic(town.group, first.message_thread_id)
    await anna.says("Алло, вы здесь?")
    await town.olga.hears("Клиент", "Алло, вы здесь?")
    await town.olga.hears("Первое письмо")
    await town.olga.hears("с фото")


async def test_an_album_in_the_groups_name_asks_once_who_wrote_it(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    town.world.promote(town.group, town.petr_resident, anonymous=True)
    files = [photo(1), photo(2), photo(3)]
    town.world.send_files(town.petr_resident, files, chat=town.group.id, reply_to=card["message_id"])
    await town.petr.hears("Вы пишете от имени группы")
    await town.acknowledged()
    assert sum("от имени группы" in text for text in texts(town.petr)) == 1
    await town.petr.presses("Отправить клиенту")
    await town.until(lambda: len(of_kind(anna, "photo")) == 3, "all three photos")


async def test_another_group_in_the_settings_begins_with_cards_of_its_own(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    other = town.world.add_group("Новая поддержка", members=[town.olga_resident, town.petr_resident])
    for number in range(card["message_id"] + 5):
        town.world.say(town.olga_resident, f"до бота {number}", chat=other)
    await town.app.stop()
    town.group = other
    for person in (town.olga, town.petr):
        person.chat = other.id
    await town.start_bot()
    await town.olga.hears("Смирнова Анна Петровна")
    await town.petr.says("это коллеге", reply_to=card["message_id"])
    await town.delivered()
    assert not anna.sees("это коллеге")


async def test_a_letter_of_which_nobody_knows_whether_it_arrived_can_be_answered(town: Town, anna: Person) -> None:
    """The same holds for the moment between its sending and the note of its number."""
    await asks(anna, "Здравствуйте")
    await town.olga.hears("Клиент", "Здравствуйте")
    await town.delivered()
    town.playground.faults.lose_answers["sendMessage"] = 1
    await anna.says("Где мой полис?")
    lost = await town.olga.hears("Клиент", "Где мой полис?")
    await town.delivered()
    await town.olga.says("Он на почте", reply_to=lost["message_id"])
    await anna.hears("Поддержка", "Он на почте")


async def test_an_answer_of_which_nobody_knows_whether_it_arrived_can_be_answered(town: Town, anna: Person) -> None:
    await asks(anna, "Здравствуйте")
    card = await town.olga.hears("Вопрос № 1")
    await town.delivered()
    town.playground.faults.lose_answers["sendMessage"] = 1
    await town.olga.says("Назовите номер полиса", reply_to=card["message_id"])
    lost = await anna.hears("Поддержка", "Назовите номер полиса")
    await town.olga.hears("неизвестно, дошло ли")
    await to_email(anna)
    await anna.says("ХХХ0123456789", reply_to=lost["message_id"])
    await town.olga.hears("Клиент", "ХХХ0123456789")


async def test_only_the_bot_s_own_first_line_names_a_request(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await town.delivered()
    before = len(of_the_bot(anna))
    said = await town.petr.says("Заявка № 1")
    await town.olga.says("Это я посмотрю", reply_to=said["message_id"])
    await town.acknowledged()
    await town.delivered()
    assert len(of_the_bot(anna)) == before
