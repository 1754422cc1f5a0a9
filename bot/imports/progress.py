"""The message that keeps showing how far an import is."""

from __future__ import annotations

import asyncio
from typing import Final

from aiogram.methods import EditMessageText, SendMessage

from account.policies.imports import PolicyImport
from account.ports import Works
from gateways.outcomes import Delivered
from gateways.telegram import Sender
from handlers.words import Words

PATIENCE: Final = 2.0  # seconds in the queue; what is late is shown by the next one


class ProgressMessage:
    """One message in the admin's chat; sent once an import, though a worker be killed in between and another go on."""

    def __init__(self, works: Works, sender: Sender, words: Words, one: PolicyImport, name: str) -> None:
        self._works = works
        self._sender = sender
        self._words = words
        self._id = one.id
        self._chat = one.chat or 0
        self._message = one.message
        self._name = name
        self._shown = self._now = (0, 0)
        self._over = asyncio.Event()

    async def begin(self) -> None:
        if self._message is not None:
            return
        text = self._words.say("policy-file-begun", {"file": self._name})
        outcome = await self._sender.send(SendMessage(chat_id=self._chat, text=text), PATIENCE)
        if isinstance(outcome, Delivered):
            self._message = outcome.result.message_id
            async with self._works() as work:
                await work.policy_imports.set_message(self._id, self._message)

    async def told(self, lines: int, percent: int) -> None:
        self._now = (lines, percent)

    async def follow(self, every: float) -> None:
        """Edit it every so many seconds until ``end``; nothing waits for that."""
        while not self._over.is_set():
            try:
                await asyncio.wait_for(self._over.wait(), every)
            except TimeoutError:
                await self._show_progress()

    def end(self) -> None:
        self._over.set()

    async def show(self, text: str) -> None:
        """What it says at last; that it says so already or is deleted is no fault."""
        if self._message is not None:
            edit = EditMessageText(chat_id=self._chat, message_id=self._message, text=text)
            await self._sender.send(edit, PATIENCE)

    async def _show_progress(self) -> None:
        if self._now == self._shown:
            return
        self._shown = lines, percent = self._now
        args = {"file": self._name, "lines": str(lines), "percent": str(percent)}
        await self.show(self._words.say("policy-file-progress", args))
