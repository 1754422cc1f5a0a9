"""Reminders that a policy ends, 30 and 7 days before: put by a daily walk over the accounts, decided when carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Self
from zoneinfo import ZoneInfo

from account.daytime import reminding_hours
from account.policies.ports import Policies
from account.policies.records import Holder, Policy, PolicyState, is_open
from account.ports import Work, Works
from account.records import Account, Parcel, Person
from account.reminders import Reminder, listener
from account.working_hours import WorkingHours

EARLY, LATE = 30, 7  # days before the end
BATCH: Final = 500  # accounts; as many holders as the port takes at once
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Walk:
    """One batch of a day's walk: the accounts after this id. The walk of the coming day waits in the outbox."""

    day: date
    after: int = 0

    @classmethod
    def read(cls, payload: Mapping[str, str | int]) -> Self:
        return cls(date.fromisoformat(str(payload["day"])), int(payload["after"]))

    def parcel(self, due_at: datetime) -> Parcel:
        """Of any number of replicas and repetitions one walk comes."""
        payload: dict[str, str | int] = {"day": str(self.day), "after": self.after}
        return Parcel(f"policy-walk:{self.day}:{self.after}", "policy-walk", None, payload, due_at)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder to say now; ``days``: left of the policy, 0 on its last day."""

    person: Person
    policy: Policy
    days: int


class PolicyReminderService:
    """- Every person who is signed in to an account is reminded once 30 and once 7 days before a policy of it ends.

    - In the desk's hours, see ``reminding_hours``. What falls into another time, or on days on which the bot was away,
      comes at the next working moment; the earlier reminder is dropped when it is the later one's turn.
    - Only of policies that are open to the person: the document fits too, or the account is verified.
    - Nothing is said where meanwhile the person has left or switched it off, or the policy was cancelled or prolonged.
    """

    def __init__(self, works: Works, policies: Policies, desk: WorkingHours, zone: ZoneInfo) -> None:
        self._works = works
        self._policies = policies
        self._hours = reminding_hours(desk)
        self._zone = zone

    def today(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()

    def moment(self, at: datetime) -> datetime:
        """From when on it may be said (UTC)."""
        return self._hours.next_opening(at, self._zone)

    async def begin(self, at: datetime) -> None:
        """Have today's walk done, unless it was put already."""
        async with self._works() as work:
            await work.outbox.put(self._walk_of(self.today(at)))

    async def walk(self, batch: Walk, at: datetime) -> None:
        """Put the reminders of one batch, and the next batch or the coming day's walk, in one transaction.

        ``PoliciesAwayError`` when the policies are not there: nothing was put then.
        """
        today = max(self.today(at), batch.day)
        wanted = days_asked(today)
        async with self._works() as work:
            accounts = await work.accounts.with_profile(batch.after, BATCH)
        holders = [Holder.of(each.profile) for each in accounts if each.profile is not None]
        endings = await self._policies.ending(holders, wanted) if holders else []
        async with self._works() as work:
            for each in endings:
                account, days = accounts[each.holder], wanted.get(each.policy.ends)
                if days is not None and is_open(account, each.policy):
                    await self._put(work, account, each.policy, days, at)
            if len(accounts) == BATCH:
                await work.outbox.put(Walk(batch.day, accounts[-1].id).parcel(at))
            else:
                await work.outbox.put(self._walk_of(today + DAY))

    async def due(self, telegram_id: int, ref: str, ends: date, at: datetime) -> Due | None:
        """What to say of this policy; None when there is nothing to say any more. ``PoliciesAwayError``: not known."""
        async with self._works() as work:
            person = await listener(work, telegram_id, Reminder.POLICIES)
            sign_in = await work.sign_ins.current(telegram_id)
            account = await work.accounts.by_id(sign_in.account_id) if sign_in else None
        if person is None or account is None or account.profile is None:
            return None
        policy = await self._policies.one(Holder.of(account.profile), ref)
        days = (ends - self.today(at)).days
        if policy is None or policy.ends != ends or policy.state is not PolicyState.ACTIVE or days < 0:
            return None
        return Due(person, policy, days) if is_open(account, policy) else None

    async def _put(self, work: Work, account: Account, policy: Policy, days: int, at: datetime) -> None:
        """To everybody in the account; once for ever, by the key."""
        payload: dict[str, str | int] = {"ref": policy.ref, "ends": str(policy.ends)}
        until = self._beginning(policy.ends - LATE * DAY if days == EARLY else policy.ends + DAY)
        for each in await work.sign_ins.of_account(account.id):
            key = f"policy-ends:{each.telegram_id}:{policy.ref}:{policy.ends}:{days}"
            reminder = Parcel(key, "policy-ends", each.telegram_id, payload, self.moment(at), expires_at=until)
            await work.outbox.put(reminder)

    def _walk_of(self, day: date) -> Parcel:
        return Walk(day).parcel(self._beginning(day))

    def _beginning(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._zone)


def days_asked(today: date) -> dict[date, int]:
    """Ends of policies to be reminded of, with the reminder whose turn it is; each is said once, by its key."""
    return {today + DAY * ahead: LATE if ahead <= LATE else EARLY for ahead in range(EARLY + 1)}
