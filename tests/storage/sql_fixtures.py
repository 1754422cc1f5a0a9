"""An empty database of each kind for a test: migrated once a session, copied or emptied for each test."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from account.ports import Works
from storage import migrate
from storage.column_types import give_keyring
from storage.database import open_database
from storage.encryption import Keyring
from storage.tables import metadata
from storage.work import works as make_works
from tests.servers import Postgres, Unavailable

_MIGRATED = "storage"


@dataclass
class Databases:
    """One migrated database of each kind, made when the first test asks for it."""

    directory: Path
    stack: AsyncExitStack
    server: Postgres | None = None
    no_server: str = ""
    copies: int = 0

    async def sqlite(self) -> str:
        template = self.directory / "template.sqlite3"
        if not template.exists():
            await migrate.upgrade(f"sqlite:///{template}")
        self.copies += 1
        copy = self.directory / f"copy{self.copies}.sqlite3"
        shutil.copyfile(template, copy)
        return f"sqlite:///{copy}"

    async def postgres(self) -> Postgres:
        if self.server is None and not self.no_server:
            try:
                self.server = await self.stack.enter_async_context(Postgres())
                await migrate.upgrade(await self.server.create(_MIGRATED))
            except Unavailable as why:
                self.no_server = str(why)
        if self.server is None:
            pytest.skip(f"no PostgreSQL here: {self.no_server}")
        return self.server


@dataclass
class Woken:
    """Counts how often the outbox's workers were woken."""

    times: int = 0

    def __call__(self) -> None:
        self.times += 1


@dataclass
class Statements:
    """The statements that an engine has executed, without their parameters."""

    seen: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.seen)


@contextmanager
def count_statements(engine: AsyncEngine) -> Iterator[Statements]:
    """Collect what goes to the database inside the block, savepoints included, BEGIN and COMMIT not."""
    statements = Statements()

    def remember(*args: Any) -> None:
        if not (statement := str(args[2])).startswith("BEGIN"):
            statements.seen.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", remember)
    try:
        yield statements
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", remember)


@pytest.fixture(scope="session")
async def databases(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Databases]:
    async with AsyncExitStack() as stack:
        yield Databases(tmp_path_factory.mktemp("sqlite"), stack)


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, databases: Databases) -> AsyncIterator[str]:
    """Give the address of a migrated, empty database."""
    if request.param == "sqlite":
        yield await databases.sqlite()
        return
    server = await databases.postgres()
    await _empty(server)
    yield server.url(_MIGRATED)


async def _empty(server: Postgres) -> None:
    # Cheaper than a copy of a template for each test, which took the kernel three times as long.
    connection = await asyncpg.connect(host=str(server.directory), user="postgres", database=_MIGRATED)
    try:
        await connection.execute("SET session_replication_role = replica")  # the audit trail cannot be emptied else
        await connection.execute(";".join(str(table.delete()) for table in reversed(metadata.sorted_tables)))
    finally:
        await connection.close()


@pytest.fixture
async def engine(database: str, keyring: Keyring) -> AsyncIterator[AsyncEngine]:
    engine = open_database(database)
    give_keyring(engine.dialect, keyring)
    yield engine
    await engine.dispose()


@pytest.fixture
def woken() -> Woken:
    return Woken()


@pytest.fixture
def works(engine: AsyncEngine, keyring: Keyring, woken: Woken) -> Works:
    return make_works(engine, keyring, woken)


@pytest.fixture
async def second_works(database: str, keyring: Keyring, woken: Woken) -> AsyncIterator[Works]:
    """Give the works of a second process on the same database."""
    engine = open_database(database)
    yield make_works(engine, keyring, woken)
    await engine.dispose()
