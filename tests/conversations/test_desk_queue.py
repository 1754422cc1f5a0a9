"""/queue in the support group: what waits, by deadline, with the time left; pages turn in place."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from account.contacts import Email, Phone
from account.desk.queue import QueuePage, QueueRow
from account.passwords import PasswordHash
from account.requests import RequestFile, RequestKind, Slot, Staff
from handlers.desk.queue import queue_text
from handlers.durations import time_left
from handlers.words import Words
from tests.conversations.desk_seeds import of_the_bot, stored
from tests.conversations.seeds import PROFILE, works_of
from tests.house.worded import TEXTS
from tests.town import Person, Town

NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)


async def queued(town: Town, many: int, **until: float) -> list[int]:
    """Open requests without cards, the nearest deadline last."""
    files = [RequestFile(slot, stored(town, slot, "photo")) for slot in Slot]
    made = []
    for number in range(many):
        contacts = Email(f"queued{number}@example.com"), Phone(f"+7916{3_000_000 + number}")
        answer_by = town.clock() + timedelta(**until) - timedelta(minutes=number)
        async with works_of(town)() as work:
            account = await work.accounts.add(*contacts, PasswordHash("$argon2id$x"), [], town.clock())
            assert account is not None
            await work.accounts.set_profile(account.id, PROFILE, town.clock())
            request = await work.requests.add(account.id, 5000 + number, files, town.clock(), answer_by)
        assert request is not None
        made.append(request.id)
    return made


def listed(message: dict[str, Any]) -> list[int]:
    return [int(number) for number in re.findall(r"^№ (\d+) ·", message["text"], re.MULTILINE)]


async def test_help_and_unknown_commands_to_the_bot_are_answered_with_the_desk_s_own(town: Town) -> None:
    for command in ("/help", "/start", "/requests@playground_bot"):
        await town.olga.says(command)
        await town.olga.hears("/queue — ", "/request 12", "/desk — ", "/delete — ")


async def test_the_queue_is_paged_by_deadline_in_one_message(town: Town) -> None:
    await town.olga.says("/queue")
    await town.olga.hears("Очередь пуста")
    made = (await queued(town, 23, hours=20, minutes=30))[::-1]
    async with works_of(town)() as work:
        assert await work.requests.take(made[0], Staff(town.olga.id, "Ольга"))
    await town.olga.says("/queue")
    first = await town.olga.hears("Ждут ответа: 23 · страница 1 из 3", "Смирнова А. · осталось 20 ч · Ольга")
    assert listed(first) == made[:10]
    assert "осталось 20 ч · никто не взял" in first["text"]
    assert "Петровна" not in first["text"]
    assert town.olga.buttons() == [*(f"№ {number}" for number in made[:10]), "›"]
    before = len(of_the_bot(town.olga))
    await town.petr.presses("›")
    second = await town.petr.hears("страница 2 из 3")
    assert (second["message_id"], listed(second)) == (first["message_id"], made[10:20])
    assert town.olga.buttons()[-2:] == ["‹", "›"]
    await town.petr.presses("›")
    third = await town.petr.hears("страница 3 из 3")
    assert (listed(third), town.olga.buttons()[-1]) == (made[20:], "‹")
    await town.petr.presses("‹")
    assert listed(await town.petr.hears("страница 2 из 3")) == made[10:20]
    assert len(of_the_bot(town.olga)) == before


async def test_a_page_that_is_no_more_gives_way_to_the_last(town: Town) -> None:
    made = await queued(town, 11, hours=3)
    await town.olga.says("/queue")
    message = await town.olga.hears("страница 1 из 2")
    async with works_of(town)() as work:
        assert await work.requests.withdraw(made[0], town.clock())
    await town.olga.presses("›")
    assert listed(await town.olga.hears("страница 1 из 1")) == made[:0:-1]
    for forged in ("d:queue:", "d:queue:x", "d:queue:-1", "d:queue:99999999999999999999", "d:queue:1"):
        town.world.press(town.olga_resident, message["message_id"], forged, chat=town.group.id, forged=True)
    await town.until(lambda: len(town.world.toasts) == 6, "every press is answered")
    await town.olga.says("/queue")
    await town.olga.hears("страница 1 из 1")


async def test_the_queue_is_for_the_group_and_its_topics(town: Town, anna: Person) -> None:
    await anna.says("/queue")
    heard = await anna.hears("")
    assert "Ждут ответа" not in heard["text"]
    await town.olga.says("/queue@another_bot")
    await town.olga.says("очередь")
    await town.acknowledged()
    assert of_the_bot(town.olga) == []


def test_questions_and_people_without_a_name_have_a_line() -> None:
    words, soon = Words(TEXTS, "ru"), NOON + timedelta(minutes=45)
    rows = [
        QueueRow(1, RequestKind.QUESTION, None, soon, None),
        QueueRow(2, RequestKind.QUESTION, PROFILE.name, soon, Staff(1, "<i>\u202eОля\n" + "я" * 80)),
        QueueRow(3, RequestKind.VERIFICATION, None, NOON - timedelta(hours=3), None),
    ]
    text = queue_text(words, QueuePage(rows, 1, 3), NOON)
    assert text.split("\n")[2:] == [
        "№ 1 · вопрос · осталось 40 мин · никто не взял",
        f"№ 2 · Смирнова А., вопрос · осталось 40 мин · &lt;i&gt;Оля {'я' * 52}…",
        "№ 3 · — · просрочено на 3 ч · никто не взял",
    ]


@pytest.mark.parametrize(
    ("minutes", "ru", "en"),
    [
        (24 * 60 - 1, "осталось 23 ч", "23 h left"),
        (2 * 60, "осталось 2 ч", "2 h left"),
        (119, "осталось 1 ч 50 мин", "1 h 50 min left"),
        (60, "осталось 1 ч", "1 h left"),
        (59, "осталось 50 мин", "50 min left"),
        (9, "осталось меньше 10 мин", "less than 10 min left"),
        (0, "только что просрочено", "just overdue"),
        (-10, "просрочено на 10 мин", "10 min overdue"),
        (-119, "просрочено на 1 ч 50 мин", "1 h 50 min overdue"),
        (-180, "просрочено на 3 ч", "3 h overdue"),
        (50 * 60, "осталось 2 дн. 2 ч", "2 d 2 h left"),
        (-48 * 60, "просрочено на 2 дн. 0 ч", "2 d 0 h overdue"),
    ],
)
def test_the_time_left_is_told_as_people_count_it(minutes: int, ru: str, en: str) -> None:
    until = NOON + timedelta(minutes=minutes)
    assert time_left(Words(TEXTS, "ru"), until, NOON) == ru
    assert time_left(Words(TEXTS, "en"), until, NOON) == en
