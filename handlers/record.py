"""What the bot remembers of a private chat between two updates, beside what lasts in SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fsm.place import Place


@dataclass(slots=True)
class Record:
    """One person's conversation as kept in Redis.

    ``seen`` is the person's newest message, so that a button of an older one gets its answer below; ``stood``: the
    notice whose button was pressed last; ``keyboard``: a reply keyboard hangs under the chat; ``album``,
    ``album_answer`` and ``album_said``: the last album, the message that answers it, and what was wrong with its files;
    ``support``: what comes next is for the desk; ``acted``: when the person last did something (Unix time).
    """

    language: str = ""
    place: dict[str, Any] | None = None
    seen: int = 0
    stood: int = 0
    keyboard: bool = False
    album: str = ""
    album_answer: int = 0
    album_said: list[str] = field(default_factory=list)
    support: bool = False
    acted: int = 0

    @classmethod
    def load(cls, stored: dict[str, Any]) -> Record:
        """The record again; fields that this version does not know are left out."""
        return cls(**{name: stored[name] for name in cls.__slots__ if name in stored})

    def dump(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    @property
    def at(self) -> Place | None:
        """Where the person is; None outside of any conversation, or in one that cannot be read any more."""
        try:
            return Place.load(self.place) if self.place else None
        except TypeError:
            return None
