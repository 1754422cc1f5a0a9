"""Reminders in the support group: half the time, shortly before its end, and when it has run out."""

from __future__ import annotations

from aiogram.methods import SendMessage
from aiogram.types import ReplyParameters

from account.ports import Works
from account.records import ClaimedParcel
from account.requests import RequestState
from bot.parcels.outcome import LaterError, demand
from gateways.telegram import Sender
from handlers.words import Words


class ReminderParcels:
    """Says it below the card, or in the request's topic; nothing where the request is decided by then."""

    def __init__(self, works: Works, sender: Sender, words: Words, group: int | None) -> None:
        self._works = works
        self._sender = sender
        self._words = words
        self._group = group

    async def carry(self, claimed: ClaimedParcel) -> None:
        if self._group is None:
            raise LaterError(60.0, "SUPPORT_CHAT_ID is not set")
        payload = claimed.parcel.payload
        async with self._works() as work:
            request = await work.requests.by_id(int(payload["request"]))
        if request is None or request.state is not RequestState.OPEN:
            return
        args: dict[str, str | int] = {"request": str(request.id), "until": int(request.answer_by.timestamp())}
        card = request.card
        below = ReplyParameters(message_id=card.message, allow_sending_without_reply=True) if card.message else None
        text = self._words.say(f"desk-remind-{payload['what']}", args)
        word = SendMessage(chat_id=self._group, message_thread_id=card.topic, text=text, reply_parameters=below)
        demand(await self._sender.send(word), claimed.tries)
