"""What came of a call to Telegram, as a value: what to do next, and nothing of whom or what it was about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from aiogram import exceptions as telegram
from aiohttp import ClientConnectorError, ConnectionTimeoutError

T = TypeVar("T")

SOON: Final = 1.0
AFTER_A_RESTART: Final = 5.0
GONE: Final = ("chat not found", "user is deactivated", "user not found", "peer_id_invalid", "bot was kicked")


@dataclass(frozen=True, slots=True)
class Delivered(Generic[T]):
    result: T


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is there any more: the bot is blocked, thrown out, or the chat is deleted."""


@dataclass(frozen=True, slots=True)
class Retry:
    """It surely did not happen; it may be tried again after so many seconds."""

    after: float


@dataclass(frozen=True, slots=True)
class Refused:
    """It did not happen and will not: Telegram's reason, without anything quoted from the call."""

    description: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It was handed over and no clear answer came: it may have happened."""


@dataclass(frozen=True, slots=True)
class Moved:
    """It did not happen: the group is a supergroup now, with another id."""

    to: int


Failure = Gone | Retry | Refused | Moved | Unknown
Outcome = Delivered[T] | Failure


def failure_of(error: telegram.AiogramError) -> Failure:
    """Classify what aiogram raised."""
    failure: Failure = Unknown()  # a server's fault, an answer that cannot be read, a broken connection
    match error:
        case telegram.TelegramRetryAfter():
            failure = Retry(float(error.retry_after))
        case telegram.RestartingTelegram():
            failure = Retry(AFTER_A_RESTART)
        case telegram.TelegramForbiddenError():
            failure = Gone()
        case telegram.TelegramMigrateToChat():
            failure = Moved(error.migrate_to_chat_id)
        case telegram.TelegramEntityTooLarge():
            failure = Refused("the file is too large")
        # Only a connection that never stood is sure to have carried nothing.
        case telegram.TelegramNetworkError(__cause__=ClientConnectorError() | ConnectionTimeoutError()):
            failure = Retry(SOON)
        case telegram.TelegramNetworkError() | telegram.TelegramServerError():
            pass
        case telegram.TelegramAPIError():
            words = error.message.lower()
            failure = Gone() if any(each in words for each in GONE) else Refused(spoken(error.message))
    return failure


def spoken(description: str) -> str:
    """Give the fixed words of Telegram's description: what it quotes from the call is in quotes or no plain word."""
    fixed = re.split(r"[\"«“<]|(?<!\w)'", description.removeprefix("Bad Request: "))[0]
    return " ".join(word for word in fixed.split() if re.fullmatch(r"[A-Za-z_'/-]+[,.:;]?", word)).rstrip(",.:; ")
