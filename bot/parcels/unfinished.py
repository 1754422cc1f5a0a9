"""Reminds of a registration that was begun and not finished."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from account.records import ClaimedParcel, Person
from account.reminders import DAYS, ReminderService, registration_due
from bot.parcels.outcome import NeverError
from bot.parcels.personal import Personal, not_before
from bot.parcels.talks import Talks
from fsm.forms.registration import Registration
from handlers.record import Record
from handlers.visit import STANDS
from handlers.words import Words
from texts import Texts

WAYS_ON = [[("button-continue", f"{STANDS}i:keep")], [("button-remind-no-more", f"{STANDS}u:off:registration")]]


class UnfinishedParcels:
    """Looks, when the time has come, whether that very run of the conversation still waits for an answer."""

    def __init__(
        self, reminders: ReminderService, talks: Talks, personal: Personal, texts: Texts, zone: ZoneInfo
    ) -> None:
        self._reminders = reminders
        self._talks = talks
        self._personal = personal
        self._texts = texts
        self._zone = zone

    async def carry(self, claimed: ClaimedParcel) -> None:
        payload, telegram_id = claimed.parcel.payload, claimed.parcel.person
        if telegram_id is None:
            raise NeverError("a reminder to nobody")
        if (person := await self._reminders.newcomer(telegram_id)) is None:
            return
        record = await self._talks.record_of(telegram_id)
        if (left := steps_left(record, str(payload["place"]))) is None:
            return
        last_step, now, days = datetime.fromtimestamp(record.acted, UTC), self._personal.clock(), int(payload["days"])
        not_before(registration_due(last_step, days, now, self._zone), now)
        if days < DAYS[-1] and registration_due(last_step, DAYS[-1], now, self._zone) <= now:
            return  # the bot was away for so long that the last reminder says it
        await self._say(claimed, person, left)

    async def _say(self, claimed: ClaimedParcel, person: Person, left: int) -> None:
        words = Words(self._texts, person.language)
        text = words.say("reminder-registration", {"left": left})
        await self._personal.say(claimed, person.telegram_id, text, words.choices(WAYS_ON))


def steps_left(record: Record, place: str) -> int | None:
    """Questions still to be answered in the registration begun at this place; None when the person is not in it."""
    at, talk = record.at, place.partition(":")[0]
    if at is None or (at.form, at.version, at.talk) != (Registration.name, Registration.version, talk):
        return None
    form = Registration.at(at)
    return sum(not form.answered(each.name) for each in form.visible())
