"""Lock-outs of the sign-in, by real counters and a moved clock."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from account.contacts import Email
from account.passwords import Password, PasswordHash
from account.ports import Hasher
from account.refusals import Refusal
from account.sign_in import SignInService
from tests.rules.counted import ANNA, BORIS, EMAIL, on_sqlite
from tests.rules.door import NOBODYS, RIGHT, WRONG, Door


@on_sqlite
async def test_five_failures_lock_for_that_person_for_fifteen_minutes(door: Door) -> None:
    await door.fails(BORIS, 5)
    assert await door.enters(BORIS) == "locked"
    assert await door.enters(ANNA) == "in"
    door.teller.later(minutes=15)
    assert await door.enters(BORIS) == "in"


@on_sqlite
async def test_a_lock_says_until_when(door: Door) -> None:
    await door.fails(BORIS, 5)
    until = door.teller.now + timedelta(minutes=15)
    door.teller.later(minutes=7)
    with pytest.raises(Refusal) as refused:
        await door.service.sign_in(door.teller.step(BORIS), EMAIL, RIGHT)
    assert refused.value == Refusal("locked", until=int(until.timestamp()))


@on_sqlite
async def test_attempts_during_a_lock_do_not_lengthen_it(door: Door) -> None:
    await door.fails(BORIS, 5)
    door.teller.later(minutes=14)
    assert await door.enters(BORIS, WRONG) == "locked"
    door.teller.later(minutes=1)
    assert await door.enters(BORIS) == "in"


@on_sqlite
async def test_failures_far_apart_do_not_lock(door: Door) -> None:
    for _ in range(10):
        await door.fails(BORIS, 1)
        door.teller.later(minutes=4)
    assert await door.enters(BORIS) == "in"


@on_sqlite
async def test_a_success_wipes_the_own_failures(door: Door) -> None:
    for _ in range(3):
        await door.fails(BORIS, 4)
        assert await door.enters(BORIS) == "in"


@on_sqlite
async def test_twenty_failures_of_several_lock_for_everyone(door: Door) -> None:
    for person in (1, 2, 3, 4):
        await door.fails(person, 5)
    assert await door.enters(BORIS) == "locked"
    door.teller.later(minutes=15)
    assert await door.enters(BORIS) == "in"


@on_sqlite
async def test_whoever_was_in_before_is_never_shut_out_by_others(door: Door) -> None:
    assert await door.enters(ANNA) == "in"
    await door.service.sign_out(door.teller.step(ANNA))
    for person in (1, 2, 3, 4):
        await door.fails(person, 5)
    assert await door.enters(BORIS) == "locked"
    assert await door.enters(ANNA) == "in"


@on_sqlite
async def test_whoever_was_in_before_is_locked_by_the_own_failures(door: Door) -> None:
    assert await door.enters(ANNA) == "in"
    await door.fails(ANNA, 5)
    assert await door.enters(ANNA) == "locked"


@on_sqlite
async def test_successes_are_no_failures(door: Door) -> None:
    for _ in range(25):
        assert await door.enters(ANNA) == "in"
    assert await door.enters(BORIS) == "in"


@on_sqlite
async def test_a_success_does_not_wipe_the_failures_of_others(door: Door) -> None:
    for person in (1, 2, 3, 4):
        await door.fails(person, 5 if person < 4 else 4)
    assert await door.enters(ANNA) == "in"
    await door.fails(4, 1)
    assert await door.enters(BORIS) == "locked"


@on_sqlite
async def test_an_unknown_contact_locks_just_the_same(door: Door) -> None:
    await door.fails(BORIS, 5, NOBODYS)
    assert await door.enters(BORIS, RIGHT, NOBODYS) == "locked"
    for person in (1, 2, 3):
        await door.fails(person, 5, NOBODYS)
    assert await door.enters(ANNA, RIGHT, NOBODYS) == "locked"


@on_sqlite
async def test_the_old_password_is_guarded_by_the_same_counters(door: Door) -> None:
    assert await door.enters(ANNA) == "in"
    for _ in range(5):
        with pytest.raises(Refusal, match="wrong-old-password"):
            await door.service.confirm_old(door.teller.step(ANNA), WRONG)
    with pytest.raises(Refusal, match="locked"):
        await door.service.confirm_old(door.teller.step(ANNA), RIGHT)


async def test_of_a_hundred_wrong_passwords_at_once_five_are_looked_at(door: Door, hasher: Hasher) -> None:
    looked_at = Counter[str]()

    async def note() -> None:
        looked_at["passwords"] += 1

    door.service = SignInService(door.teller.works, Interrupted(hasher, note))
    names = Counter(await asyncio.gather(*(door.enters(BORIS, WRONG) for _ in range(100))))
    assert names == {"wrong-pair": 5, "locked": 95}
    assert looked_at["passwords"] == 5


@on_sqlite
async def test_another_spelling_does_not_tell_an_account_from_nobody(door: Door) -> None:
    """Of an account every spelling is locked at once; so it has to be of an address that nobody has."""
    for address in (str(EMAIL), str(NOBODYS)):
        await door.fails(BORIS, 5, Email.parse(address))
        assert await door.enters(BORIS, WRONG, Email.parse(address.capitalize())) == "locked"


class Interrupted:
    """A hasher in whose time something else happens."""

    def __init__(self, hasher: Hasher, meanwhile: Callable[[], Awaitable[None]]) -> None:
        self._hasher = hasher
        self._meanwhile = meanwhile

    async def hash(self, password: Password) -> PasswordHash:
        return await self._hasher.hash(password)

    async def burn(self, password: Password) -> None:
        await self._hasher.burn(password)

    async def verify(self, password: Password, against: PasswordHash) -> bool:
        right = await self._hasher.verify(password, against)
        await self._meanwhile()
        return right


async def test_a_password_that_is_changed_while_it_is_looked_at_opens_nothing(door: Door, hasher: Hasher) -> None:
    async def reset() -> None:
        hashed = await hasher.hash(WRONG)
        async with door.teller.works() as work:
            account = await work.accounts.by_contact(EMAIL)
            assert account is not None
            await work.accounts.set_password(account.id, hashed, None)
            await work.sign_ins.end_others(account.id, None, door.teller.now)

    service = SignInService(door.teller.works, Interrupted(hasher, reset))
    with pytest.raises(Refusal, match="wrong-pair"):
        await service.sign_in(door.teller.step(BORIS), EMAIL, RIGHT)
    assert await service.current(BORIS) is None
