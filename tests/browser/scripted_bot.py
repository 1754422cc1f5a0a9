"""A bot with no mind of its own: the test says what it hears and what it answers, over the real Bot API."""

import asyncio
import json
from typing import Any

import aiohttp

from playground import Playground

Json = dict[str, Any]
HEARS_WITHIN = 10


class ScriptedBot:
    """Calls methods and takes updates one by one."""

    def __init__(self, playground: Playground, session: aiohttp.ClientSession) -> None:
        self.base = f"{playground.url}/bot{playground.token}"
        self.session = session
        self.offset = 0

    async def call(self, method: str, files: dict[str, tuple[str, bytes]] | None = None, **params: Any) -> Any:
        form = aiohttp.FormData(quote_fields=False)
        for name, value in params.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        for name, (filename, data) in (files or {}).items():
            form.add_field(name, data, filename=filename)
        async with self.session.post(f"{self.base}/{method}", data=form) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def hears(self, kind: str = "message", chat: Any = None) -> Json:
        """Take the next update of this kind (in this chat); others before it are passed over."""
        async with asyncio.timeout(HEARS_WITHIN):
            while True:
                for update in await self._updates():
                    if kind in update and (chat is None or update[kind]["chat"]["id"] == chat.id):
                        heard: Json = update[kind]
                        return heard

    async def _updates(self) -> list[Json]:
        updates: list[Json] = await self.call("getUpdates", offset=self.offset, timeout=HEARS_WITHIN, limit=1)
        if updates:
            self.offset = updates[-1]["update_id"] + 1
        return updates

    async def says(self, chat: Any, text: str, **params: Any) -> Json:
        sent: Json = await self.call("sendMessage", chat_id=getattr(chat, "id", chat), text=text, **params)
        return sent

    async def answers(self, query: Json, text: str = "", **params: Any) -> None:
        await self.call("answerCallbackQuery", callback_query_id=query["id"], text=text, **params)


def inline(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


def key(text: str, data: str) -> Json:
    return {"text": text, "callback_data": data}
