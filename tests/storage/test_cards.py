"""The group's messages about a request: what is gone is forgotten once, and what came meanwhile is kept."""

from __future__ import annotations

import asyncio

import pytest

from account.ports import Work, Works
from account.requests import Card
from tests.storage.samples import (
    ANNA,
    BORIS,
    DAY,
    FILES,
    NOON,
    OTHER_EMAIL,
    OTHER_PHONE,
    open_account,
)

CARD = Card(77, 500, (501, 502, 503))


@pytest.fixture
async def request_id(works: Works) -> int:
    """A request with a card and three files."""
    async with works() as work:
        request = await work.requests.add((await open_account(work)).id, ANNA, FILES, NOON, NOON + DAY)
        assert request is not None
        await work.requests.set_card(request.id, CARD)
    return request.id


@pytest.fixture
async def other_id(works: Works) -> int:
    async with works() as work:
        account = await open_account(work, OTHER_EMAIL, OTHER_PHONE)
        request = await work.requests.add(account.id, BORIS, FILES, NOON, NOON + DAY)
        assert request is not None
        await work.requests.set_card(request.id, Card(78, 700))
    return request.id


async def about(work: Work, *messages: int) -> list[int | None]:
    """The numbers of the requests that these messages are about."""
    found = [await work.requests.by_card_message(each) for each in messages]
    return [each.id if each is not None else None for each in found]


async def card_of(work: Work, request_id: int) -> Card:
    request = await work.requests.by_id(request_id)
    assert request is not None
    return request.card


async def test_a_lost_card_is_forgotten_and_all_else_of_its_topic_kept(
    works: Works, request_id: int, other_id: int
) -> None:
    async with works() as work:
        assert await work.cards.forget(request_id, CARD, keep_topic=True)
        assert not await work.cards.forget(request_id, CARD, keep_topic=True)
        assert await card_of(work, request_id) == Card(77, None, CARD.files)
        assert await about(work, 500, 501) == [None, request_id]
        assert await card_of(work, other_id) == Card(78, 700)


async def test_a_lost_topic_takes_everything_with_it(works: Works, request_id: int, other_id: int) -> None:
    async with works() as work:
        assert await work.cards.forget(request_id, CARD, keep_topic=False)
        assert not await work.cards.forget(request_id, CARD, keep_topic=False)
        assert await card_of(work, request_id) == Card()
        assert await about(work, 500, 501) == [None] * 2
        assert await work.cards.of_topic(77) is None
        assert await card_of(work, other_id) == Card(78, 700)


@pytest.mark.parametrize("keep_topic", [True, False])
async def test_another_card_by_now_is_not_forgotten(works: Works, request_id: int, keep_topic: bool) -> None:
    async with works() as work:
        for gone in (Card(77, 499, CARD.files), Card(76, 501), Card(76, None), Card()):
            assert not await work.cards.forget(request_id, gone, keep_topic=keep_topic)
        assert await card_of(work, request_id) == CARD


async def test_the_card_of_another_request_is_not_taken_for_this_one_s(
    works: Works, request_id: int, other_id: int
) -> None:
    async with works() as work:
        assert not await work.cards.forget(request_id, Card(78, 700), keep_topic=False)
        assert not await work.cards.forget(other_id, CARD, keep_topic=False)
        assert [await card_of(work, each) for each in (request_id, other_id)] == [CARD, Card(78, 700)]


async def test_a_topic_that_went_before_its_card_came_is_forgotten_by_its_own_number(
    works: Works, request_id: int
) -> None:
    async with works() as work:
        await work.requests.set_card(request_id, Card(79))
        assert not await work.cards.forget(request_id, Card(77), keep_topic=False)
        assert await work.cards.forget(request_id, Card(79), keep_topic=False)
        assert await card_of(work, request_id) == Card()


async def test_of_many_who_find_it_gone_at_once_one_brings_another(
    works: Works, second_works: Works, request_id: int
) -> None:
    async def forget(mine: Works, number: int) -> bool:
        async with mine() as work:
            return await work.cards.forget(request_id, CARD, keep_topic=number % 2 == 0)

    forgotten = await asyncio.gather(*(forget((works, second_works)[number // 2 % 2], number) for number in range(8)))
    assert sum(forgotten) == 1


async def test_of_two_requests_in_a_topic_the_newer_is_meant(works: Works, request_id: int, other_id: int) -> None:
    async with works() as work:
        await work.requests.set_card(other_id, Card(77, 700))
        found = await work.cards.of_topic(77)
        assert found is not None
        assert found.id == max(request_id, other_id)
        assert await work.cards.of_topic(78) is None


async def test_when_the_group_moves_nothing_stands_there_any_more(works: Works, request_id: int, other_id: int) -> None:
    async with works() as work:
        await work.cards.forget_all()
        assert [await card_of(work, each) for each in (request_id, other_id)] == [Card(), Card()]
        assert await about(work, 500, 501, 700) == [None] * 3
        assert await work.cards.of_topic(77) is None
