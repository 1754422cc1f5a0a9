"""The queue as SQL: paged by deadline, questions of people without an account among it, few statements."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from account.contacts import Email, Phone
from account.desk.queue import ROWS_A_PAGE, QueuePage
from account.desk.service import DeskService
from account.ports import Works
from account.requests import RequestKind, RequestState
from storage.tables import requests
from tests.storage.samples import ANNA, DAY, FILES, HOUR, MINUTE, NOON, OLGA, PROFILE, PROMISE, open_account
from tests.storage.sql_fixtures import count_statements

STATEMENTS_A_PAGE = 4


def desk(works: Works) -> DeskService:
    return DeskService(works, timedelta(), PROMISE)


async def waiting(works: Works, number: int, answer_by: datetime) -> int:
    """A request of its own account with a profile."""
    async with works() as work:
        account = await open_account(work, Email(f"box{number}@example.org"), Phone(f"+7916{2_000_000 + number}"))
        await work.accounts.set_profile(account.id, PROFILE, NOON)
        request = await work.requests.add(account.id, ANNA + number, FILES, NOON, answer_by)
    assert request is not None
    return request.id


async def question(engine: AsyncEngine, person: int, answer_by: datetime, answered_at: datetime | None) -> None:
    """A question of somebody without an account."""
    row = {"telegram_id": person, "state": "open", "submitted_at": NOON, "answer_by": answer_by, "kind": "question"}
    async with engine.begin() as connection:
        await connection.execute(insert(requests).values(**row, answered_at=answered_at))


def numbers(page: QueuePage) -> list[int]:
    return [row.id for row in page.rows]


async def test_what_waits_comes_by_deadline_in_pages(works: Works, engine: AsyncEngine) -> None:
    made = [await waiting(works, number, NOON + DAY - number * MINUTE) for number in range(ROWS_A_PAGE + 3)]
    service = desk(works)
    with count_statements(engine) as statements:
        first = await service.queue(1)
    assert len(statements) <= STATEMENTS_A_PAGE
    assert (numbers(first), first.number, first.pages, first.total) == (made[::-1][:ROWS_A_PAGE], 1, 2, len(made))
    second = await service.queue(2)
    assert numbers(second) == made[::-1][ROWS_A_PAGE:]
    for beyond in (3, 10**18, -1, 0):
        assert numbers(await service.queue(beyond)) == numbers(second if beyond > 0 else first)


async def test_the_queue_knows_name_and_owner_and_nothing_of_what_is_over(works: Works, engine: AsyncEngine) -> None:
    assert await desk(works).queue(1) == QueuePage([], 1, 0)
    taken, decided = [await waiting(works, number, NOON + number * HOUR) for number in range(2)]
    await question(engine, ANNA, NOON + 5 * HOUR, answered_at=None)
    await question(engine, ANNA + 1, NOON + 5 * HOUR, answered_at=NOON)
    async with works() as work:
        assert await work.requests.take(taken, OLGA)
        assert await work.requests.decide(decided, RequestState.APPROVED, OLGA, NOON, {})
    first, second = (await desk(works).queue(1)).rows
    assert (first.id, first.kind, first.name, first.taken_by) == (taken, RequestKind.VERIFICATION, PROFILE.name, OLGA)
    assert (second.kind, second.name, second.taken_by) == (RequestKind.QUESTION, None, None)
    assert second.answer_by == NOON + 5 * HOUR
