"""Finds the customer whom an admin means: by contact, Telegram id or a request's number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from account.contacts import Contact, Email, Phone
from account.ports import Work
from account.records import Account, Person
from account.refusals import Refusal

_TELEGRAM_ID: Final = re.compile("[0-9]{1,16}")  # Telegram promises at most 52 bits
_REQUEST: Final = re.compile(r"[№#]\s*([0-9]{1,18})\.?")


@dataclass(frozen=True, slots=True)
class Found:
    """An account, or a Telegram user who is signed in to none."""

    account: Account | None
    guest: Person | None = None


async def find_user(work: Work, typed: str) -> Found | None:
    """Whom it names. Digits are a phone if an account has it, else a Telegram id; a request's number has its «№»."""
    wanted = typed.strip()
    if (request := _REQUEST.fullmatch(wanted)) is not None:
        return await _of_request(work, int(request[1]))
    if (contact := _contact(wanted)) is not None and (account := await work.accounts.by_contact(contact)) is not None:
        return Found(account)
    return await _of_telegram(work, int(wanted)) if _TELEGRAM_ID.fullmatch(wanted) else None


async def _of_request(work: Work, number: int) -> Found | None:
    request = await work.requests.by_id(number)
    if request is None:
        return None
    if request.account_id is None:
        return await _of_telegram(work, request.telegram_id)
    account = await work.accounts.by_id(request.account_id)
    return None if account is None else Found(account)


async def _of_telegram(work: Work, telegram_id: int) -> Found | None:
    sign_in = await work.sign_ins.current(telegram_id)
    if sign_in is not None and (account := await work.accounts.by_id(sign_in.account_id)) is not None:
        return Found(account)
    person = await work.people.by_id(telegram_id)
    return None if person is None else Found(None, person)


def _contact(typed: str) -> Contact | None:
    try:
        return Email.parse(typed) if "@" in typed else Phone.parse(typed)
    except Refusal:
        return None
