"""What admins see of a customer, and what they do: end sign-ins, block and unblock an account or a Telegram user."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from account.admins.cards import Namesakes, UserCard, card_of
from account.admins.naming import RoleService
from account.admins.roles import Permission
from account.admins.shut_out import ShutOut
from account.admins.user_acts import Do, ban, block, end_sign_ins, unban, unblock
from account.admins.user_keys import Found, find_holders, find_person, find_user, holders_of
from account.policies.ports import Policies
from account.ports import Work, Works
from account.refusals import Refusal
from account.step import Outcome, Step, once

LISTED = 10  # of people of one name


class UserService:
    """- Every look and every act is in the trail, by the account's number; a look that found nobody, too.

    - A blocked account lets nobody in, and its sign-ins end; whoever was signed in is told.
    - A banned Telegram user gets one answer to everything, is signed in nowhere, and may have an account or none.
      Nobody who runs the bot can be banned.
    - A reset of the password works, and unblocks nothing.
    """

    def __init__(self, works: Works, roles: RoleService, policies: Policies, shut_out: ShutOut) -> None:
        self._works = works
        self._roles = roles
        self._policies = policies
        self._shut_out = shut_out

    async def look(self, step: Step, typed: str) -> UserCard | Namesakes:
        """Find by e-mail, phone, name, Telegram id, «№ request» or a policy's number. NotAllowed.

        Refused: «whom-to-find» (nothing typed), «surname-and-name» (one of them), «no-such-user»,
        «policy-of-nobody», «no-such-user-by-policy», «policies-away».
        """
        async with self._works() as work:
            await self._roles.demand(work, step.person, Permission.READ_USER)
            known = await find_user(work, typed)
        holders, nobody = await holders_of(self._policies, typed) if known is None else ((), Refusal("no-such-user"))

        async def find(work: Work) -> Found | None:
            return await find_user(work, typed) or await find_holders(work, holders)

        return await self._looked(step, find, nobody)

    async def view(self, step: Step, account_id: int) -> UserCard | Namesakes:
        """Look at a known one. NotAllowed. Refused: «no-such-user»."""
        return await self._looked(step, lambda work: _by_number(work, account_id), Refusal("no-such-user"))

    async def view_person(self, step: Step, telegram_id: int) -> UserCard | Namesakes:
        """Likewise, a Telegram user or the account to which they are signed in."""
        return await self._looked(step, lambda work: find_person(work, telegram_id), Refusal("no-such-user"))

    async def ask(self, person: int) -> None:
        """NotAllowed for whoever may not act."""
        async with self._works() as work:
            await self._roles.demand(work, person, Permission.ACT_ON_USER)

    async def end_sign_ins(self, step: Step, account_id: int) -> UserCard:
        """NotAllowed. Refused: «no-such-user»."""
        return await self._act(step, account_id, "user-signed-out", end_sign_ins)

    async def block(self, step: Step, account_id: int) -> UserCard:
        """NotAllowed. Refused: «no-such-user»."""
        return await self._act(step, account_id, "user-blocked", block)

    async def unblock(self, step: Step, account_id: int) -> UserCard:
        """NotAllowed. Refused: «no-such-user»."""
        return await self._act(step, account_id, "user-unblocked", unblock)

    async def ban(self, step: Step, telegram_id: int) -> UserCard:
        """Here it holds at once, in other processes within ``KNOWN_WITHIN``.

        NotAllowed. Refused: «no-such-user», «runs-the-bot».
        """
        return await self._act_on_person(step, telegram_id, "user-banned", lambda *those: ban(self._roles, *those))

    async def unban(self, step: Step, telegram_id: int) -> UserCard:
        """Likewise. NotAllowed. Refused: «no-such-user»."""
        return await self._act_on_person(step, telegram_id, "user-unbanned", unban)

    async def _looked(
        self, step: Step, find: Callable[[Work], Awaitable[Found | None]], nobody: Refusal
    ) -> UserCard | Namesakes:
        async def effect(work: Work) -> Outcome:
            await self._roles.demand(work, step.person, Permission.READ_USER)
            found = await find(work)
            await work.audit.add(None, step.person, "user-viewed", step.at, _called(found))
            if found is None:
                raise nobody
            shown = ",".join(str(each.id) for each in found.accounts[:LISTED])
            guest = found.guest.telegram_id if found.guest is not None else None
            return {"accounts": shown, "total": len(found.accounts), "guest": guest}

        outcome = await once(self._works, step, "view-user", effect)
        accounts = [int(each) for each in str(outcome["accounts"]).split(",") if each]
        if len(accounts) > 1:
            return await self._namesakes(step, accounts, int(outcome["total"] or 0))
        return await self._card(step, next(iter(accounts), None), outcome["guest"])

    async def _act(self, step: Step, account_id: int, what: str, do: Do) -> UserCard:
        await self._done(step, account_id, what, do, f"account {account_id}")
        return await self._card(step, account_id, None)

    async def _act_on_person(self, step: Step, telegram_id: int, what: str, do: Do) -> UserCard:
        # The trail names them: else nobody could say afterwards whom this was about, for a guest has no other number.
        await self._done(step, telegram_id, what, do, f"telegram {telegram_id}")
        await self._shut_out.refresh()
        return await self._card(step, None, telegram_id)

    async def _done(self, step: Step, number: int, what: str, do: Do, whom: str) -> None:
        async def effect(work: Work) -> Outcome:
            await self._roles.demand(work, step.person, Permission.ACT_ON_USER)
            if await do(work, step, number):
                await work.audit.add(None, step.person, what, step.at, whom)
            return {}

        await once(self._works, step, what, effect)

    async def _card(self, step: Step, account_id: int | None, guest: str | int | None) -> UserCard:
        async with self._works() as work:
            may = await self._roles.demand(work, step.person, Permission.READ_USER)
            return await card_of(work, self._roles, account_id, None if guest is None else int(guest), may)

    async def _namesakes(self, step: Step, numbers: list[int], total: int) -> Namesakes:
        async with self._works() as work:
            may = await self._roles.demand(work, step.person, Permission.READ_USER)
            found = [await work.accounts.by_id(each) for each in numbers]
        return Namesakes(tuple(each for each in found if each is not None), total, may)


async def _by_number(work: Work, account_id: int) -> Found | None:
    account = await work.accounts.by_id(account_id)
    return None if account is None else Found((account,))


def _called(found: Found | None) -> str:
    """As the trail says it: a guest has no number of ours, and theirs is not to stay after an erasure."""
    if found is None:
        return "nobody"
    numbers = " ".join(str(each.id) for each in found.accounts[:LISTED])
    if not numbers:
        return "guest"
    return f"accounts {numbers}" if len(found.accounts) > 1 else f"account {numbers}"
