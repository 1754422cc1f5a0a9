"""What the whole service takes of guesses: a bound for those who were never signed in, and an alarm."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from account.contacts import Email, Phone
from account.guesses import CODES, PASSWORDS, Bound
from account.records import Parcel
from account.refusals import Refusal
from tests.rules.counted import ADMINS, ANNA, BORIS, EMAIL, Teller, on_sqlite
from tests.rules.door import NOBODYS, RIGHT, WRONG, Door


async def guessed(teller: Teller, bound: Bound, times: int) -> None:
    """As if so many had guessed at accounts elsewhere."""
    async with teller.works() as work:
        for _ in range(times):
            await work.tallies.add(bound.subject, teller.now)


async def alarms(teller: Teller) -> list[Parcel]:
    """The notices that go out now."""
    async with teller.works() as work:
        claimed = await work.outbox.claim(100, teller.now, teller.now)
        for each in claimed:
            await work.outbox.delivered(each.id, teller.now)
    return [each.parcel for each in claimed if each.parcel.kind == "notice"]


async def counted(teller: Teller, bound: Bound) -> int:
    async with teller.works() as work:
        return await work.tallies.count(bound.subject, teller.now - timedelta(hours=1))


@on_sqlite
async def test_a_full_bound_closes_the_sign_in_to_strangers_only_and_says_until_when(door: Door) -> None:
    assert await door.enters(ANNA) == "in"
    await guessed(door.teller, PASSWORDS, PASSWORDS.limit.most - 1)
    door.teller.later(minutes=20)
    assert await door.enters(BORIS, WRONG) == "wrong-pair"
    for contact in (EMAIL, NOBODYS):
        with pytest.raises(Refusal) as refused:
            await door.service.sign_in(door.teller.step(BORIS), contact, RIGHT)
        until = door.teller.now + timedelta(minutes=40)
        assert refused.value == Refusal("sign-ins-closed", until=int(until.timestamp()))
    assert await door.enters(ANNA) == "in"
    door.teller.later(minutes=40)
    assert await door.enters(BORIS) == "in"


@on_sqlite
async def test_whoever_was_in_before_neither_fills_the_bound_nor_empties_it(door: Door) -> None:
    assert await door.enters(ANNA) == "in"
    await door.fails(BORIS, 1)
    assert await door.enters(ANNA, WRONG) == "wrong-pair"
    assert await door.enters(ANNA) == "in"
    assert await counted(door.teller, PASSWORDS) == 1


@on_sqlite
async def test_what_was_right_is_no_guess(door: Door, teller: Teller) -> None:
    for person in range(5):
        assert await door.enters(person) == "in"
        await teller.send(person, NOBODYS)
        await teller.type(teller.sent[-1], person, NOBODYS)
    assert await counted(teller, PASSWORDS) == 0
    assert await counted(teller, CODES) == 0


@on_sqlite
async def test_a_full_bound_of_codes_stops_strangers_only(door: Door) -> None:
    teller = door.teller
    assert await door.enters(ANNA) == "in"
    for person, contact in ((ANNA, EMAIL), (BORIS, EMAIL), (BORIS, NOBODYS)):
        await teller.send(person, contact)
    annas, *boriss = teller.sent
    await guessed(teller, CODES, CODES.limit.most)
    for code, contact in zip(boriss, (EMAIL, NOBODYS), strict=True):
        with pytest.raises(Refusal) as refused:
            await teller.type(code, BORIS, contact)
        assert refused.value.name == "codes-closed"
        assert refused.value.args_of_text == {"until": int((teller.now + timedelta(hours=1)).timestamp())}
    await teller.type(annas, ANNA, EMAIL)


@on_sqlite
@pytest.mark.parametrize("bound", [PASSWORDS, CODES])
async def test_each_admin_is_told_at_half_a_bound_with_the_figures(door: Door, bound: Bound) -> None:
    async def one_more() -> None:
        if bound is PASSWORDS:
            await door.fails(BORIS, 1)
        else:
            assert await door.teller.refusal(door.teller.wrong(), BORIS, NOBODYS) == "wrong-code"

    await door.teller.send(BORIS, NOBODYS)
    await guessed(door.teller, bound, bound.limit.most // 2 - 2)
    await one_more()
    assert await alarms(door.teller) == []
    await one_more()
    told = await alarms(door.teller)
    assert [each.person for each in told] == list(ADMINS)
    figures = {"passwords": 0, "passwords_most": 1000, "codes": 0, "codes_most": 500}
    figures |= {"passwords": 500} if bound is PASSWORDS else {"codes": 250}
    assert all(each.payload == {"text": "notice-many-guesses"} | figures for each in told)


@on_sqlite
async def test_the_admins_are_told_once_an_hour_for_as_long_as_it_goes_on(door: Door) -> None:
    told = list[tuple[int, int]]()
    for minute in range(0, 150, 5):
        await guessed(door.teller, PASSWORDS, 50)
        await door.enters(1000 + minute, WRONG, Email.parse(f"box{minute}@example.com"))
        told += [(minute, len(await alarms(door.teller)))]
        door.teller.later(minutes=5)
    assert [each for each in told if each[1]] == [(45, 2), (105, 2)]


async def test_of_fifty_at_once_as_many_are_looked_at_as_the_bound_has_left(door: Door) -> None:
    await guessed(door.teller, PASSWORDS, PASSWORDS.limit.most - 7)
    everywhere = (Email.parse(f"box{number}@example.com") for number in range(50))
    names = Counter(
        await asyncio.gather(*(door.enters(2000 + number, WRONG, each) for number, each in enumerate(everywhere)))
    )
    assert names == {"wrong-pair": 7, "sign-ins-closed": 43}
    assert [each.person for each in await alarms(door.teller)] == list(ADMINS)


async def test_right_ones_at_one_moment_take_back_each_its_own(door: Door) -> None:
    assert set(await asyncio.gather(*(door.enters(person) for person in range(2000, 2015)))) == {"in"}
    assert await counted(door.teller, PASSWORDS) == 0


@on_sqlite
async def test_thirty_wrong_passwords_a_day_over_all_accounts_stop_that_person(door: Door) -> None:
    for number in range(30):
        await door.fails(BORIS, 1, Email.parse(f"box{number}@example.com"))
        door.teller.later(minutes=10)
    for contact in (EMAIL, NOBODYS):
        with pytest.raises(Refusal) as refused:
            await door.service.sign_in(door.teller.step(BORIS), contact, RIGHT)
        until = door.teller.now + timedelta(hours=19)
        assert refused.value == Refusal("too-many-passwords", until=int(until.timestamp()))
    assert await door.enters(ANNA) == "in"
    door.teller.later(hours=19)
    assert await door.enters(BORIS) == "in"


@on_sqlite
async def test_an_account_of_ones_own_does_not_wipe_away_what_was_tried_elsewhere(door: Door, teller: Teller) -> None:
    own = Email.parse("boris@example.com")
    async with teller.works() as work:
        account = await work.accounts.by_contact(EMAIL)
        assert account is not None
        await work.accounts.add(own, Phone.parse("+79031112233"), account.password, (), teller.now)
    for number in range(30):
        await door.fails(BORIS, 1, Email.parse(f"box{number}@example.com"))
        teller.later(minutes=10)
        assert await door.enters(BORIS, RIGHT, own) == ("in" if number < 29 else "too-many-passwords")
