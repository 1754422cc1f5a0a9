"""The bot's database as the fault tests see it: people signed in beforehand, and what there is in the end."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from account.birth_dates import BirthDate, Gender
from account.contacts import Email, Phone
from account.documents import IdentityDocument
from account.names import FullName
from account.passwords import PasswordHash
from account.records import Account, Consent, Profile
from account.requests import Card
from storage.column_types import give_keyring
from storage.database import open_database
from storage.encryption import Keyring
from storage.tables import outbox
from storage.work import works
from tests.storage.samples import FILES
from tests.town import SECRET

HASH = PasswordHash("$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0$u8p0mC1CnKAZh8wPKhCZkQ")
PROFILE = Profile(
    FullName("Смирнова", "Анна", "Петровна"),
    BirthDate(datetime(1985, 3, 7, tzinfo=UTC).date()),
    Gender("female"),
    IdentityDocument("passport-rf", "4508", "123456"),
)


def copy_of(migrated: Path, data: Path) -> str:
    """An empty database of this version in ``data``; its URL."""
    return f"sqlite:///{shutil.copy(migrated, data / 'bot.sqlite3')}"


class Books:
    """Read and written past the bot, while it is not running."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._keyring = Keyring(SECRET)

    async def sign_in(self, people: Sequence[int], profile: Profile | None = None) -> None:
        """Give each of these Telegram users an account and sign them in."""
        at = datetime.now(UTC)
        async with self._open() as engine, works(engine, self._keyring, lambda: None)() as work:
            for person in people:
                await work.people.seen(person, "ru", at)
                consents = [Consent("agreement", "2026-11", at, person)]
                email, phone = Email(f"seeded{person}@example.com"), Phone(f"+7916{person:07}")
                account = await work.accounts.add(email, phone, HASH, consents, at)
                assert account is not None
                if profile is not None:
                    await work.accounts.set_profile(account.id, profile, at)
                await work.sign_ins.start(account.id, person, at)

    async def ask(self, cards: Mapping[int, int]) -> dict[int, int]:
        """An open request of each of these signed-in people, whose card is this message of the group; its number."""
        at, made = datetime.now(UTC), {}
        async with self._open() as engine, works(engine, self._keyring, lambda: None)() as work:
            for person, message in cards.items():
                sign_in = await work.sign_ins.current(person)
                assert sign_in is not None
                request = await work.requests.add(sign_in.account_id, person, FILES, at, at + timedelta(days=1))
                assert request is not None
                await work.requests.set_card(request.id, Card(message=message))
                made[person] = request.id
        return made

    async def let_go(self) -> list[Any]:
        """End the hold of a dead worker, which else ends by itself after a while; the parcels that it had in hand."""
        held = outbox.c.state == "sending"
        async with self._open() as engine, engine.begin() as connection:
            parcels = list((await connection.execute(select(outbox).where(held))).all())
            await connection.execute(update(outbox).where(held).values(next_at=datetime.now(UTC)))
        return parcels

    async def account_of(self, person: int) -> Account | None:
        async with self._open() as engine, works(engine, self._keyring, lambda: None)() as work:
            sign_in = await work.sign_ins.current(person)
            return await work.accounts.by_id(sign_in.account_id) if sign_in else None

    async def accounts_of(self, people: Sequence[int]) -> dict[int, Account | None]:
        async with self._open() as engine, works(engine, self._keyring, lambda: None)() as work:
            found: dict[int, Account | None] = {}
            for person in people:
                sign_in = await work.sign_ins.current(person)
                found[person] = await work.accounts.by_id(sign_in.account_id) if sign_in else None
            return found

    async def rows(self, table: Table) -> list[Any]:
        async with self._open() as engine, engine.begin() as connection:
            return list((await connection.execute(select(table))).all())

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[AsyncEngine]:
        engine = open_database(self._url)
        give_keyring(engine.dialect, self._keyring)
        try:
            yield engine
        finally:
            await engine.dispose()
