"""Notices that the bot writes first: decisions, missed promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiogram.methods import SendMessage

from account.people import LANGUAGES
from account.ports import Works
from account.records import ClaimedParcel
from account.requests import Slot
from bot.parcels.outcome import NeverError, demand
from gateways.outcomes import Gone
from gateways.telegram import Sender
from handlers.commands import rejection
from handlers.visit import STANDS
from handlers.words import Words
from texts import Texts

WAYS_ON = {
    "notice-approved": [[("menu-policies", "m:policies")], [("menu-menu", "m:menu")]],
    "notice-rejected": [[("button-supplement", "v:supplement")]],
    "notice-overdue": [[("menu-verify", "m:verify")]],
    "notice-question-closed": [[("menu-support", "m:support")]],
    "notice-password-changed": [[("menu-reset", "m:reset")]],
    "notice-account-erased": [[("menu-register", "m:register")], [("menu-menu", "m:menu")]],
    "notice-password-reset": [[("menu-reset", "m:reset")]],
    "notice-many-guesses": [],
    "notice-email-changed": [[("menu-security", "m:security")]],
    "notice-phone-changed": [[("menu-security", "m:security")]],
    "notice-sign-ins-ended": [[("menu-login", "m:login")], [("menu-support", "m:support")]],
    "notice-account-blocked": [[("menu-support", "m:support")]],
    "notice-sign-in-ended": [[("menu-login", "m:login")], [("menu-reset", "m:reset")]],
}
# What helps when a code did not go out, beside trying again: an offer of the question that waits for it.
INSTEAD = {
    "delivery-failed-email": ("button-change-email", "change"),
    "delivery-failed-phone": ("button-change-phone", "change"),
    "delivery-failed-old-email": ("email-change-old-code.lost", "lost"),
    "delivery-failed-old-phone": ("phone-change-old-code.lost", "lost"),
}
ELSEWHERE = [[("menu-menu", "m:menu")]]


class NoticeParcels:
    """Words a notice in the person's language and sends it; one who has blocked the bot is marked."""

    def __init__(self, works: Works, sender: Sender, texts: Texts, clock: Callable[[], datetime]) -> None:
        self._works = works
        self._sender = sender
        self._texts = texts
        self._clock = clock

    async def carry(self, claimed: ClaimedParcel) -> None:
        payload, telegram_id = claimed.parcel.payload, claimed.parcel.person
        if telegram_id is None:
            raise NeverError("a notice to nobody")
        async with self._works() as work:
            person = await work.people.by_id(telegram_id)
        words = Words(self._texts, person.language if person else LANGUAGES[0])
        key = str(payload["text"])
        args = {name: value for name, value in payload.items() if name not in {"text", "place", "session"}}
        reasons = [
            rejection(words, str(slot), str(args.pop(f"reason_{slot}"))) for slot in Slot if f"reason_{slot}" in args
        ]
        text = "\n\n".join(part for part in (words.say(key, args), "\n".join(reasons)) if part)
        markup = words.choices(_ways_on(key, str(payload.get("place", "")), payload.get("session")))
        outcome = await self._sender.send(SendMessage(chat_id=telegram_id, text=text, reply_markup=markup))
        if isinstance(outcome, Gone):
            async with self._works() as work:
                await work.people.set_gone(telegram_id, self._clock())
        demand(outcome, claimed.tries)


def _ways_on(key: str, place: str, session: str | int | None) -> list[list[tuple[str, str]]]:
    """The buttons of a notice; those of a code that did not go out lead back to where it is waited for."""
    if place:
        label, offer = INSTEAD[key]
        return [[("button-retry", f"q:{place}:resend:")], [(label, f"q:{place}:{offer}:")]]
    ends = [] if session is None else [[("button-end-session", f"s:end:{session}")]]
    return [[(label, f"{STANDS}{data}") for label, data in row] for row in [*ends, *WAYS_ON.get(key, ELSEWHERE)]]
