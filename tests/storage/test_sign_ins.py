"""Sign-ins: at most one current a Telegram user, and a history that does not forget."""

from __future__ import annotations

import asyncio

from account.contacts import Email, Phone
from account.ports import Works
from tests.storage.samples import ANNA, BORIS, HOUR, NOON, OTHER_EMAIL, OTHER_PHONE, open_account

VERA = 1003


async def test_a_sign_in_is_current_until_it_ends(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        assert await work.sign_ins.current(ANNA) is None
        begun = await work.sign_ins.start(account.id, ANNA, NOON)
    assert (begun.account_id, begun.telegram_id, begun.since) == (account.id, ANNA, NOON)
    async with works() as work:
        assert await work.sign_ins.current(ANNA) == begun
        assert await work.sign_ins.current(BORIS) is None
        await work.sign_ins.end(ANNA, NOON + HOUR)
    async with works() as work:
        assert await work.sign_ins.current(ANNA) is None
        assert await work.sign_ins.of_account(account.id) == []


async def test_who_was_ever_signed_in_is_remembered(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        other = await open_account(work, OTHER_EMAIL, OTHER_PHONE)
        await work.sign_ins.start(account.id, ANNA, NOON)
        await work.sign_ins.end(ANNA, NOON)
    async with works() as work:
        assert await work.sign_ins.ever(account.id, ANNA)
        assert not await work.sign_ins.ever(account.id, BORIS)
        assert not await work.sign_ins.ever(other.id, ANNA)


async def test_signing_in_elsewhere_ends_the_sign_in_before(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        other = await open_account(work, OTHER_EMAIL, OTHER_PHONE)
        await work.sign_ins.start(account.id, ANNA, NOON)
        second = await work.sign_ins.start(other.id, ANNA, NOON + HOUR)
    async with works() as work:
        assert await work.sign_ins.current(ANNA) == second
        assert await work.sign_ins.of_account(account.id) == []


async def test_ending_the_others_spares_the_kept_one(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        other = await open_account(work, Email("vera@example.org"), Phone("+79990000000"))
        for person in (BORIS, ANNA):
            await work.sign_ins.start(account.id, person, NOON)
        stranger = await work.sign_ins.start(other.id, VERA, NOON)
    async with works() as work:
        assert await work.sign_ins.end_others(account.id, ANNA, NOON + HOUR) == [BORIS]
        assert [each.telegram_id for each in await work.sign_ins.of_account(account.id)] == [ANNA]
    async with works() as work:
        assert await work.sign_ins.end_others(account.id, None, NOON + HOUR) == [ANNA]
        assert await work.sign_ins.end_others(account.id, None, NOON + HOUR) == []
        assert await work.sign_ins.of_account(other.id) == [stranger]


async def test_signing_in_many_times_at_once_leaves_one_current(works: Works, second_works: Works) -> None:
    async with works() as work:
        account = await open_account(work)

    async def sign_in(mine: Works) -> None:
        async with mine() as work:
            await work.sign_ins.start(account.id, ANNA, NOON)

    await asyncio.gather(*(sign_in(mine) for mine in (works, second_works) * 5))
    async with works() as work:
        assert len(await work.sign_ins.of_account(account.id)) == 1


async def test_an_owner_who_was_put_out_ends_the_sign_in_of_whoever_came_later(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        await work.sign_ins.start(account.id, ANNA, NOON)
        stranger = await work.sign_ins.start(account.id, BORIS, NOON + HOUR)
        assert await work.sign_ins.end_others(account.id, BORIS, NOON + 2 * HOUR) == [ANNA]
    async with works() as work:
        assert await work.sign_ins.end_beside(stranger.id, ANNA, NOON + 3 * HOUR)
        assert await work.sign_ins.of_account(account.id) == []
    async with works() as work:
        assert not await work.sign_ins.end_beside(stranger.id, ANNA, NOON + 3 * HOUR)


async def test_a_stranger_who_was_put_out_ends_nothing_of_the_owners(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        before = await work.sign_ins.start(account.id, ANNA, NOON)
        await work.sign_ins.start(account.id, BORIS, NOON + HOUR)
        assert await work.sign_ins.end_others(account.id, ANNA, NOON + 2 * HOUR) == [BORIS]
    async with works() as work:
        assert not await work.sign_ins.end_beside(before.id, BORIS, NOON + 3 * HOUR)
        assert await work.sign_ins.of_account(account.id) == [before]


async def test_nor_of_the_sign_in_with_which_the_owner_came_back(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        await work.sign_ins.start(account.id, ANNA, NOON)
        await work.sign_ins.start(account.id, BORIS, NOON + HOUR)
        again = await work.sign_ins.start(account.id, ANNA, NOON + 2 * HOUR)
        assert await work.sign_ins.end_others(account.id, ANNA, NOON + 3 * HOUR) == [BORIS]
    async with works() as work:
        assert not await work.sign_ins.end_beside(again.id, BORIS, NOON + 4 * HOUR)
        assert await work.sign_ins.of_account(account.id) == [again]


async def test_whoever_is_in_ends_any_other_sign_in_to_the_account(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        other = await open_account(work, OTHER_EMAIL, OTHER_PHONE)
        earlier = await work.sign_ins.start(account.id, ANNA, NOON)
        own = await work.sign_ins.start(account.id, BORIS, NOON + HOUR)
        await work.sign_ins.start(other.id, VERA, NOON)
    async with works() as work:
        assert not await work.sign_ins.end_beside(earlier.id, VERA, NOON + 2 * HOUR)
        assert not await work.sign_ins.end_beside(own.id, BORIS, NOON + 2 * HOUR)
        assert await work.sign_ins.end_beside(earlier.id, BORIS, NOON + 2 * HOUR)
        assert await work.sign_ins.of_account(account.id) == [own]
