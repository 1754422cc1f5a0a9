"""The command menus that Telegram shows, by language."""

from __future__ import annotations

import contextlib

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from handlers.commands import PUBLISHED
from texts import LANGUAGES, Texts

OF_THE_DESK = ("queue", "request", "desk", "delete")


async def publish_commands(bot: Bot, texts: Texts, group: int | None) -> None:
    """Russian for everybody, other languages for those whose Telegram speaks them; the desk's in its group only."""
    for language in LANGUAGES:
        commands = [_entry(texts, language, name) for name in PUBLISHED]
        code = None if language == LANGUAGES[0] else language
        await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code=code)
    if group is not None:
        menu = [_entry(texts, LANGUAGES[0], name) for name in OF_THE_DESK]
        # A group that does not know the bot yet goes without the menu; what the bot has to say there waits.
        with contextlib.suppress(TelegramBadRequest, TelegramForbiddenError):
            await bot.set_my_commands(menu, scope=BotCommandScopeChat(chat_id=group))


def _entry(texts: Texts, language: str, name: str) -> BotCommand:
    return BotCommand(command=name, description=texts.say(language, f"command-{name}", html=False))
