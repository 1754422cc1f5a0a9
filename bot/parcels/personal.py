"""Says something to one person whom the bot writes to first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardMarkup

from account.people import PeopleService
from account.records import ClaimedParcel
from bot.parcels.outcome import LaterError, demand
from gateways.outcomes import Gone
from gateways.telegram import Sender

PATIENCE = 5.0  # seconds in the queue of messages: looking into the conversation may have taken ten already


class Personal:
    """One who has blocked the bot is marked; what Telegram does not take now goes later."""

    def __init__(self, sender: Sender, people: PeopleService, clock: Callable[[], datetime]) -> None:
        self._sender = sender
        self._people = people
        self.clock = clock

    async def say(self, claimed: ClaimedParcel, person: int, text: str, markup: InlineKeyboardMarkup) -> None:
        outcome = await self._sender.send(SendMessage(chat_id=person, text=text, reply_markup=markup), PATIENCE)
        if isinstance(outcome, Gone):
            await self._people.gone(person, self.clock())
        demand(outcome, claimed.tries)


def not_before(moment: datetime, now: datetime) -> None:
    """Put the parcel off until then, where that is still to come."""
    if moment > now:
        raise LaterError((moment - now).total_seconds(), "another time is better for it")
