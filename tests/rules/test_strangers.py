"""What strangers use up of a contact's limits is not missing to whoever was signed in to its account."""

from __future__ import annotations

import pytest

from account.contacts import Email, Phone
from account.passwords import PasswordHash
from account.refusals import Refusal
from tests.rules.counted import ANNA, BORIS, on_sqlite
from tests.rules.door import Door

STRANGERS = range(3001, 3011)


async def burn_it_all(door: Door) -> None:
    """A day's codes and guesses of the contact, by strangers."""
    teller = door.teller
    for number, person in enumerate(STRANGERS):
        if number == 5:
            teller.later(hours=1)
        await teller.send(person)
        for _ in range(2):
            assert await teller.refusal(teller.wrong(), person) == "wrong-code"
    with pytest.raises(Refusal, match="too-many-codes"):
        await teller.send(BORIS)
    assert await teller.refusal(teller.wrong(), STRANGERS[-1]) == "too-many-guesses"


@pytest.fixture
async def burnt(door: Door) -> Door:
    assert await door.enters(ANNA) == "in"
    await door.service.sign_out(door.teller.step(ANNA))
    await burn_it_all(door)
    return door


@on_sqlite
async def test_whoever_was_in_before_gets_a_code_and_uses_it(burnt: Door) -> None:
    await burnt.teller.send(ANNA)
    await burnt.teller.type(burnt.teller.sent[-1], ANNA)


@on_sqlite
async def test_whoever_was_in_before_has_the_same_figures_alone(burnt: Door) -> None:
    teller = burnt.teller
    for _ in range(5):
        await teller.send(ANNA)
        for _ in range(2):
            assert await teller.refusal(teller.wrong(), ANNA) == "wrong-code"
        teller.later(minutes=5)
    with pytest.raises(Refusal, match="too-many-codes"):
        await teller.send(ANNA)
    assert await teller.refusal(teller.sent[-1], ANNA) == "too-many-guesses"


@on_sqlite
async def test_what_the_owner_uses_is_not_missing_to_strangers(door: Door) -> None:
    assert await door.enters(ANNA) == "in"
    for _ in range(5):
        await door.teller.send(ANNA)
        door.teller.later(minutes=5)
    await burn_it_all(door)


@on_sqlite
async def test_whoever_was_in_one_account_is_a_stranger_to_others(door: Door) -> None:
    own = Email.parse("boris@example.com")
    async with door.teller.works() as work:
        account = await work.accounts.add(own, Phone.parse("+79031112233"), PasswordHash("…"), (), door.teller.now)
        assert account is not None
        await work.sign_ins.start(account.id, BORIS, door.teller.now)
    await burn_it_all(door)
