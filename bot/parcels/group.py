"""The support group as parcels reach it: what it refuses waits, where it moves is followed, a lost card comes anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.exceptions import AiogramError, ClientDecodeError, TelegramBadRequest, TelegramNotFound
from aiogram.methods import TelegramMethod

from account.desk.card_parcels import card_parcel
from account.desk.correspondence import letter_parcel
from account.desk.group import DeskGroup
from account.desk.letters import Sender
from account.ports import Works
from account.privacy.parcels import leave_parcel
from account.privacy.records import ErasedRequest
from account.records import Care, ClaimedParcel
from account.requests import Request
from bot.parcels.outcome import LaterError, NeverError, demand
from gateways.outcomes import Delivered, Gone, Moved, Outcome, Refused, Unknown
from gateways.telegram import Sender as Telegram

T = TypeVar("T")
HARMLESS = ("message is not modified", "TOPIC_NOT_MODIFIED", "TOPIC_ID_INVALID")
NO_TOPIC, NO_CARD = "message thread not found", "message to edit not found"
PATIENCE = 3.0  # seconds in the group's queue for each of up to five calls: together well within the courier's time
AGAIN_AFTER = 60.0  # seconds; what the group does not take now waits until somebody has put the group right
AT_ONCE = 1.0


class Group:
    """What cards, letters and reminders share. A request must not be forgotten: no refusal of the group's is final."""

    def __init__(
        self, bot: Bot, works: Works, telegram: Telegram, group: DeskGroup, clock: Callable[[], datetime]
    ) -> None:
        self._bot = bot
        self._works = works
        self._telegram = telegram
        self._group = group
        self._clock = clock
        self._topics: bool | None = None

    @property
    def id(self) -> int:
        if self._group.current is None:
            raise LaterError(AGAIN_AFTER, "SUPPORT_CHAT_ID is not set")
        return self._group.current

    async def has_topics(self) -> bool:
        if self._topics is None:
            try:
                self._topics = await _is_forum(self._bot, self.id)
            except (TelegramBadRequest, TelegramNotFound):
                return False  # a server that does not tell; whether the group is there, the card itself will show
            except AiogramError as error:
                raise LaterError(30.0, f"the group does not answer: {type(error).__name__}") from None
        return self._topics

    async def call(self, method: TelegramMethod[T], claimed: ClaimedParcel, request: Request | None = None) -> T:
        """Call in the group's turn; the result, for nothing else counts as done."""
        outcome = await self._telegram.send(method, PATIENCE)
        if isinstance(outcome, Unknown) and claimed.parcel.care is Care.ONCE:
            raise NeverError("no clear answer", unknown=True)
        await self.demand(outcome, claimed, request)
        assert isinstance(outcome, Delivered)
        return outcome.result

    async def say(self, method: TelegramMethod[Any], claimed: ClaimedParcel, request: Request) -> None:
        """A word that most likely arrived where no clear answer came: a second one would only be noise."""
        outcome = await self._telegram.send(method, PATIENCE)
        if not isinstance(outcome, Unknown):
            await self.demand(outcome, claimed, request)

    async def quietly(self, method: TelegramMethod[Any], claimed: ClaimedParcel, request: Request) -> None:
        """Change what is there, past the queue: staff wait for it, and the group's limit is about new messages."""
        outcome = await self._telegram.answer(method)
        if isinstance(outcome, Refused) and any(each in outcome.description for each in HARMLESS):
            return None
        if isinstance(outcome, Refused) and NO_CARD in outcome.description:
            return await self._bring_card_anew(request, keep_topic=True)
        if isinstance(outcome, Moved):
            await self.demand(outcome, claimed)
        return demand(outcome, claimed.tries)

    async def demand(self, outcome: Outcome[Any], claimed: ClaimedParcel, request: Request | None = None) -> None:
        """What the group refuses is not given up."""
        if isinstance(outcome, Moved):
            await self._group.follow(self.id, outcome.to, self._clock())
            raise LaterError(AT_ONCE, "the group has moved")
        if isinstance(outcome, Refused) and NO_TOPIC in outcome.description and request is not None:
            await self._bring_card_anew(request, keep_topic=False)
            raise LaterError(AT_ONCE, "the topic is no more")
        if isinstance(outcome, Refused | Gone):
            self._topics = None
            raise LaterError(AGAIN_AFTER, getattr(outcome, "description", "gone"))
        demand(outcome, claimed.tries)

    async def take_back(self, shown: ErasedRequest) -> None:
        """Let what was just sent about an erased request leave the group again."""
        key = f"take-back:{shown.id}:{shown.topic}:{'-'.join(map(str, shown.messages))}"
        async with self._works() as work:
            await work.outbox.put(leave_parcel(key, shown, self.id, self._clock()))

    async def _bring_card_anew(self, request: Request, *, keep_topic: bool) -> None:
        card = request.card
        key = f"card:{request.id}:anew:{card.topic}:{card.message}:{keep_topic}"
        at = self._clock()
        async with self._works() as work:
            if not await work.cards.forget(request.id, card, keep_topic=keep_topic) or not request.awaits_staff:
                return
            await work.outbox.put(card_parcel(request.id, key, at))
            for letter in [] if keep_topic else await work.letters.show_again(request.id):
                parcel = letter_parcel(request.id, Sender.CUSTOMER, letter, at)
                await work.outbox.put(replace(parcel, key=f"{parcel.key}:anew:{card.topic}"))


async def _is_forum(bot: Bot, group: int) -> bool:
    try:
        return bool((await bot.get_chat(group)).is_forum)
    except ClientDecodeError as error:  # an older Bot API server leaves out what aiogram expects
        result = error.data.get("result") if isinstance(error.data, dict) else None
        if result is None:
            raise
        return bool(result.get("is_forum"))
