"""Accounts are found by surname and name without any name being read; earlier versions' profiles catch up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from account.contacts import Email, Phone
from account.names import FullName
from account.ports import Works
from storage.encryption import Keyring
from storage.tables import accounts
from storage.work import works as make_works
from tests.storage.samples import HOUR, NOON, PROFILE, open_account


async def named(works: Works, number: int, name: FullName | None) -> int:
    """An account of this name, or without details."""
    async with works() as work:
        account = await open_account(work, Email(f"box{number}@example.org"), Phone(f"+7916{2_000_000 + number}"))
        if name is not None:
            await work.accounts.set_profile(account.id, replace(PROFILE, name=name), NOON)
    return account.id


async def found(works: Works, typed: str) -> list[int]:
    async with works() as work:
        return [each.id for each in await work.accounts.by_name(FullName.parse(typed))]


async def forget_prints(engine: AsyncEngine) -> None:
    """As an earlier version left them."""
    async with engine.begin() as connection:
        await connection.execute(update(accounts).values(name_print=None))


async def test_spellings_of_a_name_are_one_and_the_patronymic_may_be_left_out(works: Works) -> None:
    anna = await named(works, 1, FullName("Фёдорова", "Алёна", "Петровна"))
    other = await named(works, 2, FullName("Федорова", "Алена", "Ильинична"))
    await named(works, 3, FullName("Федорова", "Анна", "Петровна"))
    await named(works, 4, None)
    assert await found(works, "ФЕДОРОВА  алена") == [anna, other]
    assert await found(works, "фёдорова Алена петровна") == [anna]
    assert await found(works, "Фёдорова Алёна Сергеевна") == []
    assert await found(works, "Алёна Фёдорова") == []


async def test_a_changed_name_is_found_anew_and_no_more_by_the_old_one(works: Works) -> None:
    account = await named(works, 1, FullName("Иванова", "Анна"))
    async with works() as work:
        await work.accounts.set_profile(account, replace(PROFILE, name=FullName("Петрова", "Анна")), NOON)
    assert (await found(works, "Иванова Анна"), await found(works, "Петрова Анна")) == ([], [account])


async def test_profiles_of_earlier_versions_are_made_known_in_small_pieces(works: Works, engine: AsyncEngine) -> None:
    numbers = [await named(works, number, FullName("Иванова", "Анна")) for number in range(3)]
    await named(works, 3, None)
    await forget_prints(engine)
    assert await found(works, "Иванова Анна") == []
    done = []
    for _ in range(3):
        async with works() as work:
            done.append(await work.accounts.print_names(2))
    assert done == [2, 1, 0]
    assert await found(works, "Иванова Анна") == numbers


async def test_a_fingerprint_that_an_earlier_version_left_behind_finds_nobody(
    works: Works, engine: AsyncEngine
) -> None:
    """It changed the profile, and knew nothing of the fingerprint."""
    account, other = [await named(works, number, FullName("Иванова", name)) for number, name in enumerate(("А", "Б"))]
    async with engine.begin() as connection:
        of_other = select(accounts.c.name_print).where(accounts.c.id == other).scalar_subquery()
        await connection.execute(update(accounts).where(accounts.c.id == account).values(name_print=of_other))
    assert await found(works, "Иванова Б") == [other]


async def test_names_are_found_while_a_secret_is_being_replaced(works: Works, engine: AsyncEngine) -> None:
    account = await named(works, 1, FullName("Иванова", "Анна"))
    both = Keyring("a newer secret of tests,a-secret-for-the-tests")
    assert await found(make_works(engine, both, lambda: None), "Иванова Анна") == [account]


@pytest.mark.parametrize("times", [1, 2])
async def test_when_a_profile_was_first_complete_stays(works: Works, engine: AsyncEngine, times: int) -> None:
    account = await named(works, 1, None)
    for time in range(times):
        async with works() as work:
            await work.accounts.set_profile(account, PROFILE, NOON + time * HOUR)
    async with engine.connect() as connection:
        assert await connection.scalar(select(accounts.c.profiled_at)) == NOON
