"""Whom admins have shut out, and by which number each person's last fault is found."""

from __future__ import annotations

import asyncio

from account.admins.shut_out import ShutOut
from account.ports import Works
from account.records import Fault
from tests.storage.samples import ANNA, BORIS, HOUR, NOON

OWNER = 9001


async def test_a_ban_lasts_until_it_is_lifted(works: Works) -> None:
    async with works() as work:
        assert await work.bans.since(ANNA) is None
        assert await work.bans.put(ANNA, NOON)
        assert not await work.bans.put(ANNA, NOON + HOUR)
    async with works() as work:
        assert (await work.bans.since(ANNA), await work.bans.since(BORIS)) == (NOON, None)
        assert await work.bans.all() == {ANNA}
        assert await work.bans.remove(ANNA)
        assert not await work.bans.remove(ANNA)
        assert await work.bans.all() == frozenset()


async def test_two_admins_at_once_make_one_ban(works: Works, second_works: Works) -> None:
    async def ban(mine: Works) -> bool:
        async with mine() as work:
            return await work.bans.put(ANNA, NOON)

    assert sorted(await asyncio.gather(ban(works), ban(second_works))) == [False, True]


async def test_what_is_at_hand_is_as_of_the_last_refresh_and_never_an_owner(works: Works) -> None:
    shut_out = ShutOut(works, (OWNER,))
    async with works() as work:
        for person in (ANNA, OWNER):
            await work.bans.put(person, NOON)
    assert ANNA not in shut_out
    await shut_out.refresh()
    assert [person in shut_out for person in (ANNA, BORIS, OWNER)] == [True, False, False]
    async with works() as work:
        await work.bans.remove(ANNA)
    await shut_out.refresh()
    assert ANNA not in shut_out


async def test_the_newest_fault_takes_the_place_of_earlier_ones(works: Works) -> None:
    async with works() as work:
        assert await work.faults.newest([ANNA, BORIS]) is None
        for fault in (Fault(ANNA, "A1", NOON + HOUR), Fault(ANNA, "B2", NOON), Fault(BORIS, "C3", NOON)):
            await work.faults.put(fault)
    async with works() as work:
        assert await work.faults.newest([ANNA]) == Fault(ANNA, "A1", NOON + HOUR)
        assert await work.faults.newest([ANNA, BORIS]) == Fault(ANNA, "A1", NOON + HOUR)
        await work.faults.put(Fault(BORIS, "D4", NOON + 2 * HOUR))
        assert await work.faults.newest([ANNA, BORIS]) == Fault(BORIS, "D4", NOON + 2 * HOUR)
        assert await work.faults.newest([]) is None
