"""What a broadcast is: its content, its audience, its state, and what became of each message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class BroadcastKind(StrEnum):
    """SERVICE goes to all, ADVERTISING only to those who agreed to that in /privacy."""

    SERVICE = "service"
    ADVERTISING = "advertising"


class Whom(StrEnum):
    """The audiences of the specification; all but EVERYONE are signed in."""

    EVERYONE = "everyone"
    REGISTERED = "registered"
    UNFINISHED = "unfinished"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Audience:
    """``language``: only those who chose it; None: all languages."""

    whom: Whom
    language: str | None = None


class Deed(StrEnum):
    """What a run does; all but SEND go over what the broadcast that they are ``of`` has done.

    EDIT and DELETE change what was delivered, RESEND sends to those of whom it is not known.
    """

    SEND = "send"
    EDIT = "edit"
    DELETE = "delete"
    RESEND = "resend"


class BroadcastState(StrEnum):
    """SCHEDULED until its time; only RUNNING sends; STOPPED and DONE are for ever."""

    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


class SendState(StrEnum):
    """Of one recipient. SENDING is marked before the call; AGAIN surely did not happen and has its turn again.

    BLOCKED: nobody is there any more; FAILED: refused; UNKNOWN: in flight when its worker died, or no clear answer.
    """

    SENDING = "sending"
    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    UNKNOWN = "unknown"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Piece:
    """One message. ``kind`` is text, photo, video, animation, document, audio or voice; ``file`` is Telegram's id.

    ``entities`` are Telegram's own, as they came, so that nothing of the formatting is lost. ``above``: the caption
    stands above. ``preview``: how links are shown, as Telegram says it.
    """

    kind: str
    text: str = ""
    entities: tuple[Mapping[str, Any], ...] = ()
    file: str | None = None
    spoiler: bool = False
    above: bool = False
    preview: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A button under the message that opens an address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Content:
    """Several pieces are one album; an album can have no button (Telegram)."""

    pieces: tuple[Piece, ...]
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many recipients are known to be so; what is in flight or has its turn again is in none."""

    sent: int = 0
    blocked: int = 0
    failed: int = 0
    unknown: int = 0

    @property
    def over(self) -> int:
        return self.sent + self.blocked + self.failed + self.unknown


@dataclass(frozen=True, slots=True)
class Draft:
    """A broadcast as its admin composed it; ``starts_at`` None: at once."""

    content: Content
    audience: Audience
    kind: BroadcastKind
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Broadcast:
    """``who`` is the admin; ``total`` the recipients counted at the start, which later ones may exceed.

    ``of`` is the broadcast over whose messages a second run goes. ``chat`` and ``message`` are where it is shown.
    ``content`` is None in a run that needs none (DELETE), and where it was forgotten in time.
    """

    id: int
    deed: Deed
    of: int | None
    who: int
    kind: BroadcastKind
    audience: Audience
    content: Content | None
    state: BroadcastState
    created_at: datetime
    starts_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    total: int
    counts: Counts
    chat: int
    message: int | None


@dataclass(frozen=True, slots=True)
class Recipient:
    """``messages`` are the ids of what they have of the broadcast that is changed."""

    telegram_id: int
    messages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one recipient."""

    telegram_id: int
    state: SendState
    messages: tuple[int, ...] = ()
