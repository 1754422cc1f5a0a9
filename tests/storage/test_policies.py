"""Policies of the bot's own tables: brought in line by line, and found by whose they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.birth_dates import BirthDate
from account.documents import IdentityDocument
from account.names import FullName
from account.policies.imports import Figures
from account.policies.records import Match, PolicyState
from account.ports import Works
from storage.database import DatabaseDown, open_database
from storage.encryption import Keyring
from storage.policies import SqlPolicies
from storage.tables import policies as table
from storage.work import works as make_works
from tests.storage.policy_samples import ENTRY, HOLDER, entry, imported, staged

OTHER = replace(HOLDER, document=IdentityDocument("passport-rf", "4510", "111222"))
STRANGER = replace(HOLDER, born=BirthDate(date(1985, 3, 8)))
NEW_YEAR = date(2026, 12, 31)


@pytest.fixture
def policies(engine: AsyncEngine, keyring: Keyring) -> SqlPolicies:
    return SqlPolicies(engine, keyring)


async def test_a_policy_is_found_by_its_holder_and_tells_all(works: Works, policies: SqlPolicies) -> None:
    await imported(works, ENTRY)
    (found,), count = await policies.page(HOLDER, 0, 5)
    assert count == 1
    assert (found.number, found.product, found.insured) == (ENTRY.number, ENTRY.product, ENTRY.insured)
    assert (found.starts, found.ends, found.state, found.match) == (
        ENTRY.starts,
        ENTRY.ends,
        PolicyState.ACTIVE,
        Match.FULL,
    )
    assert await policies.one(HOLDER, found.ref) == found


async def test_another_document_is_a_match_of_the_person_only(works: Works, policies: SqlPolicies) -> None:
    await imported(works, ENTRY)
    (found,), _ = await policies.page(OTHER, 0, 5)
    assert found.match is Match.PERSON
    assert await policies.page(STRANGER, 0, 5) == ([], 0)
    assert await policies.one(STRANGER, found.ref) is None


async def test_spellings_of_a_name_are_one(works: Works, policies: SqlPolicies) -> None:
    name = FullName("Семёнов", "Пётр")
    await imported(works, entry("1", holder=replace(HOLDER, name=name)))
    (found,), _ = await policies.page(replace(HOLDER, name=FullName("СЕМЕНОВ", "ПЕТР")), 0, 5)
    assert found.match is Match.FULL


async def test_pages_follow_each_other_from_the_latest_end(works: Works, policies: SqlPolicies) -> None:
    ends = [NEW_YEAR + timedelta(days=day % 4) for day in range(7)]
    await imported(works, *(entry(f"N{place}", ends=each) for place, each in enumerate(ends)))
    pages = [await policies.page(HOLDER, offset, 3) for offset in (0, 3, 6, 9)]
    assert [count for _, count in pages] == [7] * 4
    assert [each.number for page, _ in pages for each in page] == ["N3", "N6", "N2", "N5", "N1", "N4", "N0"]


@pytest.mark.parametrize("typed", ["ХХХ 0123456789", "ххх0123456789", "XXX-0123456789", "№ xxx 0123456789"])
@pytest.mark.parametrize("kept", ["ХХХ 0123456789", "XXX0123456789"])
async def test_a_number_tells_its_holder_in_any_spelling(
    works: Works, policies: SqlPolicies, kept: str, typed: str
) -> None:
    await imported(works, entry(kept), entry("ХХХ 0123456780", holder=STRANGER))
    assert await policies.holders_of(typed) == [HOLDER]
    assert await policies.holders_of("ХХХ 9") == []


@pytest.mark.parametrize("ref", ["", "0", "-1", "١", "1 OR 1=1", "9" * 40, "a"])
async def test_a_made_up_ref_is_nobody_s(works: Works, policies: SqlPolicies, ref: str) -> None:
    await imported(works, ENTRY)
    assert await policies.one(HOLDER, ref) is None


async def test_what_ends_is_told_with_the_place_of_its_holder(works: Works, policies: SqlPolicies) -> None:
    later = NEW_YEAR + timedelta(days=14)
    await imported(
        works,
        entry("1"),
        entry("2", ends=later, holder=OTHER),
        entry("3", state=PolicyState.CANCELLED),
        entry("4", ends=NEW_YEAR + timedelta(days=1)),
        entry("5", holder=STRANGER),
    )
    found = await policies.ending([HOLDER, STRANGER, OTHER], {NEW_YEAR, later})
    told = {(each.holder, each.policy.number): each.policy.match for each in found}
    assert told == {
        (0, "1"): Match.FULL,
        (0, "2"): Match.PERSON,
        (1, "5"): Match.FULL,
        (2, "1"): Match.PERSON,
        (2, "2"): Match.FULL,
    }
    assert await policies.ending([], {NEW_YEAR}) == []
    assert await policies.ending([HOLDER], []) == []


async def test_five_hundred_holders_are_one_question(works: Works, policies: SqlPolicies) -> None:
    people = [replace(HOLDER, born=BirthDate(date(1950, 1, 1) + timedelta(days=day))) for day in range(500)]
    await imported(works, *(entry(f"N{place}", holder=each) for place, each in enumerate(people)))
    found = await policies.ending(people, [NEW_YEAR])
    assert [(each.holder, each.policy.number) for each in found] == [(place, f"N{place}") for place in range(500)]


async def test_a_second_import_tells_what_is_new_and_what_changed(works: Works, policies: SqlPolicies) -> None:
    assert await imported(works, entry("1"), entry("2"), entry("3")) == Figures(new=3)
    before, _ = await policies.page(HOLDER, 0, 5)
    moved = entry("2", ends=NEW_YEAR + timedelta(days=365), insured="Лада Гранта")
    assert await imported(works, entry(" 1 "), moved, entry("4")) == Figures(new=1, changed=2)
    assert await imported(works, entry(" 1 "), moved, entry("4")) == Figures(unchanged=3)
    after, count = await policies.page(HOLDER, 0, 5)
    assert count == 4
    assert {each.ref for each in before} < {each.ref for each in after}
    assert after[0].insured == "Лада Гранта"


async def test_a_number_twice_in_a_file_is_taken_once(works: Works) -> None:
    _, refused = await staged(works, entry("aa 1"), entry("B"), entry("AA  1"), entry("b"))
    assert [(each.line, each.column, each.reason, each.first) for each in refused] == [
        (4, "number", "repeated", 2),
        (5, "number", "repeated", 3),
    ]


async def test_lines_that_come_again_are_kept_once(works: Works) -> None:
    number, _ = await staged(works, entry("1"), entry("2"))
    async with works() as work:
        again = [(2, entry("1")), (3, entry("2")), (4, entry("1"))]
        assert [each.line for each in await work.policy_lines.stage(number, again)] == [4]
        assert await work.policy_lines.last(number) == 3


async def test_staged_lines_are_seen_by_nobody(works: Works, policies: SqlPolicies) -> None:
    await staged(works, ENTRY)
    assert await policies.page(HOLDER, 0, 5) == ([], 0)


async def test_what_an_older_secret_sealed_is_found_and_sealed_anew(works: Works, database: str) -> None:
    await imported(works, entry("1"), entry("2"))
    rotated = Keyring("a-newer-secret-for-tests,a-secret-for-the-tests")
    newest = Keyring("a-newer-secret-for-tests")
    engine = open_database(database)
    try:
        both = make_works(engine, rotated, lambda: None)
        policies = SqlPolicies(engine, rotated)
        found, count = await policies.page(HOLDER, 0, 5)
        assert (count, {each.match for each in found}) == (2, {Match.FULL})
        assert len(await policies.ending([HOLDER], [NEW_YEAR])) == 2
        assert await imported(both, entry("1"), entry("2", insured="Дача")) == Figures(changed=1, unchanged=1)
        after, count = await SqlPolicies(engine, newest).page(HOLDER, 0, 5)
        assert (count, [each.insured for each in after]) == (2, ["Дача", ENTRY.insured])
    finally:
        await engine.dispose()


async def test_nothing_personal_lies_open(works: Works, engine: AsyncEngine) -> None:
    await imported(works, ENTRY)
    columns = [each.name for each in table.columns if each.name not in {"number", "details"}]
    async with engine.connect() as connection:
        raw = (await connection.exec_driver_sql("SELECT number, details FROM policies")).one()
        told = (await connection.execute(select(*(table.c[name] for name in columns)))).one()
    kept = b"".join(raw) + repr(told).encode()
    for secret in (ENTRY.number, "Канарейкина", "908172", "Веста", "ОСАГО", "1985"):
        assert secret.encode() not in kept


async def test_a_database_that_is_away_is_told_so(keyring: Keyring) -> None:
    away = open_database("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(DatabaseDown):
        await SqlPolicies(away, keyring).page(HOLDER, 0, 5)
    await away.dispose()
