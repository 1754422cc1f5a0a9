"""Reminders that people can switch off, and that of a registration which was begun and not finished."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from account.daytime import DAYTIME
from account.ports import Work, Works
from account.records import Parcel, Person
from account.step import Step

DAYS: Final = (1, 3)  # after the last step of a registration


class Reminder(StrEnum):
    """What a person can be reminded of, each with a switch of its own."""

    REGISTRATION = "registration"
    POLICIES = "policies"


class ReminderService:
    """- Whoever begins a registration is reminded a day and three days after the last step of it, in the daytime.

    - That a registration was cancelled, finished or begun anew shows when the time has come: nothing is said then.
    - Each reminder is switched off and on again by the person, in any place and any number of times.
    """

    def __init__(self, works: Works) -> None:
        self._works = works

    async def registration_begun(self, step: Step) -> None:
        """Put the reminders of this run of the conversation; the same ones when the step is repeated."""
        async with self._works() as work:
            for days in DAYS:
                due_at = registration_due(step.at, days, step.at, step.zone)
                payload: dict[str, str | int] = {"place": step.place, "days": days}
                key = f"unfinished:{step.person}:{step.place}:{days}"
                await work.outbox.put(Parcel(key, "unfinished", step.person, payload, due_at))

    async def newcomer(self, telegram_id: int) -> Person | None:
        """Whom to remind of a registration; None: signed in by now, gone, or not willing to hear of it."""
        async with self._works() as work:
            if await work.sign_ins.current(telegram_id) is not None:
                return None
            return await listener(work, telegram_id, Reminder.REGISTRATION)

    async def switches(self, telegram_id: int) -> Mapping[Reminder, bool]:
        """Which reminders the person gets."""
        async with self._works() as work:
            return await _switches(work, telegram_id)

    async def switch(self, step: Step, what: Reminder, *, on: bool) -> Mapping[Reminder, bool]:
        """Switch one, and tell how all stand; doing it twice is doing it once."""
        async with self._works() as work:
            if on:
                await work.mutes.remove(step.person, what)
            else:
                await work.mutes.add(step.person, what, step.at)
            return await _switches(work, step.person)


def registration_due(last_step: datetime, days: int, now: datetime, zone: ZoneInfo) -> datetime:
    """When to remind, by the last step known of (UTC): never in the past, for what is late has to wait for the day."""
    return DAYTIME.next_opening(max(last_step + timedelta(days=days), now), zone)


async def listener(work: Work, telegram_id: int, what: Reminder) -> Person | None:
    """The person, if they are there, want to hear of this and are not shut out."""
    person = await work.people.by_id(telegram_id)
    if person is None or person.gone_at is not None or await work.mutes.has(telegram_id, what):
        return None
    return None if await work.bans.since(telegram_id) is not None else person


async def _switches(work: Work, telegram_id: int) -> Mapping[Reminder, bool]:
    return {each: not await work.mutes.has(telegram_id, each) for each in Reminder}
