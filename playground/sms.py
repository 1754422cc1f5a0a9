"""The SMS inbox: an HTTP gateway like the Russian ones, which keeps every message."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from aiohttp import web


@dataclass(frozen=True)
class Sms:
    to: str
    text: str
    date: float
    id: int = 0

    def card(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class SmsInbox:
    """Messages in order of arrival, and the switches that make the gateway fail."""

    clock: Callable[[], float]
    arrived: Callable[[Sms], None]
    messages: list[Sms] = field(default_factory=list)
    down: bool = False
    failing_body: str | None = None
    slow: float = 0.0

    def to(self, phone: str) -> list[Sms]:
        return [message for message in self.messages if message.to.lstrip("+") == phone.lstrip("+")]

    async def take(self, request: web.Request) -> web.Response:
        """Answer GET (query) and POST (form) as such a gateway does: 200 even to some failures."""
        await asyncio.sleep(self.slow)
        if self.down:
            return web.json_response({"status": "ERROR"}, status=500)
        if self.failing_body is not None:
            return web.Response(text=self.failing_body)
        form = await request.post() if request.method == "POST" else {}
        phone, text = (str(form.get(key) or request.query.get(key, "")) for key in ("phone", "text"))
        if not phone or not text:
            return web.json_response({"status": "ERROR", "status_text": "phone and text are required"})
        message = Sms(phone, text, self.clock(), len(self.messages) + 1)
        self.messages.append(message)
        self.arrived(message)
        return web.json_response({"status": "OK"})
