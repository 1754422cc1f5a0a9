"""Staff and customer write to each other: in both directions, in order, whole, and taken back where need be."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conversations.desk_seeds import at_the_desk, of_kind, of_the_bot, photo
from tests.conversations.seeds import customer
from tests.town import Person, Town


async def card_of(town: Town) -> dict[str, Any]:
    return dict(next(each for each in of_kind(town.olga, "text") if "Смирнова" in each["text"]))


def texts(person: Person) -> list[str]:
    return [each.get("text") or each.get("caption") or "" for each in of_the_bot(person)]


async def test_a_reply_goes_to_the_customer_and_the_answer_comes_back_as_a_reply(town: Town, anna: Person) -> None:
    request = await at_the_desk(town, anna)
    card = await card_of(town)
    written = await town.olga.says("Пришлите, пожалуйста, разворот с пропиской.", reply_to=card["message_id"])
    heard = await anna.hears("Поддержка", "разворот с пропиской")
    assert "Ольга" not in heard["text"], "staff are not named"
    await town.until(lambda: town.group.reactions.get(written["message_id"]) == ["👌"], "the sign that it arrived")
    await anna.says("Вот <он> & всё", reply_to=heard["message_id"])
    come = await town.olga.hears("Клиент", f"№ {request.id}", "Вот <он> & всё")
    assert come["reply_to_message"]["message_id"] == written["message_id"]
    assert come["has_protected_content"]
    await town.olga.says("Спасибо!", reply_to=come["message_id"])
    thanks = await anna.hears("Поддержка", "Спасибо!")
    assert thanks["reply_to_message"]["text"] == "Вот <он> & всё"


async def test_formatting_goes_along_and_notes_stay_inside(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    await town.olga.says(
        "//проверить по базе\nСмотрим https://example.org сейчас\n // ещё заметка", reply_to=card["message_id"]
    )
    heard = await anna.hears("Смотрим")
    assert heard["text"] == "💬 Поддержка\nСмотрим https://example.org сейчас"
    link = next(each for each in heard["entities"] if each["type"] == "url")
    units = heard["text"].encode("utf-16-le")[2 * link["offset"] :]
    assert units.decode("utf-16-le").startswith("https://example.org")
    before = len(of_the_bot(anna))
    await town.petr.says("// только для своих", reply_to=card["message_id"])
    await town.olga.says("просто разговор без ответа")
    await town.delivered()
    assert len(of_the_bot(anna)) == before


async def test_photos_files_and_albums_go_both_ways(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    town.world.send_files(
        town.olga_resident, [photo(1), photo(2)], chat=town.group.id, caption="Образцы", reply_to=card["message_id"]
    )
    await anna.hears("Поддержка", "Образцы")
    got = [each for each in of_the_bot(anna) if "photo" in each]
    assert len({each["media_group_id"] for each in got}) == 1
    assert len(got) == 2
    await anna.sends(("справка.pdf", b"%PDF-1.4 x", "application/pdf"), kind="document", caption="вот справка")
    await town.olga.hears("Клиент", "вот справка")
    await anna.sends(photo(3), photo(4), photo(5))
    await town.until(
        lambda: len(of_kind(town.olga, "photo")) == 3 + 3, "three photos of the request, three of the letter"
    )
    album = of_kind(town.olga, "photo")[-3:]
    assert len({each["media_group_id"] for each in album}) == 1
    assert all(each["has_protected_content"] for each in album)


async def test_letters_keep_their_order(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    for number in range(6):
        await town.olga.says(f"письмо {number}", reply_to=card["message_id"])
    await anna.hears("письмо 5")
    assert [text[-1] for text in texts(anna) if "письмо" in text] == list("012345")
    for number in range(6):
        await anna.says(f"ответ номер {number}")
    await town.olga.hears("ответ номер 5")
    assert [text[-1] for text in texts(town.olga) if "ответ номер" in text] == list("012345")


async def test_an_edit_reaches_the_other_side(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    written = await town.olga.says("Пришлите стр. 5", reply_to=card["message_id"])
    await anna.hears("Пришлите стр. 5")
    await town.olga.edits(written, "Пришлите стр. 6")
    await anna.hears("Пришлите стр. 6")
    assert not anna.sees("стр. 5")
    answer = await anna.says("Высылю вечером")
    await town.olga.hears("Высылю вечером")
    await anna.edits(answer, "Вышлю вечером")
    await town.olga.hears("Вышлю вечером", "изменено")
    assert not town.olga.sees("Высылю")


async def test_a_caption_that_is_edited_changes_with_its_photo(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    (sent,) = town.world.send_files(
        town.olga_resident, [photo(1)], chat=town.group.id, caption="Оброзец", reply_to=card["message_id"]
    )
    await anna.hears("Оброзец")
    await town.olga.edits(sent, "Образец")
    await anna.hears("Поддержка", "Образец")


async def test_a_letter_is_taken_back(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    written = await town.olga.says("Это не вам", reply_to=card["message_id"])
    await anna.hears("Это не вам")
    await town.olga.says("/delete", reply_to=written["message_id"])
    await town.until(lambda: not anna.sees("Это не вам"), "it is gone")
    await town.until(lambda: not town.olga.sees("Это не вам"), "from the group, too")
    await town.olga.says("/delete", reply_to=card["message_id"])
    await town.olga.hears("клиенту не отправлялось")
    await town.olga.says("/delete")
    await town.olga.hears("ответьте на него командой")


async def test_what_cannot_be_delivered_is_told_where_it_was_written(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    town.world.block(anna.resident)
    written = await town.olga.says("Вы здесь?", reply_to=card["message_id"])
    word = await town.olga.hears("Не доставлено: клиент заблокировал бота")
    assert word["reply_to_message"]["message_id"] == written["message_id"]
    town.world.unblock(anna.resident)
    town.playground.faults.lose_answers["sendMessage"] = 1
    again = await town.petr.says("А теперь?", reply_to=card["message_id"])
    await anna.hears("А теперь?")
    word = await town.petr.hears("неизвестно, дошло ли")
    assert word["reply_to_message"]["message_id"] == again["message_id"]
    await town.delivered()
    assert sum("А теперь?" in text for text in texts(anna)) == 1, "nothing repeats it by itself"


async def test_without_an_open_request_nothing_reaches_the_desk(town: Town, anna: Person) -> None:
    await customer(town, anna, profile=True)
    await anna.says("Здравствуйте, у меня вопрос")
    await anna.hears("Не понял вас")
    await at_the_desk(town, await stranger(town))
    await town.delivered()
    assert not town.olga.sees("у меня вопрос")


async def stranger(town: Town) -> Person:
    return town.newcomer("Вера", phone="+79265550101")


async def test_the_desk_asks_nobody_to_repeat_what_is_decided(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    await anna.sends(photo(7), caption="страница")
    await town.olga.hears("Клиент", "страница")
    await town.olga.says("Видим, спасибо", reply_to=card["message_id"])
    heard = await anna.hears("Видим, спасибо")
    await town.olga.presses("Одобрить")
    await anna.hears("Ваша личность подтверждена")
    await town.until(lambda: not of_kind(town.olga, "photo"), "the customer's photo has left with the files")
    await anna.says("а это уже никому")
    await anna.hears("Не понял вас")
    await anna.says("ответ на письмо", reply_to=heard["message_id"])
    await town.olga.hears("Клиент", "ответ на письмо")


async def test_a_password_is_not_passed_on(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    await anna.says("снегопад47")
    await anna.hears("Похоже на пароль")
    await anna.says("обычные слова")
    await town.olga.hears("обычные слова")
    assert not town.olga.sees("снегопад47")


async def test_a_letter_longer_than_a_message_comes_in_pieces(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    long = " ".join(f"слово{number:04}" for number in range(409))
    assert len(long) <= 4096
    await anna.says(long)
    await town.olga.hears("слово0408")
    pieces = [text.split("\n", 1)[1] for text in texts(town.olga) if "слово" in text]
    assert len(pieces) == 2
    assert " ".join(pieces) == long


async def test_updates_that_come_twice_are_one_letter(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    town.playground.faults.deliver_twice = True
    await town.olga.says("один раз", reply_to=card["message_id"])
    await anna.hears("один раз")
    await anna.says("и обратно один")
    await town.olga.hears("и обратно один")
    await town.delivered()
    assert sum("один раз" in text for text in texts(anna)) == 1
    assert sum("и обратно один" in text for text in texts(town.olga)) == 1


@pytest.mark.town(topics=True)
async def test_in_a_topic_what_answers_nobody_is_for_the_customer(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    (topic,) = town.world.topics(town.group)
    thread = topic.message_thread_id
    said = await town.olga.says("Добрый день!", thread=thread)
    await anna.hears("Поддержка", "Добрый день!")
    await anna.says("И вам добрый")
    come = await town.olga.hears("Клиент", "И вам добрый")
    assert come["message_thread_id"] == thread
    talk = await town.petr.says("//Оля, ты смотришь?", thread=thread)
    await town.olga.says("Да, смотрю", thread=thread, reply_to=talk["message_id"])
    await town.petr.says("Дополню", thread=thread, reply_to=said["message_id"])
    await anna.hears("Поддержка", "Дополню")
    await town.olga.says("в общей теме ни о чём")
    await town.olga.says("/nosuchcommand", thread=thread)
    await town.delivered()
    assert not any(word in text for text in texts(anna) for word in ("смотришь", "смотрю", "ни о чём", "nosuch"))


@pytest.mark.town(topics=True)
async def test_a_deleted_topic_is_made_again(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    (first,) = town.world.topics(town.group)
    town.world.delete_topic(town.group, first.message_thread_id)
    await anna.says("Вы меня слышите?")
    await town.until(lambda: town.world.topics(town.group), "another topic")
    (second,) = town.world.topics(town.group)
    come = await town.olga.hears("Клиент", "Вы меня слышите?")
    assert come["message_thread_id"] == second.message_thread_id != first.message_thread_id
    await town.olga.hears("Смирнова Анна Петровна")
    await town.until(lambda: len(of_kind(town.olga, "photo")) == 3, "the files, too")
    await town.olga.presses("Взять в работу")
    await town.olga.hears("В работе: Ольга")


async def test_a_card_that_somebody_deleted_is_made_again(town: Town, anna: Person) -> None:
    await at_the_desk(town, anna)
    card = await card_of(town)
    town.world.delete(town.olga_resident, card["message_id"], chat=town.group.id)
    await town.app.cabinet.desk.request(1)
    town.world.press(town.olga_resident, card["message_id"], "r:1:take", chat=town.group.id, forged=True)
    await town.olga.hears("Смирнова Анна Петровна", "В работе: Ольга")
    assert len(of_kind(town.olga, "photo")) == 3
