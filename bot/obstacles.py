"""What keeps the bot from starting, in one line that names the setting to look at."""

from __future__ import annotations

from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramServerError, TelegramUnauthorizedError

from storage.database import DatabaseDown
from storage.embedded_redis import EmbeddedRedisError


def obstacle(error: Exception) -> str | None:
    """The line, without anything secret; None for what is a fault of the program."""
    match error:
        case DatabaseDown():
            return f"DATABASE_URL: {error}"
        case EmbeddedRedisError():
            return f"DATA_DIR: {error}"
        case TelegramUnauthorizedError():
            return "BOT_TOKEN: Telegram does not know this token"
        case TelegramNetworkError() | TelegramServerError():
            return "TELEGRAM_API_URL: Telegram does not answer"
        case TelegramAPIError():  # its own words about the webhook's address or certificate
            return f"WEBHOOK_URL: Telegram refuses: {error.message}"
    return None
