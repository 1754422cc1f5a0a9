"""Turns away whom admins have banned, before anything is read or kept of what they sent."""

from __future__ import annotations

import time
from collections.abc import Coroutine
from typing import Any, Final

import structlog
from aiogram import Bot

from account.admins.shut_out import ShutOut
from bot.intake.lanes import Raw, private_sender
from texts import LANGUAGES, Texts

WORDS_EVERY: Final = 1.0  # seconds between two words to one of them: an album, or a flood, is answered once

log = structlog.get_logger("gate")


class Gate:
    """One short answer to everything in the private chat of somebody banned; their update is done with that.

    Whether it is heard or not: no word is worth being asked for again. What they do in the support group is the
    group's to judge.
    """

    def __init__(self, bot: Bot, shut_out: ShutOut, texts: Texts) -> None:
        self._bot = bot
        self._shut_out = shut_out
        self._texts = texts
        self._told: dict[int, float] = {}

    async def turns_away(self, raw: Raw) -> bool:
        sender = private_sender(raw)
        if sender is None or sender["id"] not in self._shut_out:
            return False
        press = raw.get("callback_query")
        if isinstance(press, dict):
            text = self._texts.say(language_of(sender), "shut-out", html=False)
            await attempt(self._bot.answer_callback_query(str(press.get("id")), text, show_alert=True))
        elif "my_chat_member" not in raw and self._is_time(sender["id"]):
            await attempt(self._bot.send_message(sender["id"], self._texts.say(language_of(sender), "shut-out")))
        return True

    def _is_time(self, telegram_id: int) -> bool:
        now = time.monotonic()
        self._told = {each: when for each, when in self._told.items() if now - when < WORDS_EVERY}
        return self._told.setdefault(telegram_id, now) == now


def language_of(sender: dict[str, Any]) -> str:
    """As Telegram tells it, for our own memory may be what is away."""
    language = str(sender.get("language_code") or LANGUAGES[0])[:2]
    return language if language in LANGUAGES else LANGUAGES[0]


async def attempt(work: Coroutine[Any, Any, object]) -> None:
    """Try, and go on all the same: whether it is heard or not, the update has to be settled."""
    try:
        await work
    except Exception as error:  # noqa: BLE001 - as said
        log.warning("word.not-sent", error=type(error).__name__)
