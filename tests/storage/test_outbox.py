"""The outbox: nothing lost, nothing given twice, and no payload kept longer than it is needed."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.ports import Work, Works
from account.records import Care, ClaimedParcel, Parcel
from storage.tables import outbox
from tests.storage.samples import HOUR, MINUTE, NOON, SECOND, parcel
from tests.storage.sql_fixtures import Woken, count_statements

LEASE = NOON + MINUTE


async def claim(work: Work, at: datetime = NOON, limit: int = 10) -> list[ClaimedParcel]:
    return await work.outbox.claim(limit, at, at + MINUTE)


async def _break_after_putting(works: Works, put: Parcel) -> None:
    async with works() as work:
        await work.outbox.put(put)
        raise LookupError


async def row_of(engine: AsyncEngine, key: str) -> Any:
    async with engine.connect() as connection:
        return (await connection.execute(select(outbox).where(outbox.c.key == key))).one()


async def test_a_due_parcel_is_claimed_as_it_was_put(works: Works) -> None:
    put = parcel("1", person=None, payload={"text": "Ваш код", "n": 7}, care=Care.ONCE, expires_at=NOON + HOUR)
    async with works() as work:
        await work.outbox.put(put)
    async with works() as work:
        (claimed,) = await claim(work)
        assert (claimed.parcel, claimed.tries) == (put, 1)
        assert await claim(work) == []


async def test_a_key_put_twice_is_one_parcel(works: Works, second_works: Works) -> None:
    async def put(mine: Works, text: str) -> None:
        async with mine() as work:
            await work.outbox.put(parcel("1", payload={"text": text}))

    await asyncio.gather(*(put(mine, "same") for mine in (works, second_works) * 3))
    async with works() as work:
        (claimed,) = await claim(work)
        await work.outbox.delivered(claimed.id, NOON)
        await work.outbox.put(parcel("1"))
        assert await claim(work) == []


async def test_workers_are_woken_after_the_commit_of_something_new(works: Works, woken: Woken) -> None:
    async with works() as work:
        await work.outbox.put(parcel("1"))
        await work.outbox.put(parcel("2"))
        assert woken.times == 0
    assert woken.times == 1
    async with works() as work:
        await work.outbox.put(parcel("1"))
    with pytest.raises(LookupError):
        await _break_after_putting(works, parcel("3"))
    assert woken.times == 1


async def test_parcels_wait_for_their_time_and_go_oldest_first(works: Works) -> None:
    async with works() as work:
        assert await work.outbox.next_due() is None
        for key, minutes in (("c", 5), ("a", 1), ("b", 2)):
            await work.outbox.put(parcel(key, due_at=NOON + minutes * MINUTE))
        assert await work.outbox.next_due() == NOON + MINUTE
        assert await claim(work, NOON) == []
        assert [each.parcel.key for each in await claim(work, NOON + 2 * MINUTE)] == ["a", "b"]


async def test_no_more_are_claimed_than_asked_for(works: Works) -> None:
    async with works() as work:
        for number in range(5):
            await work.outbox.put(parcel(str(number)))
    async with works() as work:
        assert [each.parcel.key for each in await claim(work, limit=2)] == ["0", "1"]
        assert [each.parcel.key for each in await claim(work, limit=9)] == ["2", "3", "4"]


async def test_workers_who_claim_at_once_never_get_the_same(works: Works, second_works: Works) -> None:
    async with works() as work:
        for number in range(60):
            await work.outbox.put(parcel(str(number)))

    async def clear(mine: Works) -> list[str]:
        got: list[str] = []
        while True:
            async with mine() as work:
                claimed = await claim(work, limit=4)
            if not claimed:
                return got
            got += [each.parcel.key for each in claimed]

    got = await asyncio.gather(*(clear(mine) for mine in (works, second_works) * 4))
    assert sorted(itertools.chain(*got), key=int) == [str(number) for number in range(60)]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_a_worker_does_not_wait_for_another_ones_claim(works: Works) -> None:
    async with works() as work:
        await work.outbox.put(parcel("1"))
        await work.outbox.put(parcel("2"))
    async with works() as slow, works() as quick:
        assert [each.parcel.key for each in await claim(slow, limit=1)] == ["1"]
        async with asyncio.timeout(1):
            assert [each.parcel.key for each in await claim(quick)] == ["2"]


async def test_an_abandoned_repeatable_parcel_is_given_again(works: Works) -> None:
    async with works() as work:
        await work.outbox.put(parcel("1"))
        (first,) = await claim(work)
        assert await work.outbox.next_due() == LEASE
        assert await claim(work, LEASE - SECOND) == []
        (again,) = await claim(work, LEASE)
        assert (again.id, again.parcel, again.tries) == (first.id, first.parcel, 2)


async def test_an_abandoned_parcel_that_goes_once_becomes_unknown(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.outbox.put(parcel("sms", care=Care.ONCE))
        await work.outbox.put(parcel("card", care=Care.ONCE, person=None))
        assert len(await claim(work)) == 2
        assert await work.outbox.unknown(NOON) == []
    async with works() as work:
        assert await claim(work, LEASE) == []
        assert await work.outbox.next_due() is None
    assert (await row_of(engine, "sms")).state == "unknown"
    async with works() as work:
        sms, card = await work.outbox.unknown(LEASE)
        assert sms.parcel == parcel("sms", care=Care.ONCE)
        assert card.parcel == parcel("card", care=Care.ONCE, person=None)
        assert await work.outbox.unknown(LEASE) == []
    assert (await row_of(engine, "sms")).payload is None
    assert (await row_of(engine, "card")).payload is None
    assert (await row_of(engine, "card")).shown_at == LEASE


async def test_unknown_cards_are_shown_once_by_workers_who_ask_at_once(works: Works, second_works: Works) -> None:
    async with works() as work:
        for number in range(5):
            await work.outbox.put(parcel(str(number), person=None, care=Care.ONCE))
        for claimed in await claim(work):
            await work.outbox.fail(claimed.id, NOON, "timed out", unknown=True)

    async def show(mine: Works) -> list[str]:
        async with mine() as work:
            return [each.parcel.key for each in await work.outbox.unknown(NOON)]

    shown = await asyncio.gather(*(show(mine) for mine in (works, second_works) * 2))
    assert sorted(itertools.chain(*shown)) == ["0", "1", "2", "3", "4"]


Ending = Callable[[Work, int], Any]


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (lambda work, number: work.outbox.delivered(number, NOON), "delivered"),
        (lambda work, number: work.outbox.fail(number, NOON, "550 no such mailbox"), "failed"),
        (lambda work, number: work.outbox.fail(number, NOON, "timed out", unknown=True), "unknown"),
    ],
    ids=["delivered", "failed", "unknown"],
)
async def test_a_finished_parcel_is_empty_and_never_given_again(
    works: Works, engine: AsyncEngine, end: Ending, state: str
) -> None:
    async with works() as work:
        await work.outbox.put(parcel("1"))
        (claimed,) = await claim(work)
        await end(work, claimed.id)
    async with works() as work:
        assert await claim(work, NOON + HOUR) == []
        await work.outbox.postpone(claimed.id, NOON, "too late")
        assert await claim(work, NOON + HOUR) == []
        assert len(await work.outbox.unknown(NOON)) == (state == "unknown")
    row = await row_of(engine, "1")
    assert (row.state, row.payload, row.finished_at) == (state, None, NOON)


async def test_a_late_worker_may_still_say_that_an_unknown_one_arrived(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.outbox.put(parcel("1", care=Care.ONCE))
        (claimed,) = await claim(work)
        assert await claim(work, LEASE) == []
        await work.outbox.delivered(claimed.id, LEASE)
    assert (await row_of(engine, "1")).state == "delivered"


async def test_a_postponed_parcel_comes_again_with_its_tries_counted(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.outbox.put(parcel("1", care=Care.ONCE))
        (claimed,) = await claim(work)
        await work.outbox.postpone(claimed.id, NOON + HOUR, "451 try later, <canary@example.org>")
        assert await work.outbox.next_due() == NOON + HOUR
        assert await claim(work, NOON + HOUR - SECOND) == []
        (again,) = await claim(work, NOON + HOUR)
        assert (again.parcel, again.tries) == (claimed.parcel, 2)
    assert (await row_of(engine, "1")).reason == "451 try later, <canary@example.org>"


async def test_only_what_nobody_has_begun_to_deliver_can_be_cancelled(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.outbox.put(parcel("begun"))
        (claimed,) = await claim(work)
        await work.outbox.put(parcel("waiting"))
        assert not await work.outbox.cancel("begun")
        await work.outbox.postpone(claimed.id, NOON, "429")
        assert not await work.outbox.cancel("begun")
        assert not await work.outbox.cancel("no such key")
        assert await work.outbox.cancel("waiting")
        assert not await work.outbox.cancel("waiting")
        assert [each.parcel.key for each in await claim(work)] == ["begun"]
    row = await row_of(engine, "waiting")
    assert (row.state, row.payload) == ("cancelled", None)


async def test_cancelled_or_claimed_never_both(works: Works, second_works: Works) -> None:
    async def take_back(key: str) -> bool:
        async with works() as work:
            return await work.outbox.cancel(key)

    async def deliver(key: str) -> bool:
        async with second_works() as work:
            return key in [each.parcel.key for each in await claim(work)]

    for number in range(6):
        async with works() as work:
            await work.outbox.put(parcel(str(number)))
        both = (take_back(str(number)), deliver(str(number)))
        assert sum(await asyncio.gather(*(both if number % 2 else both[::-1]))) == 1


async def test_a_parcel_is_not_delivered_after_its_end(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.outbox.put(parcel("code", expires_at=NOON + MINUTE))
        await work.outbox.put(parcel("news"))
        await work.outbox.put(parcel("later", expires_at=NOON + HOUR))
        assert await work.outbox.drop_expired(NOON) == 0
        assert [each.parcel.key for each in await claim(work, NOON + MINUTE)] == ["news", "later"]
        assert await work.outbox.drop_expired(NOON + MINUTE) == 1
        assert await work.outbox.drop_expired(NOON + MINUTE) == 0
    row = await row_of(engine, "code")
    assert (row.state, row.payload) == ("expired", None)


async def test_an_abandoned_parcel_past_its_end_is_dropped_too(works: Works) -> None:
    async with works() as work:
        await work.outbox.put(parcel("code", expires_at=NOON + 30 * SECOND))
        assert len(await claim(work)) == 1
        assert await work.outbox.drop_expired(NOON + 30 * SECOND) == 0  # it is on its way
        assert await claim(work, LEASE) == []
        assert await work.outbox.drop_expired(LEASE) == 1
        assert await work.outbox.next_due() is None


async def test_an_end_does_not_hide_that_a_parcel_may_have_gone_out(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.outbox.put(parcel("sms", care=Care.ONCE, expires_at=NOON + 30 * SECOND))
        assert len(await claim(work)) == 1
        assert await work.outbox.drop_expired(LEASE) == 0
        assert await claim(work, LEASE) == []
    assert (await row_of(engine, "sms")).state == "unknown"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_finished_parcels_are_not_read_over_and_over(works: Works, engine: AsyncEngine) -> None:
    """Claiming, dropping and asking for the next time all go by the index on state and time."""
    with count_statements(engine) as statements:
        async with works() as work:
            await claim(work)
            await work.outbox.drop_expired(NOON)
            await work.outbox.next_due()
    assert len(statements) == 4
    async with engine.connect() as connection:
        for statement in statements.seen:
            given = tuple(1 for _ in range(statement.count("?")))
            plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)).all()
            steps = [row.detail for row in plan if "outbox" in row.detail]
            assert all("USING" in step and "SCAN" not in step for step in steps), steps


async def test_parcels_of_a_broken_transaction_do_not_exist(works: Works) -> None:
    with pytest.raises(LookupError):
        await _break_after_putting(works, parcel("1"))
    async with works() as work:
        assert await claim(work) == []


async def test_a_lane_is_walked_in_order_whatever_becomes_of_who_goes_first(works: Works) -> None:
    async with works() as work:
        for key, due_at in (("a1", NOON + SECOND), ("a2", NOON), ("a3", NOON)):
            await work.outbox.put(parcel(key, lane="a", due_at=due_at))
        await work.outbox.put(parcel("b1", lane="b"))
        await work.outbox.put(parcel("free"))
    taken = []
    async with works() as work:
        assert [each.parcel.key for each in await claim(work)] == ["b1", "free"], "the first of the lane is not due yet"
    for at in (NOON + SECOND, NOON + 2 * SECOND, NOON + 3 * SECOND, NOON + 4 * SECOND):
        async with works() as work:
            (given,) = [each for each in await claim(work, at) if each.parcel.lane == "a"]
            assert [each for each in await claim(work, at) if each.parcel.lane == "a"] == [], "one at a time"
            taken.append(given.parcel.key)
            if len(taken) == 1:
                await work.outbox.postpone(given.id, at + SECOND, "not now")
            elif given.parcel.key == "a2":
                await work.outbox.fail(given.id, at, "gone")
            else:
                await work.outbox.delivered(given.id, at)
    assert taken == ["a1", "a1", "a2", "a3"]


async def test_two_workers_take_nothing_of_one_lane_at_once(works: Works, second_works: Works) -> None:
    async with works() as work:
        for number in range(6):
            await work.outbox.put(parcel(f"a{number}", lane="a"))

    async def take(mine: Works) -> list[str]:
        async with mine() as work:
            return [each.parcel.key for each in await claim(work)]

    taken = await asyncio.gather(*(take(mine) for mine in (works, second_works) * 3))
    assert [key for keys in taken for key in keys] == ["a0"]


async def test_a_renewed_parcel_comes_again_as_if_it_were_new(works: Works) -> None:
    async with works() as work:
        await work.outbox.put(parcel("1", payload={"n": 1}))
        (claimed,) = await claim(work)
        await work.outbox.renew(claimed, NOON + 3 * SECOND, {"n": 2})
        assert await claim(work, NOON + 2 * SECOND) == []
        (again,) = await claim(work, NOON + 3 * SECOND)
    assert (again.parcel.payload, again.tries) == ({"n": 2}, 1)


async def test_a_hurried_parcel_comes_at_once_and_workers_are_woken(works: Works, woken: Woken) -> None:
    async with works() as work:
        await work.outbox.put(parcel("1", due_at=NOON + HOUR))
        await work.outbox.put(parcel("2", due_at=NOON + HOUR))
    before = woken.times
    async with works() as work:
        await work.outbox.hurry("1", NOON)
        await work.outbox.hurry("unknown", NOON)
    assert woken.times == before + 1
    async with works() as work:
        assert [each.parcel.key for each in await claim(work)] == ["1"]


async def test_one_hurried_while_it_is_under_way_is_renewed_for_at_once(works: Works) -> None:
    async with works() as work:
        await work.outbox.put(parcel("1"))
        (claimed,) = await claim(work)
        await work.outbox.hurry("1", NOON + SECOND)
        assert await claim(work, NOON + SECOND) == []
        await work.outbox.renew(claimed, NOON + HOUR, {})
        (again,) = await claim(work, NOON + SECOND)
        await work.outbox.renew(again, NOON + HOUR, {})
        assert await claim(work, NOON + MINUTE) == []
