"""The unit of work: all of it or nothing, also when it is cancelled or the database goes away."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Coroutine

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from account.ports import Works
from storage import migrate
from storage.database import DatabaseDown, open_database
from storage.encryption import Keyring
from storage.work import works as make_works
from tests.servers import Postgres, Unavailable
from tests.storage.samples import ANNA, BORIS, NOON
from tests.storage.sql_fixtures import Woken, count_statements


async def test_leaving_the_block_commits(works: Works, second_works: Works) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)
    async with second_works() as work:
        assert await work.people.by_id(ANNA) is not None


async def test_an_exception_undoes_everything_and_is_seen_as_it_was(works: Works) -> None:
    async def fail() -> None:
        async with works() as work:
            await work.people.seen(ANNA, "ru", NOON)
            await work.tallies.add("a", NOON)
            raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        await fail()
    async with works() as work:
        assert await work.people.by_id(ANNA) is None
        assert await work.tallies.recent("a", NOON.replace(year=2025)) == []


@pytest.mark.parametrize("moment", range(1, 12))
async def test_a_cancelled_work_is_undone_and_the_next_goes_on(works: Works, engine: AsyncEngine, moment: int) -> None:
    task = asyncio.create_task(_write_two(works))
    moments = itertools.count(1)

    def cancel(*_: object) -> None:
        if next(moments) == moment:
            task.cancel()

    for name in ("before_cursor_execute", "commit"):
        event.listen(engine.sync_engine, name, cancel)
    await asyncio.wait([task])
    for name in ("before_cursor_execute", "commit"):
        event.remove(engine.sync_engine, name, cancel)
    # The task, and in its traceback the cancelled statement, still lives while the next work begins.
    async with works() as work:
        found = [await work.people.by_id(person) is not None for person in (ANNA, BORIS)]
    if task.cancelled():
        assert found in ([False, False], [True, True])
    else:
        assert found == [True, True]
        assert next(moments) <= moment, "it had a moment to be cancelled at"


async def _write_two(works: Works) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)
        await work.people.seen(BORIS, "ru", NOON)


async def test_an_empty_work_costs_no_statement(works: Works, engine: AsyncEngine) -> None:
    async with works():
        pass  # connects, which has statements of its own
    with count_statements(engine) as statements:
        async with works():
            pass
    assert len(statements) == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_second_process_that_holds_sqlite_for_long_is_told_as_down(
    works: Works, second_works: Works, woken: Woken
) -> None:
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)
        began = time.monotonic()
        with pytest.raises(DatabaseDown):
            async with second_works():
                pytest.fail("two writers at once")
        assert time.monotonic() - began < 5
    async with second_works() as work:
        assert await work.people.by_id(ANNA) is not None
    assert woken.times == 0


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_of_two_that_wait_for_each_other_one_is_told_to_try_again(works: Works) -> None:
    async with works() as work:
        for person in (ANNA, BORIS):
            await work.people.seen(person, "ru", NOON)
    both_hold_one = asyncio.Barrier(2)

    async def translate(*people: int) -> None:
        async with works() as work:
            await work.people.set_language(people[0], "en")
            await both_hold_one.wait()
            await work.people.set_language(people[1], "en")

    ends = await asyncio.gather(translate(ANNA, BORIS), translate(BORIS, ANNA), return_exceptions=True)
    assert sorted(type(end).__name__ for end in ends) == ["DatabaseDown", "NoneType"]
    async with works() as work:
        found = [await work.people.by_id(person) for person in (ANNA, BORIS)]
    assert [person.language for person in found if person] == ["en", "en"]


@pytest.fixture
async def own_postgres() -> AsyncIterator[Postgres]:
    """A server to kill and to freeze."""
    try:
        async with Postgres() as server:
            yield server
    except Unavailable as why:
        pytest.skip(f"no PostgreSQL here: {why}")


async def test_a_postgresql_that_goes_away_and_comes_back(own_postgres: Postgres, keyring: Keyring) -> None:
    url = await own_postgres.create("bot")
    await migrate.upgrade(url)
    engine = open_database(url)
    works = make_works(engine, keyring, lambda: None)
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)

    await own_postgres.kill()
    await _is_told_as_down(works)
    await own_postgres.start()
    await _is_there(works)

    own_postgres.freeze()
    await _is_told_as_down(works)
    own_postgres.thaw()
    await _is_there(works)
    await engine.dispose()


async def test_a_postgresql_that_goes_away_in_the_middle(own_postgres: Postgres, keyring: Keyring) -> None:
    url = await own_postgres.create("bot")
    await migrate.upgrade(url)
    engine = open_database(url)
    works = make_works(engine, keyring, lambda: None)
    async with works() as work:
        await work.people.seen(ANNA, "ru", NOON)

    with pytest.raises(DatabaseDown):
        await _lose_it_between_two_writes(works, own_postgres.kill())
    await own_postgres.start()
    await _is_there(works)
    with pytest.raises(DatabaseDown):
        await _lose_it_between_two_writes(works, _freeze(own_postgres))
    own_postgres.thaw()
    await _is_there(works)
    async with works() as work:
        assert await work.people.by_id(BORIS) is None
    await engine.dispose()


async def _freeze(server: Postgres) -> None:
    server.freeze()


async def _lose_it_between_two_writes(works: Works, lose: Coroutine[None, None, None]) -> None:
    async with asyncio.timeout(5), works() as work:
        await work.people.seen(BORIS, "ru", NOON)
        await lose
        await work.people.set_language(BORIS, "en")


async def _is_told_as_down(works: Works) -> None:
    began = time.monotonic()
    with pytest.raises(DatabaseDown):
        async with works() as work:
            await work.people.by_id(ANNA)
    assert time.monotonic() - began < 5


async def _is_there(works: Works) -> None:
    async with asyncio.timeout(5), works() as work:
        assert await work.people.by_id(ANNA) is not None
