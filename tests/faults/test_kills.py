"""The bot is killed at random moments, and stopped politely: no step is lost, none is done twice."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.tables import accounts, request_files, requests, sign_ins
from tests.faults.books import PROFILE, Books, copy_of
from tests.faults.conftest import Sizes
from tests.faults.nursery import Nursery
from tests.faults.scripts import name, number, profile, verification
from tests.faults.street import Street
from tests.faults.walker import Crowd, Walker
from tests.servers import Valkey

BOT = ("bot", "run")
WITH_PICTURES = 2


class Scene:
    """A street full of people, most with a profile to fill in, some with pictures to send."""

    def __init__(self, street: Street, books: Books, crowd: Crowd, laps: int) -> None:
        self.street = street
        self.books = books
        self.crowd = crowd
        self.laps = laps

    async def assert_nothing_lost_or_doubled(self) -> None:
        await self.street.confirmed()
        await self.street.stop_bot()
        everybody = [each.id for each in self.crowd.walkers]
        known = await self.books.accounts_of(everybody)
        for person in everybody[WITH_PICTURES:]:
            account = known[person]
            assert account is not None
            assert account.profile is not None
            assert str(account.profile.name) == name(person, self.laps - 1)
            assert account.profile.document.number == number(person, 0)
        assert len(await self.books.rows(accounts)) == len(everybody)
        assert len(await self.books.rows(sign_ins)) == len(everybody)
        sent = [row.telegram_id for row in await self.books.rows(requests)]
        assert sorted(sent) == everybody[:WITH_PICTURES]
        assert len(await self.books.rows(request_files)) == 3 * WITH_PICTURES


@pytest.fixture(params=["polling", "webhook"])
async def scene(
    request: pytest.FixtureRequest, nursery: Nursery, redis: Valkey, migrated: Path, tmp_path: Path, sizes: Sizes
) -> AsyncIterator[Scene]:
    books = Books(copy_of(migrated, tmp_path))
    async with Street(nursery, redis, tmp_path, webhook=request.param == "webhook", bot=BOT) as street:
        people = [street.newcomer(f"Анна {index}") for index in range(sizes.people)]
        await books.sign_in([each.id for each in people[:WITH_PICTURES]], PROFILE)
        await books.sign_in([each.id for each in people[WITH_PICTURES:]])
        scripts = [verification() for _ in range(WITH_PICTURES)]
        scripts += [profile(each.id, sizes.laps) for each in people[WITH_PICTURES:]]
        crowd = Crowd([Walker(street, each, script) for each, script in zip(people, scripts, strict=True)])
        await street.start_bot()
        yield Scene(street, books, crowd, sizes.laps)


async def test_a_kill_at_any_moment_loses_and_doubles_nothing(scene: Scene, sizes: Sizes) -> None:
    walking = asyncio.create_task(scene.crowd.walk())
    for kill in range(sizes.kills):
        await scene.crowd.at((kill + random.random()) / sizes.kills, walking)
        await scene.street.kill_bot()
        await scene.street.start_bot()
    await walking
    assert scene.crowd.silent == []
    assert scene.crowd.done == scene.crowd.steps
    await scene.assert_nothing_lost_or_doubled()
    assert scene.street.in_flight > 0, "no kill hit a step: this run has shown nothing"
    assert scene.crowd.extra <= scene.street.in_flight


async def test_sigterm_under_load_ends_soon_and_loses_nothing(scene: Scene, sizes: Sizes) -> None:
    walking = asyncio.create_task(scene.crowd.walk())
    for stop in range(sizes.stops):
        await scene.crowd.at((stop + random.random()) / sizes.stops, walking)
        assert await scene.street.stop_bot() <= 10
        await scene.street.start_bot()
    await walking
    assert scene.crowd.silent == []
    await scene.assert_nothing_lost_or_doubled()
    assert scene.crowd.extra <= scene.street.in_flight
