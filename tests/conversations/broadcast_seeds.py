"""A broadcast that an admin has made, a crowd that gets it, and what has become of both."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from account.broadcasts.records import (
    Audience,
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Content,
    Draft,
    Link,
    Piece,
    Whom,
)
from bot.broadcasts.telling import EVERY
from storage.tables import people
from tests.conversations.broadcast_walks import made
from tests.conversations.seeds import step, works_of
from tests.town import Person, Town

FIRST = 5_000_000_001
TEXT = Content((Piece("text", "Скоро продление полисов"),), Link("Подробнее", "https://example.ru/osago"))


async def crowd(town: Town, number: int, **parts: Any) -> range:
    """So many people who have talked to the bot; ``parts``: who of them has blocked it, for instance."""
    town.world.add_crowd(number, FIRST, **parts)
    rows = [{"telegram_id": FIRST + each, "language": "ru", "first_seen_at": town.clock()} for each in range(number)]
    async with town.app.engine.begin() as connection:
        await connection.execute(insert(people), rows)
    return range(FIRST, FIRST + number)


async def makes(admin: Person, content: Content = TEXT, **more: Any) -> int:
    """Make a broadcast for everybody, past the conversation that composes it."""
    town, everybody = admin.town, Audience(Whom.EVERYONE)
    async with works_of(town)() as work:
        reached = await work.broadcasts.count(everybody, BroadcastKind.SERVICE)
    draft = Draft(content, everybody, BroadcastKind.SERVICE, **more)
    number = await town.app.cabinet.composing.create(step(town, admin), draft, reached, uuid4().hex)
    admin._mark()
    town.app.wake()
    return number


async def broadcast(town: Town, number: int) -> Broadcast:
    async with works_of(town)() as work:
        found = await work.broadcasts.by_id(number)
    assert found is not None
    return found


async def comes_to(town: Town, number: int, state: BroadcastState, within: float = 30.0) -> Broadcast:
    """Until it is so, and drawn next: at the pace of these towns a crowd takes its time."""
    deadline = asyncio.get_running_loop().time() + within
    while (found := await broadcast(town, number)).state is not state:
        assert asyncio.get_running_loop().time() < deadline, f"{found.state} with {found.counts} of {found.total}"
        await asyncio.sleep(0.05)
    town.clock.move(seconds=EVERY)
    return found


async def all_over(town: Town) -> None:
    """Until no broadcast runs, and their figures are drawn next."""
    await town.acknowledged()
    town.app.wake()
    for one in await made(town):
        if one.state in {BroadcastState.SCHEDULED, BroadcastState.RUNNING}:
            await comes_to(town, one.id, BroadcastState.DONE)


async def is_over(admin: Person, content: Content = TEXT) -> int:
    """A broadcast that has gone out, its last figures told."""
    number = await makes(admin, content)
    await comes_to(admin.town, number, BroadcastState.DONE)
    await admin.hears(f"Рассылка №\u00a0{number}", "Завершена")
    await admin.town.delivered()
    return number


def texts_of(town: Town, person: int) -> list[str]:
    """What the bot has written to one of the crowd and is still there."""
    return [str(each.get("text") or each.get("caption")) for each in town.world.crowd.messages(person)]
