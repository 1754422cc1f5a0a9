"""The versions, applied one after the other, give exactly the tables that the program writes to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, func, inspect, select, text

from storage import migrate
from storage.database import open_database
from storage.tables import metadata
from tests.storage.sql_fixtures import Databases


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> AsyncIterator[str]:
    """Give the address of a database in which there is nothing."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.sqlite3"
        return
    server = await databases.postgres()
    url = await server.create(f"empty_{uuid4().hex}")
    yield url
    await server.drop(url)


async def in_database(url: str, read: Any) -> Any:
    engine = open_database(url)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(read)
    finally:
        await engine.dispose()


def to_version(connection: Connection, version: str) -> None:
    config = migrate._config()
    config.attributes["connection"] = connection
    newer = version > (MigrationContext.configure(connection).get_current_revision() or "")
    (command.upgrade if newer else command.downgrade)(config, version)


def drawn(connection: Connection) -> dict[str, object]:
    """Give what the database itself says of each table, for a comparison that knows no alembic."""
    seen = inspect(connection)
    return {
        table: {
            "columns": [{**column, "type": str(column["type"])} for column in seen.get_columns(table)],
            "key": seen.get_pk_constraint(table),
            "unique": sorted(seen.get_unique_constraints(table), key=str),
            "indexes": sorted(map(_spelled, seen.get_indexes(table)), key=str),
            "foreign": sorted(seen.get_foreign_keys(table), key=str),
            "triggers": _triggers(connection, table),
        }
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


def _spelled(index: Any) -> dict[str, Any]:
    return {**index, "dialect_options": {name: str(value) for name, value in index["dialect_options"].items()}}


def _triggers(connection: Connection, table: str) -> list[tuple[str, ...]]:
    """PostgreSQL's, with what they do; SQLite's own words of them are compared below."""
    if connection.dialect.name == "sqlite":
        return []
    of_table = (
        "SELECT pg_get_triggerdef(t.oid), p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND t.tgrelid = CAST(:table AS regclass) ORDER BY t.tgname"
    )
    return [tuple(row) for row in connection.execute(text(of_table), {"table": table})]


async def test_the_versions_give_the_tables_of_the_metadata(empty: str) -> None:
    await migrate.upgrade(empty)

    def differences(connection: Connection) -> list[Any]:
        options = {"compare_type": True, "compare_server_default": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    assert await in_database(empty, differences) == []


async def test_both_databases_tell_the_same_of_versions_and_metadata(empty: str) -> None:
    await in_database(empty, metadata.create_all)
    created = await in_database(empty, drawn)
    await in_database(empty, metadata.drop_all)
    await migrate.upgrade(empty)
    assert await in_database(empty, drawn) == created
    assert set(created) == set(metadata.tables)


async def test_the_chain_of_the_audit_trail_can_be_taken_back(empty: str) -> None:
    await in_database(empty, lambda connection: to_version(connection, "0001"))
    before = await in_database(empty, drawn)
    await in_database(empty, lambda connection: to_version(connection, "0002"))
    await in_database(empty, lambda connection: to_version(connection, "0001"))
    assert await in_database(empty, drawn) == before


async def test_partial_indexes_and_counted_keys_are_those_of_the_metadata_on_sqlite(tmp_path: Path) -> None:
    """SQLite's own words: the inspector tells neither AUTOINCREMENT nor every index's condition."""

    def words(connection: Connection) -> list[str]:
        kept = connection.execute(text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"))
        return ["".join(each.replace('"', "").split()) for each in kept.scalars() if "alembic_version" not in each]

    created, migrated = f"sqlite:///{tmp_path}/created", f"sqlite:///{tmp_path}/migrated"
    await in_database(created, metadata.create_all)
    await migrate.upgrade(migrated)
    assert await in_database(migrated, words) == await in_database(created, words)


async def test_pending_versions_are_told_until_they_are_applied(empty: str) -> None:
    engine = open_database(empty)
    assert await migrate.current(engine) is None
    assert (await migrate.pending(engine))[0] == "0001"
    await migrate.upgrade(empty)
    assert await migrate.current(engine) is not None
    assert await migrate.pending(engine) == []
    await engine.dispose()


async def test_processes_that_start_at_once_upgrade_once(empty: str) -> None:
    await asyncio.gather(*(migrate.upgrade(empty) for _ in range(4)))
    await migrate.upgrade(empty)
    assert set(await in_database(empty, drawn)) == set(metadata.tables)


async def test_rows_of_the_first_version_live_on(empty: str) -> None:
    """A table that SQLite makes anew must not take along what hangs on its rows."""
    await in_database(empty, partial(apply, "0001"))
    await in_database(empty, a_request_of_the_first_version)
    await migrate.upgrade(empty)

    def counted(connection: Connection) -> list[int | None]:
        names = ("accounts", "requests", "request_files", "request_messages", "outbox")
        return [connection.scalar(select(func.count()).select_from(metadata.tables[name])) for name in names]

    assert await in_database(empty, counted) == [1, 1, 3, 4, 1]


async def test_a_deleted_request_s_number_is_not_given_again(empty: str) -> None:
    await in_database(empty, partial(apply, "0001"))
    await in_database(empty, a_request_of_the_first_version)

    def submits(connection: Connection) -> int | None:
        return connection.scalar(
            text(
                "INSERT INTO requests (account_id, telegram_id, state, submitted_at, answer_by)"
                " VALUES (1, 5, 'approved', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP) RETURNING id"
            )
        )

    def deletes(connection: Connection) -> None:
        connection.execute(text("DELETE FROM requests"))

    await in_database(empty, deletes)
    given = [await in_database(empty, submits) for _ in range(3)]
    await in_database(empty, deletes)
    await migrate.upgrade(empty)
    assert await in_database(empty, submits) == max(given) + 1


def apply(version: str, connection: Connection) -> None:
    config = migrate._config()
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def a_request_of_the_first_version(connection: Connection) -> None:
    """As the landed version left it, what is sealed there only in shape."""
    seal = b"sealed"
    connection.execute(
        text(
            "INSERT INTO accounts (id, email, email_print, phone, phone_print, password, created_at)"
            " VALUES (1, :seal, :seal, :seal, :seal, :seal, CURRENT_TIMESTAMP)"
        ),
        {"seal": seal},
    )
    connection.execute(
        text(
            "INSERT INTO requests (id, account_id, telegram_id, state, submitted_at, answer_by)"
            " VALUES (1, 1, 5, 'open', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)"
        )
    )
    for number, slot in enumerate(("scan", "selfie", "last-page")):
        connection.execute(
            text("INSERT INTO request_files (request_id, slot, file) VALUES (1, :slot, :seal)"),
            {"slot": slot, "seal": seal},
        )
        connection.execute(text("INSERT INTO request_messages VALUES (:id, 1, :at)"), {"id": number, "at": number})
    connection.execute(text("INSERT INTO request_messages VALUES (9, 1, 3)"))
    connection.execute(
        text(
            "INSERT INTO outbox (key, kind, care, due_at, state, next_at, tries)"
            " VALUES ('k', 'card', 'once', CURRENT_TIMESTAMP, 'waiting', CURRENT_TIMESTAMP, 0)"
        )
    )
