"""`python -m bot audit`, as an operator calls it: one line, and whether all is well as its exit code."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

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
from tests.storage.attacks import attack
from tests.storage.samples import ANNA, EMAIL, NOON, OTHER_EMAIL, PHONE, open_account

ROOT = Path(__file__).parents[2]
ENDS_WITHIN = 60.0
KEY = "a-secret-for-the-tests"


async def verify(folder: Path, **environment: str) -> tuple[int | None, str]:
    return await called(folder, "verify", **environment)


async def called(folder: Path, *words: str, **environment: str) -> tuple[int | None, str]:
    """Call it with nothing but what is given; how it ended and all that it printed."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "audit", *words,
        cwd=folder, env=kept | {"PYTHONPATH": str(ROOT)} | environment,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    async with asyncio.timeout(ENDS_WITHIN):
        printed, _ = await process.communicate()
    return process.returncode, printed.decode()


async def write(works: Works) -> None:
    async with works() as work:
        await work.audit.add(7, 7001, "taken", NOON)


async def test_a_trail_is_told_to_be_whole_and_then_where_it_is_broken(
    works: Works, engine: AsyncEngine, database: str, tmp_path: Path
) -> None:
    where = {"DATABASE_URL": database, "SECRET_KEY": KEY}
    for _ in range(3):
        await write(works)
    async with engine.connect() as connection:
        head = await connection.scalar(select(audit.c.link).where(audit.c.id == 3))
    assert await verify(tmp_path, **where) == (0, f"the audit trail is whole: 3 entries, head {head.hex()}\n")
    await attack(engine, update(audit).where(audit.c.id == 2).values(who=666))
    assert await verify(tmp_path, **where) == (1, "broken at entry 2: changed\n")


async def test_the_embedded_database_is_read_while_the_bot_writes(tmp_path: Path) -> None:
    settings = load(_env_file=None, data_dir=tmp_path / "data")
    keyring = Keyring(settings.keys())
    await migrate.upgrade(settings.database())
    assert await verify(tmp_path) == (0, "the audit trail is whole: 0 entries, head none yet\n")
    engine = open_database(settings.database())
    works = make_works(engine, keyring, lambda: None)
    await write(works)
    asked = asyncio.create_task(verify(tmp_path))
    while not asked.done():
        await write(works)
    code, printed = await asked
    await engine.dispose()
    assert code == 0, printed
    assert printed.startswith("the audit trail is whole: ")


async def test_a_database_that_is_away_or_of_an_older_version_is_told_in_a_line(tmp_path: Path) -> None:
    away = {"DATABASE_URL": "postgresql://user:kAnArEE@127.0.0.1:1/name", "SECRET_KEY": KEY}
    older = {"DATABASE_URL": f"sqlite:///{tmp_path}/older.sqlite3", "SECRET_KEY": KEY}
    for where, told in ((away, "DATABASE_URL: the database is away"), (older, "migrations are missing")):
        code, printed = await verify(tmp_path, **where)
        assert code == 1
        assert told in printed
        assert printed.count("\n") == 1
        assert "kAnArEE" not in printed


async def test_an_erasure_is_proved_by_the_contact_and_nothing_else_is(
    works: Works, database: str, tmp_path: Path
) -> None:
    where = {"DATABASE_URL": database, "SECRET_KEY": KEY}
    async with works() as work:
        account = await open_account(work, EMAIL, PHONE)
        erased = await work.personal.erase(Subject(ANNA, account.id), NOON)
        assert erased is not None
        await work.audit.add(None, 0, "erased", NOON, erased.proof)
    said = (0, "erased at 2026-11-22 12:00:00 UTC\n")
    assert await called(tmp_path, "erased", EMAIL.value.upper(), **where) == said
    assert await called(tmp_path, "erased", "8 916 123-45-67", **where) == said
    assert await called(tmp_path, "erased", OTHER_EMAIL.value, **where) == (1, "no erasure is known\n")
    other_key = {**where, "SECRET_KEY": f"another-secret-for-the-tests,{KEY}"}
    assert await called(tmp_path, "erased", EMAIL.value, **other_key) == said
    wrong = await called(tmp_path, "erased", **where)
    assert wrong == (1, "audit erased: name an e-mail address or a phone number\n")
