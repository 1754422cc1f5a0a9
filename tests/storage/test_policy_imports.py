"""Imports of policies: all or nothing, whoever is killed, and however long the table is."""

from __future__ import annotations

import asyncio
import gc
import io
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.policies.imports import Figures, ImportState, LineRefusal, PolicyImport, Report, SentTable
from account.ports import Works
from bot.imports.engine import LEASE, ImportEngine, LostError
from storage.audit_chain import verify
from storage.encryption import Keyring
from storage.tables import audit, policies, policy_lines, policy_refusals
from tests.storage.policy_samples import entry
from tests.storage.samples import ANNA, HOUR, MINUTE, NOON
from tests.tables_of_policies import line, many, table, write

SENT = SentTable("file-canary", "полисы.csv", 1000)


async def unheard(*_: int) -> None:
    """Nobody looks."""


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def importing(works: Works) -> ImportEngine:
    return ImportEngine(works, now, ZoneInfo("Europe/Moscow"))


async def begun(works: Works, holder: str = "one") -> int:
    async with works() as work:
        return await work.policy_imports.begin(holder, now(), now() + LEASE)


async def told(works: Works, import_id: int) -> PolicyImport:
    async with works() as work:
        one = await work.policy_imports.by_id(import_id)
    assert one is not None
    return one


async def brought(works: Works, importing: ImportEngine, text: str | bytes) -> PolicyImport:
    number = await begun(works)
    data = text if isinstance(text, bytes) else text.encode()
    await importing.run(number, "one", io.BytesIO(data), unheard)
    one = await told(works, number)
    async with works() as work:
        await work.policy_imports.done(number, "one", now())
    return one


async def count(engine: AsyncEngine, of: object) -> int:
    async with engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(of)) or 0  # type: ignore[arg-type] # a table is one


async def test_good_lines_are_taken_and_bad_ones_told(
    works: Works, importing: ImportEngine, engine: AsyncEngine
) -> None:
    text = table(line(), line(number="B", end="вчера"), line(number="A-1"), line(number="C", birth_date="1.1.2020"))
    one = await brought(works, importing, text)
    assert (one.state, one.figures) == (ImportState.ENDED, Figures(lines=4, new=1, refused=3))
    async with works() as work:
        refused = await work.policy_lines.refused(one.id, 0, 10)
    assert [(each.line, each.column, each.reason, each.first) for each in refused] == [
        (3, "end", "not-a-date", None),
        (4, "number", "repeated", 2),
        (5, "birth-date", "age", None),
    ]
    assert await count(engine, policies) == 1


async def test_the_same_table_again_changes_nothing(works: Works, importing: ImportEngine, engine: AsyncEngine) -> None:
    assert (await brought(works, importing, table(*many(1200)))).figures == Figures(1200, new=1200)
    assert (await brought(works, importing, table(*many(1200)))).figures == Figures(1200, unchanged=1200)
    longer = table(*many(10, "КАСКО"), *list(many(1205))[10:])
    assert (await brought(works, importing, longer)).figures == Figures(1205, new=5, changed=10, unchanged=1190)
    assert await count(engine, policies) == 1205


async def test_every_import_is_in_the_trail_once(
    works: Works, importing: ImportEngine, engine: AsyncEngine, keyring: Keyring
) -> None:
    one = await brought(works, importing, table(line(), line(number="B", end="вчера")))
    async with engine.connect() as connection:
        (entry,) = (await connection.execute(select(audit))).all()
    assert (entry.request_id, entry.who, entry.what) == (None, 0, "policies-imported")
    assert entry.detail == f"import={one.id} lines=2 new=1 changed=0 unchanged=0 refused=1"
    assert (await verify(engine, keyring)).broken_at is None


@pytest.mark.parametrize("text", ["", "номер;продукт\r\n1;2\r\n", table(), table(line(end="вчера"))])
async def test_a_table_without_a_good_line_changes_nothing(
    works: Works, importing: ImportEngine, engine: AsyncEngine, text: str
) -> None:
    await brought(works, importing, table(line()))
    one = await brought(works, importing, text)
    assert one.figures.accepted == 0
    assert await count(engine, policies) == 1


async def test_nothing_is_seen_before_the_end_and_nothing_is_left_behind(
    works: Works, importing: ImportEngine, engine: AsyncEngine
) -> None:
    seen = []

    async def look(lines: int, percent: int) -> None:
        seen.append((lines, percent, await count(engine, policies)))

    number = await begun(works)
    await importing.run(number, "one", io.BytesIO(table(*many(1700)).encode()), look)
    assert [(lines, there) for lines, _, there in seen] == [
        *((250 * piece, 0) for piece in range(1, 7)),
        (1700, 0),
    ]
    assert [percent for _, percent, _ in seen] == sorted(percent for _, percent, _ in seen)
    assert seen[-1][1] == 100
    assert await count(engine, policies) == 1700
    async with works() as work:
        await work.policy_imports.done(number, "one", now())
    await importing.tidy()
    assert (await count(engine, policy_lines), await count(engine, policy_refusals)) == (0, 0)


async def test_what_a_killed_import_has_left_is_removed_by_the_next(works: Works, engine: AsyncEngine) -> None:
    late = [now()]
    importing = ImportEngine(works, lambda: late[0], ZoneInfo("Europe/Moscow"))

    async def killed(*_: int) -> None:
        raise ConnectionResetError

    number = await begun(works)
    with pytest.raises(ConnectionResetError):
        await importing.run(number, "one", io.BytesIO(table(*many(600), line(end="")).encode()), killed)
    assert await count(engine, policy_lines) == 250
    await importing.tidy()
    assert await count(engine, policy_lines) == 250, "it may be at work yet"
    late[0] += LEASE + MINUTE
    await importing.tidy()
    assert (await count(engine, policy_lines), await count(engine, policies)) == (0, 0)
    assert (await told(works, number)).state is ImportState.DONE


async def test_two_imports_at_once_do_not_mix(works: Works, second_works: Works, engine: AsyncEngine) -> None:
    async def bring(mine: Works, holder: str, product: str) -> PolicyImport:
        number = await begun(mine, holder)
        one = ImportEngine(mine, now, ZoneInfo("Europe/Moscow"))
        await one.run(number, holder, io.BytesIO(table(*many(1100, product)).encode()), unheard)
        return await told(mine, number)

    both = await asyncio.gather(bring(works, "one", "ОСАГО"), bring(second_works, "two", "КАСКО"))
    assert sorted((each.figures.new, each.figures.changed) for each in both) == [(0, 1100), (1100, 0)]
    async with engine.connect() as connection:
        products = {row.details["product"] for row in await connection.execute(select(policies.c.details))}
    assert len(products) == 1


async def test_one_that_lost_its_lease_applies_nothing(
    works: Works, importing: ImportEngine, engine: AsyncEngine
) -> None:
    async with works() as work:
        number = await work.policy_imports.add(ANNA, ANNA, None, SENT, now() - HOUR)
        assert await work.policy_imports.claim("one", now() - HOUR, now() - MINUTE)

    async def taken_over(*_: int) -> None:
        async with works() as work:
            await work.policy_imports.claim("two", now() + LEASE + MINUTE, now() + HOUR)

    with pytest.raises(LostError):
        await importing.run(number, "one", io.BytesIO(table(*many(600)).encode()), taken_over)
    assert await count(engine, policies) == 0
    await importing.run(number, "two", io.BytesIO(table(*many(600)).encode()), unheard)
    assert (await told(works, number)).figures == Figures(600, new=600)


async def test_one_that_lost_its_lease_clears_nothing_of_the_next(
    works: Works, importing: ImportEngine, engine: AsyncEngine
) -> None:
    """It may have waited for the database for longer than its lease ran."""
    async with works() as work:
        number = await work.policy_imports.add(ANNA, ANNA, None, SENT, now() - HOUR)
        assert await work.policy_imports.claim("one", now() - HOUR, now() - MINUTE)
        assert await work.policy_imports.claim("two", now(), now() + HOUR)
        await work.policy_lines.stage(number, [(2, entry("A-1"))])
        await work.policy_lines.refuse(number, [LineRefusal(3, None, "quotes")])
    with pytest.raises(LostError):
        await importing.run(number, "one", io.BytesIO(table(*many(3)).encode()), unheard)
    assert (await count(engine, policy_lines), await count(engine, policy_refusals)) == (1, 1)


async def test_of_ten_workers_one_takes_an_import(works: Works, second_works: Works) -> None:
    async with works() as work:
        number = await work.policy_imports.add(ANNA, ANNA, None, SENT, NOON)

    async def claim(mine: Works, name: str) -> PolicyImport | None:
        async with mine() as work:
            return await work.policy_imports.claim(name, NOON, NOON + MINUTE)

    claimed = await asyncio.gather(*(claim((works, second_works)[i % 2], str(i)) for i in range(10)))
    (one,) = filter(None, claimed)
    assert (one.id, one.who, one.table) == (number, ANNA, SENT)
    assert await claim(works, "early") is None
    async with works() as work:
        again = await work.policy_imports.claim("late", NOON + MINUTE, NOON + HOUR)
        assert again is not None
        assert again.state is ImportState.RUNNING


async def test_tries_are_counted_until_a_worker_gives_the_import_back(works: Works) -> None:
    async with works() as work:
        number = await work.policy_imports.add(ANNA, ANNA, None, SENT, NOON)

    async def claimed(after: int) -> int:
        async with works() as work:
            one = await work.policy_imports.claim("one", NOON + after * MINUTE, NOON + (after + 1) * MINUTE)
        assert one is not None
        return one.tries

    assert [await claimed(after) for after in range(3)] == [1, 2, 3]
    async with works() as work:
        await work.policy_imports.put_off(number, "one", ImportState.WAITING, NOON)
    assert [await claimed(after) for after in range(3, 5)] == [1, 2]
    async with works() as work:
        assert await work.policy_imports.end(number, "one", Figures(), Report())
    assert await claimed(5) == 1


async def test_a_report_is_marked_once(works: Works) -> None:
    number = await begun(works)
    async with works() as work:
        assert not await work.policy_imports.telling(number, "one")
        assert await work.policy_imports.end(number, "one", Figures(1, new=1), Report(unknown=("филиал",)))
        assert not await work.policy_imports.end(number, "one", Figures(), Report())
        assert not await work.policy_imports.telling(number, "two")
        assert await work.policy_imports.telling(number, "one")
        assert not await work.policy_imports.telling(number, "one")
        await work.policy_imports.done(number, "one", NOON)
        assert not await work.policy_imports.keep(number, "one", NOON)
    one = await told(works, number)
    assert (one.state, one.figures, one.report) == (ImportState.DONE, Figures(1, new=1), Report(unknown=("филиал",)))


async def peak(works: Works, importing: ImportEngine, file: Path) -> int:
    """The most memory that an import of this file takes at once."""
    number = await begun(works)
    with file.open("rb") as rows:
        gc.collect()
        tracemalloc.start()
        try:
            await importing.run(number, "one", rows, unheard)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_longer_table_takes_no_more_memory(
    request: pytest.FixtureRequest, works: Works, importing: ImportEngine, tmp_path: Path
) -> None:
    size = 5000 if request.config.getoption("--torture") else 1000
    await peak(works, importing, write(tmp_path / "warm.csv", 500))
    short = await peak(works, importing, write(tmp_path / "short.csv", size))
    long = await peak(works, importing, write(tmp_path / "long.csv", 4 * size))
    assert long < short + 1_500_000  # bytes; three thousand lines kept would be three times as much


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_hundred_thousand_lines_take_less_than_a_minute(
    request: pytest.FixtureRequest, works: Works, tmp_path: Path
) -> None:
    size = 100_000 if request.config.getoption("--torture") else 3000
    file, importing = write(tmp_path / "policies.csv", size), ImportEngine(works, now, ZoneInfo("Europe/Moscow"))
    for figures in (Figures(size, new=size), Figures(size, unchanged=size)):
        number, began = await begun(works), time.monotonic()
        with file.open("rb") as rows:
            await importing.run(number, "one", rows, unheard)
        assert time.monotonic() - began < 60
        assert (await told(works, number)).figures == figures
