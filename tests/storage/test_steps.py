"""Steps: what came out the first time comes out every time."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from account.ports import Works
from tests.storage.samples import ANNA, NOON


async def test_an_outcome_is_kept_by_its_key(works: Works) -> None:
    async with works() as work:
        assert await work.steps.outcome("update 1:register") is None
        await work.steps.keep("update 1:register", '{"account": 1}', NOON)
    async with works() as work:
        assert await work.steps.outcome("update 1:register") == '{"account": 1}'
        assert await work.steps.outcome("update 2:register") is None


async def test_a_second_outcome_of_one_step_undoes_its_transaction(works: Works) -> None:
    async with works() as work:
        await work.steps.keep("update 1", "first", NOON)

    async def repeat() -> None:
        async with works() as work:
            await work.people.seen(ANNA, "ru", NOON)
            await work.steps.keep("update 1", "second", NOON)

    with pytest.raises(IntegrityError):
        await repeat()
    async with works() as work:
        assert await work.steps.outcome("update 1") == "first"
        assert await work.people.by_id(ANNA) is None


async def test_one_update_at_two_replicas_has_its_effect_once(works: Works, second_works: Works) -> None:
    async def step(mine: Works) -> str:
        async with mine() as work:
            kept = await work.steps.outcome("update 1")
            if kept is None:
                await work.tallies.add("effects", NOON)
                kept = f"effect {len(await work.tallies.recent('effects', NOON.replace(year=2025)))}"
                await work.steps.keep("update 1", kept, NOON)
            return kept

    outcomes = await asyncio.gather(*(step(mine) for mine in (works, second_works) * 5))
    assert outcomes == ["effect 1"] * 10
