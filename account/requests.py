"""What customers ask of the desk: requests with their files, who works on them, and where they stand in the group."""

from __future__ import annotations

from collections.abc import Mapping
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
    """One slot of a request; ``reason`` is a catalogue key or «text:…» and says why it was rejected.

    ``note`` is for colleagues only.
    """

    slot: Slot
    file: SentFile
    rejected: bool = False
    reason: str | None = None
    note: str | None = None


class RequestKind(StrEnum):
    """What is asked for: to be verified, or only a word with the support (of somebody without an account, too)."""

    VERIFICATION = "verification"
    QUESTION = "question"


class RequestState(StrEnum):
    """``closed`` ends a question; the other ends are those of a verification."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of the support group who pressed a button."""

    telegram_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be decided: the state, and for a rejection the slots with reason and note («slot» → both)."""

    state: RequestState
    rejected: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A verdict that a second person has to confirm; ``number`` counts the changes that a confirmation must know."""

    verdict: Verdict
    by: Staff
    at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class Card:
    """Where a request stands in the support group."""

    topic: int | None = None
    message: int | None = None
    files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked of the desk.

    ``answer_by`` is the deadline promised, ``told_at`` when the decision went out, ``active_at`` when the owner last
    did something about it. A question waits until ``answered_at``, and anew when the customer writes again.
    """

    id: int
    account_id: int | None
    telegram_id: int
    state: RequestState
    submitted_at: datetime
    answer_by: datetime
    files: tuple[RequestFile, ...]
    kind: RequestKind = RequestKind.VERIFICATION
    taken_by: Staff | None = None
    active_at: datetime | None = None
    answered_at: datetime | None = None
    proposal: Proposal | None = None
    decided_by: Staff | None = None
    decided_at: datetime | None = None
    told_at: datetime | None = None
    card: Card = field(default_factory=Card)

    @property
    def awaited(self) -> bool:
        """Whether the customer waits for an answer: a decision that was not told yet may still be taken back."""
        return self.told_at is None and self.state not in {RequestState.WITHDRAWN, RequestState.CLOSED}

    @property
    def awaits_staff(self) -> bool:
        """Whether it has its place in the group: a topic or card of it that is gone is made again."""
        return self.state is RequestState.OPEN

    @property
    def waits(self) -> bool:
        """Whether the desk owes the next word; only then deadlines count."""
        return self.state is RequestState.OPEN and self.answered_at is None

    @property
    def rejected(self) -> tuple[RequestFile, ...]:
        return tuple(each for each in self.files if each.rejected)


@dataclass(frozen=True, slots=True)
class Answered:
    """A request that was decided, as the desk's figures need it."""

    submitted_at: datetime
    decided_at: datetime
    decided_by: Staff


@dataclass(frozen=True, slots=True)
class Waiting:
    """To how many requests the desk owes a word, and to how many of them it is late."""

    open: int
    overdue: int
