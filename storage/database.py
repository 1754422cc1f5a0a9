"""The database behind DATABASE_URL, SQLite or PostgreSQL: how it is opened, and what its errors may say."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import AsyncIterator
from typing import Any, Final

from sqlalchemy import URL, Connection, ExceptionContext, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

# Seconds. Whoever waits for a step is to be told within five that the database is away: a kept connection is asked
# first, and a new one tried when it does not answer.
CONNECT_WITHIN: Final = 1.5
ANSWER_WITHIN: Final = 2.5
LOCKED_WITHIN: Final = 2.0
SQLITE_WITHIN: Final = 4.0
# Each of those who queue here waits so long for a second process: three in a row are still told in five seconds.
SQLITE_LOCKED_WITHIN: Final = 1.5
POOL: Final = 10

# SQLSTATE classes of what passes: connection lost, rolled back for another's sake, out of resources, shutting down.
_PASSING: Final = ("08", "25P03", "40", "53", "55", "57")
# At DEBUG these write rows and parameters into the log, decrypted ones too; the statements at INFO are harmless.
_INDISCREET: Final = ("sqlalchemy.engine.Engine", "aiosqlite")
_SNAPSHOT: Final[dict[str, dict[str, Any]]] = {
    "sqlite": {"snapshot": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
_DRIVERS: Final = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


class DatabaseDown(Exception):  # noqa: N818 - it says what is the matter
    """The database cannot be reached or is too busy; nothing was written, and trying again later may do."""


def database_url(given: str) -> URL:
    """Read an operator's spelling: ``sqlite:///path``, ``postgres://…``, ``postgresql://…``, libpq's sslmode."""
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise ValueError("DATABASE_URL: not a database address") from None  # the address may hold a password
    if url.drivername not in _DRIVERS:
        raise ValueError("DATABASE_URL: only sqlite:///… and postgresql://… are known")
    url = url.set(drivername=_DRIVERS[url.drivername])
    if is_sqlite(url):
        if url.database in {None, "", ":memory:"}:
            raise ValueError("DATABASE_URL: SQLite needs a file, as in sqlite:///data/bot.sqlite3")
        return url
    if "sslmode" in url.query:
        url = url.update_query_dict({"ssl": url.query["sslmode"]}).difference_update_query(["sslmode"])
    return url


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def open_database(given: str) -> AsyncEngine:
    """Make the engine; nothing is connected yet."""
    url = database_url(given)
    engine = _sqlite(url) if is_sqlite(url) else _postgres(url)
    event.listen(engine.sync_engine, "handle_error", _forget_values)
    for name in _INDISCREET:
        logging.getLogger(name).addFilter(_without_rows)  # adding it twice is adding it once
    return engine


def passes(error: BaseException) -> bool:
    """Whether an error means that the database is away or busy, and not that the statement is wrong."""
    if isinstance(error, DBAPIError):
        state = str(getattr(error.orig, "sqlstate", None) or "")
        away = error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
        return away or state.startswith(_PASSING)
    # In a transaction nothing but the database is waited for: drivers let the socket's own errors through.
    return isinstance(error, PoolTimeoutError | OSError)


async def check(given: str) -> str:
    """Connect once and name what answers; what is wrong is a :class:`DatabaseDown` or ValueError of one line."""
    engine = open_database(given)
    try:
        async with engine.connect() as connection:
            version = "sqlite_version()" if engine.dialect.name == "sqlite" else "current_setting('server_version')"
            answer = await connection.scalar(text(f"SELECT {version}"))
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error) or type(error).__name__
        raise DatabaseDown(f"the database does not answer: {reason.splitlines()[0]}") from None
    finally:
        await engine.dispose()
    return f"{'SQLite' if engine.dialect.name == 'sqlite' else 'PostgreSQL'} {answer}"


@contextlib.asynccontextmanager
async def snapshot(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Read for as long as it takes: what is seen does not change meanwhile, and no writer waits for it.

    A database that goes away meanwhile shows as :class:`DatabaseDown`.
    """
    try:
        async with engine.connect() as connection:
            yield await connection.execution_options(**_SNAPSHOT[engine.dialect.name])
    except (SQLAlchemyError, OSError) as error:
        if not passes(error):
            raise
        raise DatabaseDown(f"the database is away or busy: {type(error).__name__}") from error


def _sqlite(url: URL) -> AsyncEngine:
    # Only one transaction can write to SQLite: the others queue up for its one connection, first come first served,
    # which is fairer and cheaper than SQLite's own polling. That one is for a second process (busy_timeout).
    engine = create_async_engine(url, hide_parameters=True, pool_size=1, max_overflow=0, pool_timeout=SQLITE_WITHIN)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin)
    event.listen(engine.sync_engine.pool, "invalidate", _roll_back)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _: object) -> None:
    # The driver's own BEGIN comes late and takes no lock: it is switched off, ours is below.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={int(SQLITE_LOCKED_WITHIN * 1000)}")
    _write_ahead(cursor, tries=5)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: DBAPICursor, tries: int) -> None:
    # Of several processes that open a new file at once all but one are refused this switch at once, whatever the
    # busy_timeout; an empty transaction waits for that one.
    try:
        cursor.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError:
        if not tries:
            raise
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("COMMIT")
        _write_ahead(cursor, tries - 1)


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("snapshot")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _roll_back(connection: DBAPIConnection, *_: object) -> None:
    # A statement that was cancelled lives on in its traceback, and until that goes SQLite's close() leaves the file
    # locked: without this, one cancelled step would stop all others until the garbage collector comes by.
    with contextlib.suppress(Exception):
        connection.rollback()


def _postgres(url: URL) -> AsyncEngine:
    return create_async_engine(
        url,
        hide_parameters=True,
        pool_size=POOL,
        max_overflow=POOL,
        pool_timeout=ANSWER_WITHIN,
        pool_pre_ping=True,
        pool_recycle=1800,
        connect_args={
            "timeout": CONNECT_WITHIN,
            "command_timeout": ANSWER_WITHIN,
            "server_settings": {
                "application_name": "cabinet-bot",
                "synchronous_commit": "on",  # what Telegram was told is done must outlive a crash of the server
                "lock_timeout": str(int(LOCKED_WITHIN * 1000)),
                "idle_in_transaction_session_timeout": "15000",
            },
        },
    )


def _without_rows(record: logging.LogRecord) -> bool:
    return record.levelno > logging.DEBUG


def _forget_values(context: ExceptionContext) -> None:
    """Cut off what the databases quote of the row that was refused: it ends up in logs."""
    error: Any = context.original_exception
    while error is not None:
        if getattr(error, "detail", None):
            error.detail = None
        if error.args and isinstance(error.args[0], str):
            error.args = (error.args[0].partition("\nDETAIL:")[0], *error.args[1:])
        error = error.__cause__
