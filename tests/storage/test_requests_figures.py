"""What the desk's figures are made of: what was answered since, and what waits for how long."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncEngine

from account.contacts import Email, Phone
from account.ports import Work, Works
from account.requests import Answered, RequestState, Staff, Waiting
from tests.storage.samples import ANNA, DAY, FILES, HOUR, NOON, OLGA, PAVEL, SECOND, open_account
from tests.storage.sql_fixtures import count_statements


async def sent(work: Work, number: int, hours: float = 0) -> int:
    """A request of an account of its own, sent off so many hours after noon."""
    account = await open_account(work, Email(f"canary{number}@example.org"), Phone(f"+7916{2_000_000 + number}"))
    at = NOON + hours * HOUR
    request = await work.requests.add(account.id, ANNA, FILES, at, at + DAY)
    assert request is not None
    return request.id


async def decided(work: Work, request_id: int, state: RequestState, staff: Staff, hours: float) -> None:
    assert await work.requests.decide(request_id, state, staff, NOON + hours * HOUR, {})


async def test_every_kind_of_decision_since_then_counts_and_in_order(works: Works) -> None:
    async with works() as work:
        late, early, refused, before, withdrawn, taken_back = [await sent(work, number) for number in range(6)]
        await decided(work, late, RequestState.APPROVED, OLGA, 30)
        await decided(work, early, RequestState.REJECTED, PAVEL, 2)
        await decided(work, refused, RequestState.REFUSED, OLGA, 5)
        await decided(work, before, RequestState.APPROVED, OLGA, 1)
        assert await work.requests.withdraw(withdrawn, NOON + 3 * HOUR)
        await decided(work, taken_back, RequestState.APPROVED, OLGA, 4)
        assert await work.requests.reopen(taken_back, OLGA)
    async with works() as work:
        assert await work.requests.answered_since(NOON + 2 * HOUR) == [
            Answered(NOON, NOON + 2 * HOUR, PAVEL),
            Answered(NOON, NOON + 5 * HOUR, OLGA),
            Answered(NOON, NOON + 30 * HOUR, OLGA),
        ]


async def test_overdue_is_by_the_first_promise_and_of_open_ones_only(works: Works) -> None:
    async with works() as work:
        late = await sent(work, 1, hours=-24)
        await sent(work, 2, hours=-23)
        answered, withdrawn = await sent(work, 3, hours=-50), await sent(work, 4, hours=-50)
        await decided(work, answered, RequestState.APPROVED, OLGA, 0)
        assert await work.requests.withdraw(withdrawn, NOON)
        assert await work.requests.open_and_overdue(NOON, DAY) == Waiting(open=2, overdue=0)
        assert await work.requests.promise(late, NOON + DAY)
        assert await work.requests.open_and_overdue(NOON + SECOND, DAY) == Waiting(open=2, overdue=1)
        assert await work.requests.open_and_overdue(NOON + 2 * HOUR, DAY) == Waiting(open=2, overdue=2)


async def test_an_answered_question_does_not_wait_and_one_renewed_is_not_late_by_its_first_day(works: Works) -> None:
    async with works() as work:
        question = await work.questions.ask(None, ANNA, NOON, NOON + DAY)
        assert await work.requests.open_and_overdue(NOON + DAY, DAY) == Waiting(open=1, overdue=0)
        assert await work.requests.open_and_overdue(NOON + DAY + SECOND, DAY) == Waiting(open=1, overdue=1)
        assert await work.questions.answered(question.id, NOON + DAY + SECOND)
        assert await work.requests.open_and_overdue(NOON + 3 * DAY, DAY) == Waiting(open=0, overdue=0)
        assert await work.questions.wait_again(question.id, NOON + 4 * DAY)
        assert await work.requests.open_and_overdue(NOON + 3 * DAY, DAY) == Waiting(open=1, overdue=0)


async def test_nothing_makes_no_figures_and_all_of_them_cost_two_statements(works: Works, engine: AsyncEngine) -> None:
    with count_statements(engine) as statements:
        async with works() as work:
            assert await work.requests.answered_since(NOON) == []
            assert await work.requests.open_and_overdue(NOON, DAY) == Waiting(open=0, overdue=0)
    assert len(statements) == 2
