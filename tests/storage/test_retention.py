"""What is only needed for a while goes when its time is over, and nothing else goes with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.code import Code
from account.ports import Work, Works
from account.records import Purpose
from storage.retention import sweep
from storage.tables import metadata
from tests.storage.samples import ANNA, DAY, EMAIL, HOUR, NOON, OLGA, PROFILE, open_account, parcel


async def write_everything(work: Work, at: datetime, key: str) -> None:
    await work.steps.keep(key, "done", at)
    await work.tallies.add("a", at)
    await work.codes.add(ANNA, Purpose.RESET, EMAIL, Code("123456"), None, at, at + HOUR)
    await work.outbox.put(parcel(f"{key} done", due_at=at))
    for claimed in await work.outbox.claim(1, at, at + HOUR):
        await work.outbox.delivered(claimed.id, at)


async def rows(engine: AsyncEngine) -> dict[str, int]:
    async with engine.connect() as connection:
        counts = {
            name: await connection.scalar(select(func.count()).select_from(table))
            for name, table in metadata.tables.items()
        }
    return {name: count for name, count in counts.items() if count}


async def test_a_day_and_a_month_are_the_limits(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await write_everything(work, NOON, "old")
        await write_everything(work, NOON + DAY, "new")
        await work.outbox.put(parcel("waiting", due_at=NOON))
    assert await sweep(engine, NOON + DAY) == {"steps": 0, "tallies": 0, "codes": 0, "outbox": 0}
    assert await sweep(engine, NOON + 26 * HOUR) == {"steps": 1, "tallies": 1, "codes": 1, "outbox": 0}
    assert await rows(engine) == {"steps": 1, "tallies": 1, "codes": 1, "outbox": 3}
    assert await sweep(engine, NOON + 30 * DAY + HOUR) == {"steps": 1, "tallies": 1, "codes": 1, "outbox": 1}
    assert await rows(engine) == {"outbox": 2}


async def test_what_lasts_is_not_swept(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)
        account = await open_account(work)
        await work.accounts.set_profile(account.id, PROFILE)
        await work.sign_ins.start(account.id, ANNA, NOON)
        request = await work.requests.add(account.id, ANNA, (), NOON, NOON + DAY)
        assert request is not None
        await work.audit.add(request.id, OLGA.telegram_id, "taken", NOON)
    before = await rows(engine)
    await sweep(engine, NOON + 3000 * DAY)
    assert await rows(engine) == before
