"""Brings a database's tables to the version that this program knows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.database import open_database, snapshot

# Any number will do, as long as nothing else of the bot locks it.
_ONE_AT_A_TIME: Final = 0x6D696772617465


async def upgrade(url: str) -> None:
    """Apply what is missing, in one transaction; of several processes that start at once one does it."""
    engine = open_database(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _let_rows_hang)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


async def current(engine: AsyncEngine) -> str | None:
    """Tell the version the database is at, None for an empty one."""
    async with snapshot(engine) as connection:
        return await connection.run_sync(_current)


async def pending(engine: AsyncEngine) -> Sequence[str]:
    """Name the versions that are missing, the next one first."""
    at = await current(engine)
    return [each.revision for each in _script().iterate_revisions("heads", at or "base")][::-1]


@cache
def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _let_rows_hang(connection: DBAPIConnection, _: object) -> None:
    # SQLite changes a column by dropping the table, which deletes the rows and, by cascade, all that hangs on them.
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.close()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
