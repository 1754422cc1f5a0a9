"""Finds the customer whom an admin means: by contact, name, Telegram id, or the number of a request or a policy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from account.contacts import Contact, Email, Phone
from account.names import FullName
from account.policies.numbers import may_be_number
from account.policies.ports import NotByNumberError, Policies, PoliciesAwayError
from account.policies.records import Holder
from account.ports import Work
from account.records import Account, Person
from account.refusals import Refusal

_TELEGRAM_ID: Final = re.compile("[0-9]{1,16}")  # Telegram promises at most 52 bits
_REQUEST: Final = re.compile(r"[№#]\s*([0-9]{1,18})\.?")


@dataclass(frozen=True, slots=True)
class Found:
    """Accounts, several where people have one name; or a Telegram user who is signed in to none."""

    accounts: tuple[Account, ...] = ()
    guest: Person | None = None


async def find_user(work: Work, typed: str) -> Found | None:
    """Whom it names. Digits are a phone if an account has it, else a Telegram id; a request's number has its «№»."""
    wanted = typed.strip()
    if (request := _REQUEST.fullmatch(wanted)) is not None:
        return await _of_request(work, int(request[1]))
    if (contact := _contact(wanted)) is not None and (account := await work.accounts.by_contact(contact)) is not None:
        return Found((account,))
    if _TELEGRAM_ID.fullmatch(wanted):
        return await find_person(work, int(wanted))
    return await _of_name(work, wanted)


async def find_person(work: Work, telegram_id: int) -> Found | None:
    """The account to which this Telegram user is signed in, else themselves."""
    sign_in = await work.sign_ins.current(telegram_id)
    if sign_in is not None and (account := await work.accounts.by_id(sign_in.account_id)) is not None:
        return Found((account,))
    person = await known_person(work, telegram_id)
    return None if person is None else Found(guest=person)


async def known_person(work: Work, telegram_id: int) -> Person | None:
    """Who has talked to the bot; who is banned, too, though forgotten since, for somebody has to lift the ban."""
    person = await work.people.by_id(telegram_id)
    if person is None and await work.bans.since(telegram_id) is not None:
        return Person(telegram_id, "ru")
    return person


async def holders_of(policies: Policies, typed: str) -> tuple[Sequence[Holder], Refusal]:
    """Whose a policy of this number is, and what to say if that leads to no account; outside of transactions."""
    wanted, nobody = typed.strip(), _nobody(typed)
    if not may_be_number(wanted) or "@" in wanted or wanted.startswith("+") or _REQUEST.fullmatch(wanted):
        return (), nobody
    try:
        holders = await policies.holders_of(wanted)
    except PoliciesAwayError:
        return (), Refusal("policies-away")
    except NotByNumberError:
        return (), Refusal("no-such-user-by-policy")
    return holders, Refusal("policy-of-nobody") if holders else nobody


async def find_holders(work: Work, holders: Sequence[Holder]) -> Found | None:
    """The accounts that see the holders' policies: of their name and birth date."""
    found = {
        each.id: each
        for holder in holders
        for each in await work.accounts.by_name(holder.name)
        if each.profile is not None and (each.profile.name.key, each.profile.born) == (holder.name.key, holder.born)
    }
    return Found(tuple(found.values())) if found else None


async def _of_request(work: Work, number: int) -> Found | None:
    request = await work.requests.by_id(number)
    if request is None:
        return None
    if request.account_id is None:
        return await find_person(work, request.telegram_id)
    account = await work.accounts.by_id(request.account_id)
    return None if account is None else Found((account,))


async def _of_name(work: Work, typed: str) -> Found | None:
    """As people write names, and else with the surname last."""
    *others, last = typed.split() or [""]
    for line in (typed, " ".join([last, *others])):
        try:
            name = FullName.parse(line)
        except Refusal:
            return None
        if namesakes := await work.accounts.by_name(name):
            return Found(tuple(namesakes))
    return None


def _nobody(typed: str) -> Refusal:
    """What to say to nothing, to one word of a name, and to the rest."""
    if not typed.strip():
        return Refusal("whom-to-find")
    try:
        FullName.parse(typed)
    except Refusal as refusal:
        if refusal.args_of_text.get("which") == "one-word":
            return Refusal("surname-and-name")
    return Refusal("no-such-user")


def _contact(typed: str) -> Contact | None:
    try:
        return Email.parse(typed) if "@" in typed else Phone.parse(typed)
    except Refusal:
        return None
