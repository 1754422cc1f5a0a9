"""How the database is opened, what it says of itself, and what it must not say in errors and logs."""

from __future__ import annotations

import io
import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError, StatementError
from sqlalchemy.ext.asyncio import AsyncEngine

from account.code import Code
from account.ports import Works
from account.records import Purpose
from account.requests import RequestState
from storage.column_types import Encrypted
from storage.database import DatabaseDown, check, database_url
from storage.tables import accounts, metadata, people, sign_ins, tallies
from tests.storage.samples import (
    ANNA,
    DAY,
    EMAIL,
    FILES,
    MINUTE,
    NOON,
    OLGA,
    PHONE,
    PROFILE,
    open_account,
    parcel,
)
from tests.storage.sql_fixtures import Databases


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("sqlite:///data/bot.sqlite3", "sqlite+aiosqlite:///data/bot.sqlite3"),
        ("sqlite:////srv/bot.sqlite3", "sqlite+aiosqlite:////srv/bot.sqlite3"),
        ("sqlite+aiosqlite:///bot", "sqlite+aiosqlite:///bot"),
        ("postgres://u:p@host/bot", "postgresql+asyncpg://u:p@host/bot"),
        ("postgresql://u:p@host:5433/bot", "postgresql+asyncpg://u:p@host:5433/bot"),
        ("postgresql+asyncpg://u@/bot?host=/run", "postgresql+asyncpg://u@/bot?host=%2Frun"),
        ("postgres://u@host/bot?sslmode=require", "postgresql+asyncpg://u@host/bot?ssl=require"),
    ],
)
def test_the_usual_spellings_are_read(given: str, read: str) -> None:
    assert database_url(given).render_as_string(hide_password=False) == read


@pytest.mark.parametrize(
    "given",
    ["", "bot.sqlite3", "mysql://u:canary@host/bot", "sqlite://", "sqlite:///:memory:", "postgres://u:canary@h:x/"],
)
def test_other_addresses_are_refused_without_repeating_them(given: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL: ") as refused:
        database_url(given)
    assert "canary" not in str(refused.value)


async def test_the_check_names_what_answers(database: str) -> None:
    kind = "SQLite 3." if database.startswith("sqlite") else "PostgreSQL 1"
    assert (await check(database)).startswith(kind)


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all/bot", "postgresql://u:canary@localhost:1/bot"])
async def test_the_check_tells_in_one_line_what_does_not_answer(url: str) -> None:
    with pytest.raises(DatabaseDown) as down:
        await check(url)
    assert "\n" not in str(down.value)
    assert "canary" not in "".join(traceback.format_exception(down.value))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_sqlite_keeps_what_it_said_it_kept(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        settings = [
            (await connection.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert settings == ["wal", 2, 1]


async def test_times_come_back_as_the_same_moment_in_utc(works: Works) -> None:
    moscow = timezone(timedelta(hours=3))
    moment = datetime(2026, 1, 1, 2, 30, 0, 123456, tzinfo=moscow)
    async with works() as work:
        await work.tallies.add("a", moment)
        (kept,) = await work.tallies.recent("a", moment - MINUTE)
        assert await work.tallies.recent("a", moment) == []
    assert kept == moment
    assert kept.tzinfo is UTC


async def test_a_naive_time_is_refused(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        with pytest.raises(StatementError, match="without its zone"):
            await connection.execute(insert(tallies).values(subject_print=b"", at=NOON.replace(tzinfo=None)))


def test_each_encrypted_column_is_bound_to_its_own_place() -> None:
    columns = [column for table in metadata.tables.values() for column in table.columns]
    places = {str(column): column.type.place for column in columns if isinstance(column.type, Encrypted)}
    assert len(places) > 10
    # What is staged is sealed for where it will stand: the last step of an import only copies it.
    staged = {place: place.replace("policy_lines.", "policies.") for place in places}
    assert staged == places


def test_an_encrypted_column_cannot_be_searched() -> None:
    with pytest.raises(TypeError, match="compare its fingerprint"):
        select(accounts).where(accounts.c.email == EMAIL.value)


async def test_whether_an_encrypted_column_is_empty_can_be_asked(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await open_account(work)
    async with engine.connect() as connection:
        assert await connection.scalar(select(accounts.c.id).where(accounts.c.profile.is_(None))) is not None
        assert await connection.scalar(select(accounts.c.id).where(accounts.c.profile.is_not(None))) is None


@pytest.fixture
def everything_logged() -> Iterator[io.StringIO]:
    """Collect what all loggers say at DEBUG."""
    said, root = io.StringIO(), logging.getLogger()
    handler, before = logging.StreamHandler(said), root.level
    names = ("sqlalchemy", "sqlalchemy.engine", "sqlalchemy.pool", "aiosqlite", "asyncpg", "alembic")
    levels = {name: logging.getLogger(name).level for name in names}
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield said
    root.removeHandler(handler)
    root.setLevel(before)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


async def test_errors_and_logs_tell_no_values(engine: AsyncEngine, everything_logged: io.StringIO) -> None:
    row = {"telegram_id": 777000111, "language": "quoted", "first_seen_at": NOON}
    async with engine.begin() as connection:
        await connection.execute(insert(people).values(row))
    broken = [
        insert(people).values(row),
        insert(people).values(row | {"telegram_id": 777000112, "language": None}),
        insert(sign_ins).values(account_id=777000113, telegram_id=777000114, since=NOON),
    ]
    for statement in broken:
        async with engine.connect() as connection:
            with pytest.raises(IntegrityError) as error:
                await connection.execute(statement)
        told = "".join(traceback.format_exception(error.value))
        assert "IntegrityError" in told
        assert "777000" not in told
        assert "quoted" not in told
    async with engine.connect() as connection:
        assert (await connection.execute(select(people).where(people.c.telegram_id == 777000111))).one()
    assert "SELECT people.telegram_id" in everything_logged.getvalue()
    assert "777000" not in everything_logged.getvalue()


async def test_nothing_personal_in_files_or_logs(
    works: Works, database: str, databases: Databases, engine: AsyncEngine, everything_logged: io.StringIO
) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)
        account = await open_account(work)
        await work.accounts.set_profile(account.id, PROFILE, NOON)
        await work.codes.add(ANNA, Purpose.RESET, EMAIL, Code("918273"), "carries-canary", NOON, NOON + MINUTE)
        assert await work.codes.match(ANNA, Purpose.RESET, EMAIL, Code("918273"), NOON) is not None
        await work.tallies.add(f"code:{EMAIL}", NOON)
        await work.tallies.add(f"code:{PHONE}", NOON)
        await work.steps.keep("1", "outcome-canary", NOON)
        await work.outbox.put(parcel("1", payload={"to": str(PHONE), "text": "918273 payload-canary"}))
        (claimed,) = await work.outbox.claim(1, NOON, NOON + MINUTE)
        await work.outbox.postpone(claimed.id, NOON, "reason-canary")
        request = await work.requests.add(account.id, ANNA, FILES, NOON, NOON + DAY)
        assert request is not None
        await work.requests.take(request.id, OLGA)
        await work.requests.decide(request.id, RequestState.REJECTED, OLGA, NOON, {"scan": "text:reject-canary"})
        await work.audit.add(request.id, OLGA.telegram_id, "rejected", NOON, "audit-canary")
    with pytest.raises(SQLAlchemyError):
        async with engine.begin() as connection:
            await connection.execute(insert(accounts).values(email="error-canary", phone=str(PHONE)))
    stores = await _stored(engine, database, databases)
    secrets = [
        "canary", "example.org", PHONE.value, PHONE.value[1:], "argon2", "918273", "Канарейкина", "Петровна", "Анна",
        str(PROFILE.born), "female", "passport", '"4509"', "908172", "СКАН_", "Ольга",
    ]  # fmt: skip
    for secret in secrets:
        for spelling in (secret.encode(), secret.encode().hex().encode()):
            assert spelling not in stores, secret
        assert secret not in everything_logged.getvalue(), secret
    assert b"rejected" in stores  # what lies open is found, so the search looks in the right place
    assert "INSERT INTO accounts" in everything_logged.getvalue()


async def _stored(engine: AsyncEngine, database: str, databases: Databases) -> bytes:
    """Give all bytes of the files that the database is made of, its log of changes included."""
    if engine.dialect.name == "sqlite":
        path = Path(database.removeprefix("sqlite:///"))
        files = sorted(path.parent.glob(f"{path.name}*"))
        assert any(file.name.endswith("-wal") for file in files)
        return b"".join(file.read_bytes() for file in files)
    async with engine.connect() as connection:
        await (await connection.execution_options(isolation_level="AUTOCOMMIT")).execute(text("CHECKPOINT"))
        oid = await connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    data = (await databases.postgres()).directory / "data"
    files = [*(data / "base" / str(oid)).iterdir(), *(data / "pg_wal").glob("0*")]
    return b"".join(file.read_bytes() for file in files)
