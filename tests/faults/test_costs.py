"""What steps cost: round trips to Redis, statements to SQL, calls to Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.conversations.desk_seeds import at_the_desk
from tests.conversations.seeds import works_of
from tests.conversations.test_support import asks
from tests.faults.books import Books, copy_of
from tests.faults.fuse import Fuse
from tests.faults.street import free_port
from tests.servers import Valkey
from tests.town import Person, Town

# What this test itself asks.
OURS = {"config|resetstat", "client|setinfo"}
WORKERS = ("Courier", "ImportWorker", "BroadcastWorker")
# What the scripts themselves do inside Redis: no trip over the network.
WITHIN_SCRIPTS = {"type", "time", "hmget", "hset", "hexists", "pexpire"}


class Meter:
    """Counts between ``start`` and ``read``."""

    def __init__(self, town: Town, redis: Valkey, wire: Fuse) -> None:
        self._town = town
        self._redis = redis
        self._wire = wire
        self._statements = 0
        self._test = asyncio.current_task()
        event.listen(town.app.engine.sync_engine, "before_cursor_execute", self._count)

    def _count(self, *_: Any) -> None:
        task = asyncio.current_task()
        of_a_worker = task is not None and any(each in repr(task.get_coro()) for each in WORKERS)
        # Workers look for parcels and imports all the time, step or no step; and the test for what is left of them.
        self._statements += not of_a_worker and task is not self._test

    async def start(self) -> None:
        await self._redis.run("CONFIG", "RESETSTAT")
        self._passed, self._statements = self._wire.passed, 0
        self._calls = len(self._town.playground.calls)

    async def read(self) -> tuple[dict[str, int], int, int, list[str]]:
        """Redis commands, messages on the wire to Redis, SQL statements, calls to Telegram by how they came."""
        passed = self._wire.passed - self._passed
        stats = await self._redis.run("INFO", "commandstats")
        commands = {name.removeprefix("cmdstat_"): int(each["calls"]) for name, each in stats.items()}
        trips = {name: calls for name, calls in commands.items() if name not in WITHIN_SCRIPTS | OURS}
        calls = list(self._town.playground.calls)[self._calls :]
        made = [f"{call.method} {call.via}" for call in calls if call.method != "getUpdates"]
        return trips, passed, self._statements, made


@pytest.fixture(params=["polling", "webhook"])
async def street(
    request: pytest.FixtureRequest, redis: Valkey, migrated: Path, tmp_path: Path
) -> AsyncIterator[tuple[Town, Fuse]]:
    copy_of(migrated, tmp_path)
    async with Fuse(lambda: asyncio.open_unix_connection(redis.directory / "redis.sock")) as wire:
        port = free_port() if request.param == "webhook" else None
        town = Town(tmp_path, f"redis://127.0.0.1:{wire.port}", webhook_port=port)
        await town.start()
        yield town, wire
        await town.stop()


async def test_a_plain_text_step_costs_two_round_trips_and_no_sql(
    street: tuple[Town, Fuse], redis: Valkey, tmp_path: Path
) -> None:
    town, wire = street
    anna = town.newcomer("Анна")
    await Books(f"sqlite:///{tmp_path / 'bot.sqlite3'}").sign_in([anna.id])
    await anna.says("/profile")
    await anna.hears("Напишите фамилию")
    meter = Meter(town, redis, wire)
    await first_step(town, anna)  # the scripts' first journey is dearer
    await meter.start()
    await anna.says("7 марта 1985")
    await anna.hears("как указано в документе")
    await town.acknowledged()
    trips, passed, statements, made = await meter.read()
    assert trips == {"evalsha": 2}
    assert passed == 2
    assert statements == 0
    assert made == [f"sendMessage {'http' if town.webhook_port is None else 'webhook'}"]


async def test_whoever_is_banned_costs_one_call_and_nothing_else(street: tuple[Town, Fuse], redis: Valkey) -> None:
    town, wire = street
    boris = town.newcomer("Борис")
    await boris.says("/start")
    await boris.hears("Е-ОСАГО")
    await town.acknowledged()
    async with works_of(town)() as work:
        await work.bans.put(boris.id, town.clock())
    await town.app.cabinet.shut_out.refresh()
    meter = Meter(town, redis, wire)
    await meter.start()
    await boris.says("/register")
    await boris.hears("Доступ закрыт")
    await town.acknowledged()
    assert await meter.read() == ({}, 0, 0, ["sendMessage http"])


async def first_step(town: Town, anna: Person) -> None:
    await anna.says("Смирнова Анна Петровна")
    await anna.hears("Напишите день")
    await town.acknowledged()


async def at_a_letter(town: Town, anna: Person) -> dict[str, Any]:
    """A request at the desk, a first letter each way, and nothing on its way any more; the letter to the desk."""
    await at_the_desk(town, anna)
    await anna.says("Есть вопрос")
    come = await town.olga.hears("Клиент", "Есть вопрос")
    await town.olga.says("Слушаем вас", reply_to=come["message_id"])
    await anna.hears("Слушаем вас")
    await town.delivered()
    return come


async def test_the_group_s_own_talk_costs_no_sql_and_no_call(street: tuple[Town, Fuse], redis: Valkey) -> None:
    town, wire = street
    meter = Meter(town, redis, wire)
    await town.olga.says("Доброе утро")
    await town.acknowledged()
    await meter.start()
    await town.olga.says("Кто сегодня до шести?")
    await town.acknowledged()
    trips, passed, statements, made = await meter.read()
    assert trips == {"evalsha": 2}
    assert passed == 2
    assert statements == 0
    assert made == []


async def test_letters_and_presses_cost_two_round_trips_a_place_and_one_call_each(
    street: tuple[Town, Fuse], redis: Valkey
) -> None:
    town, wire = street
    anna = town.newcomer("Анна", "+79161234567")
    come = await at_a_letter(town, anna)
    meter = Meter(town, redis, wire)

    async def costs(sql: int, places: int, *calls: str) -> None:
        """The courier asks for its places in everybody's timetable, a trip each."""
        await town.delivered()
        trips, passed, statements, made = await meter.read()
        assert trips == {"evalsha": 2 + places}
        assert passed == 2 + places
        assert statements == sql
        assert sorted(each.partition(" ")[0] for each in made) == sorted(calls)
        await meter.start()

    await meter.start()
    await town.olga.says("Ещё раз добрый день", reply_to=come["message_id"])
    await anna.hears("Ещё раз добрый день")
    await costs(14, 1, "sendMessage", "setMessageReaction")
    await anna.says("И вам добрый день")
    await town.olga.hears("И вам добрый день")
    await costs(16, 1, "sendMessage", *["setMessageReaction"] * 2)
    await town.olga.presses("Взять в работу")
    await town.olga.hears("В работе: Ольга")
    await costs(17, 0, "answerCallbackQuery", "editMessageText")


async def test_an_open_question_does_not_make_a_conversation_s_steps_dearer(
    street: tuple[Town, Fuse], redis: Valkey, tmp_path: Path
) -> None:
    town, wire = street
    anna = town.newcomer("Анна")
    await Books(f"sqlite:///{tmp_path / 'bot.sqlite3'}").sign_in([anna.id])
    await anna.says("/profile")
    await anna.hears("Напишите фамилию")
    await asks(anna, "А зачем вам фамилия?")
    await anna.presses("Готово")
    await anna.hears("Напишите фамилию")
    await first_step(town, anna)
    await town.delivered()
    meter = Meter(town, redis, wire)
    await meter.start()
    await anna.says("7 марта 1985")
    await anna.hears("как указано в документе")
    await town.acknowledged()
    trips, passed, statements, _ = await meter.read()
    assert (trips, passed, statements) == ({"evalsha": 2}, 2, 0)
