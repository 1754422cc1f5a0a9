"""The webhook: updates posted to the bot, in order within a lane, again until it answers 2xx."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playground.people import Json


@dataclass
class WebhookSetting:
    """What setWebhook said, what went wrong last, and how patient the server is."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error_message: str = ""
    retry_delays: list[float] = field(default_factory=lambda: [0.0, 2, 4, 8, 16, 32, 60])
    """Seconds to wait after the first, second … failure; the last one repeats."""
    timeout: float = 60.0
    """How long an answer is awaited."""
    changed: Callable[[], None] = lambda: None
    """Called when the address changed; the delivery sets it."""

    def put(self, url: str, secret: str, max_connections: int) -> None:
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self.last_error_date, self.last_error_message = 0, ""
        self.changed()

    def failed(self, now: int, words: str) -> None:
        self.last_error_date, self.last_error_message = now, words

    def info(self, pending: int, allowed: list[str] | None) -> Json:
        """Give the Bot API's WebhookInfo."""
        info: Json = {"url": self.url, "has_custom_certificate": False, "pending_update_count": pending}
        if self.url:
            info |= {"max_connections": self.max_connections, "ip_address": "127.0.0.1"}
        if self.last_error_date:
            info |= {"last_error_date": self.last_error_date, "last_error_message": self.last_error_message}
        return info | ({"allowed_updates": allowed} if allowed else {})
