"""Walks over the accounts for policies that end soon, and reminds their holders."""

from __future__ import annotations

from datetime import date

from account.policies.ports import PoliciesAwayError
from account.policies.reminders import Due, PolicyReminderService, Walk
from account.records import ClaimedParcel
from bot.parcels.outcome import LaterError, NeverError
from bot.parcels.personal import Personal, not_before
from handlers.policy_cards import in_short
from handlers.visit import STANDS
from handlers.words import Words
from texts import Texts

POLICIES_AWAY = 300.0  # seconds until they are asked again


class PolicyEndParcels:
    """A batch of the walk is a parcel: what stopped goes on from there, on whichever replica."""

    def __init__(self, reminders: PolicyReminderService, personal: Personal, texts: Texts) -> None:
        self._reminders = reminders
        self._personal = personal
        self._texts = texts

    async def walk(self, claimed: ClaimedParcel) -> None:
        try:
            await self._reminders.walk(Walk.read(claimed.parcel.payload), self._personal.clock())
        except PoliciesAwayError:
            raise LaterError(POLICIES_AWAY, "the policies are away") from None

    async def carry(self, claimed: ClaimedParcel) -> None:
        payload, telegram_id, now = claimed.parcel.payload, claimed.parcel.person, self._personal.clock()
        if telegram_id is None:
            raise NeverError("a reminder to nobody")
        not_before(self._reminders.moment(now), now)
        ref, ends = str(payload["ref"]), date.fromisoformat(str(payload["ends"]))
        try:
            due = await self._reminders.due(telegram_id, ref, ends, now)
        except PoliciesAwayError:
            raise LaterError(POLICIES_AWAY, "the policies are away") from None
        if due is not None:
            await self._say(claimed, due)

    async def _say(self, claimed: ClaimedParcel, due: Due) -> None:
        words, policy = Words(self._texts, due.person.language), due.policy
        args = {**in_short(policy), "ends": f"{policy.ends:%d.%m.%Y}", "left": due.days}
        text = words.say("reminder-policy", args)
        ways = [
            [("button-open-policy", f"{STANDS}p:open:{policy.ref}:1")],
            [("button-remind-no-more", f"{STANDS}u:off:policies")],
        ]
        await self._personal.say(claimed, due.person.telegram_id, text, words.choices(ways))
