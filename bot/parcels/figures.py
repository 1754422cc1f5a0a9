"""The desk's figures, sent to the group that asked for them: text and, where it can be drawn, a chart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from aiogram.methods import SendMessage, SendPhoto
from aiogram.types import BufferedInputFile, ReplyParameters

from account.desk.figures import DeskFigures, FiguresService
from account.records import ClaimedParcel
from bot.parcels.figure_words import figures_chart, figures_text, length
from bot.parcels.group import Group
from bot.parcels.outcome import demand
from gateways.chart import Charts
from gateways.outcomes import Refused
from gateways.telegram import Sender
from handlers.words import Words

CAPTION_LONGEST = 1024  # Telegram's
PATIENCE = 4.0  # seconds in the group's queue: with drawing and the call well within the courier's time

log = structlog.get_logger("figures")


class FiguresParcels:
    """One message where the text fits under the chart; else the text first, for it is what was asked for."""

    def __init__(
        self,
        figures: FiguresService,
        charts: Charts,
        sender: Sender,
        words: Words,
        group: Group,
        clock: Callable[[], datetime],
    ) -> None:
        self._figures = figures
        self._charts = charts
        self._sender = sender
        self._words = words
        self._group = group
        self._clock = clock

    async def carry(self, claimed: ClaimedParcel) -> None:
        group = self._group.id
        figures = await self._figures.figures(self._clock())
        text, picture = figures_text(self._words, figures), await self._drawn(figures)
        fits = length(text) <= CAPTION_LONGEST
        if picture is not None and fits:
            outcome = await self._sender.send(_photo(group, claimed, picture, text), PATIENCE)
            if not isinstance(outcome, Refused):  # a group may take no pictures
                demand(outcome, claimed.tries)
                return
        demand(await self._sender.send(_message(group, claimed, text), PATIENCE), claimed.tries)
        if picture is not None and not fits:
            # Not demanded: the whole would come anew, and the text is there.
            await self._sender.send(_photo(group, claimed, picture), PATIENCE)

    async def _drawn(self, figures: DeskFigures) -> bytes | None:
        chart = figures_chart(self._words, figures)
        if chart is None:
            return None
        picture = await self._charts.draw(chart)
        if picture is None:
            log.warning("figures.not-drawn")
        return picture


def _message(group: int, claimed: ClaimedParcel, text: str) -> SendMessage:
    topic, below = _place(claimed)
    return SendMessage(chat_id=group, message_thread_id=topic, text=text, reply_parameters=below)


def _photo(group: int, claimed: ClaimedParcel, picture: bytes, caption: str | None = None) -> SendPhoto:
    topic, below = _place(claimed)
    photo = BufferedInputFile(picture, "figures.png")
    return SendPhoto(chat_id=group, message_thread_id=topic, photo=photo, caption=caption, reply_parameters=below)


def _place(claimed: ClaimedParcel) -> tuple[int | None, ReplyParameters]:
    """The topic and the message that asked, which may be gone by now."""
    payload = claimed.parcel.payload
    topic = int(payload["topic"]) if "topic" in payload else None
    return topic, ReplyParameters(message_id=int(payload["reply_to"]), allow_sending_without_reply=True)
