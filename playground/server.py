"""The HTTP face of the Bot API: addresses, tokens, faults, and answers in Telegram's envelope."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from aiohttp import web

from playground.call import Call, Upload, read_body, typed
from playground.limits import RateLimits
from playground.methods import METHODS
from playground.people import Json
from playground.refusal import Refused, bad
from playground.schema import methods
from playground.state import State

CALLS_KEPT = 20_000


class BotApi:
    """Takes calls over HTTP (and from webhook replies), carries them out, keeps a record."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.limits = RateLimits(state.clock)
        self.asked_for_updates: Callable[[], None] = lambda: None
        self._numbered = 0

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token}/{method}", self.take),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        faults, began = self.state.faults, time.monotonic()
        if request.match_info["token"] != self.state.token:
            return _envelope(_refusal(Refused(401, "Unauthorized")))
        try:
            given, files = await read_body(request)
        except Refused as refusal:
            return _envelope(_refusal(refusal))
        if faults.slow_seconds:
            await asyncio.sleep(faults.slow_seconds)
        if faults.page:
            faults.pages += 1
            self.state.events.touch()
            return web.Response(text="<h1>502 Bad Gateway</h1>", status=502, content_type="text/html")
        name = request.match_info["method"]
        answer = await self.perform(name, given, files, began=began)
        if faults.loses_answer(name) and request.transport is not None:
            request.transport.abort()
        return _envelope(answer)

    async def perform(
        self, name: str, given: Json, files: dict[str, Upload], via: str = "http", began: float | None = None
    ) -> Json:
        """Carry out a call that ``began`` at this moment of the monotonic clock (now); give the whole answer."""
        since = time.monotonic() if began is None else began
        true_name, types = methods().get(name.lower(), (name, dict.fromkeys(given, "String")))
        call = Call(self.state, true_name, {}, files, self.state.clock(), via)
        if true_name in {"getUpdates", "setWebhook"}:
            self.asked_for_updates()
        try:
            call.params = typed(given, types)
            answer = {"ok": True, "result": await self._result(call)}
        except Refused as refusal:
            answer = _refusal(refusal)
        call.answer, call.files, call.took = answer, {}, time.monotonic() - since
        self._numbered += 1
        call.number = self._numbered
        self.calls.append(call)
        self.state.events.touch()
        return answer

    async def _result(self, call: Call) -> Any:
        faults = self.state.faults
        if faults.down:
            raise Refused(502, "Bad Gateway")
        if call.method.lower() not in methods():
            raise Refused(404, "Not Found: method not found")
        function = METHODS.get(call.method)
        if function is None:
            raise bad("method is not supported by the playground")
        if call.method in faults.refuse:
            raise Refused(*faults.refuse[call.method])
        self._check_rate(call)
        return await function(call)

    def _check_rate(self, call: Call) -> None:
        faults = self.state.faults
        if not call.method.startswith(("send", "copy", "forward")) or call.method == "sendChatAction":
            return
        wait = 0
        if faults.flooding or str(call.params.get("chat_id")) in map(str, faults.flooded):
            wait = faults.retry_after
        elif faults.flood > 0:
            faults.flood -= 1
            wait = faults.retry_after
        elif faults.rate_limits:
            wait = self.limits.spend(str(call.params.get("chat_id")), len(call.params.get("media") or [1]))
        if wait:
            raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give a file's bytes."""
        if request.match_info["token"] != self.state.token:
            return _envelope(_refusal(Refused(401, "Unauthorized")))
        if self.state.faults.down:
            return _envelope(_refusal(Refused(502, "Bad Gateway")))
        await asyncio.sleep(self.state.faults.slow_seconds)
        stored = self.state.files.by_path.get(request.match_info["path"])
        if stored is None:
            return _envelope(_refusal(Refused(404, "Not Found")))
        return web.Response(body=stored.data, content_type="application/octet-stream")


def _refusal(refusal: Refused) -> Json:
    answer: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    return answer | ({"parameters": refusal.parameters} if refusal.parameters else {})


def _envelope(answer: Json) -> web.Response:
    wait = answer.get("parameters", {}).get("retry_after")
    headers = {"Retry-After": str(wait)} if wait else None
    text = json.dumps(answer, ensure_ascii=False)
    status = 200 if answer["ok"] else answer["error_code"]
    return web.Response(text=text, status=status, content_type="application/json", headers=headers)
