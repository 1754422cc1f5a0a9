"""Under the hood of one person: the last calls that concern them, and what the bot keeps of them."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from aiohttp import web

from playground.call import Call
from playground.machine import Hood
from playground.people import Json
from playground.state import State

CALLS_SHOWN = 40


class UnderTheHood:
    """What the page shows beside the chats."""

    def __init__(self, state: State, calls: Sequence[Call], kept: Hood | None) -> None:
        self._state = state
        self._calls = calls
        self._kept = kept

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.get("/play/hood", self.show)]

    async def show(self, request: web.Request) -> web.Response:
        """Answer with the person's calls, newest first, and what is kept of them (null: nobody tells)."""
        number = request.query.get("person", "")
        if not number.isdigit() or int(number) not in self._state.people:
            raise web.HTTPNotFound(text="nobody has this id")
        found = islice(self._concerning(int(number)), CALLS_SHOWN)
        calls = [self._card(call) for call in found]
        kept = await self._kept.look(int(number)) if self._kept else None
        return web.json_response({"calls": calls, "kept": kept})

    def _concerning(self, person: int) -> Iterator[Call]:
        chats = {str(chat.id) for chat in self._state.chats.values() if person in chat.members}
        askers = self._state.callbacks.askers
        for call in reversed(self._calls):
            params = call.params
            places = {str(params.get(name)) for name in ("chat_id", "from_chat_id")}
            pressed = askers.get(str(params.get("callback_query_id")))
            if places & chats or person in (pressed, params.get("user_id")):
                yield call

    def _card(self, call: Call) -> Json:
        return {
            "number": call.number,
            "method": call.method,
            "time": call.time,
            "seconds": round(call.took, 4),
            "ok": bool(call.answer and call.answer["ok"]),
            "params": self._without_token(call.params),
            "answer": self._without_token(call.answer),
        }

    def _without_token(self, value: Any) -> Any:
        """No call carries the token, but what a bot writes may."""
        return json.loads(json.dumps(value).replace(self._state.token, "…"))
