"""Letters between staff and customer about a request, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sender(StrEnum):
    """Whose letter it is; it goes to the other side."""

    STAFF = "staff"
    CUSTOMER = "customer"


class LetterState(StrEnum):
    """``held`` waits for whoever wrote in the group's name to show who it was."""

    HELD = "held"
    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True, slots=True, repr=False)
class Content:
    """What a message says, in HTML, and the file it comes with; what is «other» can only be copied.

    ``holding``: it only says that an answer will come, and is none.
    """

    kind: str
    html: str = ""
    file: str | None = None
    holding: bool = False

    def __repr__(self) -> str:
        return f"Content({self.kind}, …)"


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it was written.

    ``message`` is its number in the chat, ``replied`` that of the message it answers; those of one ``album`` belong
    together. More than one content: it was too long for one message of the bot. ``about`` is the request that the
    first line of the answered message names, ``to_support`` tells that this line is a letter's of the support: what
    was sent a moment ago, or whose sending a crash cut short, is known by nothing else.
    """

    message: int
    contents: tuple[Content, ...]
    replied: int | None = None
    album: str | None = None
    about: int | None = None
    to_support: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One message of the correspondence; ``content`` is kept until it is sent, ``answers`` is another letter's id."""

    id: int
    request_id: int
    sender: Sender
    who: int
    state: LetterState
    group_message: int | None
    customer_message: int | None
    album: str | None = None
    content: Content | None = None
    answers: int | None = None
    has_file: bool = False

    @property
    def arrived(self) -> int | None:
        """The message that the other side sees."""
        return self.customer_message if self.sender is Sender.STAFF else self.group_message
