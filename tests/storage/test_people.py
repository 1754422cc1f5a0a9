"""Telegram users: known once, with their language, and gone for as long as they block the bot."""

from __future__ import annotations

import asyncio

from sqlalchemy.ext.asyncio import AsyncEngine

from account.ports import Works
from account.records import Person
from tests.storage.samples import ANNA, BORIS, HOUR, NOON
from tests.storage.sql_fixtures import count_statements


async def test_a_person_is_added_once_and_keeps_the_chosen_language(works: Works) -> None:
    async with works() as work:
        assert await work.people.by_id(ANNA) is None
        assert await work.people.seen(ANNA, "en", NOON) == Person(ANNA, "en")
    async with works() as work:
        await work.people.set_language(ANNA, "ru")
        assert await work.people.seen(ANNA, "en", NOON + HOUR) == Person(ANNA, "ru")
        assert await work.people.by_id(BORIS) is None


async def test_whoever_blocked_the_bot_is_gone_until_seen_again(works: Works) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)
        await work.people.set_gone(ANNA, NOON + HOUR)
    async with works() as work:
        assert await work.people.by_id(ANNA) == Person(ANNA, "ru", NOON + HOUR)
        assert await work.people.seen(ANNA, "ru", NOON + 2 * HOUR) == Person(ANNA, "ru")
    async with works() as work:
        assert await work.people.by_id(ANNA) == Person(ANNA, "ru")


async def test_a_person_seen_twice_at_once_is_one(works: Works, second_works: Works) -> None:
    async def see(mine: Works, language: str) -> Person:
        async with mine() as work:
            return await work.people.seen(ANNA, language, NOON)

    first, second = await asyncio.gather(see(works, "ru"), see(second_works, "en"))
    assert first == second


async def test_telegram_ids_beyond_32_bits_fit(works: Works) -> None:
    async with works() as work:
        assert (await work.people.seen(2**52, "ru", NOON)).telegram_id == 2**52


async def test_a_known_person_costs_one_statement(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)
    with count_statements(engine) as statements:
        async with works() as work:
            await work.people.seen(ANNA, "ru", NOON)
    assert len(statements) == 1
