"""One-time codes, bound to person, purpose and contact, as keyed hashes only."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from account.code import Code
from account.contacts import Contact
from account.records import CodeMatch, Purpose
from storage.encryption import Keyring
from storage.repositories.base import Repository
from storage.tables import codes

_CONTACT = "codes.contact"
_CODE = "codes.code"
# Messages arrive late and out of order: the newest code and the one before it are both taken.
_TAKEN = 2
_UNSPENT = (codes.c.used_at.is_(None), codes.c.ended_at.is_(None))


class SqlCodes(Repository):
    async def add(
        self,
        person: int,
        purpose: Purpose,
        contact: Contact,
        code: Code,
        carries: str | None,
        at: datetime,
        until: datetime,
    ) -> None:
        row = insert(codes).values(
            person=person,
            purpose=purpose.value,
            contact_print=self._keyring.fingerprint(_named(contact), _CONTACT),
            code_print=self._keyring.fingerprint(_bound(person, purpose, contact, code), _CODE),
            carries=carries,
            made_at=at,
            until=until,
        )
        await self._connection.execute(row)

    async def sent_at(self, person: int, purpose: Purpose, contact: Contact, since: datetime) -> list[datetime]:
        theirs = self._theirs(person, purpose, contact)
        made = select(codes.c.made_at).where(*theirs, codes.c.made_at > since).order_by(codes.c.made_at)
        return list(await self._connection.scalars(made))

    async def live(self, person: int, purpose: Purpose, contact: Contact, at: datetime) -> int:
        return len(await self._living(person, purpose, contact, at))

    async def match(
        self, person: int, purpose: Purpose, contact: Contact, code: Code, at: datetime
    ) -> CodeMatch | None:
        typed = self._keyring.fingerprints(_bound(person, purpose, contact, code), _CODE)
        equal = [
            row
            for row in await self._living(person, purpose, contact, at)
            if any(hmac.compare_digest(row.code_print, each) for each in typed)
        ]
        return CodeMatch(equal[0].id, equal[0].carries) if equal else None

    async def use(self, code_id: int, at: datetime) -> bool:
        return await self._changed(update(codes).where(codes.c.id == code_id, *_UNSPENT).values(used_at=at))

    async def end(self, person: int, purpose: Purpose, contact: Contact, at: datetime) -> None:
        theirs = self._theirs(person, purpose, contact)
        await self._connection.execute(update(codes).where(*theirs, *_UNSPENT).values(ended_at=at))

    async def end_of_contact(self, contact: Contact, at: datetime) -> None:
        sent_there = self._is(codes.c.contact_print, _named(contact), _CONTACT)
        await self._connection.execute(update(codes).where(sent_there, *_UNSPENT).values(ended_at=at))

    def _theirs(self, person: int, purpose: Purpose, contact: Contact) -> tuple[ColumnElement[bool], ...]:
        bound = (codes.c.person == person, codes.c.purpose == purpose.value)
        return (*bound, self._is(codes.c.contact_print, _named(contact), _CONTACT))

    async def _living(self, person: int, purpose: Purpose, contact: Contact, at: datetime) -> list[Row[Any]]:
        newest = select(codes).where(*self._theirs(person, purpose, contact)).order_by(codes.c.id.desc()).limit(_TAKEN)
        rows = await self._connection.execute(newest)
        return [row for row in rows if row.used_at is None and row.ended_at is None and row.until > at]


def contact_prints(keyring: Keyring, contact: Contact) -> list[bytes]:
    """By which a contact's codes are found, whoever asked for them."""
    return keyring.fingerprints(_named(contact), _CONTACT)


def _named(contact: Contact) -> str:
    return f"{contact.kind}:{contact.key}"


def _bound(person: int, purpose: Purpose, contact: Contact, code: Code) -> str:
    return f"{person}|{purpose.value}|{_named(contact)}|{code.value}"
