"""Whoever has the database's password but not the key cannot touch the audit trail without being found out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Executable, bindparam, delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from account.ports import Works
from storage import migrate
from storage.audit_chain import ChainReport, Kind, verify
from storage.column_types import Utc, give_keyring
from storage.database import open_database
from storage.encryption import Keyring
from storage.tables import audit, audit_head
from storage.work import works as make_works
from tests.storage.attacks import attack
from tests.storage.samples import MINUTE, NOON
from tests.storage.test_migrations import empty, in_database, to_version

__all__ = ["empty"]

FORGED = {"request_id": 7, "who": 666, "what": "approved", "at": NOON, "detail": "forged"}
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def write(works: Works, count: int) -> None:
    async with works() as work:
        for number in range(count):
            await work.audit.add(number, 7000 + number, "taken", NOON + number * MINUTE, f"no. {number}")


async def broken(engine: AsyncEngine, keyring: Keyring) -> tuple[int | None, Kind | None]:
    report = await verify(engine, keyring)
    return report.broken_at, report.kind


async def test_a_trail_of_nothing_is_whole(engine: AsyncEngine, keyring: Keyring) -> None:
    assert await verify(engine, keyring) == ChainReport(0, None)


async def test_a_whole_trail_is_told_with_its_head(works: Works, engine: AsyncEngine, keyring: Keyring) -> None:
    await write(works, 5)
    async with engine.connect() as connection:
        newest = await connection.scalar(select(audit.c.link).where(audit.c.id == 5))
    assert await verify(engine, keyring) == ChainReport(5, newest)


async def test_a_trail_of_several_batches_is_read(works: Works, engine: AsyncEngine, keyring: Keyring) -> None:
    await write(works, 1100)
    assert (await verify(engine, keyring)).entries == 1100
    await attack(engine, update(audit).where(audit.c.id == 1050).values(who=666))
    assert await broken(engine, keyring) == (1050, Kind.CHANGED)


@pytest.mark.parametrize("number", [1, 3, 5])
@pytest.mark.parametrize(
    "values",
    [
        {"request_id": 1000},
        {"request_id": None},
        {"who": 666},
        {"what": "approved"},
        {"at": NOON - timedelta(microseconds=1)},
        {"detail": "another"},
        {"detail": text("(SELECT detail FROM audit WHERE id = 2)")},
        {"follows": b"forged"},
        {"link": b"forged"},
        {"link": text("(SELECT link FROM audit WHERE id = 2)")},
    ],
    ids=lambda values: "-".join(f"{name}={value}" for name, value in values.items()),
)
async def test_a_changed_entry_is_found(
    works: Works, engine: AsyncEngine, keyring: Keyring, number: int, values: dict[str, Any]
) -> None:
    await write(works, 5)
    await attack(engine, update(audit).where(audit.c.id == number).values(values))
    assert await broken(engine, keyring) == (number, Kind.CHANGED)


async def test_a_detail_that_does_not_open_is_a_changed_one(
    works: Works, engine: AsyncEngine, keyring: Keyring
) -> None:
    await write(works, 3)
    spoilt = "X'00'" if engine.dialect.name == "sqlite" else "'\\x00'"
    await attack(engine, text(f"UPDATE audit SET detail = {spoilt} WHERE id = 2"))  # noqa: S608 - one of two words
    assert await broken(engine, keyring) == (2, Kind.CHANGED)


@on_sqlite
@pytest.mark.parametrize("column", ["request_id", "who", "what", "at", "detail", "follows", "link"])
@pytest.mark.parametrize("value", ["'12-й час'", "X'FF'", "100000000000000", "1.5"])
async def test_a_value_of_another_kind_does_not_stop_the_reading(
    works: Works, engine: AsyncEngine, keyring: Keyring, column: str, value: str
) -> None:
    await write(works, 3)
    await attack(engine, text(f"UPDATE audit SET {column} = {value} WHERE id = 2"))  # noqa: S608 - a test's own words
    assert await broken(engine, keyring) == (2, Kind.CHANGED)


@pytest.mark.parametrize(("gone", "told"), [([1], 1), ([3], 3), ([2, 3, 4], 2), ([5], 5), ([4, 5], 4)])
async def test_missing_entries_are_found_also_the_last_ones(
    works: Works, engine: AsyncEngine, keyring: Keyring, gone: Iterable[int], told: int
) -> None:
    await write(works, 5)
    await attack(engine, delete(audit).where(audit.c.id.in_(gone)))
    assert await broken(engine, keyring) == (told, Kind.MISSING)
    await write(works, 2)
    assert await broken(engine, keyring) == (told, Kind.MISSING), "what comes after does not cover it up"


async def test_entries_that_close_the_ranks_over_a_missing_one_are_found(
    works: Works, engine: AsyncEngine, keyring: Keyring
) -> None:
    await write(works, 4)
    moves = [update(audit).where(audit.c.id == number).values(id=number - 1) for number in (3, 4)]
    await attack(engine, delete(audit).where(audit.c.id == 2), *moves)
    assert (await broken(engine, keyring))[0] == 2


async def test_entries_in_another_order_are_found(works: Works, engine: AsyncEngine, keyring: Keyring) -> None:
    await write(works, 5)
    swap = [(2, 99), (4, 2), (99, 4)]
    await attack(engine, *(update(audit).where(audit.c.id == old).values(id=new) for old, new in swap))
    assert await broken(engine, keyring) == (2, Kind.OUT_OF_ORDER)


async def test_a_forged_entry_is_found_at_the_end_and_after_more_have_come(
    works: Works, engine: AsyncEngine, keyring: Keyring
) -> None:
    await write(works, 3)
    newest = (await verify(engine, keyring)).head
    await attack(engine, insert(audit).values(id=4, **FORGED, follows=newest, link=b"f" * 32))
    assert await broken(engine, keyring) == (4, Kind.FORGED)
    await write(works, 2)
    assert await broken(engine, keyring) == (4, Kind.FORGED)


async def test_a_forged_entry_in_the_place_of_another_is_found(
    works: Works, engine: AsyncEngine, keyring: Keyring
) -> None:
    await write(works, 3)
    forged = FORGED | {"follows": b"f" * 32, "link": b"g" * 32}
    await attack(engine, update(audit).where(audit.c.id == 2).values(forged))
    assert await broken(engine, keyring) == (2, Kind.FORGED)


async def test_an_entry_without_a_link_is_found(works: Works, engine: AsyncEngine, keyring: Keyring) -> None:
    await write(works, 3)
    await attack(engine, insert(audit).values(id=4, **FORGED))
    assert await broken(engine, keyring) == (4, Kind.UNLINKED)
    await write(works, 1)
    assert await broken(engine, keyring) == (4, Kind.UNLINKED)


async def test_entries_that_pass_for_ones_of_before_the_chain_are_found(
    works: Works, engine: AsyncEngine, keyring: Keyring
) -> None:
    await write(works, 3)
    await attack(engine, update(audit).where(audit.c.id <= 2).values(follows=None, link=None, who=666))
    assert await broken(engine, keyring) == (3, Kind.EARLIER)
    await attack(engine, update(audit).values(follows=None, link=None))
    assert await broken(engine, keyring) == (3, Kind.UNSEALED)


async def test_a_head_that_is_gone_or_not_ours_or_an_older_one_is_found(
    works: Works, engine: AsyncEngine, keyring: Keyring
) -> None:
    await write(works, 2)
    async with engine.connect() as connection:
        older = await connection.scalar(select(audit_head.c.newest))
    await write(works, 2)
    await attack(engine, update(audit_head).values(newest=older))
    assert await broken(engine, keyring) == (4, Kind.UNSEALED)
    await attack(engine, delete(audit_head))
    assert await broken(engine, keyring) == (4, Kind.UNSEALED)
    give_keyring(engine.dialect, Keyring("a-secret-of-somebody-else"))
    await attack(engine, insert(audit_head).values(id=1, newest=older))
    assert await broken(engine, keyring) == (4, Kind.UNSEALED)


async def test_a_chain_that_began_again_without_its_head_is_found(
    works: Works, engine: AsyncEngine, keyring: Keyring
) -> None:
    await write(works, 2)
    await attack(engine, delete(audit_head), delete(audit).where(audit.c.id == 2))
    await write(works, 2)
    assert await broken(engine, keyring) == (2, Kind.MISSING)


async def test_a_replaced_secret_goes_on_with_the_chain(engine: AsyncEngine) -> None:
    for secrets in ("the-first-secret-of-all", "the-second-secret,the-first-secret-of-all"):
        await write(make_works(engine, Keyring(secrets), lambda: None), 2)
    assert (await verify(engine, Keyring("the-second-secret,the-first-secret-of-all"))).entries == 4
    assert await broken(engine, Keyring("the-second-secret-alone")) == (1, Kind.CHANGED)


async def test_a_trail_is_proved_while_it_is_written(
    second_works: Works, engine: AsyncEngine, database: str, keyring: Keyring
) -> None:
    await write(second_works, 20)
    reader = open_database(database)
    writing = asyncio.create_task(write_on(second_works))
    reports = [await verify(reader, keyring) for _ in range(5)]
    await writing
    await reader.dispose()
    assert [report.broken_at for report in reports] == [None] * 5
    assert (await verify(engine, keyring)).entries == 50


async def write_on(works: Works) -> None:
    for _ in range(30):
        await write(works, 1)


def before_the_chain(connection: Connection) -> None:
    to_version(connection, "0001")
    for number in (1, 2, 4):
        detail = Keyring("a-secret-for-the-tests").encrypt(b'"old"', "audit.detail")
        row = text("INSERT INTO audit (id, request_id, who, what, at, detail) VALUES (:id, 7, 7001, 'taken', :at, :it)")
        connection.execute(row.bindparams(bindparam("at", NOON, Utc())), {"id": number, "it": detail})


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (update(audit).where(audit.c.id == 2).values(who=666), (5, Kind.EARLIER)),
        (delete(audit).where(audit.c.id == 1), (5, Kind.EARLIER)),
        (delete(audit).where(audit.c.id == 4), (3, Kind.MISSING)),
        (insert(audit).values(id=3, **FORGED), (5, Kind.EARLIER)),
        (delete(audit).where(audit.c.id == 5), (5, Kind.MISSING)),
    ],
)
async def test_what_was_there_before_the_chain_is_covered_by_its_first_link(
    empty: str, keyring: Keyring, statement: Executable, told: tuple[int, Kind]
) -> None:
    await in_database(empty, before_the_chain)
    await migrate.upgrade(empty)
    engine = open_database(empty)
    works = make_works(engine, keyring, lambda: None)
    assert await verify(engine, keyring) == ChainReport(3, None)
    await write(works, 2)
    async with works() as work:
        assert [entry.id for entry in await work.audit.of_request(7)] == [1, 2, 4]
    assert (await verify(engine, keyring)).entries == 5
    await attack(engine, statement)
    assert await broken(engine, keyring) == told
    await engine.dispose()
