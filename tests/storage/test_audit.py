"""The audit trail: who, what, when, and what was said, which is not for everybody's eyes."""

from __future__ import annotations

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from account.ports import Works
from account.records import AuditEntry
from storage.tables import audit
from tests.storage.samples import HOUR, NOON


async def test_every_step_is_written_down_in_order(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.audit.add(7, 7001, "taken", NOON)
        await work.audit.add(7, 7001, "rejected", NOON, "canary: the photo shows somebody else")
        await work.audit.add(None, 7002, "queue", NOON)
    async with engine.connect() as connection:
        rows = (await connection.execute(select(audit).order_by(audit.c.id))).all()
        raw = (await connection.execute(text("SELECT detail FROM audit ORDER BY id"))).scalars().all()
    assert [(row.request_id, row.who, row.what, row.at, row.detail) for row in rows] == [
        (7, 7001, "taken", NOON, ""),
        (7, 7001, "rejected", NOON, "canary: the photo shows somebody else"),
        (None, 7002, "queue", NOON, ""),
    ]
    assert not any(b"canary" in detail for detail in raw)


async def test_the_trail_of_a_request_comes_back_oldest_first(works: Works) -> None:
    async with works() as work:
        await work.audit.add(7, 1001, "submitted", NOON)
        await work.audit.add(8, 7001, "taken", NOON, "Ольга")
        await work.audit.add(7, 7001, "taken", NOON - HOUR, "Ольга")
        trail = await work.audit.of_request(7)
        assert await work.audit.of_request(9) == []
    assert trail == [
        AuditEntry(trail[0].id, 7, 1001, "submitted", NOON, ""),
        AuditEntry(trail[1].id, 7, 7001, "taken", NOON - HOUR, "Ольга"),
    ]
    assert trail[0].id < trail[1].id
