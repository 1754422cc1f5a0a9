"""A consent that can be withdrawn: in force once, and a row for each time that it was."""

from __future__ import annotations

import asyncio

from account.ports import Works
from account.records import Consent
from tests.storage.samples import ANNA, BORIS, CONSENTS, HOUR, NOON, open_account

FIRST = Consent("advertising", "2026-11", NOON, ANNA)


async def test_each_time_it_is_given_has_a_row_of_its_own(works: Works) -> None:
    second = Consent("advertising", "2026-12", NOON + 2 * HOUR, BORIS)
    async with works() as work:
        account = (await open_account(work)).id
        assert not await work.consents.withdraw(account, "advertising", NOON)
        assert await work.consents.give(account, FIRST)
        assert not await work.consents.give(account, second)
        assert await work.consents.withdraw(account, "advertising", NOON + HOUR)
        assert not await work.consents.withdraw(account, "advertising", NOON + HOUR)
        assert await work.consents.give(account, second)
    async with works() as work:
        withdrawn = Consent("advertising", "2026-11", NOON, ANNA, NOON + HOUR)
        assert await work.personal.consents(account) == [*CONSENTS, withdrawn, second]


async def test_two_who_give_it_at_once_give_it_once(works: Works, second_works: Works) -> None:
    async with works() as work:
        account = (await open_account(work)).id

    async def give(mine: Works) -> bool:
        async with mine() as work:
            return await work.consents.give(account, FIRST)

    assert sorted(await asyncio.gather(give(works), give(second_works))) == [False, True]


async def test_an_account_that_is_no_more_gives_none(works: Works) -> None:
    async with works() as work:
        assert not await work.consents.give(404, FIRST)
