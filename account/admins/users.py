"""What admins see of a customer, and what they do: end sign-ins, block, unblock (spec §3)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from account.admins.naming import RoleService
from account.admins.roles import Permission
from account.admins.user_keys import Found, find_user
from account.alerts import alert
from account.ports import Work, Works
from account.records import Account, Person, SignIn
from account.refusals import Refusal
from account.requests import Request
from account.step import Outcome, Step, once

Do = Callable[[Work, Step, int], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class UserCard:
    """``guest`` is a Telegram user without an account; ``gone``: who of them has blocked the bot.

    ``requests`` are the newest verification and what is open. ``may`` is what the one who looks may.
    """

    account: Account | None
    guest: Person | None
    sign_ins: tuple[SignIn, ...]
    gone: frozenset[int]
    requests: tuple[Request, ...]
    may: frozenset[Permission]


class UserService:
    """- Every look and every act is in the trail, by the account's number; a look that found nobody, too.

    - A blocked account lets nobody in, and its sign-ins end; whoever was signed in is told.
    - A reset of the password works, and unblocks nothing.
    """

    def __init__(self, works: Works, roles: RoleService) -> None:
        self._works = works
        self._roles = roles

    async def look(self, step: Step, typed: str) -> UserCard:
        """Find by e-mail, phone, Telegram id or «№ request». NotAllowed. Refused: «no-such-user»."""
        return await self._looked(step, lambda work: find_user(work, typed))

    async def view(self, step: Step, account_id: int) -> UserCard:
        """Look at a known one. NotAllowed. Refused: «no-such-user»."""
        return await self._looked(step, lambda work: _by_number(work, account_id))

    async def ask(self, person: int) -> None:
        """NotAllowed for whoever may not act."""
        async with self._works() as work:
            await self._roles.demand(work, person, Permission.ACT_ON_USER)

    async def end_sign_ins(self, step: Step, account_id: int) -> UserCard:
        """NotAllowed. Refused: «no-such-user»."""
        return await self._act(step, account_id, "user-signed-out", _end_sign_ins)

    async def block(self, step: Step, account_id: int) -> UserCard:
        """NotAllowed. Refused: «no-such-user»."""
        return await self._act(step, account_id, "user-blocked", _block)

    async def unblock(self, step: Step, account_id: int) -> UserCard:
        """NotAllowed. Refused: «no-such-user»."""
        return await self._act(step, account_id, "user-unblocked", _unblock)

    async def _looked(self, step: Step, find: Callable[[Work], Awaitable[Found | None]]) -> UserCard:
        async def effect(work: Work) -> Outcome:
            await self._roles.demand(work, step.person, Permission.READ_USER)
            found = await find(work)
            await work.audit.add(None, step.person, "user-viewed", step.at, _called(found))
            if found is None:
                raise Refusal("no-such-user")
            account = found.account.id if found.account is not None else None
            return {"account": account, "guest": found.guest.telegram_id if found.guest is not None else None}

        outcome = await once(self._works, step, "view-user", effect)
        return await self._card(step, outcome.get("account"), outcome.get("guest"))

    async def _act(self, step: Step, account_id: int, what: str, do: Do) -> UserCard:
        async def effect(work: Work) -> Outcome:
            await self._roles.demand(work, step.person, Permission.ACT_ON_USER)
            if await do(work, step, account_id):
                await work.audit.add(None, step.person, what, step.at, f"account {account_id}")
            return {}

        await once(self._works, step, what, effect)
        return await self._card(step, account_id, None)

    async def _card(self, step: Step, account_id: str | int | None, guest: str | int | None) -> UserCard:
        async with self._works() as work:
            may = await self._roles.demand(work, step.person, Permission.READ_USER)
            account = await work.accounts.by_id(int(account_id)) if account_id is not None else None
            person = await work.people.by_id(int(guest)) if guest is not None else None
            if account is None and person is None:
                raise Refusal("no-such-user")
            sign_ins = await work.sign_ins.of_account(account.id) if account is not None else []
            people = [each.telegram_id for each in sign_ins] + ([person.telegram_id] if person is not None else [])
            seen = [await work.people.by_id(each) for each in people]
            gone = frozenset(each.telegram_id for each in seen if each is not None and each.gone_at is not None)
            requests = await _requests(work, account, people)
            return UserCard(account, person, tuple(sign_ins), gone, requests, may)


async def _by_number(work: Work, account_id: int) -> Found | None:
    account = await work.accounts.by_id(account_id)
    return None if account is None else Found(account)


async def _requests(work: Work, account: Account | None, people: list[int]) -> tuple[Request, ...]:
    """The newest verification, and what the people wait for as this account's (or as guests)."""
    own = account.id if account is not None else None
    latest = [await work.requests.latest(account.id)] if account is not None else []
    waiting = [await work.questions.open_of(each) for each in people]
    theirs = [each for each in (*latest, *waiting) if each is not None and each.account_id == own]
    return tuple({each.id: each for each in theirs}.values())


async def _end_sign_ins(work: Work, step: Step, account_id: int) -> bool:
    await work.accounts.hold(account_id)  # first, as whoever signs in does
    ended = await work.sign_ins.end_others(account_id, None, step.at)
    await alert(work, step, "notice-sign-ins-ended", ended)
    return bool(ended)


async def _block(work: Work, step: Step, account_id: int) -> bool:
    if not await work.accounts.set_blocked(account_id, step.at):
        return False
    ended = await work.sign_ins.end_others(account_id, None, step.at)
    await alert(work, step, "notice-account-blocked", ended)
    return True


async def _unblock(work: Work, step: Step, account_id: int) -> bool:
    del step
    return await work.accounts.set_blocked(account_id, None)


def _called(found: Found | None) -> str:
    """As the trail says it: a guest has no number of ours, and theirs is not to stay after an erasure."""
    if found is None:
        return "nobody"
    return f"account {found.account.id}" if found.account is not None else "guest"
