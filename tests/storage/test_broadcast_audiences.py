"""Whom a broadcast reaches: each audience, language and kind, and nobody who is gone or shut out."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from account.broadcasts.records import Audience, BroadcastKind, Whom
from account.contacts import Email, Phone
from account.ports import Works
from storage.repositories.broadcast_audience import ADVERTISING, recipients
from storage.tables import bans, consents, people
from tests.storage.samples import HASH, HOUR, NOON, PROFILE

GUEST, ENGLISH_GUEST, GONE, BANNED, SIGNED_OUT, NEW, FILLED, VERIFIED, SECOND, PHONE_OF_BOTH = range(1, 11)
GONE_CUSTOMER, BANNED_CUSTOMER, WITHDRAWN, ENGLISH, MOVED, OTHER_CONSENT = range(11, 17)


async def person(engine: AsyncEngine, telegram_id: int, language: str = "ru", gone: datetime | None = None) -> None:
    async with engine.begin() as connection:
        row = {"telegram_id": telegram_id, "language": language, "first_seen_at": NOON, "gone_at": gone}
        await connection.execute(insert(people).values(row))


async def account(works: Works, *signed_in: int, profile: bool = False, verified: bool = False) -> int:
    """An account of its own, signed in from these Telegram users."""
    number = signed_in[0]
    async with works() as work:
        phone = Phone(f"+7916{number:07}")
        made = await work.accounts.add(Email(f"box{number}@example.org"), phone, HASH, (), NOON)
        assert made is not None
        if profile or verified:
            await work.accounts.set_profile(made.id, PROFILE, NOON)
        if verified:
            await work.accounts.set_verified(made.id, NOON)
        for each in signed_in:
            await work.sign_ins.start(made.id, each, NOON)
    return made.id


async def agreed(
    engine: AsyncEngine, account_id: int, *, kind: str = ADVERTISING, withdrawn: datetime | None = None
) -> None:
    row = {"account_id": account_id, "kind": kind, "version": "1", "at": NOON, "telegram_id": 1}
    async with engine.begin() as connection:
        await connection.execute(insert(consents).values(row | {"withdrawn_at": withdrawn}))


@pytest.fixture
async def town(works: Works, engine: AsyncEngine) -> Works:
    """Everybody who can be told apart."""
    for each in (GUEST, BANNED, SIGNED_OUT, NEW, FILLED, VERIFIED, SECOND, PHONE_OF_BOTH, BANNED_CUSTOMER, WITHDRAWN):
        await person(engine, each)
    await person(engine, MOVED)
    await person(engine, OTHER_CONSENT)
    await person(engine, ENGLISH_GUEST, "en")
    await person(engine, ENGLISH, "en")
    await person(engine, GONE, gone=NOON)
    await person(engine, GONE_CUSTOMER, gone=NOON)
    async with engine.begin() as connection:
        shut_out = [{"telegram_id": each, "at": NOON} for each in (BANNED, BANNED_CUSTOMER)]
        await connection.execute(insert(bans), shut_out)
    await account(works, NEW)
    await agreed(engine, await account(works, FILLED, profile=True))
    of_two = await account(works, VERIFIED, SECOND, verified=True)
    await agreed(engine, of_two)
    await agreed(engine, of_two)  # twice, as after a change of its text
    await agreed(engine, await account(works, ENGLISH, profile=True))
    await agreed(engine, await account(works, GONE_CUSTOMER, profile=True))
    await agreed(engine, await account(works, BANNED_CUSTOMER, profile=True))
    await agreed(engine, await account(works, WITHDRAWN), withdrawn=NOON + HOUR)
    await agreed(engine, await account(works, OTHER_CONSENT, verified=True), kind="personal-data")
    await agreed(engine, await account(works, SIGNED_OUT, profile=True))
    async with works() as work:
        await work.sign_ins.end(SIGNED_OUT, NOON + HOUR)
    # Signed out of an account that has agreed, and into one that has not.
    await agreed(engine, await account(works, MOVED, profile=True))
    async with works() as work:
        await work.sign_ins.end(MOVED, NOON + HOUR)
    await account(works, PHONE_OF_BOTH)
    async with works() as work:
        await work.sign_ins.end(PHONE_OF_BOTH, NOON + HOUR)
        other = await work.accounts.by_contact(Email(f"box{NEW}@example.org"))
        assert other is not None
        await work.sign_ins.start(other.id, MOVED, NOON + 2 * HOUR)
    return works


SERVICE = {
    (Whom.EVERYONE, None): {
        *(GUEST, ENGLISH_GUEST, SIGNED_OUT, NEW, FILLED, VERIFIED, SECOND, PHONE_OF_BOTH),
        *(WITHDRAWN, ENGLISH, MOVED, OTHER_CONSENT),
    },
    (Whom.EVERYONE, "en"): {ENGLISH_GUEST, ENGLISH},
    (Whom.REGISTERED, None): {NEW, FILLED, VERIFIED, SECOND, WITHDRAWN, ENGLISH, MOVED, OTHER_CONSENT},
    (Whom.REGISTERED, "en"): {ENGLISH},
    (Whom.UNFINISHED, None): {NEW, WITHDRAWN, MOVED},
    (Whom.UNFINISHED, "en"): set(),
    (Whom.UNVERIFIED, None): {NEW, FILLED, WITHDRAWN, ENGLISH, MOVED},
    (Whom.UNVERIFIED, "en"): {ENGLISH},
}
SERVICE |= {(whom, "ru"): SERVICE[whom, None] - {ENGLISH_GUEST, ENGLISH} for whom in Whom}
HAVE_AGREED = {FILLED, VERIFIED, SECOND, ENGLISH}


async def test_each_audience_reaches_whom_it_names(town: Works, engine: AsyncEngine) -> None:
    for (whom, language), expected in SERVICE.items():
        for kind in BroadcastKind:
            wanted = expected if kind is BroadcastKind.SERVICE else expected & HAVE_AGREED
            async with engine.connect() as connection:
                reached = list(await connection.scalars(recipients(Audience(whom, language), kind)))
            assert sorted(reached) == sorted(wanted), (whom, language, kind)
            async with town() as work:
                assert await work.broadcasts.count(Audience(whom, language), kind) == len(wanted)


async def test_in_an_empty_town_nobody_is_reached(works: Works) -> None:
    async with works() as work:
        for whom in Whom:
            assert await work.broadcasts.count(Audience(whom), BroadcastKind.SERVICE) == 0
