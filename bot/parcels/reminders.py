"""Words to the support group about a request: its time runs out, somebody else owns it now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiogram.methods import SendMessage

from account.ports import Works
from account.records import ClaimedParcel
from account.requests import Request, Staff
from bot.parcels.group import Group
from bot.parcels.letter_calls import below
from handlers.desk.names import mention, shown_name
from handlers.words import Words


class ReminderParcels:
    """Says it below the card, or in the request's topic; who replies to that speaks to colleagues."""

    def __init__(self, works: Works, words: Words, group: Group, clock: Callable[[], datetime]) -> None:
        self._works = works
        self._words = words
        self._group = group
        self._clock = clock

    async def carry(self, claimed: ClaimedParcel) -> None:
        """Half the time, shortly before its end, and when it has run out; nothing where nobody waits for that time."""
        request = await self._request(claimed)
        if request is None or not request.waits:
            return
        until, what = int(request.answer_by.timestamp()), str(claimed.parcel.payload["what"])
        if claimed.parcel.payload["until"] != until:
            return  # another promise has taken the place of that one, with reminders of its own
        if what != "overdue" and self._clock() >= request.answer_by:
            return  # the bot was away until the end: the next word is that the time has run out
        args: dict[str, str | int] = {"request": str(request.id), "kind": str(request.kind), "until": until}
        await self._say(claimed, request, self._words.say(f"desk-remind-{what}", args))

    async def taken_over(self, claimed: ClaimedParcel) -> None:
        """To the former owner, by a mention that reaches them."""
        payload, request = claimed.parcel.payload, await self._request(claimed)
        if request is None:
            return
        former = mention(self._words, Staff(int(payload["former"]), str(payload["former_name"])))
        name = shown_name(str(payload["name"]))
        args: dict[str, str | int] = {"request": str(request.id), "kind": str(request.kind), "name": name}
        await self._say(claimed, request, f"{former}\n{self._words.say('desk-taken-over', args)}")

    async def _request(self, claimed: ClaimedParcel) -> Request | None:
        async with self._works() as work:
            return await work.requests.by_id(int(claimed.parcel.payload["request"]))

    async def _say(self, claimed: ClaimedParcel, request: Request, text: str) -> None:
        card = request.card
        place, topic = below(card.message), card.topic
        word = SendMessage(chat_id=self._group.id, message_thread_id=topic, text=text, reply_parameters=place)
        await self._group.say(word, claimed, request)
