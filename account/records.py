"""What lasts: the records that the rules read and write, as plain values without any storage in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from account.birth_dates import BirthDate, Gender
from account.contacts import Email, Phone
from account.documents import IdentityDocument
from account.names import FullName
from account.passwords import PasswordHash


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram user who has talked to the bot; ``gone_at`` is when the bot was found blocked."""

    telegram_id: int
    language: str
    gone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """An apology with a number that somebody was given; the log says by that number what went wrong."""

    telegram_id: int
    number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """«Мои данные», all obligatory."""

    name: FullName
    born: BirthDate
    gender: Gender
    document: IdentityDocument


@dataclass(frozen=True, slots=True)
class Account:
    """A personal account.

    ``password_until`` is set while a sent password is in force, ``verified_at`` once a request was approved,
    ``blocked_at`` while nobody is let in.
    """

    id: int
    email: Email
    phone: Phone
    password: PasswordHash
    password_until: datetime | None
    profile: Profile | None
    verified_at: datetime | None
    created_at: datetime
    blocked_at: datetime | None = None


NOBODY = 0  # the number of no account


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a typed password is compared with; of a contact that nobody has, the account is ``NOBODY``."""

    account_id: int
    password: PasswordHash
    password_until: datetime | None


@dataclass(frozen=True, slots=True)
class Consent:
    """A tick under one document: which text, when, by whom; one that is not needed can be withdrawn."""

    kind: Literal["agreement", "personal-data", "advertising"]
    version: str
    at: datetime
    telegram_id: int
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignIn:
    """A Telegram user signed in to an account."""

    id: int
    account_id: int
    telegram_id: int
    since: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what and when; ``request_id`` is None for what concerns no request, ``detail`` empty or what was said."""

    id: int
    request_id: int | None
    who: int
    what: str
    at: datetime
    detail: str


class Purpose(StrEnum):
    """What a code is for; a code of one purpose is nothing for another."""

    REGISTRATION = "registration"
    RESET = "reset"
    CHANGE_OLD = "change-old"
    CHANGE_NEW = "change-new"


@dataclass(frozen=True, slots=True)
class CodeMatch:
    """A live code that equals the one typed; ``carries`` is what came with it (a reset's new password hash)."""

    id: int
    carries: str | None


class Care(StrEnum):
    """How a parcel may be repeated after a crash in the middle of its delivery (delivery.md, design 4)."""

    REPEATABLE = "repeatable"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something to carry out into the world, written in the transaction that decided it.

    ``key`` is unique for ever: the same parcel put twice is one. ``kind`` tells the worker what to do with
    ``payload`` (kept encrypted, emptied after delivery). ``due_at``: not before; ``expires_at``: dropped then.
    ``person`` is the Telegram user whom it concerns, None for parcels to the support group. Parcels of one ``lane`` go
    out one after the other in the order in which they were put.
    """

    key: str
    kind: str
    person: int | None
    payload: Mapping[str, str | int]
    due_at: datetime
    care: Care = Care.REPEATABLE
    expires_at: datetime | None = None
    lane: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimedParcel:
    """A parcel in a worker's hands; ``tries`` counts this one."""

    id: int
    parcel: Parcel
    tries: int
