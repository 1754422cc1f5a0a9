"""The walk over many accounts, on both databases: every batch once, whoever walks, however often."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.people import PeopleService
from account.policies.records import Holder
from account.policies.reminders import BATCH, PolicyReminderService, Walk
from account.ports import Works
from account.records import ClaimedParcel, Profile
from account.working_hours import WorkingHours
from bot.parcels.outcome import LaterError
from bot.parcels.personal import Personal
from bot.parcels.policy_ends import POLICIES_AWAY, PolicyEndParcels
from gateways.telegram import Sender
from storage.repositories.account_rows import plain
from storage.tables import accounts, outbox, people, sign_ins
from tests.rules.policies_at_hand import ENDS, POLICY, PoliciesAtHand
from tests.rules.test_working_hours import MOSCOW
from tests.storage.samples import HASH, NOON, PROFILE
from tests.town import TOKEN
from texts import Texts

MANY = 1200
TODAY = ENDS - timedelta(days=30)
AT = NOON.replace(month=12, day=16)
BORDERS = (0, 1, BATCH - 1, BATCH, 2 * BATCH - 1, 2 * BATCH, MANY - 1)  # first and last of each batch


def profile_of(number: int) -> Profile:
    document = replace(PROFILE.document, number=f"{number:06}")
    return replace(PROFILE, document=document)


async def settle(engine: AsyncEngine, many: int) -> None:
    """So many accounts, each with a person and a document of its own."""
    numbers = range(many)
    rows: dict[Any, list[dict[str, Any]]] = {
        people: [{"telegram_id": 1 + each, "language": "ru", "first_seen_at": NOON} for each in numbers],
        accounts: [
            {
                "id": 1 + each,
                "email": f"box{each}@example.org",
                "email_print": f"e{each}".encode(),
                "phone": f"+7916{each:07}",
                "phone_print": f"p{each}".encode(),
                "password": HASH.value,
                "profile": plain(profile_of(each)),
                "created_at": NOON,
            }
            for each in numbers
        ],
        sign_ins: [{"account_id": 1 + each, "telegram_id": 1 + each, "since": NOON} for each in numbers],
    }
    async with engine.begin() as connection:
        for table, values in rows.items():
            await connection.execute(insert(table), values)


@pytest.fixture
async def policies(engine: AsyncEngine) -> PoliciesAtHand:
    await settle(engine, MANY)
    return PoliciesAtHand([(Holder.of(profile_of(each)), replace(POLICY, ref=f"p{each}")) for each in BORDERS])


def service(works: Works, policies: PoliciesAtHand) -> PolicyReminderService:
    return PolicyReminderService(works, policies, WorkingHours.parse("24/7"), MOSCOW)


async def claimed(works: Works) -> list[ClaimedParcel]:
    async with works() as work:
        return await work.outbox.claim(1, AT, AT + timedelta(seconds=25))


async def walk(works: Works, policies: PoliciesAtHand, times: int = 1) -> None:
    """What a worker does until no batch is left; each batch is carried so many times, as after crashes."""
    one = service(works, policies)
    await one.begin(AT)
    while batch := await claimed(works):
        for parcel in batch:
            if parcel.parcel.kind != "policy-walk":
                continue
            for _ in range(times):
                await one.walk(Walk.read(parcel.parcel.payload), AT)
            async with works() as work:
                await work.outbox.delivered(parcel.id, AT)


async def put(engine: AsyncEngine) -> Counter[int]:
    async with engine.connect() as connection:
        return Counter(await connection.scalars(select(outbox.c.person).where(outbox.c.kind == "policy-ends")))


async def walks(engine: AsyncEngine) -> list[tuple[str, str]]:
    async with engine.connect() as connection:
        wanted = select(outbox.c.key, outbox.c.state).where(outbox.c.kind == "policy-walk").order_by(outbox.c.id)
        return [(row.key, row.state) for row in await connection.execute(wanted)]


async def test_a_walk_takes_batches_and_misses_nobody_at_their_borders(
    works: Works, engine: AsyncEngine, policies: PoliciesAtHand
) -> None:
    await walk(works, policies)
    assert await put(engine) == Counter(1 + each for each in BORDERS)
    assert [number for number, _ in policies.asked] == [BATCH, BATCH, MANY - 2 * BATCH]
    day, coming = str(TODAY), str(TODAY + timedelta(days=1))
    assert await walks(engine) == [
        (f"policy-walk:{day}:0", "delivered"),
        (f"policy-walk:{day}:{BATCH}", "delivered"),
        (f"policy-walk:{day}:{2 * BATCH}", "delivered"),
        (f"policy-walk:{coming}:0", "waiting"),
    ]


async def test_a_walk_repeated_and_two_at_once_remind_each_once(
    works: Works, second_works: Works, engine: AsyncEngine, policies: PoliciesAtHand
) -> None:
    await asyncio.gather(walk(works, policies, times=2), walk(second_works, policies))
    await walk(second_works, policies)
    assert await put(engine) == Counter(1 + each for each in BORDERS)
    assert len(await walks(engine)) == 4


async def test_one_batch_carried_by_two_workers_at_once_puts_each_reminder_once(
    works: Works, second_works: Works, engine: AsyncEngine, policies: PoliciesAtHand
) -> None:
    """As when the first was so slow that its hold ran out."""
    together = [service(each, policies).walk(Walk(TODAY), AT) for each in (works, second_works)]
    await asyncio.gather(*together)
    assert await put(engine) == Counter(1 + each for each in BORDERS if each < BATCH)
    assert len(await walks(engine)) == 1


async def test_policies_that_are_away_are_asked_again_from_where_the_walk_stopped(
    works: Works, engine: AsyncEngine, policies: PoliciesAtHand
) -> None:
    one, bot = service(works, policies), Bot(TOKEN)
    texts = Texts({}, MOSCOW, lambda: AT)
    parcels = PolicyEndParcels(one, Personal(Sender(bot), PeopleService(works), lambda: AT), texts)
    await one.begin(AT)
    (first,) = await claimed(works)
    await parcels.walk(first)
    async with works() as work:
        await work.outbox.delivered(first.id, AT)
    policies.away = True
    for batch in await next_walk(works):
        with pytest.raises(LaterError) as later:
            await parcels.walk(batch)
        assert later.value.seconds == POLICIES_AWAY
        async with works() as work:
            await work.outbox.postpone(batch.id, AT, later.value.reason)
    assert await put(engine) == Counter(1 + each for each in BORDERS if each < BATCH)
    policies.away = False
    await walk(works, policies)
    assert await put(engine) == Counter(1 + each for each in BORDERS)
    assert len([number for number, _ in policies.asked]) == 4, "one was asked for twice"
    await bot.session.close()


async def next_walk(works: Works) -> list[ClaimedParcel]:
    async with works() as work:
        found = await work.outbox.claim(10, AT, AT + timedelta(seconds=25))
    return [each for each in found if each.parcel.kind == "policy-walk"]


async def test_a_full_last_batch_is_followed_by_an_empty_one(works: Works, engine: AsyncEngine) -> None:
    await settle(engine, BATCH)
    policies = PoliciesAtHand([(Holder.of(profile_of(BATCH - 1)), POLICY)])
    await walk(works, policies)
    assert await put(engine) == Counter([BATCH])
    assert [number for number, _ in policies.asked] == [BATCH]
    assert [state for _, state in await walks(engine)] == ["delivered", "delivered", "waiting"]


async def test_accounts_come_by_number_without_those_that_nobody_uses(works: Works, engine: AsyncEngine) -> None:
    await settle(engine, 6)
    async with works() as work:
        await work.sign_ins.end(2, NOON)
        await work.sign_ins.start(4, 3, NOON)  # the third person is now in the fourth account, which has two
    async with engine.begin() as connection:
        await connection.execute(accounts.update().where(accounts.c.id == 5).values(profile=None))
    async with works() as work:
        assert [each.id for each in await work.accounts.with_profile(0, 9)] == [1, 4, 6]
        assert [each.id for each in await work.accounts.with_profile(0, 2)] == [1, 4]
        assert [each.id for each in await work.accounts.with_profile(4, 9)] == [6]
        (first,) = await work.accounts.with_profile(0, 1)
        assert first == await work.accounts.by_id(1)
