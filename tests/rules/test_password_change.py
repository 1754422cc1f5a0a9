"""Who may put another password in force, at whatever moment somebody else does the same."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from account.code import Code
from account.contacts import Phone
from account.passwords import Password
from account.ports import Hasher
from account.refusals import Refusal
from account.reset import ResetService
from account.sign_in import SignInService
from tests.rules.counted import ANNA, BORIS, EMAIL, Teller, answered

OLD, ANNAS, BORISS = (Password.parse(each) for each in ("снегопад47", "ледоход52", "гололёд47"))


class Home:
    """An account that Anna and Boris are signed in to."""

    def __init__(self, teller: Teller, hasher: Hasher) -> None:
        self.teller, self.hasher = teller, hasher
        self.sign_in = SignInService(teller.works, hasher)

    async def open_account(self) -> None:
        hashed = await self.hasher.hash(OLD)
        async with self.teller.works() as work:
            account = await work.accounts.add(EMAIL, Phone.parse("+79161234567"), hashed, (), self.teller.now)
            assert account is not None
        self.account_id = account.id
        await self.come_in()

    async def come_in(self) -> None:
        async with self.teller.works() as work:
            for person in (ANNA, BORIS):
                await work.sign_ins.start(self.account_id, person, self.teller.now)

    async def changes(self, person: int, password: Password) -> str:
        """«changed», or by which name it was refused; they gave the old password a moment ago."""
        step, hashed = self.teller.step(person), await self.hasher.hash(password)
        try:
            await answered(lambda: self.sign_in.change(step, hashed, step.at))
        except Refusal as refusal:
            return refusal.name
        return "changed"

    async def opens_with(self, password: Password) -> bool:
        async with self.teller.works() as work:
            found = await work.accounts.credentials(EMAIL)
        return await self.hasher.verify(password, found.password)


@pytest.fixture
async def home(teller: Teller, hasher: Hasher) -> Home:
    home = Home(teller, hasher)
    await home.open_account()
    return home


async def test_of_two_who_change_it_at_once_one_is_still_signed_in(home: Home) -> None:
    for number in range(8):
        both = (ANNA, ANNAS), (BORIS, BORISS)
        outcomes = await asyncio.gather(*(home.changes(*each) for each in both))
        assert sorted(outcomes) == ["changed", "signed-out"], number
        winner, password = both[outcomes.index("changed")]
        assert await home.opens_with(password)
        assert await home.sign_in.current(winner) is not None
        await home.come_in()


async def test_a_reset_at_the_same_moment_prevails(home: Home) -> None:
    teller = home.teller
    reset = ResetService(teller.works, teller.codes, home.hasher)
    for _ in range(4):
        await reset.send_code(teller.step(ANNA), EMAIL)
        async with teller.works() as work:
            claimed = await work.outbox.claim(9, teller.now, teller.now + timedelta(days=1))
        (sent,) = [each.parcel.payload for each in claimed if "code" in each.parcel.payload]
        code, step = Code(str(sent["code"])), teller.step(ANNA)
        confirmed = answered(lambda step=step, code=code: reset.confirm(step, EMAIL, code))  # type: ignore[misc] # bound here
        await asyncio.gather(home.changes(BORIS, BORISS), confirmed)
        assert await home.opens_with(Password.parse(str(sent["password"])))
        assert await home.sign_in.current(BORIS) is None
        teller.later(hours=2)
        await home.come_in()
