"""Codes: bound, used once, the two newest taken while they live."""

from __future__ import annotations

import asyncio

import pytest

from account.code import Code
from account.contacts import Contact, Email
from account.ports import Work, Works
from account.records import CodeMatch, Purpose
from tests.storage.samples import ANNA, BORIS, EMAIL, MINUTE, NOON, OTHER_EMAIL, PHONE, SECOND

FIRST, SECOND_CODE, THIRD = Code("111111"), Code("222222"), Code("333333")
LATER = NOON + MINUTE


async def send(work: Work, code: Code, at_minute: int = 0, carries: str | None = None) -> None:
    made = NOON + at_minute * MINUTE
    await work.codes.add(ANNA, Purpose.REGISTRATION, EMAIL, code, carries, made, made + 10 * MINUTE)


async def match(work: Work, code: Code, at_minute: int = 1) -> CodeMatch | None:
    return await work.codes.match(ANNA, Purpose.REGISTRATION, EMAIL, code, NOON + at_minute * MINUTE)


async def test_the_right_code_matches_and_brings_what_it_carries(works: Works) -> None:
    async with works() as work:
        await send(work, FIRST, carries="a reset's new password hash")
        found = await match(work, FIRST)
        assert found is not None
        assert found.carries == "a reset's new password hash"
        assert await match(work, SECOND_CODE) is None


@pytest.mark.parametrize(
    ("person", "purpose", "contact"),
    [
        (BORIS, Purpose.REGISTRATION, EMAIL),
        (ANNA, Purpose.RESET, EMAIL),
        (ANNA, Purpose.REGISTRATION, OTHER_EMAIL),
        (ANNA, Purpose.REGISTRATION, PHONE),
    ],
)
async def test_a_code_is_nothing_for_anything_else(
    works: Works, person: int, purpose: Purpose, contact: Contact
) -> None:
    async with works() as work:
        await send(work, FIRST)
        assert await work.codes.match(person, purpose, contact, FIRST, LATER) is None
        assert await work.codes.live(person, purpose, contact, LATER) == 0
        assert await work.codes.sent_at(person, purpose, contact, NOON - MINUTE) == []
        await work.codes.end(person, purpose, contact, LATER)
        assert await match(work, FIRST) is not None


async def test_the_contact_is_the_same_in_capitals(works: Works) -> None:
    async with works() as work:
        await send(work, FIRST)
        shouted = Email(EMAIL.value.replace("anna", "ANNA"))
        assert await work.codes.match(ANNA, Purpose.REGISTRATION, shouted, FIRST, LATER) is not None


async def test_the_two_newest_are_taken_and_no_older_one(works: Works) -> None:
    async with works() as work:
        for minute, code in enumerate([FIRST, SECOND_CODE, THIRD]):
            await send(work, code, minute)
        assert await match(work, FIRST, 3) is None
        assert await match(work, SECOND_CODE, 3) is not None
        assert await match(work, THIRD, 3) is not None
        assert await work.codes.live(ANNA, Purpose.REGISTRATION, EMAIL, NOON + 3 * MINUTE) == 2


async def test_a_spent_one_of_the_two_lets_no_older_one_in(works: Works) -> None:
    async with works() as work:
        for minute, code in enumerate([FIRST, SECOND_CODE, THIRD]):
            await send(work, code, minute)
        third = await match(work, THIRD, 3)
        assert third is not None
        assert await work.codes.use(third.id, NOON + 3 * MINUTE)
        assert await match(work, FIRST, 3) is None
        assert await work.codes.live(ANNA, Purpose.REGISTRATION, EMAIL, NOON + 3 * MINUTE) == 1


async def test_a_code_lives_until_its_end_and_not_a_moment_longer(works: Works) -> None:
    async with works() as work:
        await send(work, FIRST)
        end = NOON + 10 * MINUTE
        asked = (ANNA, Purpose.REGISTRATION, EMAIL)
        assert await work.codes.match(*asked, FIRST, end - SECOND) is not None
        assert await work.codes.match(*asked, FIRST, end) is None
        assert await work.codes.live(*asked, end) == 0


async def test_ended_codes_match_no_more_and_cannot_be_used(works: Works) -> None:
    async with works() as work:
        await send(work, FIRST)
        found = await match(work, FIRST)
        assert found is not None
        await work.codes.end(ANNA, Purpose.REGISTRATION, EMAIL, LATER)
        assert await match(work, FIRST) is None
        assert not await work.codes.use(found.id, LATER)
        await send(work, FIRST, 2)
        assert await match(work, FIRST, 3) is not None


async def test_all_codes_sent_to_a_contact_end_together(works: Works) -> None:
    until = NOON + 10 * MINUTE
    sent = [(ANNA, Purpose.REGISTRATION, EMAIL), (BORIS, Purpose.RESET, EMAIL)]
    elsewhere = (ANNA, Purpose.REGISTRATION, OTHER_EMAIL)
    async with works() as work:
        for each in [*sent, elsewhere]:
            await work.codes.add(*each, FIRST, None, NOON, until)
        await work.codes.end_of_contact(EMAIL, LATER)
        assert [await work.codes.live(*each, LATER) for each in sent] == [0, 0]
        assert await work.codes.live(*elsewhere, LATER) == 1


async def test_the_sends_are_told_oldest_first_used_or_not(works: Works) -> None:
    async with works() as work:
        for minute, code in enumerate([FIRST, SECOND_CODE, THIRD]):
            await send(work, code, minute)
        await work.codes.end(ANNA, Purpose.REGISTRATION, EMAIL, LATER)
        sent = await work.codes.sent_at(ANNA, Purpose.REGISTRATION, EMAIL, NOON)
        assert sent == [NOON + MINUTE, NOON + 2 * MINUTE]


async def test_a_hundred_who_give_the_right_code_at_once_have_one_success(works: Works, second_works: Works) -> None:
    async with works() as work:
        await send(work, FIRST)

    async def give(mine: Works) -> bool:
        async with mine() as work:
            found = await match(work, FIRST)
            return found is not None and await work.codes.use(found.id, LATER)

    given = await asyncio.gather(*(give(mine) for mine in (works, second_works) * 50))
    assert sum(given) == 1
