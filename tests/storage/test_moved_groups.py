"""Where groups have gone: told once, followed by everybody."""

from __future__ import annotations

import asyncio

from account.desk.group import DeskGroup
from account.ports import Works
from account.requests import Card
from tests.storage.samples import ANNA, DAY, FILES, NOON, open_account

OLD, NEW, NEWEST = -42, -1001, -1002


async def test_a_move_is_remembered_once_and_as_it_was_told_first(works: Works) -> None:
    async with works() as work:
        assert await work.moved_groups.successor(OLD) is None
        assert await work.moved_groups.keep(OLD, NEW, NOON)
        assert not await work.moved_groups.keep(OLD, NEWEST, NOON)
        assert await work.moved_groups.successor(OLD) == NEW
        assert await work.moved_groups.successor(NEW) is None


async def test_of_many_replicas_that_hear_of_it_one_brings_the_cards(works: Works, second_works: Works) -> None:
    async with works() as work:
        request = await work.requests.add((await open_account(work)).id, ANNA, FILES, NOON, NOON + DAY)
        assert request is not None
        await work.requests.set_card(request.id, Card(None, 500, (501,)))
    replicas = [DeskGroup(mine, OLD) for mine in (works, second_works) * 3]
    await asyncio.gather(*(each.follow(OLD, NEW, NOON) for each in replicas))
    assert {each.current for each in replicas} == {NEW}
    async with works() as work:
        moved = await work.requests.by_id(request.id)
        assert moved is not None
        assert moved.card == Card()
        assert [each.parcel.kind for each in await work.outbox.claim(10, NOON, NOON + DAY)] == ["card"]


async def test_whoever_starts_later_goes_along_all_the_way(works: Works) -> None:
    async with works() as work:
        assert await work.moved_groups.keep(OLD, NEW, NOON)
        assert await work.moved_groups.keep(NEW, NEWEST, NOON)
    group = DeskGroup(works, OLD)
    await group.find()
    assert group.current == NEWEST
    assert await group.is_at(NEWEST)
    assert not await group.is_at(OLD)
