"""Reminders in the support group: half the time, shortly before its end, and when it has run out."""

from __future__ import annotations

from aiogram.methods import SendMessage

from account.ports import Works
from account.records import ClaimedParcel
from bot.parcels.group import Group
from bot.parcels.letter_calls import below
from handlers.words import Words


class ReminderParcels:
    """Says it below the card, or in the request's topic; nothing where the request is decided by then."""

    def __init__(self, works: Works, words: Words, group: Group) -> None:
        self._works = works
        self._words = words
        self._group = group

    async def carry(self, claimed: ClaimedParcel) -> None:
        payload = claimed.parcel.payload
        async with self._works() as work:
            request = await work.requests.by_id(int(payload["request"]))
        if request is None or not request.waits:
            return
        args: dict[str, str | int] = {"request": str(request.id), "until": int(request.answer_by.timestamp())}
        card = request.card
        text = self._words.say(f"desk-remind-{payload['what']}", args)
        place = below(card.message)
        word = SendMessage(chat_id=self._group.id, message_thread_id=card.topic, text=text, reply_parameters=place)
        said = await self._group.call(word, claimed, request)
        async with self._works() as work:
            await work.cards.add_message(request.id, said.message_id)  # a reply to it is about the request, too
