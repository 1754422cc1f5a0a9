"""Counts for the figures, on both databases: each on its day, by the borders that were given."""

from __future__ import annotations

from datetime import timedelta

from account.admins.funnel import Milestone, Stage, Users
from account.passwords import PasswordHash
from account.ports import Works
from tests.storage.samples import ANNA, BORIS, DAY, EMAIL, HOUR, NOON, PHONE

BORDERS = [NOON - DAY, NOON, NOON + DAY]


async def test_people_count_on_the_day_they_came(works: Works) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON - DAY)  # the first border belongs to its day
        await work.people.seen(BORIS, "ru", NOON + DAY)  # the last one does not
        await work.people.seen(ANNA, "ru", NOON + HOUR)
        assert await work.statistics.by_day(Stage.START, BORDERS) == [1, 0]


async def test_a_milestone_counts_the_first_time_only(works: Works) -> None:
    async with works() as work:
        await work.statistics.reached(ANNA, Milestone.CONTACTS, NOON - HOUR)
        await work.statistics.reached(ANNA, Milestone.CONTACTS, NOON + HOUR)
        await work.statistics.reached(BORIS, Milestone.CONTACTS, NOON + HOUR)
        assert await work.statistics.by_day(Stage.CONTACTS, BORDERS) == [1, 1]


async def test_accounts_are_counted_by_how_they_stand(works: Works) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)
        await work.people.set_gone(ANNA, NOON)
        account = await work.accounts.add(EMAIL, PHONE, PasswordHash("hash"), (), NOON)
        assert account is not None
        await work.accounts.set_verified(account.id, NOON + HOUR)
        assert await work.statistics.users() == Users(1, 1, 1, 0, 1, 0)
        assert await work.statistics.by_day(Stage.CODES, BORDERS) == [0, 1]
        assert await work.statistics.by_day(Stage.VERIFIED, BORDERS) == [0, 1]
        assert await work.statistics.by_day(Stage.PROFILE, BORDERS) == [0, 0]


async def test_nobody_is_nought(works: Works) -> None:
    async with works() as work:
        assert await work.statistics.users() == Users(0, 0, 0, 0, 0, 0)
        assert await work.statistics.by_day(Stage.START, [NOON, NOON + timedelta(days=1)]) == [0]
