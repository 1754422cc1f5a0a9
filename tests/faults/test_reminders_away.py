"""Redis is away when the reminder of a registration is due: it comes when that is there again, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.parcels.talks import REDIS_AWAY
from storage.tables import outbox
from tests.conversations.remind_seeds import UNFINISHED, silence, tuesday
from tests.conversations.walks import to_phone
from tests.faults.books import copy_of
from tests.servers import Valkey
from tests.town import Town


@pytest.fixture
async def own_redis() -> AsyncIterator[Valkey]:
    """One that may be frozen."""
    async with Valkey() as server:
        yield server


@pytest.fixture
async def town(own_redis: Valkey, migrated: Path, tmp_path: Path) -> AsyncIterator[Town]:
    copy_of(migrated, tmp_path)
    one = Town(tmp_path, own_redis.url)
    await one.start()
    yield one
    own_redis.thaw()
    await one.stop()


async def put_off(town: Town) -> bool:
    """Whether a reminder that was tried waits again."""
    tried = select(outbox.c.id).where(outbox.c.kind == "unfinished", outbox.c.tries > 0, outbox.c.state == "waiting")
    async with town.app.engine.connect() as connection:
        return bool((await connection.execute(tried)).all())


async def test_a_reminder_waits_for_redis(town: Town, own_redis: Valkey) -> None:
    anna = town.newcomer("Анна")
    await tuesday(town)
    await to_phone(anna)
    await town.delivered()
    own_redis.freeze()
    town.clock.move(days=1, minutes=1)
    await town._until_true(lambda: put_off(town), "a try")
    await silence(town, anna, UNFINISHED)
    own_redis.thaw()
    await town.later(seconds=REDIS_AWAY)
    await anna.hears(UNFINISHED)
    await silence(town, anna, UNFINISHED, before=1)
