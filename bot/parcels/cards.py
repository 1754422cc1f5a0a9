"""A request's card in the support group: a topic where there are topics, the card, the three files, all protected."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from aiogram.methods import (
    CloseForumTopic,
    CreateForumTopic,
    EditMessageText,
    SendMessage,
)

from account.desk.deadlines import tick_parcel
from account.desk.dossiers import Dossier
from account.desk.dossiers import dossier as read_dossier
from account.ports import Works
from account.privacy.records import ErasedRequest
from account.records import ClaimedParcel, Parcel
from account.refusals import Refusal
from account.requests import Card, Request, RequestFile, RequestKind, RequestState
from bot.parcels.file_calls import album, single
from bot.parcels.group import PATIENCE, Group
from bot.parcels.outcome import OverError
from bot.parcels.removal import remove
from gateways.telegram import Sender
from handlers.desk.card import card_text
from handlers.desk.card_buttons import card_keyboard
from handlers.desk.names import shown_name
from handlers.words import Words

FILES_STAY = timedelta(hours=47)


class CardParcels:
    """Each piece is remembered once it is sent, so that going on later sends only what is missing.

    One request's parcels take turns: an older look at it must not be drawn over a newer one.
    """

    def __init__(self, works: Works, sender: Sender, words: Words, group: Group, clock: Callable[[], datetime]) -> None:
        self._works = works
        self._sender = sender
        self._words = words
        self._group = group
        self._clock = clock
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def carry(self, claimed: ClaimedParcel) -> None:
        """Bring the card and the files to the group."""
        async with self._turn(claimed):
            await self._carry(claimed)

    async def redraw(self, claimed: ClaimedParcel) -> None:
        """Bring the card up to date; a topic whose request is over is closed."""
        async with self._turn(claimed):
            await self._redraw(claimed)

    async def remove_files(self, claimed: ClaimedParcel) -> None:
        """Take the files out of the group; those of a request that is not decided come anew, for 47 hours more."""
        async with self._turn(claimed):
            request = (await self._read(claimed)).request
            card, group = request.card, self._group.id
            first = claimed.parcel.payload.get("first")
            if first is not None and first not in card.files:
                return  # those left with an older card, and the present ones have a time of their own
            letters = [] if request.state is RequestState.OPEN else await self._letters_files(request)
            if card.files or letters:
                await self._take_out([*card.files, *letters], request, claimed)
                card = await self._keep(request, replace(card, files=()))
                await self._forget(request, letters)
            if request.state is RequestState.OPEN:
                await self._files(group, request, card, claimed)

    async def _letters_files(self, request: Request) -> list[int]:
        """What the customer sent in letters leaves with the decision."""
        async with self._works() as work:
            return await work.letters.files_in_group(request.id)

    async def _forget(self, request: Request, letters: list[int]) -> None:
        async with self._works() as work:
            # One that came meanwhile was not taken out: it stays known, and leaves by its own timer.
            if letters and set(await work.letters.files_in_group(request.id)) == set(letters):
                await work.letters.forget_files(request.id)

    async def _carry(self, claimed: ClaimedParcel) -> None:
        group = self._group.id
        dossier = await self._read(claimed)
        request = dossier.request
        card = request.card
        if request.state is RequestState.WITHDRAWN:
            return  # nobody has to see it any more, nor what is missing of it
        card = await self._leave_old(group, request, claimed)
        if card.topic is None and await self._group.has_topics():
            key = "desk-topic" if request.kind is RequestKind.VERIFICATION else "desk-topic-question"
            name = self._words.plain(key, {"request": str(request.id), "name": _short(dossier)})
            topic = await self._group.call(CreateForumTopic(chat_id=group, name=name[:128]), claimed)
            card = await self._keep(request, replace(card, topic=topic.message_thread_id))
        if card.message is None:
            card = await self._send(group, dossier, card, claimed)
        if request.told_at is None:
            await self._files(group, request, card, claimed)
        await self._tick(request)

    async def _send(self, group: int, dossier: Dossier, card: Card, claimed: ClaimedParcel) -> Card:
        message = SendMessage(
            chat_id=group,
            message_thread_id=card.topic,
            text=card_text(self._words, dossier, self._clock()),
            reply_markup=card_keyboard(self._words, dossier.request),
            protect_content=True,
        )
        sent = await self._group.call(message, claimed, replace(dossier.request, card=card))
        return await self._keep(dossier.request, replace(card, message=sent.message_id))

    async def _leave_old(self, group: int, request: Request, claimed: ClaimedParcel) -> Card:
        """What is left of the card once the messages that this parcel replaces are gone from the group."""
        old = [int(each) for each in str(claimed.parcel.payload.get("old", "")).split(",") if each]
        card = request.card
        if card.message in old and await self._remove([card.message], claimed):
            gone = self._words.say("desk-card-below", {"request": str(request.id)})
            await self._sender.answer(EditMessageText(chat_id=group, message_id=card.message, text=gone))
        if files := [each for each in old if each != card.message]:
            await self._take_out(files, request, claimed)
        left = Card(card.topic, None if card.message in old else card.message, _without(card.files, old))
        return left if left == card else await self._keep(request, left)

    async def _take_out(self, files: Sequence[int], request: Request, claimed: ClaimedParcel) -> None:
        """What stays is told before it is forgotten: somebody can delete it by hand."""
        if not await self._remove(files, claimed):
            return
        text = self._words.say("desk-files-stay", {"request": str(request.id)})
        # In no topic: it may be closed or gone by now.
        told = await self._sender.send(SendMessage(chat_id=self._group.id, text=text), PATIENCE)
        await self._group.demand(told, claimed)

    async def _remove(self, messages: Sequence[int], claimed: ClaimedParcel) -> list[int]:
        return await remove(self._sender, self._group, messages, claimed)

    async def _redraw(self, claimed: ClaimedParcel) -> None:
        group = self._group.id
        dossier = await self._read(claimed)
        request = dossier.request
        card = request.card
        if card.message is None:
            return
        edit = EditMessageText(
            chat_id=group,
            message_id=card.message,
            text=card_text(self._words, dossier, self._clock()),
            reply_markup=card_keyboard(self._words, request),
        )
        await self._group.quietly(edit, claimed, request)
        await self._tick(request)
        over = request.told_at is not None or request.state is RequestState.WITHDRAWN
        if over and card.topic is not None:
            close = CloseForumTopic(chat_id=group, message_thread_id=card.topic)
            await self._group.quietly(close, claimed, request)

    async def _tick(self, request: Request) -> None:
        """The card is drawn anew when its time left reads differently, for as long as somebody waits."""
        if (tick := tick_parcel(request, self._clock())) is not None:
            async with self._works() as work:
                await work.outbox.put(tick)

    async def ask_about(self, claimed: ClaimedParcel) -> None:
        """A card that a crash left unknown is never repeated by itself: the group decides."""
        group, number = self._group.id, (await self._read(claimed)).request.id
        text = self._words.say("desk-card-unknown", {"request": str(number)})
        markup = self._words.choices([[("desk-show-again", f"r:{number}:again")]])
        outcome = await self._sender.send(SendMessage(chat_id=group, text=text, reply_markup=markup))
        await self._group.demand(outcome, claimed)

    async def _files(self, group: int, request: Request, card: Card, claimed: ClaimedParcel) -> None:
        request = replace(request, card=card)
        captions = {each.slot: self._caption(request, each) for each in request.files}
        missing = request.files[len(card.files) :]
        if len(missing) > 1 and all(each.file.kind == "photo" for each in missing):
            together = album(group, missing, card, captions)
            sent = tuple(message.message_id for message in await self._group.call(together, claimed, request))
            card = await self._keep(request, replace(card, files=card.files + sent))
            missing = ()
        for each in missing:
            message = await self._group.call(single(group, each, card, captions[each.slot]), claimed, request)
            card = await self._keep(request, replace(card, files=(*card.files, message.message_id)))
        await self._let_them_stay(request, card)

    def _caption(self, request: Request, each: RequestFile) -> str:
        slot = self._words.plain(f"slot-{each.slot}")
        return self._words.plain("desk-file", {"request": str(request.id), "slot": slot})

    async def _let_them_stay(self, request: Request, card: Card) -> None:
        """Telegram deletes nothing older than 48 hours: the files are taken out before that."""
        at = self._clock()
        if not card.files:
            return
        key, payload = f"files:{request.id}:{card.files[0]}", {"request": request.id, "first": card.files[0]}
        async with self._works() as work:
            await work.outbox.put(Parcel(key, "remove-files", None, payload, at + FILES_STAY))

    def _turn(self, claimed: ClaimedParcel) -> asyncio.Lock:
        return self._turns.setdefault(int(claimed.parcel.payload["request"]), asyncio.Lock())

    async def _read(self, claimed: ClaimedParcel) -> Dossier:
        try:
            async with self._works() as work:
                return await read_dossier(work, int(claimed.parcel.payload["request"]))
        except Refusal:
            raise OverError from None

    async def _keep(self, request: Request, card: Card) -> Card:
        async with self._works() as work:
            kept = await work.requests.set_card(request.id, card)
        if not kept:
            await self._take_back(request, card)
        return card

    async def _take_back(self, request: Request, card: Card) -> None:
        """The request was erased while it was being shown: nobody else knows of what has just been sent."""
        sent = tuple(each for each in (card.message, *card.files) if each is not None)
        await self._group.take_back(ErasedRequest(request.id, open=False, topic=card.topic, messages=sent))
        raise OverError


def _without(files: tuple[int, ...], old: Sequence[int]) -> tuple[int, ...]:
    return tuple(each for each in files if each not in old)


def _short(dossier: Dossier) -> str:
    return shown_name(dossier.profile.name.short) if dossier.profile else ""
