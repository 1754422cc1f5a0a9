"""Verification requests: one open an account, decided once, kept with files and card."""

from __future__ import annotations

import asyncio

import pytest

from account.ports import Work, Works
from account.requests import Card, Request, RequestState, Slot, Staff
from tests.storage.samples import (
    ANNA,
    DAY,
    FILES,
    HOUR,
    NOON,
    OLGA,
    OTHER_EMAIL,
    OTHER_PHONE,
    PAVEL,
    open_account,
)

APPROVED, REJECTED, OPEN = RequestState.APPROVED, RequestState.REJECTED, RequestState.OPEN


@pytest.fixture
async def account_id(works: Works) -> int:
    async with works() as work:
        return (await open_account(work)).id


@pytest.fixture
async def request_id(works: Works, account_id: int) -> int:
    async with works() as work:
        return (await submit(work, account_id)).id


async def submit(work: Work, account_id: int, hours: int = 0) -> Request:
    at = NOON + hours * HOUR
    request = await work.requests.add(account_id, ANNA, FILES, at, at + DAY)
    assert request is not None
    return request


async def read(work: Work, request_id: int) -> Request:
    request = await work.requests.by_id(request_id)
    assert request is not None
    return request


async def test_a_request_comes_back_with_its_files_in_order(works: Works, account_id: int) -> None:
    async with works() as work:
        request = await work.requests.add(account_id, ANNA, FILES[::-1], NOON, NOON + DAY)
    assert request is not None
    assert request == Request(request.id, account_id, ANNA, OPEN, NOON, NOON + DAY, FILES)
    async with works() as work:
        assert await work.requests.by_id(request.id) == request
        assert await work.requests.latest(account_id) == request
        assert await work.requests.by_id(request.id + 1) is None
        assert await work.requests.latest(account_id + 1) is None


async def test_an_account_has_one_open_request(works: Works, second_works: Works, account_id: int) -> None:
    async def ask(mine: Works) -> Request | None:
        async with mine() as work:
            request = await work.requests.add(account_id, ANNA, FILES, NOON, NOON + DAY)
            await work.people.seen(ANNA, "ru", NOON)  # the transaction goes on
            return request

    asked = await asyncio.gather(*(ask(mine) for mine in (works, second_works) * 3))
    assert len([request for request in asked if request is not None]) == 1


async def test_earlier_requests_of_the_account_are_counted(works: Works, account_id: int) -> None:
    async with works() as work:
        other = await open_account(work, OTHER_EMAIL, OTHER_PHONE)
        await submit(work, other.id)
        first = await submit(work, account_id)
        assert await work.requests.withdraw(first.id, NOON)
        second = await submit(work, account_id)
        assert await work.requests.count_before(first) == 0
        assert await work.requests.count_before(second) == 1
        assert await work.requests.latest(account_id) == second


async def test_an_answer_is_awaited_until_the_latest_is_withdrawn_or_told(works: Works, account_id: int) -> None:
    async def awaited() -> bool:
        async with works() as work:
            request = await work.requests.latest(account_id)
            found = await work.requests.awaited(account_id)
        assert found == (request is not None and request.awaited)
        return found

    assert not await awaited()
    async with works() as work:
        first = await submit(work, account_id)
    assert await awaited()
    async with works() as work:
        assert await work.requests.withdraw(first.id, NOON)
    assert not await awaited()
    async with works() as work:
        second = await submit(work, account_id)
        assert await work.requests.decide(second.id, REJECTED, OLGA, NOON + HOUR, {"scan": "blurred"})
    assert await awaited()
    async with works() as work:
        assert await work.requests.told(second.id, NOON + HOUR)
    assert not await awaited()


async def test_one_owner_until_handed_back_by_that_one(works: Works, request_id: int) -> None:
    async with works() as work:
        assert await work.requests.take(request_id, OLGA)
        assert not await work.requests.take(request_id, PAVEL)
        assert not await work.requests.take(request_id, OLGA)
        assert (await read(work, request_id)).taken_by == OLGA
        assert not await work.requests.hand_back(request_id, PAVEL)
        assert await work.requests.hand_back(request_id, OLGA)
        assert (await read(work, request_id)).taken_by is None
        assert await work.requests.take(request_id, PAVEL)


async def test_twenty_who_take_at_once_make_one_owner(works: Works, second_works: Works, request_id: int) -> None:
    async def take(mine: Works, number: int) -> Staff | None:
        staff = Staff(7100 + number, f"Дежурный {number}")
        async with mine() as work:
            return staff if await work.requests.take(request_id, staff) else None

    owners = await asyncio.gather(*(take((works, second_works)[i % 2], i) for i in range(20)))
    async with works() as work:
        assert [each for each in owners if each] == [(await read(work, request_id)).taken_by]


async def test_twenty_who_decide_at_once_make_one_decision(works: Works, second_works: Works, request_id: int) -> None:
    async def decide(mine: Works, number: int) -> bool:
        state, verdict = (REJECTED, {"scan": f"blurred {number}"}) if number % 2 else (APPROVED, {})
        async with mine() as work:
            return await work.requests.decide(request_id, state, Staff(7100 + number, "?"), NOON, verdict)

    decided = await asyncio.gather(*(decide((works, second_works)[i % 2], i) for i in range(20)))
    assert sum(decided) == 1
    async with works() as work:
        request = await read(work, request_id)
    winner = decided.index(True)
    assert request.decided_by == Staff(7100 + winner, "?")
    assert [each.reason for each in request.rejected] == ([f"blurred {winner}"] if winner % 2 else [])


async def test_a_rejection_names_its_slots_and_reasons(works: Works, request_id: int) -> None:
    async with works() as work:
        verdict = {"selfie": "text:Не видно лица", "scan": "blurred"}
        assert await work.requests.decide(request_id, REJECTED, OLGA, NOON + HOUR, verdict)
    async with works() as work:
        request = await read(work, request_id)
        assert (request.state, request.decided_by, request.decided_at) == (REJECTED, OLGA, NOON + HOUR)
        assert [(each.slot, each.reason) for each in request.rejected] == [
            (Slot.SCAN, "blurred"),
            (Slot.SELFIE, "text:Не видно лица"),
        ]
        assert not await work.requests.take(request_id, PAVEL)
        assert not await work.requests.withdraw(request_id, NOON)
        assert not await work.requests.promise(request_id, NOON + 2 * DAY)


async def test_one_more_slot_can_be_rejected_until_it_is_told(works: Works, request_id: int) -> None:
    async with works() as work:
        assert not await work.requests.add_rejected(request_id, "scan", "blurred")
        assert await work.requests.decide(request_id, REJECTED, OLGA, NOON, {"scan": "blurred"})
        assert await work.requests.add_rejected(request_id, "last-page", "dark")
        assert [each.reason for each in (await read(work, request_id)).rejected] == ["blurred", "dark"]
        assert not await work.requests.add_rejected(request_id, "no such slot", "dark")
        assert await work.requests.told(request_id, NOON)
        assert not await work.requests.add_rejected(request_id, "selfie", "dark")


async def test_a_decision_taken_back_is_open_again_and_owned_by_who_did_so(works: Works, request_id: int) -> None:
    async with works() as work:
        assert not await work.requests.reopen(request_id, OLGA)
        assert await work.requests.decide(request_id, REJECTED, OLGA, NOON, {"scan": "blurred"})
        assert await work.requests.reopen(request_id, PAVEL)
    async with works() as work:
        request = await read(work, request_id)
        assert (request.state, request.decided_by, request.decided_at, request.rejected) == (OPEN, None, None, ())
        assert request.taken_by == PAVEL
        assert request.files == FILES
        assert not await work.requests.told(request_id, NOON)
        assert await work.requests.decide(request_id, APPROVED, PAVEL, NOON, {})


async def test_a_told_decision_stays(works: Works, request_id: int) -> None:
    async with works() as work:
        assert await work.requests.decide(request_id, APPROVED, OLGA, NOON, {})
        assert await work.requests.told(request_id, NOON + HOUR)
        assert not await work.requests.told(request_id, NOON + DAY)
        assert not await work.requests.reopen(request_id, OLGA)
        assert (await read(work, request_id)).told_at == NOON + HOUR


async def test_a_decision_is_told_or_taken_back_never_both(works: Works, second_works: Works, request_id: int) -> None:
    async def tell() -> bool:
        async with works() as work:
            return await work.requests.told(request_id, NOON)

    async def take_back() -> bool:
        async with second_works() as work:
            return await work.requests.reopen(request_id, PAVEL)

    for turn in range(6):
        async with works() as work:
            assert await work.requests.decide(request_id, APPROVED, PAVEL, NOON, {})
        both = (tell(), take_back()) if turn % 2 else (take_back(), tell())
        assert sum(await asyncio.gather(*both)) == 1
        async with works() as work:
            if (await read(work, request_id)).state is APPROVED:
                request_id = (await submit(work, (await read(work, request_id)).account_id)).id


async def test_a_decision_is_not_taken_back_over_a_newer_request(
    works: Works, account_id: int, request_id: int
) -> None:
    async with works() as work:
        assert await work.requests.decide(request_id, REJECTED, OLGA, NOON, {"scan": "blurred"})
        newer = await submit(work, account_id)
        assert not await work.requests.reopen(request_id, OLGA)
        assert [each.id for each in await work.requests.open_ones()] == [newer.id]
    async with works() as work:
        assert [each.reason for each in (await read(work, request_id)).rejected] == ["blurred"]


async def test_a_withdrawn_request_is_neither_decided_nor_told(works: Works, request_id: int) -> None:
    async with works() as work:
        assert await work.requests.withdraw(request_id, NOON)
        assert not await work.requests.withdraw(request_id, NOON)
        assert not await work.requests.decide(request_id, APPROVED, OLGA, NOON, {})
        assert not await work.requests.told(request_id, NOON)
        assert (await read(work, request_id)).state is RequestState.WITHDRAWN


async def test_a_request_is_found_by_its_messages_in_the_group(works: Works, request_id: int) -> None:
    async with works() as work:
        card = Card(topic=5, message=50, files=(53, 51, 52))
        await work.requests.set_card(request_id, card)
        assert (await read(work, request_id)).card == card
        for message in (50, 51, 52, 53):
            found = await work.requests.by_card_message(message)
            assert found is not None
            assert found.id == request_id
        assert await work.requests.by_card_message(5) is None


async def test_a_card_set_anew_forgets_the_messages_before(works: Works, request_id: int) -> None:
    async with works() as work:
        await work.requests.set_card(request_id, Card(5, 50, (51, 52)))
        await work.requests.set_card(request_id, Card(None, 60))
        assert (await read(work, request_id)).card == Card(None, 60)
        assert await work.requests.by_card_message(51) is None
        await work.requests.set_card(request_id, Card())
        assert (await read(work, request_id)).card == Card()


async def test_a_message_number_given_again_belongs_to_the_newer_request(works: Works, request_id: int) -> None:
    async with works() as work:
        other = await open_account(work, OTHER_EMAIL, OTHER_PHONE)
        newer = await submit(work, other.id)
        await work.requests.set_card(request_id, Card(1, 50, (51,)))
        await work.requests.set_card(newer.id, Card(2, 51))
        found = await work.requests.by_card_message(51)
        assert found is not None
        assert found.id == newer.id


async def test_open_requests_come_by_deadline(works: Works, request_id: int) -> None:
    async with works() as work:
        other = await open_account(work, OTHER_EMAIL, OTHER_PHONE)
        earlier = await submit(work, other.id, hours=-1)
        assert [each.id for each in await work.requests.open_ones()] == [earlier.id, request_id]
        assert await work.requests.promise(earlier.id, NOON + 2 * DAY)
        assert [each.id for each in await work.requests.open_ones()] == [request_id, earlier.id]
        assert await work.requests.decide(request_id, APPROVED, OLGA, NOON, {})
        (left,) = await work.requests.open_ones()
        assert (left.id, left.answer_by, left.files) == (earlier.id, NOON + 2 * DAY, FILES)
