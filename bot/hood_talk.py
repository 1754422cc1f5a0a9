"""A person's conversation in Redis, as it lies there; what of it is sealed is shown sealed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from redis.exceptions import RedisError

from bot.hood_values import sealed
from storage.conversation_record import Record, record_key
from storage.encryption import Keyring
from storage.redis_client import connect

BODY = b"body"


@dataclass(frozen=True, slots=True)
class Kept:
    """``fields`` None: Redis does not answer. ``answers`` are opened, and stay in this process."""

    key: str
    fields: dict[bytes, bytes] | None
    lives: float | None = None
    answers: dict[str, Any] = field(default_factory=dict)

    def card(self) -> dict[str, Any]:
        """Ready for JSON; ``lives`` in seconds."""
        fields = None
        if self.fields is not None:
            fields = [
                {"name": name.decode(), **(sealed(value) if name == BODY else {"value": value.decode()})}
                for name, value in sorted(self.fields.items())
            ]
        return {"key": self.key, "lives": self.lives, "fields": fields}


class Talks:
    """Each look has a connection of its own: the server may have been started anew since the last."""

    def __init__(self, url: str, bot_id: int, keyring: Keyring) -> None:
        self._url = url
        self._bot_id = bot_id
        self._keyring = keyring

    async def of(self, person: int) -> Kept:
        key = record_key(self._bot_id, person, person)
        client = connect(self._url)
        try:
            fields: dict[bytes, bytes] = await client.hgetall(key)  # type: ignore[misc] # redis types both clients at once
            left: int = await client.pttl(key)
        except (RedisError, OSError):
            return Kept(key, None)
        finally:
            await client.aclose()
        opened = Record.opened(fields.get(BODY), self._keyring, key)
        return Kept(key, fields, left / 1000 if left > 0 else None, opened.answers())
