"""The command menus that Telegram shows, by language."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from handlers.commands import PUBLISHED
from texts import LANGUAGES, Texts

OF_THE_DESK = ("queue", "request", "desk", "delete")
OF_OWNERS = ("broadcast", "broadcasts", "user", "stats", "admins")


async def publish_commands(bot: Bot, texts: Texts, group: int | None, owners: Sequence[int]) -> None:
    """Russian for everybody, other languages for those whose Telegram speaks them; the desk's in its group only.

    Owners have theirs beside everybody's.
    """
    for language in LANGUAGES:
        commands = [_entry(texts, language, name) for name in PUBLISHED]
        code = None if language == LANGUAGES[0] else language
        await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code=code)
        own = [*commands, *(_entry(texts, language, name) for name in OF_OWNERS)]
        for owner in owners:
            await _set_where_known(bot, owner, own, code)
    if group is not None:
        menu = [_entry(texts, LANGUAGES[0], name) for name in OF_THE_DESK]
        await _set_where_known(bot, group, menu)


async def _set_where_known(bot: Bot, chat: int, menu: list[BotCommand], code: str | None = None) -> None:
    """A chat that does not know the bot yet goes without the menu; what the bot has to say there waits."""
    with contextlib.suppress(TelegramBadRequest, TelegramForbiddenError):
        await bot.set_my_commands(menu, scope=BotCommandScopeChat(chat_id=chat), language_code=code)


def _entry(texts: Texts, language: str, name: str) -> BotCommand:
    return BotCommand(command=name, description=texts.say(language, f"command-{name}", html=False))
