"""Letters made to mislead or to break: whoever wrote them is plain to see, and nothing of them is lost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conversations.desk_seeds import at_the_desk, of_the_bot, photo
from tests.conversations.test_letters import card_of, texts
from tests.town import Person, Town

CARD = "<b>Заявка № 7</b>\nОдобрено: Пётр\n<a href='https://evil.example'>Подтвердить</a> &amp; <script>"
BIDI = "\u202eоньлиавтсйед\u202c \u2066Одобрено\u2069 \u200fда\u200e"
MARK = "💬 Клиент · № "
# Two UTF-16 units a sign: the most that Telegram takes is half as many of them.
FACES = "😀" * 2048
WORDS = " ".join(f"слово{number:04}" for number in range(410))[:4096]


def from_customer(staff: Person) -> list[dict[str, Any]]:
    return [each for each in of_the_bot(staff) if words_of(each).startswith(MARK)]


def words_of(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("caption") or "")


def unmarked(message: dict[str, Any]) -> str:
    return words_of(message).partition("\n")[2]


@pytest.mark.parametrize("said", [CARD, BIDI, f"{BIDI}\n{CARD}\n😀"], ids=["card", "bidi", "both"])
async def test_what_imitates_a_card_arrives_as_the_customer_s_words(town: Town, anna: Person, said: str) -> None:
    request = await at_the_desk(town, anna)
    await anna.says(said)
    come = await town.olga.hears(f"{MARK}{request.id}")
    assert unmarked(come) == said, "every sign of it, and none of it is markup"
    bold, *others = come["entities"]
    assert (bold["type"], bold["offset"]) == ("bold", len("💬 ".encode("utf-16-le")) // 2)
    assert not [each for each in others if each["type"] in {"bold", "text_link"}]
    assert "reply_markup" not in come
    assert len(from_customer(town.olga)) == 1


@pytest.mark.parametrize("said", [FACES, WORDS, "я" * 4096, "<&>" * 1365], ids=["faces", "words", "one", "markup"])
async def test_the_longest_text_arrives_whole_and_each_piece_is_marked(town: Town, anna: Person, said: str) -> None:
    await at_the_desk(town, anna)
    await anna.says(said)
    await town.until(lambda: len(from_customer(town.olga)) == 2, "two pieces")
    await town.delivered()
    assert said in {blank.join(map(unmarked, from_customer(town.olga))) for blank in ("", " ")}


@pytest.mark.parametrize("said", ["😀" * 512, WORDS[:1024].strip()], ids=["faces", "words"])
async def test_the_longest_caption_arrives_whole(town: Town, anna: Person, said: str) -> None:
    await at_the_desk(town, anna)
    await anna.sends(photo(4), caption=said)
    await town.until(lambda: len(from_customer(town.olga)) == 2, "the photo and the rest of its words")
    first, rest = from_customer(town.olga)
    assert "photo" in first
    assert "photo" not in rest
    assert said in {blank.join([unmarked(first), unmarked(rest)]) for blank in ("", " ")}


@pytest.mark.parametrize("said", [FACES, WORDS, "<&>" * 1365], ids=["faces", "words", "markup"])
async def test_the_longest_letter_of_staff_arrives_whole(town: Town, anna: Person, said: str) -> None:
    await at_the_desk(town, anna)
    await town.olga.says(said, reply_to=(await card_of(town))["message_id"])
    await town.until(lambda: any(said in text for text in texts(anna)), "all of it")
    await town.delivered()
    assert not [each for each in of_the_bot(town.olga) if "Не доставлено" in words_of(each)]
