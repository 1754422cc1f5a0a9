"""The figures of a broadcast are those of its ledger, whatever comes between claims and notes, and however late."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from account.broadcasts.ports import Lane
from account.broadcasts.records import BroadcastState, Counts, Deed, SendState
from storage.tables import people
from tests.storage.broadcast_desk import Desk, states
from tests.storage.samples import NOON

TURNS = 150
OUTCOMES = [each for each in SendState if each is not SendState.SENDING]


class Lanes:
    """Two lanes of a broadcast change hands all the time, and those who lost one still tell what they know."""

    def __init__(self, desk: Desk, engine: AsyncEngine, number: int, dice: random.Random) -> None:
        self._desk = desk
        self._engine = engine
        self._number = number
        self._dice = dice
        self._taken: list[Lane] = []
        self._in_hand: list[tuple[Lane, int]] = []
        self._newest = 10
        self._nobody_left = False
        self.doings: list[Callable[[], Awaitable[object]]] = [
            *(self.take, self.claim, self.claim, self.note, self.note, self.note),
            *(self.pause, self.resume, self.resume, self.come, self.finish),
        ]

    async def take(self) -> None:
        self._taken.append(Lane(self._number, self._dice.randrange(2), str(len(self._taken))))
        await self._desk.take(self._taken[-1])

    async def claim(self) -> None:
        if self._taken:
            lane = self._dice.choice(self._taken[-3:])
            claimed = await self._desk.claim(lane, self._dice.randint(1, 3))
            self._nobody_left = claimed == []
            self._in_hand += [(lane, each.telegram_id) for each in claimed or []]

    async def note(self) -> None:
        if self._in_hand:
            lane, person = self._in_hand[self._dice.randrange(len(self._in_hand))]
            await self._desk.note(lane, self._dice.choice(OUTCOMES), person, messages=(7,))

    async def pause(self) -> None:
        await self._desk.set_state(BroadcastState.PAUSED, self._number)

    async def resume(self) -> None:
        await self._desk.set_state(BroadcastState.RUNNING, self._number)

    async def finish(self) -> None:
        if self._nobody_left:
            await self._desk.finish(self._number)

    async def come(self) -> None:
        self._newest += 1
        async with self._engine.begin() as connection:
            row = {"telegram_id": self._newest, "language": "ru", "first_seen_at": NOON}
            await connection.execute(insert(people).values(row))

    async def recount(self) -> None:
        rows = Counter((await states(self._engine, self._number)).values())
        counted = Counts(*(rows[each] for each in ("sent", "blocked", "failed", "unknown")))
        one = await self._desk.look(self._number)
        assert one.counts == counted
        if one.state is BroadcastState.DONE:
            assert not rows["sending"]


@pytest.mark.parametrize("deed", [Deed.SEND, Deed.EDIT, Deed.RESEND])
@pytest.mark.parametrize("seed", range(3))
async def test_the_figures_are_those_of_the_ledger(desk: Desk, engine: AsyncEngine, deed: Deed, seed: int) -> None:
    number = await desk.begin()
    dice = random.Random(seed)
    if deed is not Deed.SEND:
        await desk.take(Lane(1, 0, "first"))
        await desk.claim(Lane(1, 0, "first"))
        became = SendState.SENT if deed is Deed.EDIT else SendState.UNKNOWN
        await desk.note(Lane(1, 0, "first"), became, *range(1, 11), messages=(5,))
        await desk.finish()
        number = await desk.again(deed)
    lanes = Lanes(desk, engine, number, dice)
    for _ in range(TURNS):
        await dice.choice(lanes.doings)()
        await lanes.recount()
