"""Accounts: unique by either contact, also in a race, and read back as they were written."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.contacts import Email, Phone
from account.passwords import PasswordHash
from account.ports import Works
from account.records import NOBODY, Account, Credentials
from storage.database import open_database
from storage.encryption import Keyring
from storage.tables import accounts, consents
from storage.work import works as make_works
from tests.storage.samples import (
    ANNA,
    BORIS,
    CONSENTS,
    DAY,
    EMAIL,
    HASH,
    HOUR,
    NOON,
    OTHER_EMAIL,
    OTHER_PHONE,
    PHONE,
    PROFILE,
    open_account,
)
from tests.storage.sql_fixtures import count_statements


async def test_a_new_account_is_found_by_id_and_by_either_contact(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
    async with works() as work:
        assert await work.accounts.by_id(account.id) == account
        assert await work.accounts.by_contact(EMAIL) == account
        assert await work.accounts.by_contact(PHONE) == account
        assert await work.accounts.by_contact(OTHER_EMAIL) is None
        assert await work.accounts.by_contact(OTHER_PHONE) is None
        assert await work.accounts.by_id(account.id + 1) is None
    assert account == Account(account.id, EMAIL, PHONE, HASH, None, None, None, NOON)


async def test_what_a_password_is_compared_with_is_found_by_either_contact(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        await work.accounts.set_password(account.id, HASH, NOON + DAY)
    async with works() as work:
        for contact in (EMAIL, PHONE):
            assert await work.accounts.credentials(contact) == Credentials(account.id, HASH, NOON + DAY)


async def test_of_a_contact_that_nobody_has_the_same_is_asked_and_opened(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        await open_account(work)
    asked = []
    for contact in (EMAIL, OTHER_EMAIL):
        async with works() as work:
            with count_statements(engine) as statements:
                found = await work.accounts.credentials(contact)
        asked.append(statements.seen)
    assert asked[0] == asked[1]
    assert found.account_id == NOBODY
    assert found.password != HASH


async def test_a_contact_s_account_knows_who_was_signed_in(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        await open_account(work, OTHER_EMAIL, OTHER_PHONE)
        await work.sign_ins.start(account.id, ANNA, NOON)
        await work.sign_ins.end(ANNA, NOON)
    async with works() as work:
        assert await work.accounts.knows(EMAIL, ANNA)
        assert await work.accounts.knows(PHONE, ANNA)
        assert not await work.accounts.knows(EMAIL, BORIS)
        assert not await work.accounts.knows(OTHER_EMAIL, ANNA)
        assert not await work.accounts.knows(Email("vera.canary@example.org"), ANNA)


async def test_capitals_make_no_other_mailbox(works: Works) -> None:
    async with works() as work:
        account = await open_account(work, Email("Anna@example.org"))
        assert await work.accounts.by_contact(Email("anna@example.org")) == account
        assert await work.accounts.add(Email("ANNA@example.org"), OTHER_PHONE, HASH, CONSENTS, NOON) is None


@pytest.mark.parametrize(("email", "phone"), [(EMAIL, OTHER_PHONE), (OTHER_EMAIL, PHONE), (EMAIL, PHONE)])
async def test_a_taken_contact_gives_none_and_the_transaction_goes_on(works: Works, email: Email, phone: Phone) -> None:
    async with works() as work:
        await open_account(work)
    async with works() as work:
        assert await work.accounts.add(email, phone, HASH, CONSENTS, NOON) is None
        await work.people.seen(ANNA, "ru", NOON)
    async with works() as work:
        assert await work.people.by_id(ANNA) is not None


async def test_of_two_who_race_for_a_contact_one_gets_the_account(
    works: Works, second_works: Works, engine: AsyncEngine
) -> None:
    together = asyncio.Barrier(2)

    async def register(mine: Works, phone: Phone) -> Account | None:
        await together.wait()
        async with mine() as work:
            account = await work.accounts.add(EMAIL, phone, HASH, CONSENTS, NOON)
            await work.people.seen(ANNA, "ru", NOON)
            return account

    for _ in range(5):
        opened = await asyncio.gather(register(works, PHONE), register(second_works, OTHER_PHONE))
        assert sorted(account is None for account in opened) == [False, True]
        async with engine.begin() as connection:
            assert await connection.scalar(select(func.count()).select_from(accounts)) == 1
            assert await connection.scalar(select(func.count()).select_from(consents)) == len(CONSENTS)
            await connection.execute(accounts.delete())
            assert await connection.scalar(select(func.count()).select_from(consents)) == 0


async def test_the_consents_are_kept_word_for_word(works: Works, engine: AsyncEngine) -> None:
    async with works() as work:
        account = await open_account(work)
    async with engine.connect() as connection:
        rows = (await connection.execute(select(consents).order_by(consents.c.id))).all()
    assert [(row.account_id, row.kind, row.version, row.at, row.telegram_id) for row in rows] == [
        (account.id, each.kind, each.version, each.at, each.telegram_id) for each in CONSENTS
    ]


@pytest.mark.parametrize("until", [None, NOON + DAY])
async def test_a_new_password_takes_the_place_of_the_old_one(works: Works, until: datetime | None) -> None:
    async with works() as work:
        account = await open_account(work)
        other = await open_account(work, OTHER_EMAIL, OTHER_PHONE)
        await work.accounts.set_password(account.id, PasswordHash("$argon2id$another"), until)
    async with works() as work:
        changed = await work.accounts.by_id(account.id)
        assert changed is not None
        assert (changed.password, changed.password_until) == (PasswordHash("$argon2id$another"), until)
        assert await work.accounts.by_id(other.id) == other


@pytest.mark.parametrize("new", [Email("anna.new@example.org"), Phone("+79990000000")])
async def test_a_new_contact_takes_the_place_of_the_old_one(works: Works, new: Email | Phone) -> None:
    old = EMAIL if isinstance(new, Email) else PHONE
    async with works() as work:
        account = await open_account(work)
        assert await work.accounts.set_contact(account.id, new)
    async with works() as work:
        changed = await work.accounts.by_contact(new)
        assert changed == replace(account, **{new.kind: new})
        assert await work.accounts.by_contact(old) is None
        email, phone = (EMAIL, OTHER_PHONE) if old is EMAIL else (OTHER_EMAIL, PHONE)
        assert await work.accounts.add(email, phone, HASH, CONSENTS, NOON) is not None


@pytest.mark.parametrize("taken", [OTHER_EMAIL, OTHER_PHONE])
async def test_a_contact_of_another_account_is_not_taken_from_it(works: Works, taken: Email | Phone) -> None:
    async with works() as work:
        account = await open_account(work)
        other = await open_account(work, OTHER_EMAIL, OTHER_PHONE)
    async with works() as work:
        assert not await work.accounts.set_contact(account.id, taken)
        await work.people.seen(ANNA, "ru", NOON)
    async with works() as work:
        assert await work.accounts.by_id(account.id) == account
        assert await work.accounts.by_id(other.id) == other
        assert await work.people.by_id(ANNA) is not None


async def test_another_spelling_of_the_own_contact_is_no_other_accounts(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        assert await work.accounts.set_contact(account.id, Email(EMAIL.value.capitalize()))


async def test_of_two_who_race_for_a_free_contact_one_changes_to_it(works: Works, second_works: Works) -> None:
    together = asyncio.Barrier(2)
    async with works() as work:
        first = await open_account(work)
        second = await open_account(work, OTHER_EMAIL, OTHER_PHONE)

    async def change(mine: Works, account: Account, new: Email) -> bool:
        await together.wait()
        async with mine() as work:
            changed = await work.accounts.set_contact(account.id, new)
            await work.people.seen(ANNA, "ru", NOON)
            return changed

    for number in range(5):
        new = Email(f"free{number}@example.org")
        changed = await asyncio.gather(change(works, first, new), change(second_works, second, new))
        assert sorted(changed) == [False, True]
        async with works() as work:
            owner = await work.accounts.by_contact(new)
            assert owner is not None
            assert owner.id == (first.id if changed[0] else second.id)


async def test_of_a_change_and_a_registration_that_race_one_has_the_contact(works: Works, second_works: Works) -> None:
    together = asyncio.Barrier(2)
    async with works() as work:
        account = await open_account(work)

    async def change(new: Email) -> bool:
        await together.wait()
        async with works() as work:
            return await work.accounts.set_contact(account.id, new)

    async def register(new: Email, phone: Phone) -> bool:
        await together.wait()
        async with second_works() as work:
            return await work.accounts.add(new, phone, HASH, CONSENTS, NOON) is not None

    for number in range(5):
        new, phone = Email(f"free{number}@example.org"), Phone(f"+7999000000{number}")
        assert sorted(await asyncio.gather(change(new), register(new, phone))) == [False, True]


async def test_profile_and_verification_come_back_as_given(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        await work.accounts.set_profile(account.id, PROFILE, NOON)
        await work.accounts.set_verified(account.id, NOON + HOUR)
    async with works() as work:
        filled = await work.accounts.by_id(account.id)
        assert filled is not None
        assert (filled.profile, filled.verified_at) == (PROFILE, NOON + HOUR)
        await work.accounts.set_verified(account.id, None)
    async with works() as work:
        filled = await work.accounts.by_id(account.id)
        assert filled is not None
        assert filled.verified_at is None


async def test_accounts_are_found_and_unique_while_the_secret_is_replaced(database: str, engine: AsyncEngine) -> None:
    old, new = "the older of two secrets", "the newer of two secrets"
    async with make_works(engine, Keyring(old), lambda: None)() as work:
        account = await open_account(work)
    renewed = open_database(database)
    async with make_works(renewed, Keyring(f"{new},{old}"), lambda: None)() as work:
        assert await work.accounts.by_contact(EMAIL) == account
        assert await work.accounts.add(OTHER_EMAIL, PHONE, HASH, CONSENTS, NOON) is None
        other = await open_account(work, OTHER_EMAIL, OTHER_PHONE)
        assert not await work.accounts.set_contact(other.id, PHONE)
        assert await work.accounts.set_contact(account.id, Phone("+79990000000"))
        assert await work.accounts.set_contact(other.id, PHONE)
    await renewed.dispose()


async def test_an_account_is_blocked_once_and_unblocked_once(works: Works) -> None:
    async with works() as work:
        account = await open_account(work)
        assert not await work.accounts.is_blocked(account.id)
        assert await work.accounts.set_blocked(account.id, NOON)
        assert not await work.accounts.set_blocked(account.id, NOON + HOUR)
        assert not await work.accounts.set_blocked(account.id + 1, NOON)
    async with works() as work:
        found = await work.accounts.by_id(account.id)
        assert found is not None
        assert found.blocked_at == NOON
        assert await work.accounts.is_blocked(account.id)
        assert await work.accounts.set_blocked(account.id, None)
        assert not await work.accounts.set_blocked(account.id, None)
        assert not await work.accounts.is_blocked(account.id)
