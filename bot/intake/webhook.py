"""The webhook: answers 200, with the last call of the answer in it, only once the step is committed."""

from __future__ import annotations

import asyncio
import hmac
import json
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiogram import Bot
from aiogram.methods import TelegramMethod
from aiohttp import web

from bot.intake.lanes import Lanes
from bot.intake.polling import DRAIN_WITHIN
from bot.intake.steps import NotNow, Steps

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

log = structlog.get_logger("webhook")


class Webhook:
    """503 makes Telegram deliver again: nothing is acknowledged before it is done."""

    def __init__(self, bot: Bot, steps: Steps, url: str, secret: str) -> None:
        self._bot = bot
        self._lanes: Lanes[TelegramMethod[Any] | None] = Lanes(steps.apply)
        self._secret = secret.encode()
        self._path = urlsplit(url).path or "/"
        self._opened = asyncio.Event()
        self._stopping = False

    def routes(self) -> list[web.RouteDef]:
        return [web.post(self._path, self.take)]

    async def take(self, request: web.Request) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(shown, self._secret):
            return web.Response(status=401)
        try:
            raw = json.loads(await request.read())
            int(raw["update_id"])
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return web.Response(status=400)
        came_too_early = not self._opened.is_set()
        await self._opened.wait()
        if came_too_early or self._stopping:
            return web.Response(status=503)
        future = self._lanes.put(raw)
        try:
            call = await future
        except NotNow:
            return web.Response(status=503)
        except asyncio.CancelledError:
            if future.cancelled():  # the bot stops before this one was begun
                return web.Response(status=503)
            raise
        return web.json_response(as_reply(self._bot, call)) if call is not None else web.Response()

    def open(self) -> None:
        """Take updates from now on: setWebhook cuts what came before, and with it answers to steps already done."""
        self._opened.set()

    def stop(self) -> None:
        """Take nothing more in."""
        self._stopping = True
        self._opened.set()

    async def drain(self) -> None:
        self.stop()
        await self._lanes.drain(DRAIN_WITHIN)


def as_reply(bot: Bot, call: TelegramMethod[Any]) -> dict[str, Any]:
    """A call as Telegram takes it in the answer to a webhook."""
    reply: dict[str, Any] = {"method": call.__api_method__}
    for name, value in call.model_dump(warnings=False).items():
        prepared = bot.session.prepare_value(value, bot=bot, files={}, _dumps_json=False)
        if prepared is not None:
            reply[name] = prepared
    return reply
