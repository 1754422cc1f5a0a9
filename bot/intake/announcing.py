"""Tells Telegram how this bot takes updates and which commands it has, again and again until Telegram has heard."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError

from bot.intake.polling import ALLOWED
from bot.published import publish_commands
from bot.settings import SettingsError
from texts import Texts

AGAIN_FIRST, AGAIN_MOST = 1.0, 30.0  # seconds

log = structlog.get_logger("announcing")


async def refuse_unknown_token(bot: Bot) -> None:
    """SettingsError when Telegram does not know the token; a Telegram that is away is no reason not to start."""
    try:
        await bot.me()
    except (TelegramUnauthorizedError, TelegramNotFound):
        raise SettingsError("BOT_TOKEN: Telegram does not know this bot") from None
    except TelegramAPIError as error:
        log.warning("telegram.away", error=type(error).__name__)


async def announce(
    bot: Bot,
    texts: Texts,
    webhook_url: str | None,
    secret: str,
    tried: Callable[[], None],
    group: int | None,
    owners: Sequence[int],
) -> None:
    """Set or remove the webhook, then publish the menus; ``tried`` is called once the former was tried."""

    async def tell() -> None:
        try:
            if webhook_url is None:
                await bot.delete_webhook()
            else:
                await bot.set_webhook(webhook_url, secret_token=secret, allowed_updates=list(ALLOWED))
        finally:
            tried()

    await _until_heard(tell)
    await _until_heard(lambda: publish_commands(bot, texts, group, owners))


async def _until_heard(tell: Callable[[], Awaitable[None]]) -> None:
    pause = AGAIN_FIRST
    while True:
        try:
            return await tell()
        except TelegramAPIError as error:
            log.warning("telegram.not-told", error=type(error).__name__)
        await asyncio.sleep(pause)
        pause = min(pause * 2, AGAIN_MOST)
