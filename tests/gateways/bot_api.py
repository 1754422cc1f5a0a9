"""A Bot API server that answers as told, for failures that a well-behaved one never shows."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web

TOKEN = "4242:the-bots-own-t0ken"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
MESSAGE = {"message_id": 7, "date": 1, "chat": {"id": 1, "type": "private"}}


def ok(result: object = MESSAGE) -> Answer:
    return said({"ok": True, "result": result})


def refusing(status: int, description: str, **parameters: int) -> Answer:
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters or None}
    return said(body, status)


def said(body: object, status: int = 200) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response(body, status=status)

    return answer


async def hanging_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def silent(_: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError


@dataclass
class BotApi:
    """Answers each method by its name, and files by «file»; keeps when it was asked what."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[float, str]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = "file" if request.path.startswith("/file/") else request.path.rpartition("/")[2]
        self.asked.append((asyncio.get_running_loop().time(), method))
        return await self.answers.get(method, ok())(request)

    def gaps(self) -> list[float]:
        return [after - before for (before, _), (after, _) in zip(self.asked, self.asked[1:], strict=False)]


@contextlib.asynccontextmanager
async def talking(api: BotApi, **server: object) -> AsyncIterator[Bot]:
    """Give a bot whose Telegram is this server."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", api.handle)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(base, **server)))
    try:
        yield bot
    finally:
        await bot.session.close()
        await runner.cleanup()
