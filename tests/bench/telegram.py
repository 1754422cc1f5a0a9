"""As little Telegram as a bench needs: takes calls, posts updates of many people, each waiting for the answer."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from typing import Any, Final, Self

import aiohttp
from aiohttp import web

ANSWERS: Final = ("Смирнова Анна Петровна", "7 марта 1985", "4508", "123456")
PRESSES: Final = 2
TEXTS_OF_CHANGE: Final = {"sendMessage", "editMessageText"}


class Telegram:
    """``walk`` leads people through the form; ``calls`` counts what the bot asked for beside its webhook answers."""

    def __init__(self, token: str) -> None:
        self.calls = 0
        self.webhook = asyncio.Event()
        self._token = token
        self._secret = ""
        self._url = ""
        self._updates = itertools.count(1)
        self._messages = itertools.count(1)
        self._keyboards: dict[int, tuple[int, list[str]]] = {}

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post(f"/bot{self._token}/{{method}}", self._take)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._runner.cleanup()

    async def walk(self, people: int, cycles: int) -> int:
        """All of them at once; how many updates that were."""
        await asyncio.gather(*(self._cycles(100 + each, cycles) for each in range(people)))
        return people * cycles * (len(ANSWERS) + PRESSES)

    async def begin(self, people: int, command: str) -> None:
        await asyncio.gather(*(self._say(100 + each, command) for each in range(people)))

    async def _cycles(self, person: int, cycles: int) -> None:
        for _ in range(cycles):
            for answer in ANSWERS:
                await self._say(person, answer)
            for _ in range(PRESSES):
                await self._press(person)

    async def _say(self, person: int, text: str) -> None:
        message = {"message_id": next(self._messages), "date": int(time.time()), **_who(person), "text": text}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        await self._post({"message": message}, person)

    async def _press(self, person: int) -> None:
        number, buttons = self._keyboards[person]
        shown = {"message_id": number, "date": int(time.time()), "chat": _who(person)["chat"], "text": "…"}
        press = {"id": str(next(self._messages)), "from": _who(person)["from"], "chat_instance": "1"}
        await self._post({"callback_query": press | {"message": shown, "data": buttons[0]}}, person)

    async def _post(self, update: dict[str, Any], person: int) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret}
        body = {"update_id": next(self._updates), **update}
        async with self._session.post(self._url, json=body, headers=headers) as response:
            assert response.status == web.HTTPOk.status_code, response.status
            answer = await response.read()
        if answer:
            reply = json.loads(answer)
            self._note(str(reply.get("method")), person, reply.get("message_id"), reply.get("reply_markup"))

    async def _take(self, request: web.Request) -> web.Response:
        method, given = request.match_info["method"], await request.post()
        if method == "getMe":
            return _result({"id": 42, "is_bot": True, "first_name": "Bot", "username": "bench_bot"})
        if method == "setWebhook":
            self._url, self._secret = str(given["url"]), str(given.get("secret_token", ""))
            self.webhook.set()
        self.calls += 1
        if method not in TEXTS_OF_CHANGE:
            return _result(data=True)
        person = int(str(given["chat_id"]))
        number = self._note(method, person, given.get("message_id"), given.get("reply_markup"))
        return _result({"message_id": number, "date": int(time.time()), **_who(person), "text": "…"})

    def _note(self, method: str, person: int, number: Any, markup: Any) -> int:
        message = int(number) if number else next(self._messages)
        keyboard = json.loads(markup) if isinstance(markup, str) else markup
        if method in TEXTS_OF_CHANGE and keyboard and "inline_keyboard" in keyboard:
            buttons = [button["callback_data"] for row in keyboard["inline_keyboard"] for button in row]
            self._keyboards[person] = (message, buttons)
        return message


def _who(person: int) -> dict[str, Any]:
    user = {"id": person, "first_name": "Анна"}
    return {"from": user | {"is_bot": False, "language_code": "ru"}, "chat": user | {"type": "private"}}


def _result(data: Any) -> web.Response:
    return web.json_response({"ok": True, "result": data})
