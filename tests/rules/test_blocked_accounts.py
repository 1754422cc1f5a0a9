"""A blocked account lets nobody in, and only who knows its password is told that it is blocked."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.admins.naming import RoleService
from account.admins.roles import NotAllowed, Role
from account.admins.shut_out import ShutOut
from account.admins.users import UserService
from account.refusals import Refusal
from storage.tables import audit
from tests.rules.counted import ANNA, BORIS, EMAIL, answered
from tests.rules.door import RIGHT, WRONG, Door
from tests.rules.policies_at_hand import PoliciesAtHand

OWNER, READER = 7001, 7003


@pytest.fixture
async def users(door: Door) -> UserService:
    roles = RoleService(door.teller.works, (OWNER,))
    async with door.teller.works() as work:
        await work.roles.put(READER, Role.READER, OWNER, door.teller.now)
    return UserService(door.teller.works, roles, PoliciesAtHand(), ShutOut(door.teller.works, (OWNER,)))


async def number(door: Door) -> int:
    async with door.teller.works() as work:
        account = await work.accounts.by_contact(EMAIL)
    assert account is not None
    return account.id


async def signed_in(door: Door, person: int) -> bool:
    return await door.service.current(person) is not None


async def acts(engine: AsyncEngine) -> list[tuple[int, str, str]]:
    async with engine.connect() as connection:
        rows = await connection.execute(select(audit.c.who, audit.c.what, audit.c.detail).order_by(audit.c.id))
        return [tuple(row) for row in rows]


async def test_a_blocked_account_lets_nobody_in_until_it_is_unblocked(
    door: Door, users: UserService, engine: AsyncEngine
) -> None:
    account = await number(door)
    assert await door.enters(ANNA) == "in"
    card = await users.block(door.teller.step(OWNER), account)
    assert (card.account and card.account.blocked_at, card.sign_ins) == (door.teller.now, ())
    assert not await signed_in(door, ANNA)
    assert [await door.enters(each) for each in (ANNA, BORIS)] == ["account-blocked", "account-blocked"]
    assert not await signed_in(door, ANNA)
    card = await users.unblock(door.teller.step(OWNER), account)
    assert card.account is not None
    assert card.account.blocked_at is None
    assert await door.enters(ANNA) == "in"
    called = f"account {account}"
    assert await acts(engine) == [(OWNER, "user-blocked", called), (OWNER, "user-unblocked", called)]


async def test_a_wrong_password_does_not_tell_that_it_is_blocked(door: Door, users: UserService) -> None:
    await users.block(door.teller.step(OWNER), await number(door))
    await door.fails(BORIS, 5)
    assert await door.enters(BORIS, WRONG) == "locked"
    assert await door.enters(BORIS, RIGHT) == "locked"


async def test_a_right_password_is_no_failure_though_it_is_blocked(door: Door, users: UserService) -> None:
    await users.block(door.teller.step(OWNER), await number(door))
    assert [await door.enters(ANNA) for _ in range(7)] == ["account-blocked"] * 7


async def test_who_signs_in_while_it_is_being_blocked_is_not_left_inside(door: Door, users: UserService) -> None:
    account, step = await number(door), door.teller.step(OWNER)
    entered, _ = await asyncio.gather(door.enters(ANNA), answered(lambda: users.block(step, account)))
    assert entered in {"in", "account-blocked"}
    assert not await signed_in(door, ANNA)


async def test_the_end_of_all_sign_ins_blocks_nothing(door: Door, users: UserService, engine: AsyncEngine) -> None:
    account = await number(door)
    assert [await door.enters(each) for each in (ANNA, BORIS)] == ["in", "in"]
    step = door.teller.step(OWNER)
    for _ in range(2):
        assert (await users.end_sign_ins(step, account)).sign_ins == ()
    assert not await signed_in(door, BORIS)
    assert await acts(engine) == [(OWNER, "user-signed-out", f"account {account}")]
    assert await door.enters(BORIS) == "in"


async def test_twice_blocked_is_blocked_since_the_first_time(
    door: Door, users: UserService, engine: AsyncEngine
) -> None:
    account, first = await number(door), door.teller.now
    await users.block(door.teller.step(OWNER), account)
    door.teller.later(hours=1)
    card = await users.block(door.teller.step(OWNER), account)
    assert card.account is not None
    assert card.account.blocked_at == first
    assert len(await acts(engine)) == 1


@pytest.mark.parametrize("person", [READER, ANNA])
async def test_who_may_not_act_changes_nothing_and_leaves_no_entry(
    door: Door, users: UserService, engine: AsyncEngine, person: int
) -> None:
    account = await number(door)
    for act in (users.block, users.unblock, users.end_sign_ins):
        with pytest.raises(NotAllowed):
            await act(door.teller.step(person), account)
    with pytest.raises(NotAllowed):
        await users.ask(person)
    assert await acts(engine) == []
    assert await door.enters(ANNA) == "in"


async def test_every_look_is_in_the_trail_also_one_that_found_nobody(
    door: Door, users: UserService, engine: AsyncEngine
) -> None:
    account = await number(door)
    await users.look(door.teller.step(READER), f" {EMAIL.value.upper()} ")
    await users.view(door.teller.step(READER), account)
    with pytest.raises(Refusal, match="no-such-user"):
        await users.look(door.teller.step(READER), "nobody@example.com")
    with pytest.raises(NotAllowed):
        await users.look(door.teller.step(BORIS), EMAIL.value)
    called = f"account {account}"
    assert await acts(engine) == [(READER, "user-viewed", each) for each in (called, called, "nobody")]
