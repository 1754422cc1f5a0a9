"""The HTTP session to Telegram: a page of the machines in front of it is an outage, and no answer."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, Self

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

SERVER_FAULT = 500


class Session(AiohttpSession):
    """aiogram calls «502 Bad Gateway» in HTML an error of decoding, as if trying again could not help.

    ``flooded`` is told how many seconds Telegram wants to be left alone, whoever made the call.
    """

    def __init__(self, flooded: Callable[[float], None] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self._flooded = flooded

    def beside(self) -> Self:
        """One with connections of its own, before either is used; the certificates, which take long, are read once."""
        return copy(self)

    async def close(self) -> None:
        """Aiogram waits a quarter of a second for TLS to end; a Bot API server without it has nothing to end."""
        if self._session is not None and self.api.base.startswith("http:"):
            await self._session.close()
        await super().close()

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        try:
            return super().check_response(bot, method, status_code, content)
        except TelegramRetryAfter as error:
            if self._flooded is not None:
                self._flooded(float(error.retry_after))
            raise
        except ClientDecodeError as error:
            if status_code < SERVER_FAULT and not isinstance(error.data, str):
                raise  # Telegram's own words, only newer or older than aiogram
        except TypeError:  # a server's fault without a description
            if status_code < SERVER_FAULT:
                raise
        # Raised out here, so that the page is not even the error's context.
        raise TelegramServerError(method=method, message=f"no answer of Telegram's, status {status_code}")
