"""Where a person is in a conversation: all that is stored between two updates."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

MESSAGES_KEPT = 40


@dataclasses.dataclass(slots=True)
class Place:
    """``talk`` names this run of the form: buttons carry it, so that an old one cannot answer a new question.

    ``answers`` are kept as text by field, ``drafts`` are answers in the making (ticks, files), ``notes`` are what
    effects have to tell (until when to wait), ``messages`` are the ids of typed answers, for corrections by editing,
    ``touched``: the person has given something that would be lost.
    """

    talk: str
    form: str
    version: int
    field: str
    answers: dict[str, str] = dataclasses.field(default_factory=dict)
    drafts: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)
    notes: dict[str, str | int] = dataclasses.field(default_factory=dict)
    messages: dict[str, str] = dataclasses.field(default_factory=dict)
    touched: bool = False

    def dump(self) -> dict[str, Any]:
        """What is to be stored, at once: it shares its parts with this place."""
        return {name: getattr(self, name) for name in self.__slots__}

    def copied(self) -> Place:
        """One whose changes leave this one as it is."""
        return dataclasses.replace(
            self,
            answers=dict(self.answers),
            drafts=copy.deepcopy(self.drafts),
            notes=dict(self.notes),
            messages=dict(self.messages),
        )

    @classmethod
    def load(cls, stored: dict[str, Any]) -> Place:
        """The place again; TypeError when it was stored by something else."""
        return cls(**stored)

    def remember_message(self, message: int, name: str) -> None:
        self.messages[str(message)] = name
        for oldest in list(self.messages)[:-MESSAGES_KEPT]:
            del self.messages[oldest]
