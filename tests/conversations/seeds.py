"""People who have been here before: accounts made by the account's own services, where the talk is not the subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import uuid4
from zoneinfo import ZoneInfo

from account.birth_dates import BirthDate, Gender
from account.contacts import Email, Phone
from account.documents import IdentityDocument
from account.names import FullName
from account.passwords import Password
from account.ports import Works
from account.records import Account, Profile
from account.step import Step
from storage.encryption import Keyring
from storage.work import works
from tests.town import Person, Town

PASSWORD = "снегопад47"
PROFILE = Profile(
    FullName("Смирнова", "Анна", "Петровна"),
    BirthDate(date(1985, 3, 7)),
    Gender("female"),
    IdentityDocument("passport-rf", "4508", "123456"),
)


@dataclass(frozen=True)
class Customer:
    """What somebody remembers of their account."""

    email: str
    phone: str
    password: str = PASSWORD


def mailbox(person: Person) -> str:
    """An address nobody else in the town has."""
    return f"box{person.phone[-7:]}@example.com"


def step(town: Town, person: Person) -> Step:
    return Step(person.id, uuid4().hex, town.clock(), "ru", ZoneInfo("Europe/Moscow"))


def works_of(town: Town) -> Works:
    """Units of work on the town's database, past the bot."""
    return works(town.app.engine, Keyring(town.settings().keys()), lambda: None)


async def customer(
    town: Town, person: Person, *, profile: bool = False, verified: bool = False, signed_in: bool = True
) -> Customer:
    """An account of this person, as registration leaves it or further on."""
    cabinet, known = town.app.cabinet, Customer(mailbox(person), person.phone)
    email, phone = Email.parse(known.email), Phone.parse(known.phone)
    hashed = await cabinet.hash(Password.parse(known.password))
    await cabinet.registration.open(step(town, person), email, phone, hashed, town.clock())
    if profile or verified:
        await cabinet.profiles.save(step(town, person), PROFILE)
    if verified:
        account = await account_of(town, known)
        async with works_of(town)() as work:
            await work.accounts.set_verified(account.id, town.clock())
    if not signed_in:
        await cabinet.sign_in.sign_out(step(town, person))
    return known


async def account_of(town: Town, known: Customer) -> Account:
    async with works_of(town)() as work:
        account = await work.accounts.by_contact(Email.parse(known.email))
    assert account is not None
    return account
