"""What customers ask of the desk: requests with their files, who works on them, and where they stand in the group."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Slot(StrEnum):
    """The three pictures of a request, in their order."""

    SCAN = "scan"
    SELFIE = "selfie"
    LAST_PAGE = "last-page"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as Telegram knows it; ``kind`` is how it was sent, for only so it can be sent again."""

    file_id: str
    unique_id: str
    kind: Literal["photo", "document"]
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a file found: the file with its true size and a name that fools nobody, and doubts about it."""

    file: SentFile
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestFile:
    """One slot of a request; ``reason`` is a catalogue key or «text:…» and says why it was rejected."""

    slot: Slot
    file: SentFile
    rejected: bool = False
    reason: str | None = None


class RequestState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of the support group who pressed a button."""

    telegram_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Card:
    """Where a request stands in the support group."""

    topic: int | None = None
    message: int | None = None
    files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A verification request.

    ``answer_by`` is the time told to the customer, ``told_at`` when the decision went out.
    """

    id: int
    account_id: int
    telegram_id: int
    state: RequestState
    submitted_at: datetime
    answer_by: datetime
    files: tuple[RequestFile, ...]
    taken_by: Staff | None = None
    decided_by: Staff | None = None
    decided_at: datetime | None = None
    told_at: datetime | None = None
    card: Card = field(default_factory=Card)

    @property
    def awaited(self) -> bool:
        """Whether the customer waits for an answer: a decision that was not told yet may still be taken back."""
        return self.told_at is None and self.state is not RequestState.WITHDRAWN

    @property
    def rejected(self) -> tuple[RequestFile, ...]:
        return tuple(each for each in self.files if each.rejected)
