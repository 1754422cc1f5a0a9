"""Personal accounts: found by the fingerprints of their contacts, all that is personal in them encrypted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, insert, literal, or_, select, update
from sqlalchemy.exc import IntegrityError

from account.contacts import Contact, Email, Phone
from account.names import FullName
from account.passwords import PasswordHash
from account.records import NOBODY, Account, Consent, Credentials, Profile
from storage.repositories.account_rows import account_of, plain, profile_of
from storage.repositories.base import Repository
from storage.tables import accounts, consents, sign_ins

# Stands where nobody's password would, as long as a hash, so that as much is opened as for an account.
_NO_PASSWORD = "-" * 97
_NAME = "accounts.name"
_NAMESAKES = 500


class SqlAccounts(Repository):
    async def by_id(self, account_id: int) -> Account | None:
        return await self._one(accounts.c.id == account_id)

    async def by_contact(self, contact: Contact) -> Account | None:
        return await self._one(self._has(contact))

    async def credentials(self, contact: Contact) -> Credentials:
        # One statement, one row and one value to open, somebody there or not.
        always = select(literal(1).label("one")).subquery()
        found = select(
            func.coalesce(accounts.c.id, NOBODY),
            func.coalesce(accounts.c.password, literal(_NO_PASSWORD, accounts.c.password.type)),
            accounts.c.password_until,
        ).select_from(always.outerjoin(accounts, self._has(contact)))
        account_id, password, until = (await self._connection.execute(found)).one()
        return Credentials(account_id, PasswordHash(password), until)

    async def knows(self, contact: Contact, telegram_id: int) -> bool:
        both = sign_ins.join(accounts, sign_ins.c.account_id == accounts.c.id)
        theirs = (self._has(contact), sign_ins.c.telegram_id == telegram_id)
        found = select(sign_ins.c.id).select_from(both).where(*theirs).limit(1)
        return await self._connection.scalar(found) is not None

    async def add(
        self, email: Email, phone: Phone, password: PasswordHash, consents: Sequence[Consent], at: datetime
    ) -> Account | None:
        # The unique indexes decide every race; only this look finds what an older SECRET_KEY fingerprinted.
        if await self._connection.scalar(select(accounts.c.id).where(or_(self._has(email), self._has(phone)))):
            return None
        row = await self._insert_new(
            accounts,
            email=email.value,
            email_print=self._print(email),
            phone=phone.value,
            phone_print=self._print(phone),
            password=password.value,
            created_at=at,
        )
        if row is None:
            return None
        await self._keep(row.id, consents)
        return await self.by_id(row.id)

    async def set_password(self, account_id: int, password: PasswordHash, until: datetime | None) -> None:
        await self._set(account_id, password=password.value, password_until=until)

    async def hold(self, account_id: int) -> None:
        # As strong as the lock of the change that follows: a weaker one would have to be raised while others wait.
        row = select(accounts.c.id).where(accounts.c.id == account_id)
        await self._connection.execute(row.with_for_update(key_share=True))

    async def still_has(self, account_id: int, password: PasswordHash) -> bool:
        kept = select(accounts.c.password).where(accounts.c.id == account_id).with_for_update(read=True)
        return await self._connection.scalar(kept) == password.value

    async def set_contact(self, account_id: int, contact: Contact) -> bool:
        # As in «add»: the look finds what an older SECRET_KEY fingerprinted, the unique index decides every race.
        others = select(accounts.c.id).where(self._has(contact), accounts.c.id != account_id)
        if await self._connection.scalar(others) is not None:
            return False
        values = {contact.kind: contact.value, f"{contact.kind}_print": self._print(contact)}
        try:
            async with self._connection.begin_nested():
                await self._set(account_id, **values)
        except IntegrityError:
            return False
        return True

    async def set_profile(self, account_id: int, profile: Profile, at: datetime) -> None:
        first = func.coalesce(accounts.c.profiled_at, literal(at, accounts.c.profiled_at.type))
        name_print = self._print_of_name(profile.name)
        await self._set(account_id, profile=plain(profile), name_print=name_print, profiled_at=first)

    async def by_name(self, name: FullName) -> list[Account]:
        named = select(accounts).where(self._is(accounts.c.name_print, name.called, _NAME)).order_by(accounts.c.id)
        found = [account_of(row) for row in await self._connection.execute(named.limit(_NAMESAKES))]
        return [each for each in found if each.profile is not None and _fits(each.profile.name, name)]

    async def print_names(self, limit: int) -> int:
        unknown = (accounts.c.name_print.is_(None), accounts.c.profile.is_not(None))
        rows = await self._connection.execute(select(accounts.c.id, accounts.c.profile).where(*unknown).limit(limit))
        left = rows.all()
        for row in left:
            values = {"name_print": self._print_of_name(profile_of(row.profile).name)}
            await self._connection.execute(update(accounts).where(accounts.c.id == row.id, *unknown).values(values))
        return len(left)

    async def set_verified(self, account_id: int, at: datetime | None) -> None:
        await self._set(account_id, verified_at=at)

    async def set_blocked(self, account_id: int, at: datetime | None) -> bool:
        other = accounts.c.blocked_at.is_not(None) if at is None else accounts.c.blocked_at.is_(None)
        return await self._changed(update(accounts).where(accounts.c.id == account_id, other).values(blocked_at=at))

    async def is_blocked(self, account_id: int) -> bool:
        blocked = (accounts.c.id == account_id, accounts.c.blocked_at.is_not(None))
        return await self._connection.scalar(select(accounts.c.id).where(*blocked)) is not None

    async def with_profile(self, after: int, limit: int) -> list[Account]:
        here = exists().where(sign_ins.c.account_id == accounts.c.id, sign_ins.c.ended_at.is_(None))
        wanted = select(accounts).where(accounts.c.id > after, accounts.c.profile.is_not(None), here)
        return [account_of(row) for row in await self._connection.execute(wanted.order_by(accounts.c.id).limit(limit))]

    async def _one(self, condition: ColumnElement[bool]) -> Account | None:
        row = (await self._connection.execute(select(accounts).where(condition))).one_or_none()
        return None if row is None else account_of(row)

    async def _set(self, account_id: int, **values: Any) -> None:
        await self._connection.execute(update(accounts).where(accounts.c.id == account_id).values(values))

    async def _keep(self, account_id: int, given: Sequence[Consent]) -> None:
        rows = [
            {
                "account_id": account_id,
                "kind": each.kind,
                "version": each.version,
                "at": each.at,
                "telegram_id": each.telegram_id,
            }
            for each in given
        ]
        if rows:
            await self._connection.execute(insert(consents), rows)

    def _has(self, contact: Contact) -> ColumnElement[bool]:
        column = accounts.c.email_print if isinstance(contact, Email) else accounts.c.phone_print
        return self._is(column, contact.key, f"accounts.{contact.kind}")

    def _print(self, contact: Contact) -> bytes:
        return self._keyring.fingerprint(contact.key, f"accounts.{contact.kind}")

    def _print_of_name(self, name: FullName) -> bytes:
        return self._keyring.fingerprint(name.called, _NAME)


def _fits(name: FullName, wanted: FullName) -> bool:
    """Read once more: a fingerprint may be of a name that an earlier version has changed since."""
    return name.called == wanted.called and (wanted.patronymic is None or name.key == wanted.key)
