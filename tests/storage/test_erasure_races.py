"""Who writes something of a person down while it is erased: either the erasure knows of it, or the writer knows."""

from __future__ import annotations

import asyncio

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from account.desk.letters import Content, Sender
from account.ports import Works
from account.privacy.records import Erased, Subject
from account.requests import Card
from storage.tables import accounts, letters, requests
from tests.storage.samples import ANNA, DAY, EMAIL, FILES, NOON, PHONE, open_account

ROUNDS = 12


async def one_request(works: Works) -> tuple[int, int, int]:
    """An account, its open request, and a letter that is being sent to the desk."""
    async with works() as work:
        account = await open_account(work, EMAIL, PHONE)
        request = await work.requests.add(account.id, ANNA, FILES, NOON, NOON + DAY)
        assert request is not None
        letter = await work.letters.add(request.id, Sender.CUSTOMER, ANNA, 5, Content("text", "canary"), NOON)
        await work.letters.begin(letter)
    return account.id, request.id, letter


async def erase(works: Works, account: int, after: float) -> Erased:
    await asyncio.sleep(after)
    async with works() as work:
        erased = await work.personal.erase(Subject(ANNA, account), NOON)
    assert erased is not None
    return erased


async def show(works: Works, request: int) -> bool:
    async with works() as work:
        return await work.requests.set_card(request, Card(71, 5001, (5002, 5003)))


async def arrive(works: Works, letter: int) -> bool:
    async with works() as work:
        return await work.letters.delivered(letter, 6001)


async def send_off(works: Works, account: int) -> bool:
    """Ask something; the foreign key refuses it where the account is gone by now."""
    try:
        async with works() as work:
            await work.questions.ask(account, ANNA, NOON, NOON + DAY)
    except IntegrityError:
        return False
    return True


async def test_a_card_is_known_to_the_erasure_or_the_erasure_to_who_shows_it(works: Works, second_works: Works) -> None:
    for number in range(ROUNDS):
        account, request, _ = await one_request(works)
        erased, kept = await asyncio.gather(erase(works, account, number / 4000), show(second_works, request))
        (left,) = erased.requests
        assert (left.topic, left.messages) == ((71, (5001, 5002, 5003)) if kept else (None, ()))


async def test_a_letter_is_known_to_the_erasure_or_the_erasure_to_who_sent_it(
    works: Works, second_works: Works
) -> None:
    for number in range(ROUNDS):
        account, _, letter = await one_request(works)
        erased, kept = await asyncio.gather(erase(works, account, number / 4000), arrive(second_works, letter))
        assert erased.requests[0].messages == ((6001,) if kept else ())


async def test_what_is_sent_off_meanwhile_goes_too(works: Works, second_works: Works, engine: AsyncEngine) -> None:
    for number in range(ROUNDS):
        account, _, _ = await one_request(works)
        erased, sent = await asyncio.gather(erase(works, account, number / 4000), send_off(second_works, account))
        async with engine.connect() as connection:
            for table in (accounts, requests, letters):
                assert await connection.scalar(select(func.count()).select_from(table)) == 0, table.name
        assert len(erased.requests) == (2 if sent else 1)


async def test_two_erasures_at_once_are_one(works: Works, second_works: Works) -> None:
    account, _, _ = await one_request(works)

    async def once(by: Works) -> bool:
        async with by() as work:
            return await work.personal.erase(Subject(ANNA, account), NOON) is not None

    assert sorted(await asyncio.gather(once(works), once(second_works))) == [False, True]
