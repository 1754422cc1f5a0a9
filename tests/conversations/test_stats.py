"""/stats: text under one picture, the same by day as a table, and nothing for whoever may not see them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from account.admins.roles import Role
from account.broadcasts import records as broadcasts
from account.broadcasts.ports import Lane
from tests.conversations.admin_seeds import acts, answer
from tests.conversations.seeds import customer, step, works_of
from tests.conversations.walks import to_email_code, to_phone
from tests.town import Person, Town


async def named(town: Town, who: Person, role: Role) -> None:
    await who.says("/start")
    await who.hears("Е-ОСАГО")
    await town.delivered()
    async with works_of(town)() as work:
        await work.roles.put(who.id, role, 1, town.clock())


async def figures(person: Person) -> dict[str, Any]:
    await person.says("/stats")
    return await person.hears("Воронка за 30 дн.")


async def told(person: Person) -> str:
    """The words, wherever they stand: on a busy machine the picture is given up after a while."""
    seen = await figures(person)
    return str(seen.get("caption") or seen["text"])


async def table(town: Town, person: Person) -> list[list[str]]:
    await person.presses("Таблица по дням")
    await town.delivered()
    sent = next(message for message in reversed(person.screen()) if "document" in message)
    assert sent["document"]["file_name"].endswith(".csv")
    data = town.playground.state.files.find(sent["document"]["file_id"]).data
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
async def reader(town: Town) -> Person:
    person = town.newcomer("Читатель", phone="+79990000003")
    await named(town, person, Role.READER)
    return person


async def test_each_step_of_the_funnel_is_counted_on_its_day(
    town: Town, reader: Person, anna: Person, boris: Person
) -> None:
    await to_email_code(anna)  # contacts given, no account yet
    await customer(town, boris, profile=True, verified=True)
    await boris.says("/start")
    await town.acknowledged()
    seen = await told(reader)
    for words in (
        "Писали боту: 3, из них заблокировали его: 0",
        "Кабинетов: 1, с данными: 1, с подтверждённой личностью: 1, закрыто нами: 0",
        "Начали: 3",
        "Оставили контакты: 1 (33\u00a0%)",
        "Ввели коды: 1 (100\u00a0%)",
        "Подтвердили личность: 1",
        "Ждут ответа: 0, из них просрочено: 0",
    ):
        assert words in seen
    rows = await table(town, reader)
    assert rows[0] == ["day", "start", "contacts", "codes", "profile", "verified"]
    assert len(rows) == 1 + 30
    assert [int(each) for each in rows[-1][1:3]] == [3, 1]
    assert {value for row in rows[1:-1] for value in row[1:]} == {"0"}


async def test_the_picture_can_be_looked_at(town: Town, reader: Person) -> None:
    seen = await figures(reader)
    picture = Image.open(io.BytesIO(town.playground.state.files.find(seen["photo"][-1]["file_id"]).data))
    assert picture.width >= 1200
    assert len(picture.convert("L").getcolors() or []) > 3


async def test_whoever_has_been_silent_for_an_hour_has_stopped(town: Town, reader: Person, anna: Person) -> None:
    await to_phone(anna)
    assert "Где остановились" not in await told(reader)
    await town.later(hours=2)
    assert "Регистрация → Телефон: 1" in await told(reader)


async def test_at_which_code_they_have_stopped_can_be_told(town: Town, reader: Person, anna: Person) -> None:
    await to_email_code(anna)
    assert anna.sees("Шаг 6 из 7")
    await town.later(hours=2)
    assert "Регистрация, шаг 6: 1" in (await figures(reader))["caption"]


DRAFT = broadcasts.Draft(
    broadcasts.Content((broadcasts.Piece("text", "Добрый день"),)),
    broadcasts.Audience(broadcasts.Whom.EVERYONE),
    broadcasts.BroadcastKind.SERVICE,
)


async def test_a_broadcast_is_told_by_its_reach(town: Town, reader: Person) -> None:
    draft, at = DRAFT, town.clock()
    async with works_of(town)() as work:
        number = await work.broadcasts.add(draft, reader.id, reader.id, at)
        lane = Lane(number, 0, "holder")
        await work.broadcasts.begin_due(at)
        await work.broadcasts.take_lane(lane, at)
        reached = await work.broadcasts.claim(lane, 9, at)
        assert reached is not None
        sent = broadcasts.SendState.SENT
        await work.broadcasts.note(lane, [broadcasts.Sent(each.telegram_id, sent, (1,)) for each in reached], at)
        assert await work.broadcasts.finish(number, at)
    assert f"№\u00a0{number}: дошло 1 из 1 (100\u00a0%)" in await told(reader)
    async with works_of(town)() as work:
        removal = await work.broadcasts.add_run(number, broadcasts.Deed.DELETE, None, reader.id, reader.id, at)
        await work.broadcasts.begin_due(at)
        assert await work.broadcasts.finish(removal, at)
    assert f"№\u00a0{number}: дошло 1 из 1 (100\u00a0%), удалена у получателей" in await told(reader)


async def test_what_has_not_reached_all_says_how_it_stands(town: Town, reader: Person) -> None:
    at, later = town.clock(), town.clock() + timedelta(days=1)
    over = broadcasts.BroadcastState.STOPPED
    async with works_of(town)() as work:
        stopped = await work.broadcasts.add(DRAFT, reader.id, reader.id, at)
        await work.broadcasts.begin_due(at)
        assert await work.broadcasts.set_state(stopped, over, of=[broadcasts.BroadcastState.RUNNING], at=at)
        planned = await work.broadcasts.add(replace(DRAFT, starts_at=later), reader.id, reader.id, at)
    seen = await told(reader)
    assert f"№\u00a0{planned}: запланирована" in seen
    assert f"№\u00a0{stopped}: остановлена, дошло 0 из 1 (0\u00a0%)" in seen


async def test_to_others_it_is_an_unknown_command_and_its_button_none(town: Town, anna: Person) -> None:
    assert await answer(anna, "/stats") == await answer(anna, "/nosuchcommand")
    before = await acts(town)
    town.world.press(anna.resident, anna.screen()[-1]["message_id"], "g:csv", chat=anna.chat, forged=True)
    await town.delivered()
    assert not any("document" in message for message in anna.screen())
    assert await acts(town) == before


async def test_whoever_lost_the_role_meanwhile_gets_nothing(town: Town, reader: Person) -> None:
    await town.app.cabinet.statistics.ask(step(town, reader), "text")
    async with works_of(town)() as work:
        await work.roles.remove(reader.id)
    await town.delivered()
    assert not reader.sees("Воронка")


async def test_every_look_is_in_the_trail(town: Town, reader: Person) -> None:
    await figures(reader)
    assert (reader.id, "stats-viewed", "") in await acts(town)
