"""`python -m bot audit`, as an operator calls it: one line, and whether all is well as its exit code."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from account.ports import Works
from account.privacy.records import Subject
from bot.settings import load
from storage import migrate
from storage.database import open_database
from storage.encryption import Keyring
from storage.tables import audit
from storage.work import works as make_works
from tests.commands import Commands, Ended, afresh
from tests.storage.attacks import attack
from tests.storage.samples import ANNA, EMAIL, NOON, OTHER_EMAIL, PHONE, open_account

KEY = "a-secret-for-the-tests"


@pytest.fixture(scope="module")
async def commands() -> AsyncIterator[Commands]:
    async with Commands("bot.audit", "bot.logs") as one:
        yield one


def in_one(ended: Ended) -> tuple[int | None, str]:
    """How it ended and all that it printed."""
    code, printed, errors = ended
    return code, printed + errors


async def write(works: Works) -> None:
    async with works() as work:
        await work.audit.add(7, 7001, "taken", NOON)


async def test_a_trail_is_told_to_be_whole_and_then_where_it_is_broken(
    commands: Commands, works: Works, engine: AsyncEngine, database: str, tmp_path: Path
) -> None:
    where = {"DATABASE_URL": database, "SECRET_KEY": KEY}
    for _ in range(3):
        await write(works)
    async with engine.connect() as connection:
        head = await connection.scalar(select(audit.c.link).where(audit.c.id == 3))
    said = (0, f"the audit trail is whole: 3 entries, head {head.hex()}\n")
    assert in_one(await commands.call(tmp_path, "audit", "verify", **where)) == said
    await attack(engine, update(audit).where(audit.c.id == 2).values(who=666))
    said = (1, "broken at entry 2: changed\n")
    assert in_one(await commands.call(tmp_path, "audit", "verify", **where)) == said


async def test_the_embedded_database_is_read_while_the_bot_writes(tmp_path: Path) -> None:
    settings = load(_env_file=None, data_dir=tmp_path / "data")
    keyring = Keyring(settings.keys())
    await migrate.upgrade(settings.database())
    assert in_one(await afresh(tmp_path, "audit", "verify")) == (
        0,
        "the audit trail is whole: 0 entries, head none yet\n",
    )
    engine = open_database(settings.database())
    works = make_works(engine, keyring, lambda: None)
    await write(works)
    asked = asyncio.create_task(afresh(tmp_path, "audit", "verify"))
    while not asked.done():
        await write(works)
    code, printed = in_one(await asked)
    await engine.dispose()
    assert code == 0, printed
    assert printed.startswith("the audit trail is whole: ")


async def test_a_database_that_is_away_or_of_an_older_version_is_told_in_a_line(
    commands: Commands, tmp_path: Path
) -> None:
    away = {"DATABASE_URL": "postgresql://user:kAnArEE@127.0.0.1:1/name", "SECRET_KEY": KEY}
    older = {"DATABASE_URL": f"sqlite:///{tmp_path}/older.sqlite3", "SECRET_KEY": KEY}
    for where, told in ((away, "DATABASE_URL: the database is away"), (older, "migrations are missing")):
        code, printed = in_one(await commands.call(tmp_path, "audit", "verify", **where))
        assert code == 1
        assert told in printed
        assert printed.count("\n") == 1
        assert "kAnArEE" not in printed


async def test_an_erasure_is_proved_by_the_contact_and_nothing_else_is(
    commands: Commands, works: Works, database: str, tmp_path: Path
) -> None:
    where = {"DATABASE_URL": database, "SECRET_KEY": KEY}

    async def erased(*contact: str, **environment: str) -> tuple[int | None, str]:
        return in_one(await commands.call(tmp_path, "audit", "erased", *contact, **(where | environment)))

    async with works() as work:
        account = await open_account(work, EMAIL, PHONE)
        gone = await work.personal.erase(Subject(ANNA, account.id), NOON)
        assert gone is not None
        await work.audit.add(None, 0, "erased", NOON, gone.proof)
    said = (0, "erased at 2026-11-22 12:00:00 UTC\n")
    assert await erased(EMAIL.value.upper()) == said
    assert await erased("8 916 123-45-67") == said
    assert await erased(OTHER_EMAIL.value) == (1, "no erasure is known\n")
    assert await erased(EMAIL.value, SECRET_KEY=f"another-secret-for-the-tests,{KEY}") == said
    assert await erased() == (1, "audit erased: name an e-mail address or a phone number\n")
