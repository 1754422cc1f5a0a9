"""The figures of /stats, sent to whoever asked: text under one picture, or a table as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from aiogram.methods import SendDocument, SendMessage, SendPhoto
from aiogram.types import BufferedInputFile

from account.admins.roles import NotAllowed
from account.admins.statistics import Statistics, StatisticsService
from account.records import ClaimedParcel
from bot.parcels.figure_words import length
from bot.parcels.outcome import NeverError, OverError, demand
from bot.parcels.stats_words import stats_chart, stats_table, stats_text
from bot.parcels.talks import Talks
from gateways.chart import Charts
from gateways.telegram import Sender
from handlers.words import Words, inline
from texts import Texts

CAPTION_LONGEST = 1024  # Telegram's

log = structlog.get_logger("stats")


class StatsParcels:
    """Counted when it is sent; whoever has lost the right meanwhile gets nothing."""

    def __init__(
        self,
        statistics: StatisticsService,
        talks: Talks,
        charts: Charts,
        sender: Sender,
        texts: Texts,
        clock: Callable[[], datetime],
    ) -> None:
        self._statistics = statistics
        self._talks = talks
        self._charts = charts
        self._sender = sender
        self._texts = texts
        self._clock = clock

    async def carry(self, claimed: ClaimedParcel) -> None:
        person, at = claimed.parcel.person, self._clock()
        if person is None:
            raise NeverError("figures for nobody")
        words = Words(self._texts, str(claimed.parcel.payload["language"]))
        try:
            figures = await self._statistics.statistics(person, at)
        except NotAllowed:
            raise OverError from None
        if claimed.parcel.payload["form"] == "csv":
            await self._table(claimed, person, figures, at)
        else:
            await self._text(claimed, person, figures, words)

    async def _text(self, claimed: ClaimedParcel, person: int, figures: Statistics, words: Words) -> None:
        text = stats_text(words, figures, await self._talks.stops(self._clock()))
        keyboard = inline([[(words.plain("stats-table"), "g:csv")]])
        picture = await self._charts.draw(stats_chart(words, figures))
        if picture is None:
            log.warning("stats.not-drawn")
        else:
            fits = length(text) <= CAPTION_LONGEST
            photo = BufferedInputFile(picture, "stats.png")
            caption, below = (text, keyboard) if fits else (None, None)
            outcome = await self._sender.send(
                SendPhoto(chat_id=person, photo=photo, caption=caption, reply_markup=below)
            )
            demand(outcome, claimed.tries)
            if fits:
                return
        demand(await self._sender.send(SendMessage(chat_id=person, text=text, reply_markup=keyboard)), claimed.tries)

    async def _table(self, claimed: ClaimedParcel, person: int, figures: Statistics, at: datetime) -> None:
        file = BufferedInputFile(stats_table(figures), f"stats-{at:%Y-%m-%d}.csv")
        demand(await self._sender.send(SendDocument(chat_id=person, document=file)), claimed.tries)
