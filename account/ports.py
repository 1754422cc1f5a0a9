"""What the rules need of the world: repositories joined in a unit of work, password hashing, a look at files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from account.admins.ports import Bans, Faults, Roles, Statistics
from account.broadcasts.ports import Broadcasts
from account.code import Code
from account.contacts import Contact, Email, Phone
from account.desk.ports import Audit, Cards, Letters, MovedGroups, Questions, Requests
from account.names import FullName
from account.passwords import Password, PasswordHash
from account.policies.imports import PolicyImports, PolicyLines
from account.privacy.ports import Consents, PersonalData
from account.records import (
    Account,
    ClaimedParcel,
    CodeMatch,
    Consent,
    Credentials,
    Parcel,
    Person,
    Profile,
    Purpose,
    SignIn,
)
from account.requests import (
    Looked,
    SentFile,
)


class People(Protocol):
    async def by_id(self, telegram_id: int) -> Person | None: ...
    async def seen(self, telegram_id: int, language: str, at: datetime) -> Person:
        """Add the person with this language, or find the known one; not gone any more."""
        ...

    async def set_language(self, telegram_id: int, language: str) -> None: ...
    async def set_gone(self, telegram_id: int, at: datetime) -> None: ...


class Accounts(Protocol):
    async def by_id(self, account_id: int) -> Account | None: ...
    async def by_contact(self, contact: Contact) -> Account | None: ...
    async def credentials(self, contact: Contact) -> Credentials:
        """By the same work whether somebody has the contact or nobody: the time does not tell."""
        ...

    async def knows(self, contact: Contact, telegram_id: int) -> bool:
        """Whether this Telegram user was ever signed in to the account that has the contact."""
        ...

    async def add(
        self, email: Email, phone: Phone, password: PasswordHash, consents: Sequence[Consent], at: datetime
    ) -> Account | None:
        """The new account, or None when another one has either contact (also when that one came a moment ago)."""
        ...

    async def set_password(self, account_id: int, password: PasswordHash, until: datetime | None) -> None: ...
    async def hold(self, account_id: int) -> None:
        """Nobody changes the account before the commit."""
        ...

    async def still_has(self, account_id: int, password: PasswordHash) -> bool:
        """Whether that is the account's password; nobody changes it before the commit."""
        ...

    async def set_contact(self, account_id: int, contact: Contact) -> bool:
        """Put it in place of the present e-mail or phone; False, and nothing changed, when another account has it."""
        ...

    async def set_profile(self, account_id: int, profile: Profile, at: datetime) -> None:
        """Keep it; ``at`` is when the account was first complete, where it never was before."""
        ...

    async def by_name(self, name: FullName) -> list[Account]:
        """Those of this surname and name, and of the patronymic where one is given; by id, at most 500 looked through.

        Namesakes whose profile an earlier version kept are found once ``print_names`` was there.
        """
        ...

    async def print_names(self, limit: int) -> int:
        """Make so many profiles of earlier versions known by name; how many it were. Doing it twice changes nothing."""
        ...

    async def set_verified(self, account_id: int, at: datetime | None) -> None: ...
    async def set_blocked(self, account_id: int, at: datetime | None) -> bool:
        """Block it, or with None unblock it; False when that is so already, or there is no such account."""
        ...

    async def is_blocked(self, account_id: int) -> bool: ...
    async def with_profile(self, after: int, limit: int) -> list[Account]:
        """So many accounts after this id, by id, of those with a profile to which somebody is signed in."""
        ...


class SignIns(Protocol):
    async def current(self, telegram_id: int) -> SignIn | None: ...
    async def of_account(self, account_id: int) -> list[SignIn]: ...
    async def ever(self, account_id: int, telegram_id: int) -> bool:
        """Whether this Telegram user was ever signed in to the account."""
        ...

    async def start(self, account_id: int, telegram_id: int, at: datetime) -> SignIn:
        """Sign in; whatever this Telegram user was signed in to before ends."""
        ...

    async def end(self, telegram_id: int, at: datetime) -> None: ...
    async def end_others(self, account_id: int, keep: int | None, at: datetime) -> list[int]:
        """End the account's sign-ins but the kept person's; the Telegram ids of those that ended."""
        ...

    async def end_beside(self, sign_in_id: int, telegram_id: int, at: datetime) -> bool:
        """End another's sign-in on the word of somebody whose own to that account is open, or was open beside it.

        In the second case only where they were in the account before the other ever was: the owner, put out by a
        stranger, may; the stranger, put out by the owner, may not.
        """
        ...


class Mutes(Protocol):
    """What Telegram users do not want to be reminded of."""

    async def add(self, telegram_id: int, what: str, at: datetime) -> None: ...
    async def remove(self, telegram_id: int, what: str) -> None: ...
    async def has(self, telegram_id: int, what: str) -> bool: ...


class Codes(Protocol):
    """Codes bound to person, purpose and contact, kept as keyed hashes only."""

    async def add(
        self,
        person: int,
        purpose: Purpose,
        contact: Contact,
        code: Code,
        carries: str | None,
        at: datetime,
        until: datetime,
    ) -> None: ...
    async def sent_at(self, person: int, purpose: Purpose, contact: Contact, since: datetime) -> list[datetime]:
        """When codes were made for this, oldest first."""
        ...

    async def live(self, person: int, purpose: Purpose, contact: Contact, at: datetime) -> int:
        """How many of the two newest codes still live (not used, not ended, not expired)."""
        ...

    async def match(
        self, person: int, purpose: Purpose, contact: Contact, code: Code, at: datetime
    ) -> CodeMatch | None:
        """The one of the two newest that lives and equals; compared in constant time."""
        ...

    async def use(self, code_id: int, at: datetime) -> bool:
        """Mark it used; False when somebody was faster."""
        ...

    async def end(self, person: int, purpose: Purpose, contact: Contact, at: datetime) -> None:
        """End all live codes of this."""
        ...

    async def end_of_contact(self, contact: Contact, at: datetime) -> None:
        """End all live codes that were sent to it, whoever asked for them and for what."""
        ...


class Tallies(Protocol):
    """Counted events by subject: what limits are made of. Subjects are kept as keyed hashes."""

    async def lock(self, *subjects: str) -> None:
        """Until the commit nobody else counts these (taken in a fixed order, so that no two wait for each other)."""
        ...

    async def recent(self, subject: str, since: datetime) -> list[datetime]:
        """The events after ``since``, oldest first."""
        ...

    async def count(self, subject: str, since: datetime) -> int:
        """How many events came after ``since``, however many they are by one look."""
        ...

    async def oldest(self, subject: str, since: datetime) -> datetime | None: ...
    async def add(self, subject: str, at: datetime) -> None: ...
    async def take_back(self, subject: str, at: datetime) -> None:
        """Forget one event of this time."""
        ...

    async def clear(self, subject: str) -> None: ...


class Steps(Protocol):
    """What came out of a step, so that its repetition does nothing twice."""

    async def outcome(self, key: str) -> str | None: ...
    async def keep(self, key: str, outcome: str, at: datetime) -> None: ...


class Outbox(Protocol):
    async def put(self, parcel: Parcel) -> None:
        """Once per key: putting a known key again does nothing. Workers are woken after the commit."""
        ...

    async def cancel(self, key: str) -> bool:
        """Take a parcel back that nobody has begun to deliver; whether that was so."""
        ...

    async def claim(self, limit: int, at: datetime, until: datetime) -> list[ClaimedParcel]:
        """Due parcels, marked «sending» until ``until``; none is given to two workers.

        A repeatable one whose time as «sending» ran out is given again; one that may go only once becomes «unknown».
        Of a lane only the oldest is given, and none while one is under way.
        """
        ...

    async def delivered(self, parcel_id: int, at: datetime) -> None:
        """Done; the payload is emptied."""
        ...

    async def renew(self, claimed: ClaimedParcel, until: datetime, payload: Mapping[str, str | int]) -> None:
        """It is to come again then, with this in it, as if it were new; at once if it was hurried meanwhile."""
        ...

    async def hurry(self, key: str, at: datetime) -> None:
        """Let it come at once, or at once again where it is under way. Workers are woken after the commit."""
        ...

    async def postpone(self, parcel_id: int, until: datetime, reason: str) -> None: ...
    async def fail(self, parcel_id: int, at: datetime, reason: str, *, unknown: bool = False) -> None:
        """Will not be tried again; the payload is emptied."""
        ...

    async def drop_expired(self, at: datetime) -> int: ...
    async def next_due(self) -> datetime | None:
        """When the next waiting parcel is due."""
        ...

    async def unknown(self, at: datetime) -> list[ClaimedParcel]:
        """Parcels that became «unknown», once each, for those whom they concern; the payload is emptied."""
        ...


class Work(Protocol):
    """One transaction: everything in it happens or nothing does. A repository never commits; leaving the block does."""

    @property
    def people(self) -> People: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def sign_ins(self) -> SignIns: ...
    @property
    def mutes(self) -> Mutes: ...
    @property
    def roles(self) -> Roles: ...
    @property
    def bans(self) -> Bans: ...
    @property
    def faults(self) -> Faults: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def tallies(self) -> Tallies: ...
    @property
    def steps(self) -> Steps: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def cards(self) -> Cards: ...
    @property
    def questions(self) -> Questions: ...
    @property
    def letters(self) -> Letters: ...
    @property
    def moved_groups(self) -> MovedGroups: ...
    @property
    def policy_imports(self) -> PolicyImports: ...
    @property
    def policy_lines(self) -> PolicyLines: ...
    @property
    def broadcasts(self) -> Broadcasts: ...
    @property
    def statistics(self) -> Statistics: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def personal(self) -> PersonalData: ...
    @property
    def consents(self) -> Consents: ...


Works = Callable[[], AbstractAsyncContextManager[Work]]


class Hasher(Protocol):
    async def hash(self, password: Password) -> PasswordHash: ...
    async def verify(self, password: Password, against: PasswordHash) -> bool: ...
    async def burn(self, password: Password) -> None:
        """Take as long as a verification, for accounts that do not exist."""
        ...


class Look(Protocol):
    """Sees a customer's file by its content; raises a refusal for what is never taken, gives the doubts otherwise."""

    async def __call__(self, file: SentFile) -> Looked: ...
