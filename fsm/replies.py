"""What a person can answer with, whatever the messenger."""

from __future__ import annotations

from dataclasses import dataclass

from account.broadcasts.records import Piece
from account.requests import SentFile


@dataclass(frozen=True, slots=True)
class Text:
    """A typed line; ``message`` names it, so that editing it later corrects the same answer."""

    text: str
    message: int | None = None


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact card; ``own`` when the messenger vouches that it is the sender's."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Press:
    """A button of the present question."""

    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A picture or document; those with one ``album`` came together."""

    file: SentFile
    caption: str = ""
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """A whole message, kept as it is, for a question that asks for one; those with one ``album`` came together."""

    piece: Piece
    message: int
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Junk:
    """Anything else: «sticker», «voice», «location» …"""

    kind: str


Reply = Text | SharedContact | Press | File | Composed | Junk
