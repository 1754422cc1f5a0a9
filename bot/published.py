"""The command menus that Telegram shows, by language."""

from __future__ import annotations

from aiogram import Bot
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats

from handlers.commands import PUBLISHED
from texts import LANGUAGES, Texts


async def publish_commands(bot: Bot, texts: Texts) -> None:
    """Russian for everybody, other languages for those whose Telegram speaks them; private chats only."""
    for language in LANGUAGES:
        commands = [
            BotCommand(command=name, description=texts.say(language, f"command-{name}", html=False))
            for name in PUBLISHED
        ]
        code = None if language == LANGUAGES[0] else language
        await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code=code)
