"""What staff and customers write to each other is in no log and no file, whatever fails on the way."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from account.requests import Request
from storage.tables import outbox
from tests.conversations.desk_seeds import at_the_desk, photo, request_of
from tests.conversations.test_support import asks
from tests.house.canary_town import assert_only_control, let_control_out, log, not_now, valkey
from tests.servers import Valkey
from tests.town import Person, Town

__all__ = ["log", "valkey"]
NAMES = ("to customer", "changed", "to desk", "changed back", "caption", "note", "posted", "blocked", "unclear")
NAMES += ("refused", "without a table", "without Telegram", "held", "taken back", "reason", "remark", "staff name")
BIRDS = ("Зяблик", "Чечётка", "Снегирь", "Клёст", "Овсянка", "Щегол", "Пеночка", "Иволга", "Жаворонок", "Кукушка")
BIRDS += ("Перепел", "Сорокопут", "Мухоловка", "Поползень", "Трясогузка", "Горихвостка", "Крапивница")
SAID = {name: f"Канарейка {bird} поёт" for name, bird in zip(NAMES, BIRDS, strict=True)}


@pytest.fixture
async def town(
    valkey: Valkey, migrated: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, log: io.StringIO
) -> AsyncIterator[Town]:
    del log  # configured before the bot starts
    shutil.copy(migrated, tmp_path / "bot.sqlite3")
    replies = tmp_path_factory.mktemp("replies") / "replies.toml"
    customer = f'{{ ru = "{SAID["posted"]}", en = "{SAID["posted"]}" }}'
    replies.write_text(f'[bird]\norder = 1\nlabel = "Птичка"\ncustomer = {customer}\n')
    one = Town(tmp_path, valkey.url, replies_file=replies)
    await one.start()
    yield one
    await one.stop()


@pytest.fixture
async def eve(town: Town) -> Person:
    """A colleague whose name nobody has to know."""
    resident = town.world.add_person(SAID["staff name"], role="staff", language_code="ru")
    town.world.join(town.group, resident)
    return Person(town, resident, chat=town.group.id)


async def test_nothing_written_at_the_desk_gets_out(
    town: Town, anna: Person, boris: Person, eve: Person, valkey: Valkey, log: io.StringIO
) -> None:
    request = await at_the_desk(town, anna)
    await eve.presses("Взять в работу")
    await eve.hears("В работе", SAID["staff name"])
    await write_both_ways(town, anna, eve, request)
    await start_with_the_group_s_whole_pace(town)
    await fail_in_every_way(town, boris, eve, log)
    await start_with_the_group_s_whole_pace(town)
    await hide_behind_the_group(town, anna, eve, request)
    await reject_in_own_words(town, anna, eve, request)
    await town.delivered()

    await let_control_out(town, valkey)
    assert_only_control(SAID, log, town, valkey)
    assert {"step.not-now", "parcel.not-delivered"} <= set(re.findall(r"[a-z]+\.[a-z-]+", log.getvalue()))
    await town.restart_bot()
    await look_at_everything(eve, request)
    await town.delivered()
    assert_only_control(SAID, log, town, valkey)


async def card_of(town: Town, request: Request) -> int:
    card = (await request_of(town, request.id)).card.message
    assert card is not None
    return card


async def start_with_the_group_s_whole_pace(town: Town) -> None:
    """So much is said here that the rest would wait, one in 7.5 seconds: a bot that starts has all of it again."""
    await town.acknowledged()
    await town.restart_bot()
    town.clock.move(minutes=2)  # what was put off for the pace is due
    await settled(town)


async def settled(town: Town) -> None:
    """Until nothing waits for its turn."""

    async def nothing_waits() -> bool:
        soon = select(outbox.c.id).where(
            outbox.c.state.in_(["waiting", "sending"]), outbox.c.next_at < town.clock() + timedelta(minutes=2)
        )
        async with town.app.engine.begin() as connection:
            return not (await connection.execute(soon)).all()

    await town._until_true(nothing_waits, "an outbox in which nothing waits for its turn")


async def write_both_ways(town: Town, anna: Person, eve: Person, request: Request) -> None:
    card = await card_of(town, request)
    written = await eve.says(f"{SAID['to customer']}\n//{SAID['note']}", reply_to=card)
    await anna.hears(SAID["to customer"])
    await eve.edits(written, SAID["changed"])
    heard = await anna.hears(SAID["changed"])
    answer = await anna.says(SAID["to desk"], reply_to=heard["message_id"])
    await eve.hears(SAID["to desk"])
    await anna.edits(answer, SAID["changed back"])
    await eve.hears(SAID["changed back"])
    await anna.sends(photo(5), caption=SAID["caption"])
    await eve.hears(SAID["caption"])
    await eve.presses("Готовый ответ")
    await eve.presses("Птичка")
    await eve.toast(SAID["posted"])
    await eve.presses("Отправить клиенту")
    await anna.hears(SAID["posted"])
    gone = await eve.says(SAID["taken back"], reply_to=card)
    await anna.hears(SAID["taken back"])
    await eve.says("/delete", reply_to=gone["message_id"])
    await town.until(lambda: not anna.sees(SAID["taken back"]), "it is gone")


async def fail_in_every_way(town: Town, boris: Person, eve: Person, log: io.StringIO) -> None:
    await asks(boris, "вопрос")
    card, faults = (await eve.hears("Вопрос №"))["message_id"], town.playground.faults
    town.world.block(boris.resident)
    await eve.says(SAID["blocked"], reply_to=card)
    await eve.hears("Не доставлено: клиент заблокировал бота")
    town.world.unblock(boris.resident)
    await settled(town)  # the answer to that word must not be the one that is lost
    faults.lose_answers["sendMessage"] = 1
    await eve.says(SAID["unclear"], reply_to=card)
    await eve.hears("неизвестно, дошло ли")
    faults.refuse["sendMessage"] = (400, f'Bad Request: can\'t parse entities: "{SAID["refused"]}"')
    await eve.says(SAID["refused"], reply_to=card)
    await town._until_true(lambda: "can't parse entities" in log.getvalue(), "a refusal that is noted")
    faults.refuse.clear()
    async with town.app.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE letters RENAME TO hidden"))
    await eve.says(SAID["without a table"], reply_to=card)
    await not_now(town, log)
    async with town.app.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE hidden RENAME TO letters"))
    await boris.hears(SAID["without a table"])
    await start_with_the_group_s_whole_pace(town)
    faults.down = True
    await boris.says(SAID["without Telegram"])
    await not_now(town, log)
    calls, words = town.playground.calls, SAID["without Telegram"]
    await town._until_true(lambda: any(words in str(call.params) for call in calls), "the letter on its way")
    faults.down = False
    await boris.hears("могло не дойти до поддержки")


async def hide_behind_the_group(town: Town, anna: Person, eve: Person, request: Request) -> None:
    town.world.promote(town.group, eve.resident, anonymous=True)
    await eve.says(SAID["held"], reply_to=await card_of(town, request))
    await eve.hears("Вы пишете от имени группы")
    town.world.promote(town.group, eve.resident, "member")
    assert not anna.sees(SAID["held"])


async def reject_in_own_words(town: Town, anna: Person, eve: Person, request: Request) -> None:
    town.world.press(
        eve.resident, await card_of(town, request), f"r:{request.id}:own:scan", chat=town.group.id, forged=True
    )
    question = await eve.hears("Напишите причину")
    await eve.says(f"{SAID['reason']}\n//{SAID['remark']}", reply_to=question["message_id"])
    await anna.hears("одобрить её пока не удалось", SAID["reason"])
    await eve.hears("Отклонено", SAID["staff name"], SAID["remark"])


async def look_at_everything(eve: Person, request: Request) -> None:
    await eve.says(f"/request {request.id}")
    await eve.hears("История", SAID["staff name"])
    await eve.says("/queue")
    await eve.hears("Ждут ответа", "вопрос")
    await eve.says("/desk")
    await eve.hears("Ждут ответа: 1, из них", SAID["staff name"])
