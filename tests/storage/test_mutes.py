"""Reminders that somebody has switched off: each for itself, as often as they like, also twice at once."""

from __future__ import annotations

import asyncio

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.ports import Works
from storage.tables import mutes
from tests.storage.samples import ANNA, BORIS, HOUR, NOON


async def test_what_is_switched_off_stays_so_until_it_is_switched_on(works: Works) -> None:
    async with works() as work:
        assert not await work.mutes.has(ANNA, "policies")
        await work.mutes.add(ANNA, "policies", NOON)
    async with works() as work:
        assert await work.mutes.has(ANNA, "policies")
        assert not await work.mutes.has(ANNA, "registration")
        assert not await work.mutes.has(BORIS, "policies")
        await work.mutes.remove(ANNA, "policies")
    async with works() as work:
        assert not await work.mutes.has(ANNA, "policies")


async def test_switching_on_touches_nothing_else(works: Works) -> None:
    async with works() as work:
        await work.mutes.add(ANNA, "policies", NOON)
        await work.mutes.add(BORIS, "registration", NOON)
        await work.mutes.remove(ANNA, "registration")
        await work.mutes.remove(BORIS, "policies")
    async with works() as work:
        assert await work.mutes.has(ANNA, "policies")
        assert await work.mutes.has(BORIS, "registration")


async def test_switched_off_twice_at_once_is_one_row_and_the_first_time_counts(
    works: Works, second_works: Works, engine: AsyncEngine
) -> None:
    async with works() as work:
        await work.mutes.add(ANNA, "policies", NOON)

    async def switch_off(mine: Works) -> None:
        async with mine() as work:
            await work.mutes.add(ANNA, "policies", NOON + HOUR)
            await work.mutes.add(BORIS, "policies", NOON + HOUR)

    await asyncio.gather(switch_off(works), switch_off(second_works))
    async with engine.connect() as connection:
        rows = (await connection.execute(select(mutes).order_by(mutes.c.telegram_id))).all()
    assert [tuple(row) for row in rows] == [(ANNA, "policies", NOON), (BORIS, "policies", NOON + HOUR)]
