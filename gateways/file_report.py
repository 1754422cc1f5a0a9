"""What a look at a customer's file found, in plain values; light, for the process that looks imports it too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal["jpeg", "png", "heic", "webp", "pdf"]
Doubt = Literal["dark", "glare", "blurred", "empty-page"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
DOUBTS: Final[tuple[Doubt, ...]] = get_args(Doubt)

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PAGES: Final = 10
SHORT_SIDE: Final = 600


@dataclass(frozen=True, slots=True)
class FileReport:
    """A file that may be sent; with doubts it may be sent after a second look.

    ``width`` and ``height`` are those of a picture, None for a PDF. ``name`` is the file's own one, made fit to be
    shown, with the ending that its content has; None when it had none.
    """

    kind: Kind
    size: int
    width: int | None
    height: int | None
    pages: int
    doubts: tuple[Doubt, ...]
    name: str | None


class Unreadable(Exception):  # noqa: N818 - an answer to a person; becomes a refusal outside the process that looks
    """The file is never accepted: the refusal's name and its figures."""

    def __init__(self, name: str, **figures: int) -> None:
        super().__init__(name)
        self.name = name
        self.figures = figures
