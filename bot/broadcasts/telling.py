"""The message under which an admin steers a broadcast: sent, redrawn until its last figures stand, replaced if lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from aiogram.methods import EditMessageText, SendMessage
from aiogram.types import InlineKeyboardMarkup

from account.admins.naming import RoleService
from account.admins.roles import Permission
from account.broadcasts.records import Broadcast, BroadcastState
from account.broadcasts.second_runs import OVER, Overview, overview
from account.people import PeopleService
from account.ports import Works
from account.records import ClaimedParcel
from account.refusals import Refusal
from bot.parcels.outcome import AgainError, OverError
from gateways.outcomes import Delivered, Failure, Gone, Refused, Retry
from gateways.telegram import Sender
from handlers.broadcast_card import card_keyboard, card_text
from handlers.visit import BEYOND_EDITING
from handlers.words import Words
from texts import Texts

EVERY: Final = 3.0  # seconds between two drawings of what runs
SETTLING: Final = 1.0  # what was in flight when it was stopped is known soon
RESTING: Final = 30.0  # nothing is sent: only what comes late can change the figures
AWAY: Final = 60.0
SETTLED_WITHIN: Final = timedelta(minutes=2)  # what a killed worker left in flight is told by whoever takes it over
PATIENCE: Final = 2.0  # seconds in the queue; what is late is drawn by the next one


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What stands in the message, and by which figures: the next drawing takes the rate from the difference."""

    words: str = ""
    over: int = 0
    at: int = 0  # milliseconds; 0: it was not running
    rate: int = -1  # tenths of recipients a second; -1: not known


class BroadcastTelling:
    """One parcel a broadcast, which comes again and again: so one process draws at a time, also after a restart.

    The parcel remembers what it drew, and nothing is drawn that stands there already. An admin whose role was taken
    is shown nothing any more.
    """

    def __init__(
        self,
        works: Works,
        sender: Sender,
        roles: RoleService,
        people: PeopleService,
        texts: Texts,
        clock: Callable[[], datetime],
    ) -> None:
        self._works = works
        self._sender = sender
        self._roles = roles
        self._people = people
        self._texts = texts
        self._clock = clock

    async def carry(self, claimed: ClaimedParcel) -> None:
        """Draw, and come again; silence when its last figures stand there."""
        seen, flying = await self._look(int(claimed.parcel.payload["broadcast"]))
        one, before = seen.one, _drawn(claimed)
        if not await self._roles.may(one.who, Permission.BROADCAST):
            return
        words, now = Words(self._texts, await self._people.language_of(one.who)), self._clock()
        rate = _rate(one, before, now)
        text, keyboard = card_text(words, seen, rate), card_keyboard(words, seen, live=True)
        mark = hashlib.sha256(f"{text}{keyboard.model_dump_json()}".encode()).hexdigest()[:16]
        if one.message is None or mark != before.words:
            await self._show(text, keyboard, one, before)
        if one.state in OVER and not (flying and one.finished_at and now < one.finished_at + SETTLED_WITHIN):
            return
        at = int(now.timestamp() * 1000) if one.state is BroadcastState.RUNNING else 0
        drawn = _Drawn(mark, one.counts.over, at, -1 if rate is None else round(rate * 10))
        raise AgainError(_pause(one, now, settling=flying), _payload(one, drawn))

    async def _look(self, broadcast_id: int) -> tuple[Overview, bool]:
        try:
            async with self._works() as work:
                seen = await overview(work, broadcast_id)
                still = seen.one.state is not BroadcastState.RUNNING
                return seen, still and await work.broadcasts.in_flight(broadcast_id)
        except Refusal:
            raise OverError from None

    async def _show(self, text: str, keyboard: InlineKeyboardMarkup, one: Broadcast, before: _Drawn) -> None:
        if one.message is not None:
            edit = EditMessageText(chat_id=one.chat, message_id=one.message, text=text, reply_markup=keyboard)
            match await self._sender.send(edit, PATIENCE):
                case Refused(description=why) if any(each in why for each in BEYOND_EDITING):
                    pass  # its admin has deleted it
                case Delivered() | Refused():  # or it reads so already
                    return
                case failure:
                    raise _put_off(failure, one, before)
        sent = await self._sender.send(SendMessage(chat_id=one.chat, text=text, reply_markup=keyboard), PATIENCE)
        if not isinstance(sent, Delivered):
            raise _put_off(sent, one, before)
        async with self._works() as work:
            await work.broadcasts.set_message(one.id, sent.result.message_id)


def _put_off(failure: Failure, one: Broadcast, before: _Drawn) -> AgainError | OverError:
    """Nothing new stands there: the next drawing compares with what did before."""
    if isinstance(failure, Gone | Refused):  # its admin wants to hear nothing: /broadcasts has the figures
        return OverError() if one.state in OVER else AgainError(AWAY, _payload(one, before))
    return AgainError(max(EVERY, failure.after if isinstance(failure, Retry) else 0), _payload(one, before))


def _drawn(claimed: ClaimedParcel) -> _Drawn:
    kept = claimed.parcel.payload
    if "words" not in kept:
        return _Drawn()
    return _Drawn(str(kept["words"]), int(kept["over"]), int(kept["at"]), int(kept["rate"]))


def _payload(one: Broadcast, drawn: _Drawn) -> dict[str, str | int]:
    return {"broadcast": one.id, "words": drawn.words, "over": drawn.over, "at": drawn.at, "rate": drawn.rate}


def _rate(one: Broadcast, before: _Drawn, now: datetime) -> float | None:
    """Recipients a second since the last drawing; where that was a moment ago, what it was then."""
    if one.state is not BroadcastState.RUNNING or not before.at:
        return None
    seconds = now.timestamp() - before.at / 1000
    if seconds < 1:
        return before.rate / 10 if before.rate >= 0 else None
    return max(one.counts.over - before.over, 0) / seconds


def _pause(one: Broadcast, now: datetime, *, settling: bool) -> float:
    match one.state:
        case BroadcastState.SCHEDULED:
            return max((one.starts_at - now).total_seconds(), SETTLING)
        case BroadcastState.RUNNING:
            return EVERY
        case _:
            return SETTLING if settling else RESTING
