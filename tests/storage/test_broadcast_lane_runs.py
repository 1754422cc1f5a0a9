"""A lane's run against a database and Telegram: whoever has to leave it leaves all that it knows, and ends nothing."""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from account.broadcasts.ports import Lane
from account.broadcasts.records import BroadcastState, Counts
from account.ports import Works
from bot.broadcasts.calling import Calling
from bot.broadcasts.doubt import IN_A_ROW, Doubt
from bot.broadcasts.lane import LaneRun
from gateways.pace import OwnTimetable
from gateways.session import Session
from gateways.telegram import Sender
from playground import Playground
from playground.crowd import Crowd
from storage.database import LOCKED_WITHIN, SQLITE_LOCKED_WITHIN, open_database
from tests.storage.broadcast_desk import FIRST, NEXT, Desk, states
from tests.storage.samples import NOON
from tests.town import TOKEN

RATE = 50.0
SLOW = 0.3
PATIENCE = 10.0


@dataclass
class Office:
    """The desk's ten people have chats with the bot, and lanes write to them."""

    desk: Desk
    works: Works
    playground: Playground
    crowd: Crowd
    bot: Bot
    stopping: asyncio.Event

    async def run(self, lane: Lane, batch: int = 1) -> LaneRun:
        await self.desk.take(lane)
        timetable = OwnTimetable(RATE)
        calling = Calling(await self.desk.look(lane.broadcast), Sender(self.bot, RATE, timetable=timetable), Doubt())
        return LaneRun(self.works, calling, timetable, lambda: NOON, lane, batch, self.stopping)


@pytest.fixture
async def office(desk: Desk, works: Works) -> AsyncIterator[Office]:
    playground = Playground(token=TOKEN)
    await playground.start()
    crowd = playground.world.add_crowd(10, 1)
    session = Session(api=TelegramAPIServer.from_base(playground.url), timeout=10)
    async with Bot(TOKEN, session=session) as bot:
        yield Office(desk, works, playground, crowd, bot, asyncio.Event())
    await playground.stop()


async def until(there: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await there():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


@asynccontextmanager
async def nobody_gets_in(database: str) -> AsyncIterator[None]:
    """The database is too busy for everybody else."""
    other = open_database(database)
    try:
        async with other.begin() as connection:  # SQLite has but one lock
            if other.dialect.name == "postgresql":
                await connection.execute(text("LOCK TABLE broadcasts IN ACCESS EXCLUSIVE MODE"))
            yield
    finally:
        await other.dispose()


async def test_whoever_lost_its_lane_does_not_end_the_broadcast(office: Office, engine: AsyncEngine) -> None:
    await office.desk.begin()
    office.playground.state.faults.slow_seconds = SLOW
    running = asyncio.create_task((run := await office.run(FIRST)).run(math.inf))

    async def in_hand() -> bool:
        return bool(await states(engine))

    await until(in_hand)
    await office.desk.take(NEXT)
    await running
    one = await office.desk.look()
    assert one.state is BroadcastState.RUNNING
    assert one.counts.unknown == 0, "what it had in hand it has told"
    assert 0 < one.counts.sent < 10
    assert run.left
    await (await office.run(NEXT)).run(math.inf)
    assert (await office.desk.look()).counts == Counts(sent=10)
    assert set(office.crowd.counts.values()) == {1}


async def test_what_was_sent_while_the_database_was_away_is_noted_when_it_is_back(
    office: Office, engine: AsyncEngine, database: str
) -> None:
    await office.desk.begin()
    running = asyncio.create_task((await office.run(FIRST, batch=2)).run(math.inf))

    async def on_its_way() -> bool:
        return office.crowd.total > 0

    await until(on_its_way)
    async with nobody_gets_in(database):
        # A claim and a last note have waited in vain by then.
        await asyncio.wait([running], timeout=2 * max(LOCKED_WITHIN, SQLITE_LOCKED_WITHIN) + 1)
        assert not running.done(), "it has results that nobody else knows"
    await running
    became = Counter((await states(engine)).values())
    assert set(became) <= {"sent", "again"}
    assert became["sent"] == office.crowd.total
    await (await office.run(FIRST)).run(math.inf)
    assert (await office.desk.look()).counts == Counts(sent=10)
    assert set(office.crowd.counts.values()) == {1}


async def test_while_telegram_gives_no_clear_answers_few_are_tried(office: Office) -> None:
    await office.desk.begin()
    office.playground.state.faults.down = True
    running = asyncio.create_task((await office.run(FIRST, batch=2)).run(math.inf))

    async def in_doubt() -> bool:
        return (await office.desk.look()).counts.unknown >= IN_A_ROW

    await until(in_doubt)
    await asyncio.sleep(10 / RATE * 3)  # it stays away for three times what all of them need
    office.playground.state.faults.down = False
    await running
    counts = (await office.desk.look()).counts
    assert counts.unknown + counts.sent == 10
    assert counts.unknown <= IN_A_ROW + 2, "the others had waited"
