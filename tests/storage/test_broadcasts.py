"""The ledger of broadcasts: each is claimed once, whoever is killed, and what became of it is counted once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from account.broadcasts.ports import Lane
from account.broadcasts.records import (
    Audience,
    BroadcastState,
    Counts,
    SendState,
    Sent,
    Whom,
)
from account.ports import Works
from storage.tables import broadcasts
from tests.storage.broadcast_desk import DRAFT, FIRST, LATER, NEXT, SECOND, Desk, ids, states
from tests.storage.samples import HOUR, NOON
from tests.storage.sql_fixtures import count_statements


async def test_everybody_is_claimed_once_in_order_and_marked_before_they_are_given_out(
    desk: Desk, engine: AsyncEngine
) -> None:
    assert (await desk.begin()) == 1
    assert (await desk.look()).total == 10
    await desk.take(FIRST, SECOND)
    assert ids(await desk.claim(FIRST, 4)) == [1, 2, 3, 4]
    assert ids(await desk.claim(SECOND, 4)) == [5, 6, 7, 8]
    assert set((await states(engine)).values()) == {"sending"}
    assert ids(await desk.claim(FIRST)) == [9, 10]
    assert await desk.claim(SECOND) == []


async def test_those_for_whom_it_is_not_meant_are_looked_through_once(
    desk: Desk, works: Works, engine: AsyncEngine
) -> None:
    await desk.begin(replace(DRAFT, audience=Audience(Whom.EVERYONE, "en")))
    await desk.take(FIRST)
    assert await desk.claim(FIRST) == []
    async with engine.begin() as connection:
        assert await connection.scalar(select(broadcasts.c.cursor)) == 10
    async with works() as work:
        await work.people.seen(11, "en", NOON)
    assert ids(await desk.claim(FIRST)) == [11], "who comes later is not left out"


async def test_lanes_at_the_same_time_never_claim_the_same(desk: Desk, second_works: Works) -> None:
    await desk.begin()
    await desk.take(FIRST, SECOND)
    desks = [desk, Desk(second_works)]
    claimed = await asyncio.gather(*(desks[each % 2].claim((FIRST, SECOND)[each % 2], 1) for each in range(10)))
    assert sorted(each for some in claimed for each in ids(some)) == list(range(1, 11))


async def test_what_is_noted_is_counted_and_the_last_ends_it(desk: Desk) -> None:
    await desk.begin()
    await desk.take(FIRST)
    await desk.claim(FIRST)
    await desk.note(FIRST, SendState.SENT, *range(1, 7), messages=(17,))
    await desk.note(FIRST, SendState.BLOCKED, 7)
    await desk.note(FIRST, SendState.FAILED, 8)
    await desk.note(FIRST, SendState.UNKNOWN, 9)
    assert await desk.claim(FIRST) == []
    assert not await desk.finish()
    await desk.note(FIRST, SendState.SENT, 10)
    assert await desk.finish()
    assert not await desk.finish()
    one = await desk.look()
    assert (one.state, one.counts, one.finished_at) == (BroadcastState.DONE, Counts(7, 1, 1, 1), LATER)


async def test_noted_twice_is_counted_once(desk: Desk) -> None:
    await desk.begin()
    await desk.take(FIRST)
    await desk.claim(FIRST)
    for _ in range(2):
        await desk.note(FIRST, SendState.SENT, 1, 2)
    assert (await desk.look()).counts == Counts(sent=2)


async def test_what_did_not_happen_has_its_turn_again_and_first(desk: Desk) -> None:
    await desk.begin()
    await desk.take(FIRST, SECOND)
    await desk.claim(FIRST, 3)
    await desk.note(FIRST, SendState.AGAIN, 1, 3)
    assert not await desk.finish()
    assert sorted(ids(await desk.claim(SECOND, 4))) == [1, 3, 4, 5]
    await desk.note(SECOND, SendState.SENT, 1, 3)
    assert (await desk.look()).counts == Counts(sent=2)


async def test_who_is_gone_is_not_written_to_again_until_they_come_back(desk: Desk, works: Works) -> None:
    await desk.begin()
    await desk.take(FIRST)
    await desk.claim(FIRST)
    await desk.note(FIRST, SendState.BLOCKED, 3, 4)
    async with works() as work:
        await work.people.seen(4, "ru", LATER)
    assert await desk.begin() == 2
    later = Lane(2, 0, "later")
    await desk.take(later)
    assert ids(await desk.claim(later)) == [1, 2, 4, 5, 6, 7, 8, 9, 10]


async def test_what_a_dead_holder_had_in_hand_is_unknown_and_nobody_s_turn(desk: Desk, engine: AsyncEngine) -> None:
    await desk.begin()
    await desk.take(FIRST, SECOND)
    await desk.claim(FIRST, 3)
    await desk.claim(SECOND, 2)
    await desk.note(FIRST, SendState.SENT, 1)
    await desk.take(NEXT)
    assert (await desk.look()).counts == Counts(sent=1, unknown=2)
    assert await states(engine) == {1: "sent", 2: "unknown", 3: "unknown", 4: "sending", 5: "sending"}
    assert ids(await desk.claim(NEXT, 2)) == [6, 7]


async def test_a_holder_that_comes_late_claims_nothing_but_tells_what_it_knows(desk: Desk, engine: AsyncEngine) -> None:
    await desk.begin()
    await desk.take(FIRST)
    await desk.claim(FIRST, 5)
    await desk.take(NEXT)
    assert await desk.claim(FIRST) is None
    await desk.note(FIRST, SendState.SENT, 1, 2)
    await desk.note(FIRST, SendState.BLOCKED, 3)
    await desk.note(FIRST, SendState.AGAIN, 4)
    assert (await desk.look()).counts == Counts(sent=2, blocked=1, unknown=1)
    assert ids(await desk.claim(NEXT, 2)) == [4, 6]
    await desk.note(FIRST, SendState.SENT, 4)  # the next one's by now: its own word counts
    assert (await states(engine))[4] == "sending"


async def test_a_lane_that_is_taken_while_its_holder_waits_for_the_lock_is_lost(
    desk: Desk, works: Works, second_works: Works, engine: AsyncEngine
) -> None:
    await desk.begin()
    await desk.take(FIRST)
    async with works() as work:
        await work.broadcasts.take_lane(NEXT, NOON)
        late = asyncio.create_task(Desk(second_works).claim(FIRST))
        if engine.dialect.name == "postgresql":
            await someone_waits(engine)
    assert await late is None


async def someone_waits(engine: AsyncEngine) -> None:
    async with asyncio.timeout(5), engine.connect() as connection:
        while not await connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):  # noqa: ASYNC110 - PostgreSQL tells nobody
            await asyncio.sleep(0.01)


async def test_a_paused_one_is_not_claimed_from_and_goes_on_where_it_was(desk: Desk) -> None:
    await desk.begin()
    await desk.take(FIRST)
    await desk.claim(FIRST, 2)
    assert await desk.set_state(BroadcastState.PAUSED)
    assert await desk.claim(FIRST) is None
    await desk.note(FIRST, SendState.SENT, 1, 2)
    assert await desk.set_state(BroadcastState.RUNNING)
    assert ids(await desk.claim(FIRST, 2)) == [3, 4]


async def test_what_was_in_hand_when_all_workers_of_a_stopped_one_died_is_unknown_in_time(desk: Desk) -> None:
    await desk.begin()
    await desk.take(FIRST)
    await desk.claim(FIRST, 2)
    await desk.give_up()
    assert (await desk.look()).counts == Counts()  # it runs: the next holder will do that
    await desk.set_state(BroadcastState.STOPPED)
    await desk.give_up()
    assert (await desk.look()).counts == Counts(unknown=2)
    await desk.note(FIRST, SendState.SENT, 1)
    assert (await desk.look()).counts == Counts(sent=1, unknown=1)


@pytest.mark.usefixtures("desk")
async def test_what_begins_later_waits_for_its_time(works: Works) -> None:
    async with works() as work:
        number = await work.broadcasts.add(replace(DRAFT, starts_at=NOON + HOUR), 7, 7, NOON)
        assert await work.broadcasts.begin_due(NOON + timedelta(minutes=59)) == []
        assert await work.broadcasts.begin_due(NOON + HOUR) == [number]


async def test_a_turn_costs_eleven_statements(desk: Desk, works: Works, engine: AsyncEngine) -> None:
    await desk.begin()
    await desk.take(FIRST)
    await desk.claim(FIRST, 5)
    with count_statements(engine) as statements:
        async with works() as work:
            await work.broadcasts.note(FIRST, [Sent(each, SendState.SENT, (1,)) for each in range(1, 6)], NOON)
            await work.broadcasts.claim(FIRST, 5, NOON)
    assert len(statements) == 11


async def test_the_few_that_are_not_settled_are_found_without_a_look_at_the_others(
    engine: AsyncEngine, desk: Desk
) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by statistics, which a test's few rows have none of")
    await desk.begin()
    await desk.take(FIRST)
    with count_statements(engine) as statements:
        await desk.claim(FIRST, 5)
        await desk.finish()
        await desk.take(NEXT)
    asked = [each for each in statements.seen if "'unknown')" in each]
    assert len(asked) == 3
    async with engine.begin() as connection:
        for each in asked:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {each}", (1,) * each.count("?"))
            assert "ix_broadcast_sends_unsettled" in str(plan.all()), each
