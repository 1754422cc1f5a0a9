"""Requests and their owners: what the owner last did, and who may follow them."""

from __future__ import annotations

import asyncio

import pytest

from account.ports import Works
from account.requests import RequestState, Staff
from tests.storage.samples import ANNA, DAY, FILES, HOUR, MINUTE, NOON, OLGA, PAVEL, open_account


@pytest.fixture
async def request_id(works: Works) -> int:
    async with works() as work:
        request = await work.requests.add((await open_account(work)).id, ANNA, FILES, NOON, NOON + DAY)
    assert request is not None
    return request.id


async def test_only_a_silent_owner_gives_way(works: Works, request_id: int) -> None:
    async with works() as work:
        assert not await work.requests.take_over(request_id, OLGA, PAVEL, NOON, NOON)
        assert await work.requests.take(request_id, OLGA)
        await work.requests.touch(request_id, PAVEL, NOON + HOUR)
        await work.requests.touch(request_id, OLGA, NOON)
        assert not await work.requests.take_over(request_id, OLGA, PAVEL, NOON - MINUTE, NOON + HOUR)
        assert not await work.requests.take_over(request_id, PAVEL, PAVEL, NOON, NOON + HOUR)
        assert await work.requests.take_over(request_id, OLGA, PAVEL, NOON, NOON + HOUR)
    async with works() as work:
        request = await work.requests.by_id(request_id)
        assert request is not None
        assert (request.taken_by, request.active_at) == (PAVEL, NOON + HOUR)
        assert await work.requests.hand_back(request_id, PAVEL)
        handed_back = await work.requests.by_id(request_id)
        assert handed_back is not None
        assert (handed_back.taken_by, handed_back.active_at) == (None, None)


async def test_an_owner_of_whom_nothing_is_known_is_silent(works: Works, request_id: int) -> None:
    async with works() as work:
        assert await work.requests.take(request_id, OLGA)
        assert await work.requests.take_over(request_id, OLGA, PAVEL, NOON, NOON)
        assert await work.requests.decide(request_id, RequestState.APPROVED, PAVEL, NOON, {})
        assert not await work.requests.take_over(request_id, PAVEL, OLGA, NOON + DAY, NOON + DAY)


async def test_of_ten_who_take_over_at_once_one_does(works: Works, second_works: Works, request_id: int) -> None:
    async with works() as work:
        assert await work.requests.take(request_id, OLGA)

    async def take_over(mine: Works, number: int) -> bool:
        async with mine() as work:
            return await work.requests.take_over(request_id, OLGA, Staff(7100 + number, "?"), NOON, NOON + HOUR)

    taken = await asyncio.gather(*(take_over((works, second_works)[i % 2], i) for i in range(10)))
    assert sum(taken) == 1
    async with works() as work:
        request = await work.requests.by_id(request_id)
    assert request is not None
    assert request.taken_by == Staff(7100 + taken.index(True), "?")
