"""Customers found by a policy's number, bans, and what an update that comes again does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.admins.cards import Namesakes, UserCard, UserState
from account.admins.naming import RoleService
from account.admins.roles import NotAllowed
from account.admins.shut_out import ShutOut
from account.admins.users import UserService
from account.contacts import Email, Phone
from account.policies.ports import NotByNumberError, PoliciesAwayError
from account.refusals import Refusal
from storage.tables import audit
from tests.rules.counted import ANNA, BORIS, Teller
from tests.rules.policies_at_hand import HOLDER, POLICY, PoliciesAtHand
from tests.storage.samples import HASH, PROFILE

OWNER = 7001


@dataclass
class Silent(PoliciesAtHand):
    """Policies that answer a question by number with this error; ``heard`` are the numbers asked about."""

    error: type[Exception] = PoliciesAwayError
    heard: tuple[str, ...] = ()

    async def holders_of(self, number: str) -> Any:
        self.heard += (number,)
        raise self.error


def users(teller: Teller, policies: PoliciesAtHand) -> UserService:
    return UserService(teller.works, RoleService(teller.works, (OWNER,)), policies, ShutOut(teller.works, (OWNER,)))


async def an_account(teller: Teller, number: int) -> int:
    """One with the profile of everybody's namesake."""
    async with teller.works() as work:
        contacts = Email(f"box{number}@example.org"), Phone(f"+7916{2_000_000 + number}")
        account = await work.accounts.add(*contacts, HASH, (), teller.now)
        assert account is not None
        await work.accounts.set_profile(account.id, PROFILE, teller.now)
    return account.id


async def viewed(engine: AsyncEngine) -> list[str]:
    async with engine.connect() as connection:
        return list(await connection.scalars(select(audit.c.detail).order_by(audit.c.id)))


@pytest.mark.parametrize(
    ("error", "refusal"), [(PoliciesAwayError, "policies-away"), (NotByNumberError, "no-such-user-by-policy")]
)
async def test_a_system_that_does_not_tell_is_named_as_the_reason(
    teller: Teller, engine: AsyncEngine, error: type[Exception], refusal: str
) -> None:
    policies = Silent(error=error)
    with pytest.raises(Refusal, match=rf"^{refusal}$"):
        await users(teller, policies).look(teller.step(OWNER), "ХХХ 0123456789")
    assert policies.heard == ("ХХХ 0123456789",)
    assert await viewed(engine) == ["nobody"]


@pytest.mark.parametrize("typed", ["nobody7@example.com", "+79160000000", "№12", "Иванова Анна"])
async def test_what_is_no_policy_s_number_is_told_to_nobody_else(teller: Teller, typed: str) -> None:
    policies = Silent()
    with pytest.raises(Refusal, match=r"^no-such-user$"):
        await users(teller, policies).look(teller.step(OWNER), typed)
    assert policies.heard == ()


async def test_whoever_may_not_look_asks_no_system(teller: Teller) -> None:
    policies = Silent()
    with pytest.raises(NotAllowed):
        await users(teller, policies).look(teller.step(ANNA), "ХХХ 0123456789")
    assert policies.heard == ()


async def test_all_accounts_that_see_the_policy_are_found_once(teller: Teller, engine: AsyncEngine) -> None:
    numbers = [await an_account(teller, number) for number in range(2)]
    service = users(teller, PoliciesAtHand([(HOLDER, POLICY), (HOLDER, POLICY)]))
    step = teller.step(OWNER)
    for _ in range(2):  # the update comes again
        found = await service.look(step, POLICY.number)
        assert isinstance(found, Namesakes)
        assert ([each.id for each in found.accounts], found.total) == (numbers, 2)
    assert await viewed(engine) == [f"accounts {numbers[0]} {numbers[1]}"]


async def test_a_ban_that_comes_again_is_one_act_and_holds_at_once(teller: Teller, engine: AsyncEngine) -> None:
    shut_out = ShutOut(teller.works, (OWNER,))
    service = UserService(teller.works, RoleService(teller.works, (OWNER,)), PoliciesAtHand(), shut_out)
    async with teller.works() as work:
        await work.people.seen(BORIS, "ru", teller.now)
    step = teller.step(OWNER)
    cards: list[UserCard] = [await service.ban(step, BORIS) for _ in range(2)]
    assert [(each.state, each.banned_at, each.bannable) for each in cards] == [(UserState.BLOCKED, step.at, ())] * 2
    assert BORIS in shut_out
    with pytest.raises(NotAllowed):
        await service.unban(teller.step(ANNA), BORIS)
    assert (await service.unban(teller.step(OWNER), BORIS)).state is UserState.GUEST
    assert BORIS not in shut_out
    assert await viewed(engine) == [f"telegram {BORIS}"] * 2


async def test_a_banned_user_whom_the_bot_has_forgotten_can_be_let_in_again(teller: Teller) -> None:
    service = users(teller, PoliciesAtHand())
    async with teller.works() as work:
        await work.bans.put(BORIS, teller.now)
    card = await service.look(teller.step(OWNER), str(BORIS))
    assert isinstance(card, UserCard)
    assert (card.state, card.banned_at) == (UserState.BLOCKED, teller.now)
    with pytest.raises(Refusal, match="no-such-user"):
        await service.unban(teller.step(OWNER), BORIS)
