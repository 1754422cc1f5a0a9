"""Tallies: a limit holds however many try at once."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.ports import Works
from storage.tables import tallies
from tests.storage.samples import HOUR, MINUTE, NOON

LIMIT = 5


async def test_events_are_told_oldest_first_and_only_of_late(works: Works) -> None:
    async with works() as work:
        for minutes in (30, 0, 10):
            await work.tallies.add("wrong-code:a", NOON + minutes * MINUTE)
        await work.tallies.add("wrong-code:b", NOON + HOUR)
        assert await work.tallies.recent("wrong-code:a", NOON) == [NOON + 10 * MINUTE, NOON + 30 * MINUTE]
        assert await work.tallies.recent("wrong-code:c", NOON) == []


async def test_how_many_and_the_oldest_are_told_without_the_others(works: Works) -> None:
    async with works() as work:
        for minutes in (10, 0, 30, 30):
            await work.tallies.add("guesses", NOON + minutes * MINUTE)
        await work.tallies.add("others", NOON + MINUTE)
        assert await work.tallies.count("guesses", NOON) == 3
        assert await work.tallies.oldest("guesses", NOON) == NOON + 10 * MINUTE
        assert await work.tallies.count("guesses", NOON + HOUR) == 0
        assert await work.tallies.oldest("guesses", NOON + HOUR) is None


async def test_twenty_who_take_back_one_of_a_moment_take_twenty(works: Works, second_works: Works) -> None:
    async with works() as work:
        for _ in range(21):
            await work.tallies.add("a", NOON)

    async def take_back(mine: Works) -> None:
        async with mine() as work:
            await work.tallies.take_back("a", NOON)

    await asyncio.gather(*(take_back(mine) for mine in (works, second_works) * 10))
    async with works() as work:
        assert await work.tallies.count("a", NOON - HOUR) == 1


async def test_clearing_a_subject_leaves_the_others(works: Works) -> None:
    async with works() as work:
        await work.tallies.add("a", NOON)
        await work.tallies.add("b", NOON)
        await work.tallies.clear("a")
        assert await work.tallies.recent("a", NOON - HOUR) == []
        assert await work.tallies.recent("b", NOON - HOUR) == [NOON]


async def test_one_event_is_taken_back_and_its_twin_stays(works: Works) -> None:
    async with works() as work:
        for minutes in (0, 0, 10):
            await work.tallies.add("a", NOON + minutes * MINUTE)
        await work.tallies.add("b", NOON)
        await work.tallies.take_back("a", NOON)
        assert await work.tallies.recent("a", NOON - HOUR) == [NOON, NOON + 10 * MINUTE]
        assert await work.tallies.recent("b", NOON - HOUR) == [NOON]


async def test_a_hundred_at_once_are_counted_to_the_limit_and_no_further(works: Works, second_works: Works) -> None:
    async def attempt(mine: Works) -> bool:
        async with mine() as work:
            await work.tallies.lock("a")
            allowed = len(await work.tallies.recent("a", NOON - HOUR)) < LIMIT
            if allowed:
                await work.tallies.add("a", NOON)
            return allowed

    allowed = await asyncio.gather(*(attempt(mine) for mine in (works, second_works) * 50))
    assert sum(allowed) == LIMIT


async def test_locks_named_in_any_order_make_no_deadlock(works: Works, second_works: Works) -> None:
    async def attempt(mine: Works, *subjects: str) -> None:
        async with mine() as work:
            await work.tallies.lock(*subjects)
            for subject in subjects:
                await work.tallies.add(subject, NOON)

    both_ways = (("a", "b", "c"), ("c", "b", "a"), ("b", "b", "a"))
    await asyncio.gather(*(attempt(mine, *way) for way in both_ways * 5 for mine in (works, second_works)))
    async with works() as work:
        assert len(await work.tallies.recent("a", NOON - HOUR)) == 30


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_different_subjects_do_not_wait_for_each_other(works: Works) -> None:
    async with works() as first, works() as second:
        await first.tallies.lock("a")
        async with asyncio.timeout(1):
            await second.tallies.lock("b")


async def test_subjects_lie_in_the_table_as_keyed_hashes(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.tallies.add("code:anna.canary@example.org", NOON)
    async with engine.connect() as connection:
        kept = await connection.scalar(select(tallies.c.subject_print))
    assert kept is not None
    assert b"canary" not in kept
    assert len(kept) == 32
