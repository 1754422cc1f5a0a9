"""Where the rows of one person lie: the same search for what is exported and for what is erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, and_, false, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from account.contacts import Contact, Email, Phone
from account.privacy.records import Subject
from storage.encryption import Keyring
from storage.parcels_about import Concerned, Stay, parcels_about
from storage.repositories.codes import contact_prints
from storage.tables import (
    accounts,
    audit,
    broadcast_sends,
    codes,
    consents,
    faults,
    letters,
    milestones,
    mutes,
    people,
    request_files,
    requests,
    sign_ins,
)

Rows = Mapping[str, Sequence[Row[Any]]]


def requests_of(subject: Subject) -> ColumnElement[bool]:
    """The account's, and what this Telegram user asked without any."""
    as_guest = and_(requests.c.account_id.is_(None), requests.c.telegram_id == subject.telegram_id)
    return as_guest if subject.account_id is None else or_(requests.c.account_id == subject.account_id, as_guest)


class Search:
    """One person in one transaction."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring, subject: Subject) -> None:
        self.connection = connection
        self.keyring = keyring
        self.subject = subject

    async def contacts(self) -> tuple[Contact, ...]:
        """Of the account, which is locked; none for a guest, nor when the account is no more."""
        kept = select(accounts.c.email, accounts.c.phone).where(self._is_account()).with_for_update()
        row = (await self.connection.execute(kept)).one_or_none()
        return () if row is None else (Email(row.email), Phone(row.phone))

    async def rows(self) -> dict[str, Sequence[Row[Any]]]:
        """All that is exported, by table."""
        found = {name: await self._all(wanted) for name, wanted in self._wanted().items()}
        contacts = [] if not found["accounts"] else [found["accounts"][0].email, found["accounts"][0].phone]
        kinds = (Email(contacts[0]), Phone(contacts[1])) if contacts else ()
        found["codes"] = await self._all(select(codes).where(self.of_codes(kinds)).order_by(codes.c.id))
        found["outbox"] = await self.parcels(kinds)
        return found

    async def parcels(self, contacts: Sequence[Contact]) -> list[Row[Any]]:
        numbers = list(await self.connection.scalars(select(requests.c.id).where(requests_of(self.subject))))
        written = select(letters.c.id).where(letters.c.request_id.in_(numbers))
        whom = Concerned(
            self.subject.telegram_id,
            await self._stays(),
            [each.value for each in contacts],
            set(numbers),
            set(await self.connection.scalars(written)),
        )
        return await parcels_about(self.connection, whom)

    async def _stays(self) -> dict[int, list[Stay]]:
        """When anybody was signed in to the account."""
        stays: dict[int, list[Stay]] = {}
        theirs = sign_ins.c.account_id == self.subject.account_id
        for row in await self.connection.execute(select(sign_ins).where(theirs)):
            stays.setdefault(row.telegram_id, []).append(Stay(row.since, row.ended_at))
        return stays

    def of_codes(self, contacts: Sequence[Contact]) -> ColumnElement[bool]:
        """What the person asked for, and what anybody did for the account's contacts."""
        prints = [each for contact in contacts for each in contact_prints(self.keyring, contact)]
        return or_(codes.c.person == self.subject.telegram_id, codes.c.contact_print.in_(prints))

    def _wanted(self) -> dict[str, Select[Any]]:
        subject, own = self.subject, select(requests.c.id).where(requests_of(self.subject))
        account = subject.account_id
        return {
            "people": select(people).where(people.c.telegram_id == subject.telegram_id),
            "faults": select(faults).where(faults.c.telegram_id == subject.telegram_id),
            "broadcast_sends": _of(
                broadcast_sends, broadcast_sends.c.telegram_id == subject.telegram_id, broadcast_sends.c.broadcast_id
            ),
            "milestones": _of(milestones, milestones.c.telegram_id == subject.telegram_id, milestones.c.at),
            "mutes": _of(mutes, mutes.c.telegram_id == subject.telegram_id, mutes.c.what),
            "accounts": select(accounts).where(self._is_account()),
            "consents": _of(consents, consents.c.account_id == account, consents.c.id),
            "sign_ins": _of(sign_ins, sign_ins.c.account_id == account, sign_ins.c.id),
            "requests": _of(requests, requests_of(subject), requests.c.id),
            "request_files": select(request_files).where(request_files.c.request_id.in_(own)),
            "letters": _of(letters, letters.c.request_id.in_(own), letters.c.id),
            "audit": _of(audit, audit.c.request_id.in_(own), audit.c.id),
        }

    def _is_account(self) -> ColumnElement[bool]:
        return false() if self.subject.account_id is None else accounts.c.id == self.subject.account_id

    async def _all(self, wanted: Select[Any]) -> Sequence[Row[Any]]:
        rows: Sequence[Row[Any]] = (await self.connection.execute(wanted)).all()
        return rows


def _of(table: Table, condition: ColumnElement[bool], order: ColumnElement[Any]) -> Select[Any]:
    return select(table).where(condition).order_by(order)
