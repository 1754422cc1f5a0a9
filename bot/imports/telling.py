"""Sends the report of an import to the admin whose file it was, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from aiogram.methods import SendDocument, SendMessage
from aiogram.types import BufferedInputFile

from account.policies.imports import ImportState, PolicyImport
from account.ports import Works
from bot.imports.engine import LostError
from bot.imports.progress import ProgressMessage
from bot.imports.words import refusals_table, report_text
from gateways.outcomes import Delivered, Retry
from gateways.telegram import Sender
from handlers.words import Words

log = structlog.get_logger("imports")


class Telling:
    """Marked before it is sent; when that may have failed, the progress message tells the figures instead."""

    def __init__(self, works: Works, sender: Sender, clock: Callable[[], datetime]) -> None:
        self._works = works
        self._sender = sender
        self._clock = clock

    async def tell(self, one: PolicyImport, holder: str, words: Words, name: str, message: ProgressMessage) -> bool:
        """Whether it is over; False when Telegram surely did not take it, and it is put off."""
        text = report_text(words.say, name, one)
        method = await self._worded(one, words, text)
        async with self._works() as work:
            if not await work.policy_imports.telling(one.id, holder):
                raise LostError
        outcome = await self._sender.send(method)
        if isinstance(outcome, Retry):
            until = self._clock() + timedelta(seconds=outcome.after)
            async with self._works() as work:
                await work.policy_imports.put_off(one.id, holder, ImportState.ENDED, until)
            return False
        log.info("imports.told", number=one.id, outcome=type(outcome).__name__)
        delivered = isinstance(outcome, Delivered)
        await message.show(words.say("policy-file-applied", {"file": name}) if delivered else text)
        return True

    async def _worded(self, one: PolicyImport, words: Words, text: str) -> SendMessage | SendDocument:
        chat = one.chat or 0
        if not one.figures.refused:
            return SendMessage(chat_id=chat, text=text)
        listed = await refusals_table(words.plain, self._works, one)
        document = BufferedInputFile(listed, words.plain("policy-report-file"))
        caption = f"{text}\n\n{words.say('policy-file-list')}"
        return SendDocument(chat_id=chat, document=document, caption=caption)
