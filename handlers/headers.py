"""Reads by its first line which message of the bot is answered: its number may not be noted yet, or never was."""

from __future__ import annotations

import re

from aiogram.types import Message

from account.people import LANGUAGES
from texts import beginning

_ABOUT_A_REQUEST = frozenset(
    beginning(LANGUAGES[0], key)[0] for key in ("desk-card", "desk-question-card", "desk-letter")
)
_FROM_SUPPORT = frozenset(beginning(language, "letter-from-support")[0] for language in LANGUAGES)
_NUMBERED = re.compile(r"(.+) (\d{1,9})")


def request_answered(message: Message) -> int | None:
    """The request of the card or letter in the group that this message answers."""
    numbered = _NUMBERED.fullmatch(_first_line(message))
    return int(numbered[2]) if numbered is not None and numbered[1] in _ABOUT_A_REQUEST else None


def answers_support(message: Message) -> bool:
    """Whether a customer answers a letter of the support."""
    return _first_line(message) in _FROM_SUPPORT


def _first_line(message: Message) -> str:
    """Of the bot's own message: what people write themselves names nothing."""
    answered, bot = message.reply_to_message, message.bot
    if answered is None or answered.from_user is None or bot is None or answered.from_user.id != bot.id:
        return ""
    return (answered.text or answered.caption or "").partition("\n")[0]
