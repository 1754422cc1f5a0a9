"""Accounts as the database keeps them: rows to records, and the profile to what is sealed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from account.birth_dates import BirthDate, Gender
from account.contacts import Email, Phone
from account.documents import IdentityDocument
from account.names import FullName
from account.passwords import PasswordHash
from account.records import Account, Profile


def account_of(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        email=Email(row.email),
        phone=Phone(row.phone),
        password=PasswordHash(row.password),
        password_until=row.password_until,
        profile=None if row.profile is None else profile_of(row.profile),
        verified_at=row.verified_at,
        created_at=row.created_at,
        blocked_at=row.blocked_at,
    )


def plain(profile: Profile) -> dict[str, Any]:
    name, document = profile.name, profile.document
    return {
        "name": [name.surname, name.name, name.patronymic],
        "born": str(profile.born),
        "gender": profile.gender.value,
        "document": document.type,
        "series": document.series,
        "number": document.number,
    }


def profile_of(plain: dict[str, Any]) -> Profile:
    return Profile(
        name=FullName(*plain["name"]),
        born=BirthDate.load(plain["born"]),
        gender=Gender(plain["gender"]),
        document=IdentityDocument(plain["document"], plain["series"], plain["number"]),
    )
