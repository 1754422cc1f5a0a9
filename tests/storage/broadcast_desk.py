"""A broadcast in the hands of its lanes, and what its ledger says of each recipient."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from account.broadcasts.ports import Lane
from account.broadcasts.records import (
    Audience,
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Content,
    Deed,
    Draft,
    Piece,
    Recipient,
    SendState,
    Sent,
    Whom,
)
from account.ports import Works
from storage.tables import broadcast_sends, people
from tests.storage.samples import MINUTE, NOON

TEXT = Content((Piece("text", "Новые правила"),))
DRAFT = Draft(TEXT, Audience(Whom.EVERYONE), BroadcastKind.SERVICE)
FIRST = Lane(1, 0, "first")
SECOND = Lane(1, 1, "second")
NEXT = Lane(1, 0, "next")  # has the first's lane after it
LATER = NOON + MINUTE


class Desk:
    """Short words for the repository, each in a transaction of its own."""

    def __init__(self, works: Works) -> None:
        self._works = works

    async def begin(self, draft: Draft = DRAFT) -> int:
        async with self._works() as work:
            number = await work.broadcasts.add(draft, who=7, chat=7, at=NOON)
            assert await work.broadcasts.begin_due(NOON) == [number]
        return number

    async def again(self, deed: Deed, content: Content | None = None, of: int = 1) -> int:
        async with self._works() as work:
            number = await work.broadcasts.add_run(of, deed, content, who=7, chat=7, at=NOON)
            assert await work.broadcasts.begin_due(NOON) == [number]
        return number

    async def take(self, *lanes: Lane) -> None:
        async with self._works() as work:
            for lane in lanes:
                await work.broadcasts.take_lane(lane, NOON)

    async def claim(self, lane: Lane, limit: int = 10) -> list[Recipient] | None:
        async with self._works() as work:
            return await work.broadcasts.claim(lane, limit, NOON)

    async def note(self, lane: Lane, state: SendState, *people: int, messages: tuple[int, ...] = ()) -> None:
        async with self._works() as work:
            await work.broadcasts.note(lane, [Sent(each, state, messages) for each in people], NOON)

    async def set_state(self, state: BroadcastState, number: int = 1) -> bool:
        going = {BroadcastState.RUNNING, BroadcastState.PAUSED}
        async with self._works() as work:
            return await work.broadcasts.set_state(number, state, of=going, at=NOON)

    async def finish(self, number: int = 1) -> bool:
        async with self._works() as work:
            return await work.broadcasts.finish(number, LATER)

    async def give_up(self) -> None:
        async with self._works() as work:
            await work.broadcasts.give_up(LATER, LATER)

    async def look(self, number: int = 1) -> Broadcast:
        async with self._works() as work:
            one = await work.broadcasts.by_id(number)
        assert one is not None
        return one


async def states(engine: AsyncEngine, number: int = 1) -> dict[int, str]:
    async with engine.begin() as connection:
        wanted = select(broadcast_sends.c.telegram_id, broadcast_sends.c.state)
        return {
            row[0]: row[1] for row in await connection.execute(wanted.where(broadcast_sends.c.broadcast_id == number))
        }


def ids(recipients: list[Recipient] | None) -> list[int]:
    assert recipients is not None
    return [each.telegram_id for each in recipients]


@pytest.fixture
async def desk(works: Works, engine: AsyncEngine) -> Desk:
    """Ten people, 1 to 10, have talked to the bot; numbers of broadcasts begin with 1."""
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("ALTER SEQUENCE broadcasts_id_seq RESTART"))
        rows = [{"telegram_id": each, "language": "ru", "first_seen_at": NOON} for each in range(1, 11)]
        await connection.execute(insert(people), rows)
    return Desk(works)
