"""The daily walk and what it puts: whom, when, how often, and when there is nothing to say any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from account.contacts import Email, Phone
from account.policies.ports import PoliciesAwayError
from account.policies.records import PolicyState
from account.policies.reminders import PolicyReminderService, Walk
from account.ports import Works
from account.records import Account, Parcel, Profile
from account.working_hours import WorkingHours
from tests.rules.counted import on_sqlite
from tests.rules.policies_at_hand import ENDS, HOLDER, POLICY, PoliciesAtHand
from tests.rules.test_working_hours import MOSCOW, at
from tests.storage.samples import ANNA, BORIS, CONSENTS, DAY, HASH, PROFILE

pytestmark = on_sqlite
EARLY, LATE = at("2026-12-16T03:00"), at("2027-01-08T03:00")  # a Wednesday and a Friday
ALWAYS = WorkingHours.parse("24/7")


class Worker:
    """The worker of the outbox, as far as it walks."""

    def __init__(self, works: Works, policies: PoliciesAtHand, hours: WorkingHours = ALWAYS) -> None:
        self.works = works
        self.policies = policies
        self.service = PolicyReminderService(works, policies, hours, MOSCOW)

    async def works_at(self, now: datetime) -> list[Parcel]:
        """Begin the day, carry every walk that is due, and give the reminders that came due as well."""
        await self.service.begin(now)
        reminders = []
        while True:
            async with self.works() as work:
                await work.outbox.drop_expired(now)
                claimed = await work.outbox.claim(10, now, now + timedelta(seconds=25))
            for each in claimed:
                if each.parcel.kind == "policy-walk":
                    await self.service.walk(Walk.read(each.parcel.payload), now)
                else:
                    reminders.append(each.parcel)
                async with self.works() as work:
                    await work.outbox.delivered(each.id, now)
            if not claimed:
                return reminders

    async def due_on(self, *days: datetime) -> list[tuple[int | None, str]]:
        """Whom the worker reminds, and when the reminder was due, by the wall clock."""
        return [
            (each.person, each.due_at.astimezone(MOSCOW).isoformat()[:16])
            for day in days
            for each in await self.works_at(day)
        ]


@pytest.fixture
def policies() -> PoliciesAtHand:
    return PoliciesAtHand([(HOLDER, POLICY)])


@pytest.fixture
def worker(works: Works, policies: PoliciesAtHand) -> Worker:
    return Worker(works, policies)


async def account_of(
    works: Works, person: int, profile: Profile | None = PROFILE, *, verified: bool = False
) -> Account:
    async with works() as work:
        await work.people.seen(person, "ru", EARLY)
        email, phone = Email(f"box{person}@example.org"), Phone(f"+7916{person:07}")
        account = await work.accounts.add(email, phone, HASH, CONSENTS, EARLY)
        assert account is not None
        if profile is not None:
            await work.accounts.set_profile(account.id, profile, EARLY)
        if verified:
            await work.accounts.set_verified(account.id, EARLY)
        await work.sign_ins.start(account.id, person, EARLY)
    return account


async def test_everybody_in_an_account_is_reminded_thirty_and_seven_days_before_once_each(
    works: Works, worker: Worker
) -> None:
    account = await account_of(works, ANNA)
    async with works() as work:
        await work.sign_ins.start(account.id, BORIS, EARLY)
    hours = [EARLY.replace(hour=0) + timedelta(hours=each) for each in range(0, 32 * 24, 5)]
    assert await worker.due_on(*hours) == [
        (person, day) for day in ("2026-12-16T10:00", "2027-01-08T10:00") for person in (ANNA, BORIS)
    ]


async def test_a_day_on_which_nobody_works_moves_the_reminder(works: Works, policies: PoliciesAtHand) -> None:
    await account_of(works, ANNA)
    worker = Worker(works, policies, WorkingHours.parse("sun 12:00-14:00"))
    assert await worker.due_on(EARLY, at("2026-12-20T12:00")) == [(ANNA, "2026-12-20T12:00")]


async def test_days_of_standstill_are_walked_afterwards(works: Works, worker: Worker) -> None:
    await account_of(works, ANNA)
    await worker.due_on(EARLY - DAY)
    assert await worker.due_on(EARLY + 5 * DAY, EARLY + 5 * DAY + timedelta(hours=10)) == [(ANNA, "2026-12-21T10:00")]


async def test_after_a_long_standstill_only_the_later_reminder_is_left(works: Works, worker: Worker) -> None:
    await account_of(works, ANNA)
    await worker.due_on(EARLY - DAY)
    assert await worker.due_on(LATE + DAY, LATE + 3 * DAY + timedelta(hours=8)) == [(ANNA, "2027-01-11T10:00")]


async def test_a_reminder_that_waits_until_the_next_one_s_turn_is_dropped(works: Works, worker: Worker) -> None:
    await account_of(works, ANNA)
    await worker.due_on(EARLY)
    assert await worker.due_on(LATE, LATE + timedelta(hours=7)) == [(ANNA, "2027-01-08T10:00")]


async def test_whose_document_does_not_fit_is_reminded_only_when_verified(works: Works, worker: Worker) -> None:
    other = replace(PROFILE, document=replace(PROFILE.document, number="000000"))
    await account_of(works, ANNA, other)
    await account_of(works, BORIS, other, verified=True)
    assert [each.person for each in await worker.works_at(EARLY.replace(hour=12))] == [BORIS]


async def test_nobody_is_reminded_of_others_policies_nor_without_a_profile(works: Works, worker: Worker) -> None:
    await account_of(works, ANNA, None)
    await account_of(works, BORIS, replace(PROFILE, name=replace(PROFILE.name, surname="Воробьёва")))
    assert await worker.works_at(EARLY.replace(hour=12)) == []


async def test_an_account_to_which_nobody_is_signed_in_is_passed_over(
    works: Works, worker: Worker, policies: PoliciesAtHand
) -> None:
    await account_of(works, ANNA)
    async with works() as work:
        await work.sign_ins.end(ANNA, EARLY)
    assert await worker.works_at(EARLY.replace(hour=12)) == []
    assert policies.asked == []


async def test_policies_that_are_away_leave_the_batch_as_it_was(
    works: Works, worker: Worker, policies: PoliciesAtHand
) -> None:
    await account_of(works, ANNA)
    policies.away = True
    with pytest.raises(PoliciesAwayError):
        await worker.service.walk(Walk(EARLY.date()), EARLY)
    async with works() as work:
        assert await work.outbox.next_due() is None
    policies.away = False
    assert [each.person for each in await worker.works_at(EARLY.replace(hour=12))] == [ANNA]


async def test_who_comes_to_see_a_policy_later_is_reminded_then(works: Works, worker: Worker) -> None:
    await worker.due_on(EARLY)
    account = await account_of(works, ANNA)
    assert await worker.due_on(EARLY + 4 * DAY, EARLY + 5 * DAY + timedelta(hours=10)) == [(ANNA, "2026-12-21T10:00")]
    await worker.due_on(LATE, LATE + timedelta(hours=10))
    async with works() as work:
        await work.sign_ins.start(account.id, BORIS, LATE)
    assert await worker.due_on(LATE + 3 * DAY, LATE + 3 * DAY + timedelta(hours=10)) == [(BORIS, "2027-01-11T10:00")]


async def test_a_walk_that_stopped_in_the_middle_goes_on_by_the_day_on_which_it_does(
    works: Works, worker: Worker, policies: PoliciesAtHand
) -> None:
    await account_of(works, ANNA)
    await worker.service.walk(Walk(EARLY.date()), EARLY + 2 * DAY)
    (holders, days), *_ = policies.asked
    assert (holders, min(days), max(days)) == (1, date(2026, 12, 18), date(2027, 1, 17))
    assert (await worker.due_on(EARLY + 2 * DAY + timedelta(hours=8))) == [(ANNA, "2026-12-18T10:00")]


async def test_what_is_said_is_told_from_the_day_on_which_it_is_said(works: Works, worker: Worker) -> None:
    await account_of(works, ANNA)
    due = await worker.service.due(ANNA, "p1", ENDS, EARLY + 2 * DAY)
    assert due is not None
    assert (due.person.telegram_id, due.policy, due.days) == (ANNA, POLICY, 28)
    last = await worker.service.due(ANNA, "p1", ENDS, at("2027-01-15T23:59"))
    assert last is not None
    assert last.days == 0
    assert await worker.service.due(ANNA, "p1", ENDS, at("2027-01-16T00:00")) is None


@pytest.mark.parametrize(
    "now",
    [
        replace(POLICY, state=PolicyState.CANCELLED),
        replace(POLICY, state=PolicyState.SUSPENDED),
        replace(POLICY, ends=ENDS + 365 * DAY),
        None,
    ],
)
async def test_nothing_is_said_of_a_policy_that_changed(
    works: Works, worker: Worker, policies: PoliciesAtHand, now: object
) -> None:
    await account_of(works, ANNA)
    policies.kept = [] if now is None else [(HOLDER, now)]  # type: ignore[list-item] # a policy, by the parameters
    assert await worker.service.due(ANNA, "p1", ENDS, EARLY) is None


@pytest.mark.parametrize("change", ["signed-out", "gone", "muted", "elsewhere", "document"])
async def test_nothing_is_said_to_who_left_or_does_not_want_it(works: Works, worker: Worker, change: str) -> None:
    account = await account_of(works, ANNA)
    assert await worker.service.due(ANNA, "p1", ENDS, EARLY) is not None
    async with works() as work:
        if change == "signed-out":
            await work.sign_ins.end(ANNA, EARLY)
        elif change == "gone":
            await work.people.set_gone(ANNA, EARLY)
        elif change == "muted":
            await work.mutes.add(ANNA, "policies", EARLY)
        elif change == "document":
            other = replace(PROFILE, document=replace(PROFILE.document, number="000000"))
            await work.accounts.set_profile(account.id, other, EARLY)
    if change == "elsewhere":
        stranger = replace(PROFILE, name=replace(PROFILE.name, surname="Воробьёва"))
        await account_of(works, BORIS, stranger)
        async with works() as work:
            found = await work.accounts.by_contact(Email(f"box{BORIS}@example.org"))
            assert found is not None
            await work.sign_ins.start(found.id, ANNA, EARLY)
    assert await worker.service.due(ANNA, "p1", ENDS, EARLY) is None
