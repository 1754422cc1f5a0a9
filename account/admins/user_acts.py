"""What admins do about a customer, each within a transaction; whether anything was changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from account.admins.naming import RoleService
from account.admins.user_keys import known_person
from account.alerts import alert
from account.ports import Work
from account.refusals import Refusal
from account.step import Step

Do = Callable[[Work, Step, int], Awaitable[bool]]


async def end_sign_ins(work: Work, step: Step, account_id: int) -> bool:
    await work.accounts.hold(account_id)  # first, as whoever signs in does
    ended = await work.sign_ins.end_others(account_id, None, step.at)
    await alert(work, step, "notice-sign-ins-ended", ended)
    return bool(ended)


async def block(work: Work, step: Step, account_id: int) -> bool:
    if not await work.accounts.set_blocked(account_id, step.at):
        return False
    ended = await work.sign_ins.end_others(account_id, None, step.at)
    await alert(work, step, "notice-account-blocked", ended)
    return True


async def unblock(work: Work, step: Step, account_id: int) -> bool:
    del step
    return await work.accounts.set_blocked(account_id, None)


async def ban(roles: RoleService, work: Work, step: Step, telegram_id: int) -> bool:
    """Refused: «no-such-user», «runs-the-bot»."""
    if await roles.runs_the_bot(work, telegram_id):
        raise Refusal("runs-the-bot")
    if await known_person(work, telegram_id) is None:
        raise Refusal("no-such-user")
    if not await work.bans.put(telegram_id, step.at):
        return False
    await work.sign_ins.end(telegram_id, step.at)
    return True


async def unban(work: Work, step: Step, telegram_id: int) -> bool:
    del step
    return await work.bans.remove(telegram_id)
