"""Making a broadcast: for whom it may be made, which number counts, once, and in the trail without its words."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.admins.naming import RoleService
from account.admins.roles import NotAllowed, Role
from account.broadcasts.composing import MANY, ComposingService, differs
from account.broadcasts.records import Audience, BroadcastKind, BroadcastState, Content, Draft, Piece, Whom
from account.refusals import Refusal
from storage.tables import audit
from tests.rules.counted import ANNA, BORIS, Teller

OWNER, TALK = 9001, "a1b2c3"
CONTENT = Content((Piece("text", "Канарейка"),))
EVERYONE = Audience(Whom.EVERYONE)
DRAFT = Draft(CONTENT, EVERYONE, BroadcastKind.SERVICE)


@pytest.fixture
async def service(teller: Teller) -> ComposingService:
    """An owner, and two others who have talked to the bot."""
    async with teller.works() as work:
        for person in (ANNA, BORIS, OWNER):
            await work.people.seen(person, "ru", teller.now)
    return ComposingService(teller.works, RoleService(teller.works, (OWNER,)), rate=25)


async def test_whoever_has_no_permission_counts_and_makes_nothing(service: ComposingService, teller: Teller) -> None:
    await RoleService(teller.works, (OWNER,)).name(teller.step(OWNER), BORIS, Role.READER)
    for person in (ANNA, BORIS):
        assert not await service.may(person)
        with pytest.raises(NotAllowed):
            await service.demand(person)
        with pytest.raises(NotAllowed):
            await service.counts(person, [(EVERYONE, BroadcastKind.SERVICE)])
        with pytest.raises(NotAllowed):
            await service.create(teller.step(person), DRAFT, 3, TALK)
    async with teller.works() as work:
        assert await work.broadcasts.page(None, 10) == []


async def test_one_step_makes_one_broadcast_however_often_it_comes(
    service: ComposingService, teller: Teller, engine: AsyncEngine
) -> None:
    step = teller.step(OWNER)
    (number,) = {await service.create(step, DRAFT, 3, TALK) for _ in range(3)}
    async with teller.works() as work:
        (one,) = await work.broadcasts.page(None, 10)
        assert (one.state, one.who, one.chat, one.starts_at) == (*(BroadcastState.SCHEDULED, OWNER, OWNER, teller.now),)
        kept = await work.broadcasts.by_id(number)
        assert kept is not None
        assert kept.content == CONTENT
    async with engine.connect() as connection:
        said = [tuple(row) for row in await connection.execute(select(audit.c.who, audit.c.what, audit.c.detail))]
    assert said == [(OWNER, "broadcast-made", f"broadcast {number}: everyone, all languages, service, 3 recipients")]


async def test_a_conversation_makes_one_though_its_audience_has_changed_meanwhile(
    service: ComposingService, teller: Teller
) -> None:
    assert not await service.was_made(teller.step(OWNER), TALK)
    number = await service.create(teller.step(OWNER), DRAFT, 3, TALK)
    assert await service.was_made(teller.step(OWNER), TALK)
    assert await service.create(teller.step(OWNER), DRAFT, 300, TALK) == number
    assert await service.create(teller.step(OWNER), DRAFT, 3, "d4e5f6") > number


async def test_the_same_step_twice_at_once_makes_one(service: ComposingService, teller: Teller) -> None:
    step = teller.step(OWNER)
    await asyncio.gather(*(service.create(step, DRAFT, 3, TALK) for _ in range(2)), return_exceptions=True)
    async with teller.works() as work:
        assert len(await work.broadcasts.page(None, 10)) == 1


@pytest.mark.parametrize(
    ("draft", "told", "refusal"),
    [
        (DRAFT, 14, Refusal("broadcast-changed", count=3)),
        (Draft(CONTENT, Audience(Whom.EVERYONE, "en"), BroadcastKind.SERVICE), 3, Refusal("broadcast-nobody")),
        (Draft(CONTENT, EVERYONE, BroadcastKind.ADVERTISING), 3, Refusal("broadcast-nobody")),
    ],
)
async def test_what_nobody_would_get_or_others_than_was_said_is_not_made(
    service: ComposingService, teller: Teller, draft: Draft, told: int, refusal: Refusal
) -> None:
    with pytest.raises(Refusal) as raised:
        await service.create(teller.step(OWNER), draft, told, TALK)
    assert raised.value == refusal
    async with teller.works() as work:
        assert await work.broadcasts.page(None, 10) == []


async def test_its_time_is_ahead_and_at_most_90_days(service: ComposingService, teller: Teller) -> None:
    for ahead, name in ((0, "start-past"), (90 * 24 + 1, "start-too-far")):
        starts_at = teller.now + timedelta(hours=ahead)
        with pytest.raises(Refusal) as raised:
            await service.create(
                teller.step(OWNER), Draft(CONTENT, EVERYONE, BroadcastKind.SERVICE, starts_at), 3, TALK
            )
        assert raised.value.name == name
    starts_at = teller.now + timedelta(days=90)
    number = await service.create(
        teller.step(OWNER), Draft(CONTENT, EVERYONE, BroadcastKind.SERVICE, starts_at), 3, TALK
    )
    async with teller.works() as work:
        made = await work.broadcasts.by_id(number)
    assert made is not None
    assert made.starts_at == starts_at


@pytest.mark.parametrize(
    ("told", "now", "is_other"),
    [
        *((3, 13, False), (3, 14, True), (1000, 1050, False), (1000, 1051, True)),
        *((2000, 1900, False), (2000, 1899, True), (MANY, MANY, False)),
    ],
)
def test_a_few_more_or_less_are_the_same_audience(told: int, now: int, is_other: bool) -> None:
    assert differs(told, now) is is_other


@pytest.mark.parametrize(
    ("recipients", "messages", "minutes"), [(1, 1, 1), (1500, 1, 1), (1501, 1, 2), (1500, 10, 10), (1_000_000, 1, 667)]
)
def test_how_long_it_takes_follows_from_the_pace(teller: Teller, recipients: int, messages: int, minutes: int) -> None:
    service = ComposingService(teller.works, RoleService(teller.works, (OWNER,)), rate=25)
    assert service.lasts(recipients, messages) == timedelta(minutes=minutes)
