"""What is remembered of one person's conversation, and how it is sealed for Redis."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from storage.encryption import Keyring

# Telegram sends again what was not acknowledged; nobody has more than a few updates on the way at a time.
REMEMBERED_UPDATES: Final = 100

_log = logging.getLogger(__name__)


def record_key(bot_id: int, chat_id: int, user_id: int) -> str:
    """Where Redis keeps it."""
    return f"conversation:{bot_id}:{chat_id}:{user_id}"


@dataclass(slots=True)
class Record:
    """The place, the kept answers as JSON, and the updates that made them so; ``new`` when nothing was known."""

    state: str | None = None
    data: str = "{}"
    applied: list[int] = field(default_factory=list)
    new: bool = False

    @classmethod
    def opened(cls, body: bytes | None, keyring: Keyring, key: str) -> Self:
        """Read what Redis keeps; what cannot be read counts as nothing, for nobody must be stuck because of it."""
        if body is not None:
            try:
                return cls._parsed(keyring.decrypt(body, key))
            except (ValueError, TypeError, KeyError):
                # Without the trace: it could quote the contents.
                _log.warning("a conversation in Redis could not be read: it begins anew")
        return cls(new=True)

    def sealed(self, keyring: Keyring, key: str) -> bytes:
        head = json.dumps({"state": self.state, "applied": self.applied}, separators=(",", ":"))
        return keyring.encrypt(f"{head}\n{self.data}".encode(), key)

    def answers(self) -> dict[str, Any]:
        """Give a copy: changing it changes nothing here."""
        answers: dict[str, Any] = json.loads(self.data)
        return answers

    def keep(self, answers: Mapping[str, Any]) -> None:
        self.data = json.dumps(dict(answers), separators=(",", ":"))

    def apply(self, update_id: int) -> None:
        self.applied = [*self.applied, update_id][-REMEMBERED_UPDATES:]

    @classmethod
    def _parsed(cls, plain: bytes) -> Self:
        head, _, data = plain.decode().partition("\n")  # JSON on one line has no line break inside
        fields = json.loads(head)
        state, applied = fields["state"], [int(update_id) for update_id in fields["applied"]]
        if not isinstance(state, str | None) or not isinstance(json.loads(data), dict):
            raise TypeError
        return cls(state, data, applied)
