"""The audit trail: who, what, when, and what was said, which is not for everybody's eyes; never changed again."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import Delete, Update, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from account.ports import Works
from account.records import AuditEntry
from storage.audit_chain import verify
from storage.encryption import DecryptionError, Keyring
from storage.tables import audit, audit_head
from tests.storage.samples import ANNA, MINUTE, NOON
from tests.storage.sql_fixtures import count_statements


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


async def test_a_request_s_entries_are_given_oldest_first(works: Works) -> None:
    async with works() as work:
        await work.audit.add(7, 1001, "submitted", NOON + MINUTE)
        await work.audit.add(8, 1002, "submitted", NOON)
        await work.audit.add(7, 7001, "rejected scan", NOON, "text:размыто")
        await work.audit.add(None, 7001, "queue", NOON)
    async with works() as work:
        assert await work.audit.of_request(7) == [
            AuditEntry(1, 7, 1001, "submitted", NOON + MINUTE, ""),
            AuditEntry(3, 7, 7001, "rejected scan", NOON, "text:размыто"),
        ]
        assert await work.audit.of_request(9) == []


@pytest.mark.parametrize(
    "statement",
    [
        update(audit).values(who=666),
        update(audit).where(audit.c.id == 1).values(detail="another"),
        delete(audit),
        delete(audit).where(audit.c.id == 1),
    ],
    ids=["update all", "update one", "delete all", "delete one"],
)
async def test_the_database_refuses_to_change_or_remove_an_entry(
    works: Works, engine: AsyncEngine, keyring: Keyring, statement: Update | Delete
) -> None:
    async with works() as work:
        await work.audit.add(7, 7001, "taken", NOON)
    with pytest.raises(DBAPIError, match="the audit trail is append-only"):
        async with engine.begin() as connection:
            await connection.execute(statement)
    assert (await verify(engine, keyring)).entries == 1


async def test_the_database_refuses_the_ways_around_that(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.audit.add(7, 7001, "taken", NOON)
    around = "REPLACE INTO audit SELECT id, 8, who, what, at, detail, follows, link FROM audit"
    with pytest.raises(DBAPIError, match="the audit trail is append-only"):
        async with engine.begin() as connection:
            await connection.execute(text("TRUNCATE audit" if engine.dialect.name == "postgresql" else around))


async def test_writers_at_once_make_one_chain_without_gaps(
    works: Works, second_works: Works, engine: AsyncEngine, keyring: Keyring
) -> None:
    async def write(number: int) -> None:
        async with (works, second_works)[number % 2]() as work:
            for what in ("taken", "approved"):
                await work.audit.add(number, 7001, what, NOON, f"by {number}")
            if number % 5 == 0:
                raise LookupError

    ends = await asyncio.gather(*map(write, range(50)), return_exceptions=True)
    assert [number for number, end in enumerate(ends) if end] == list(range(0, 50, 5))
    assert all(isinstance(end, LookupError) for end in ends if end)
    async with engine.connect() as connection:
        numbers = list(await connection.scalars(select(audit.c.id).order_by(audit.c.id)))
    assert numbers == list(range(1, 81))
    report = await verify(engine, keyring)
    assert (report.entries, report.broken_at) == (80, None)


async def test_a_number_that_a_forger_took_does_not_stop_the_desk(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await work.audit.add(7, 7001, "taken", NOON)
    forged = {"who": 666, "what": "approved", "at": NOON, "detail": ""}
    async with engine.begin() as connection:
        await connection.execute(insert(audit).values(id=2, request_id=7, **forged))
    async with works() as work:
        await work.audit.add(7, 7001, "refused", NOON)
        assert [entry.id for entry in await work.audit.of_request(7)] == [1, 2, 3]


async def test_the_newest_is_read_under_the_lock_and_without_a_look_at_the_whole_trail(
    works: Works, engine: AsyncEngine
) -> None:
    async with works() as work:
        await work.audit.add(7, 7001, "taken", NOON)
    async with works() as work:
        with count_statements(engine) as statements:
            await work.audit.add(7, 7001, "approved", NOON)
    verbs = [statement.split()[0] for statement in statements.seen]
    assert verbs[-4:] == ["SELECT", "SELECT", "INSERT", "UPDATE"]
    assert ("pg_advisory_xact_lock" in statements.seen[0]) == (engine.dialect.name == "postgresql")
    async with engine.connect() as connection:
        assert len((await connection.execute(select(audit_head))).all()) == 1


async def _decide(works: Works) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)
        await work.audit.add(7, 7001, "approved", NOON)


async def test_nothing_is_decided_without_its_entry(works: Works, engine: AsyncEngine, keyring: Keyring) -> None:
    async with works() as work:
        await work.audit.add(7, 7001, "taken", NOON)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE audit_head SET newest = substr(newest, 1, 30)"))
    with pytest.raises(DecryptionError):
        await _decide(works)
    async with works() as work:
        assert await work.people.by_id(ANNA) is None
    assert (await verify(engine, keyring)).broken_at == 1


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_a_replica_of_the_version_before_cannot_write_past_the_chain(engine: AsyncEngine) -> None:
    without_number = "INSERT INTO audit (who, what, at, detail) VALUES (7001, 'taken', now(), '')"
    with pytest.raises(IntegrityError, match="null value"):
        async with engine.begin() as connection:
            await connection.execute(text(without_number))
