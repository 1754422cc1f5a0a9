"""Roles that owners give: one a person, the newest counts, and what no version knows gives nothing."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from account.admins.roles import NamedRole, Role
from account.ports import Works
from storage.tables import roles
from tests.storage.samples import ANNA, BORIS, HOUR, NOON

OWNER, SECOND_OWNER = 9001, 9002


async def test_a_role_lasts_until_it_is_taken_back(works: Works) -> None:
    async with works() as work:
        assert await work.roles.of(ANNA) is None
        assert await work.roles.put(ANNA, Role.ADMIN, OWNER, NOON)
        assert await work.roles.put(BORIS, Role.READER, OWNER, NOON + HOUR)
    async with works() as work:
        assert await work.roles.of(ANNA) is Role.ADMIN
        assert await work.roles.remove(ANNA)
        assert not await work.roles.remove(ANNA)
    async with works() as work:
        assert await work.roles.of(ANNA) is None
        assert await work.roles.all() == [NamedRole(BORIS, Role.READER, OWNER, NOON + HOUR)]


async def test_another_role_takes_the_place_and_the_same_one_changes_nothing(works: Works) -> None:
    async with works() as work:
        assert await work.roles.put(ANNA, Role.ADMIN, OWNER, NOON)
        assert not await work.roles.put(ANNA, Role.ADMIN, SECOND_OWNER, NOON + HOUR)
        assert await work.roles.all() == [NamedRole(ANNA, Role.ADMIN, OWNER, NOON)]
        assert await work.roles.put(ANNA, Role.READER, SECOND_OWNER, NOON + HOUR)
    async with works() as work:
        assert await work.roles.all() == [NamedRole(ANNA, Role.READER, SECOND_OWNER, NOON + HOUR)]


@pytest.mark.parametrize("written", ["owner", "superuser", ""])
async def test_a_row_that_says_anything_else_gives_nothing(works: Works, engine: AsyncEngine, written: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(insert(roles).values(telegram_id=ANNA, role=written, named_by=OWNER, at=NOON))
    async with works() as work:
        assert await work.roles.of(ANNA) is None
        assert await work.roles.all() == []
        assert await work.roles.put(ANNA, Role.READER, OWNER, NOON)
        assert await work.roles.of(ANNA) is Role.READER


async def test_two_owners_at_once_give_one_role(works: Works, second_works: Works) -> None:
    async def name(mine: Works, owner: int) -> bool:
        async with mine() as work:
            return await work.roles.put(ANNA, Role.ADMIN, owner, NOON)

    done = await asyncio.gather(name(works, OWNER), name(second_works, SECOND_OWNER))
    assert sorted(done) == [False, True]
