"""Proposals and notes: what was seen is confirmed, or nothing is; once."""

from __future__ import annotations

import asyncio

import pytest

from account.ports import Work, Works
from account.requests import Proposal, Request, RequestState, Slot, Staff, Verdict
from tests.storage.samples import ANNA, DAY, FILES, HOUR, NOON, OLGA, PAVEL, open_account

APPROVE = Verdict(RequestState.APPROVED)
REJECT = Verdict(RequestState.REJECTED, {"scan": ("text:Нет печати", "звонил"), "selfie": ("dark", None)})


@pytest.fixture
async def request_id(works: Works) -> int:
    async with works() as work:
        request = await work.requests.add((await open_account(work)).id, ANNA, FILES, NOON, NOON + DAY)
    assert request is not None
    return request.id


async def read(work: Work, request_id: int) -> Request:
    request = await work.requests.by_id(request_id)
    assert request is not None
    return request


async def proposal_of(work: Work, request_id: int) -> Proposal:
    proposal = (await read(work, request_id)).proposal
    assert proposal is not None
    return proposal


async def test_a_proposal_comes_back_with_a_number_that_grows(works: Works, request_id: int) -> None:
    async with works() as work:
        assert await work.requests.propose(request_id, REJECT, OLGA, NOON)
        assert not await work.requests.propose(request_id, APPROVE, PAVEL, NOON)
    async with works() as work:
        assert await proposal_of(work, request_id) == Proposal(REJECT, OLGA, NOON, 1)
        assert not await work.requests.propose(request_id, APPROVE, OLGA, NOON, over=2)
        assert await work.requests.propose(request_id, APPROVE, OLGA, NOON + HOUR, over=1)
        assert await proposal_of(work, request_id) == Proposal(APPROVE, OLGA, NOON + HOUR, 2)
        assert not await work.requests.drop_proposal(request_id, 1)
        assert await work.requests.drop_proposal(request_id, 2)
        assert not await work.requests.drop_proposal(request_id, 3)
        assert (await read(work, request_id)).proposal is None
        assert await work.requests.propose(request_id, APPROVE, PAVEL, NOON)
        assert (await proposal_of(work, request_id)).number == 4


async def test_only_who_may_decide_proposes(works: Works, request_id: int) -> None:
    async with works() as work:
        assert await work.requests.take(request_id, OLGA)
        assert not await work.requests.propose(request_id, APPROVE, PAVEL, NOON)
        assert await work.requests.propose(request_id, APPROVE, OLGA, NOON)
        assert await work.requests.withdraw(request_id, NOON)
        assert not await work.requests.propose(request_id, APPROVE, OLGA, NOON, over=1)
        assert not await work.requests.drop_proposal(request_id, 1)
        assert not await work.requests.confirm(request_id, Proposal(APPROVE, OLGA, NOON, 1), PAVEL, NOON)


async def test_what_was_seen_is_confirmed_with_its_notes(works: Works, request_id: int) -> None:
    async with works() as work:
        assert await work.requests.propose(request_id, APPROVE, OLGA, NOON)
        seen = await proposal_of(work, request_id)
        assert await work.requests.propose(request_id, REJECT, OLGA, NOON, over=1)
        assert not await work.requests.confirm(request_id, seen, PAVEL, NOON)
        assert await work.requests.confirm(request_id, await proposal_of(work, request_id), PAVEL, NOON + HOUR)
    async with works() as work:
        decided = await read(work, request_id)
        assert (decided.state, decided.decided_by, decided.decided_at) == (REJECT.state, PAVEL, NOON + HOUR)
        assert decided.proposal is not None
        assert decided.proposal.by == OLGA
        assert [(each.slot, each.reason, each.note) for each in decided.rejected] == [
            (Slot.SCAN, "text:Нет печати", "звонил"),
            (Slot.SELFIE, "dark", None),
        ]
        assert not await work.requests.confirm(request_id, decided.proposal, OLGA, NOON)
        assert await work.requests.reopen(request_id, PAVEL)
        reopened = await read(work, request_id)
        assert (reopened.proposal, reopened.files) == (None, FILES)


async def test_a_decision_of_one_keeps_notes_and_drops_what_was_proposed(works: Works, request_id: int) -> None:
    async with works() as work:
        assert await work.requests.propose(request_id, APPROVE, OLGA, NOON)
        rejected, notes = {"scan": "dark", "selfie": "glare"}, {"selfie": "звонил"}
        assert await work.requests.decide(request_id, RequestState.REJECTED, PAVEL, NOON, rejected, notes)
        assert await work.requests.add_rejected(request_id, "last-page", "dark", "вчера")
        decided = await read(work, request_id)
    assert decided.proposal is None
    assert [each.note for each in decided.rejected] == [None, "звонил", "вчера"]


async def test_of_twenty_who_confirm_or_drop_at_once_one_does(
    works: Works, second_works: Works, request_id: int
) -> None:
    async with works() as work:
        assert await work.requests.propose(request_id, REJECT, OLGA, NOON)
        seen = await proposal_of(work, request_id)

    async def act(mine: Works, number: int) -> bool:
        async with mine() as work:
            if number % 2:
                return await work.requests.drop_proposal(request_id, seen.number)
            return await work.requests.confirm(request_id, seen, Staff(7100 + number, "?"), NOON)

    done = await asyncio.gather(*(act((works, second_works)[i // 2 % 2], i) for i in range(20)))
    assert sum(done) == 1
    async with works() as work:
        request = await read(work, request_id)
    winner = done.index(True)
    assert (request.state is RequestState.OPEN) == bool(winner % 2)
    assert len(request.rejected) == (0 if winner % 2 else 2)
