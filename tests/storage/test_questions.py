"""Questions: one open at a time of each person, answered, waiting anew and closed once each."""

from __future__ import annotations

import asyncio

import pytest

from account.ports import Work, Works
from account.requests import Request, RequestKind, RequestState
from tests.storage.samples import (
    ANNA,
    BORIS,
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


async def asked(work: Work, person: int = ANNA, account: int | None = None) -> Request:
    return await work.questions.ask(account, person, NOON, NOON + DAY)


async def sent_off(work: Work, account: int, person: int = ANNA) -> Request:
    request = await work.requests.add(account, person, FILES, NOON, NOON + DAY)
    assert request is not None
    return request


async def read(work: Work, request_id: int) -> Request:
    request = await work.requests.by_id(request_id)
    assert request is not None
    return request


async def open_number(work: Work, person: int = ANNA) -> int | None:
    found = await work.questions.open_of(person)
    return found.id if found is not None else None


async def test_a_question_comes_back_as_it_was_asked(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        guest, customer = await asked(work, BORIS), await asked(work, ANNA, account.id)
    async with works() as work:
        for question, person, owner in ((guest, BORIS, None), (customer, ANNA, account.id)):
            state, kind = RequestState.OPEN, RequestKind.QUESTION
            assert await read(work, question.id) == question
            assert question == Request(question.id, owner, person, state, NOON, NOON + DAY, (), kind)
            assert question.waits


async def test_a_person_has_one_open_question(works: Works) -> None:
    async with works() as work:
        first = await asked(work)
        assert await work.questions.ask(None, ANNA, NOON + HOUR, NOON + 2 * DAY) == first
        assert (await asked(work, BORIS)).id != first.id
        assert await work.questions.close(first.id, OLGA, NOON)
        second = await asked(work)
        assert second.id > first.id


async def test_of_many_who_ask_at_once_one_opens_the_question(works: Works, second_works: Works) -> None:
    async def ask(mine: Works, person: int) -> int:
        async with mine() as work:
            return (await asked(work, person)).id

    for person in (ANNA, BORIS):
        numbers = await asyncio.gather(*(ask(mine, person) for mine in (works, second_works) * 4))
        assert len(set(numbers)) == 1
    async with works() as work:
        assert {each.telegram_id for each in await work.requests.open_ones()} == {ANNA, BORIS}
        assert len(await work.requests.open_ones()) == 2


async def test_a_question_and_a_verification_are_open_at_once_whichever_came_first(works: Works) -> None:
    async with works() as work:
        anna = await open_account(work)
        boris = await open_account(work, OTHER_EMAIL, OTHER_PHONE)
        question, request = await asked(work, ANNA, anna.id), await sent_off(work, anna.id)
        other_request, other_question = await sent_off(work, boris.id, BORIS), await asked(work, BORIS, boris.id)
        open_now = {each.id for each in await work.requests.open_ones()}
        assert open_now == {question.id, request.id, other_request.id, other_question.id}
        assert await open_number(work, ANNA) == request.id
        assert await open_number(work, BORIS) == other_request.id
        assert await work.requests.add(anna.id, ANNA, FILES, NOON, NOON + DAY) is None
        latest = await work.requests.latest(boris.id)
        assert latest is not None
        assert latest.id == other_request.id, "a question is no verification"


@pytest.mark.parametrize("state", [RequestState.APPROVED, RequestState.REJECTED, RequestState.REFUSED])
async def test_what_is_decided_is_waited_for_until_it_is_told(works: Works, state: RequestState) -> None:
    async with works() as work:
        account = await open_account(work)
        request, question = await sent_off(work, account.id), await asked(work)
        assert await work.requests.decide(request.id, state, OLGA, NOON, {})
        assert await open_number(work) == request.id, "it may be taken back"
        assert await work.requests.told(request.id, NOON)
        assert await open_number(work) == question.id
        assert await work.questions.close(question.id, OLGA, NOON)
        assert await open_number(work) is None


async def test_what_was_withdrawn_is_not_waited_for(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        request = await sent_off(work, account.id)
        assert await work.requests.withdraw(request.id, NOON)
        assert await open_number(work) is None
        again = await sent_off(work, account.id)
        assert await open_number(work) == again.id
        assert await open_number(work, BORIS) is None


async def test_a_question_is_answered_once_and_waits_anew_once(works: Works) -> None:
    async with works() as work:
        question = await asked(work)
        assert not await work.questions.wait_again(question.id, NOON + 2 * DAY), "it waits already"
        assert await work.questions.answered(question.id, NOON + HOUR)
        assert not await work.questions.answered(question.id, NOON + 2 * HOUR)
        answered = await read(work, question.id)
        assert (answered.answered_at, answered.answer_by, answered.waits) == (NOON + HOUR, NOON + DAY, False)
        assert await work.questions.wait_again(question.id, NOON + 2 * DAY)
        assert not await work.questions.wait_again(question.id, NOON + 3 * DAY)
        anew = await read(work, question.id)
        assert (anew.answered_at, anew.answer_by, anew.waits) == (None, NOON + 2 * DAY, True)
        assert await work.questions.close(question.id, OLGA, NOON)
        assert not await work.questions.answered(question.id, NOON)
        assert not await work.questions.wait_again(question.id, NOON + 3 * DAY)


async def test_a_verification_is_neither_answered_nor_closed(works: Works) -> None:
    async with works() as work:
        request = await sent_off(work, (await open_account(work)).id)
        assert not await work.questions.answered(request.id, NOON)
        assert not await work.questions.wait_again(request.id, NOON + 2 * DAY)
        assert not await work.questions.close(request.id, OLGA, NOON)
        assert await read(work, request.id) == request
        assert not await work.questions.close(request.id + 1, OLGA, NOON)


async def test_only_its_owner_closes_what_somebody_owns(works: Works) -> None:
    async with works() as work:
        question = await asked(work)
        assert await work.requests.take(question.id, OLGA)
        assert not await work.questions.close(question.id, PAVEL, NOON)
        assert await work.questions.close(question.id, OLGA, NOON + HOUR)
        closed = await read(work, question.id)
    assert (closed.state, closed.decided_by) == (RequestState.CLOSED, OLGA)
    assert (closed.decided_at, closed.told_at) == (NOON + HOUR, NOON + HOUR)
    assert not closed.awaited


async def test_of_many_who_close_at_once_one_does(works: Works, second_works: Works) -> None:
    async with works() as work:
        question = await asked(work)

    async def close(mine: Works, number: int) -> bool:
        async with mine() as work:
            return await work.questions.close(question.id, (OLGA, PAVEL)[number % 2], NOON)

    closed = await asyncio.gather(*(close((works, second_works)[number // 2 % 2], number) for number in range(8)))
    assert sum(closed) == 1
    async with works() as work:
        assert (await read(work, question.id)).decided_by == (OLGA, PAVEL)[closed.index(True) % 2]
