"""What an admin is shown of a customer: the card of one, or the list of those who have one name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from account.admins.naming import RoleService
from account.admins.roles import Permission
from account.admins.user_keys import known_person
from account.ports import Work
from account.records import Account, Fault, Person, SignIn
from account.refusals import Refusal
from account.requests import Request


class UserState(StrEnum):
    """How far a customer has come; «limited»: without details."""

    GUEST = "guest"
    LIMITED = "limited"
    COMPLETE = "complete"
    VERIFIED = "verified"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class UserCard:
    """``guest`` is a Telegram user without an account, banned since ``banned_at``; ``gone``: who has blocked the bot.

    ``requests`` are the newest verification and what is open, ``fault`` is the newest apology to any of the people.
    ``may`` is what the one who looks may, ``bannable`` are the people whom they may ban.
    """

    account: Account | None
    guest: Person | None
    sign_ins: tuple[SignIn, ...]
    gone: frozenset[int]
    requests: tuple[Request, ...]
    may: frozenset[Permission]
    fault: Fault | None
    banned_at: datetime | None
    bannable: tuple[int, ...]

    @property
    def state(self) -> UserState:
        if self.account is None:
            return UserState.GUEST if self.banned_at is None else UserState.BLOCKED
        if self.account.blocked_at is not None:
            return UserState.BLOCKED
        if self.account.profile is None:
            return UserState.LIMITED
        return UserState.COMPLETE if self.account.verified_at is None else UserState.VERIFIED


@dataclass(frozen=True, slots=True)
class Namesakes:
    """The first of ``total`` accounts of one name, for one who may so much."""

    accounts: tuple[Account, ...]
    total: int
    may: frozenset[Permission]


async def card_of(
    work: Work, roles: RoleService, account_id: int | None, guest: int | None, may: frozenset[Permission]
) -> UserCard:
    """Refused: «no-such-user»."""
    account = await work.accounts.by_id(account_id) if account_id is not None else None
    person = await known_person(work, guest) if guest is not None else None
    if account is None and person is None:
        raise Refusal("no-such-user")
    sign_ins = await work.sign_ins.of_account(account.id) if account is not None else []
    people = [each.telegram_id for each in sign_ins] + ([person.telegram_id] if person is not None else [])
    seen = [await work.people.by_id(each) for each in people]
    banned_at = await work.bans.since(person.telegram_id) if person is not None else None
    bannable = [] if Permission.ACT_ON_USER not in may or banned_at is not None else people
    return UserCard(
        account,
        person,
        tuple(sign_ins),
        frozenset(each.telegram_id for each in seen if each is not None and each.gone_at is not None),
        await _requests(work, account, people),
        may,
        await work.faults.newest(people),
        banned_at,
        tuple([each for each in bannable if not await roles.runs_the_bot(work, each)]),
    )


async def _requests(work: Work, account: Account | None, people: list[int]) -> tuple[Request, ...]:
    """The newest verification, and what the people wait for as this account's (or as guests)."""
    own = account.id if account is not None else None
    latest = [await work.requests.latest(account.id)] if account is not None else []
    waiting = [await work.questions.open_of(each) for each in people]
    theirs = [each for each in (*latest, *waiting) if each is not None and each.account_id == own]
    return tuple({each.id: each for each in theirs}.values())
