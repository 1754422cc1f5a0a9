"""People who have policies: customers whose name nobody else has, and what the insurer's file says of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from account.documents import IdentityDocument
from account.names import FullName
from account.policies.entries import Entry
from account.policies.records import Holder, PolicyState
from account.records import Profile
from tests.conversations.seeds import PROFILE, Customer, account_of, customer, step, works_of
from tests.storage.policy_samples import imported
from tests.town import Person, Town

OLD_PASSPORT = IdentityDocument("passport-rf", "4500", "654321")
CLOSED = "требуется подтверждение личности"
LETTERS = str.maketrans("0123456789", "абвгдежзик")


def profile_of(person: Person) -> Profile:
    """The details of this person and of nobody else in the town."""
    return replace(PROFILE, name=FullName("Полисова", "Анна", person.phone[1:].translate(LETTERS).capitalize()))


def number_of(person: Person, place: int = 0) -> str:
    """An OSAGO number that only this person's policy has."""
    return f"ХХХ {int(person.phone[-7:]) * 100 + place:010}"


def today(town: Town) -> date:
    return town.clock().astimezone(town.settings().zone).date()


def entry_of(town: Town, person: Person, place: int = 0, **given: Any) -> Entry:
    """A policy that began a hundred days ago and ends in two hundred, later by ``place`` days."""
    starts, ends = today(town) - timedelta(days=100), today(town) + timedelta(days=200 + place)
    holder, product = Holder.of(profile_of(person)), f"Полис {place}"
    entry = Entry(number_of(person, place), product, starts, ends, PolicyState.ACTIVE, "LADA Vesta, А123ВС77", holder)
    return replace(entry, **given)


def by_old_passport(person: Person) -> Holder:
    return replace(Holder.of(profile_of(person)), document=OLD_PASSPORT)


async def insures(town: Town, *entries: Entry) -> None:
    """The insurer's file with these has come in."""
    await imported(works_of(town), *entries)


async def policyholder(town: Town, person: Person, *entries: Entry, verified: bool = False) -> Customer:
    """A signed-in customer with details, to whom these policies belong."""
    known = await customer(town, person)
    await town.app.cabinet.profiles.save(step(town, person), profile_of(person))
    if verified:
        await verify(town, known)
    if entries:
        await insures(town, *entries)
    return known


async def verify(town: Town, known: Customer) -> None:
    account = await account_of(town, known)
    async with works_of(town)() as work:
        await work.accounts.set_verified(account.id, town.clock())


def button_of(message: dict[str, Any], label: str) -> dict[str, Any]:
    buttons = [each for row in message["reply_markup"]["inline_keyboard"] for each in row]
    return next(each for each in buttons if label in each["text"])


async def press(person: Person, message: dict[str, Any], data: str) -> None:
    """A button that this message never had."""
    person._mark()
    person.town.world.press(person.resident, message["message_id"], data, chat=person.chat, forged=True)
