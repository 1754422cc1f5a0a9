"""Identity documents: which types there are, and how the series and the number of each look."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, TypeAlias

from account.refusals import Refusal
from account.typed_text import tidied

AsksSeries: TypeAlias = Literal["required", "optional", "none"]

_LONGEST_TYPED = 100
_LATIN, _CYRILLIC = "ABCEHKMOPTXY", "АВСЕНКМОРТХУ"
_LOOK_ALIKES = {
    "latin": str.maketrans(_CYRILLIC, _LATIN),
    "cyrillic": str.maketrans(_LATIN, _CYRILLIC),
    "": {},
}
_FORGIVEN = re.compile("[ .#-]")
# «Нет», in the look-alikes of either alphabet, and «no».
_NO_SERIES = {"", "НЕТ", "HET", "NO", "NONE"}


@dataclass(frozen=True, slots=True)
class Notation:
    """How a series or a number looks."""

    pattern: str
    example: str
    digits: int = 0
    letters: int = 0
    alphabet: str = ""

    def read(self, text: str) -> str | None:
        """Return the canonical form, or nothing if the text does not fit."""
        compact = self.compact(text)
        return compact if re.fullmatch(self.pattern, compact) else None

    def compact(self, text: str) -> str:
        """Drop what is forgiven and raise the letters; «№» goes first, for tidying would make «No» of it."""
        return _FORGIVEN.sub("", tidied(text.replace("№", " "))).upper().translate(_LOOK_ALIKES[self.alphabet])

    def refusal(self, name: str) -> Refusal:
        return Refusal(name, example=self.example, digits=self.digits, letters=self.letters)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One kind of document, as the data file describes it."""

    key: str
    order: int
    asks_series: AsksSeries
    series: Notation
    number: Notation

    def parse_series(self, text: str) -> str:
        """Return the series, or «» where the document may be without one and a dash, «нет» or nothing was typed."""
        if len(text) > _LONGEST_TYPED:
            raise self.series.refusal("not-a-series")
        if self.series.compact(text) in _NO_SERIES and self.asks_series != "required":
            return ""
        series = self.series.read(text) if self.asks_series != "none" else None
        if series is None:
            raise self.series.refusal("not-a-series")
        return series

    def parse_number(self, text: str) -> str:
        number = self.number.read(text) if len(text) <= _LONGEST_TYPED else None
        if number is None:
            raise self.number.refusal("not-a-number")
        return number


@dataclass(frozen=True, slots=True, repr=False)
class IdentityDocument:
    """A document of a known type, with a series and a number that fit it."""

    type: str
    series: str
    number: str

    def __post_init__(self) -> None:
        described = DOCUMENT_TYPES.get(self.type)
        if described is None or not _fits(described, self.series, self.number):
            raise ValueError("not an identity document")

    @property
    def masked(self) -> str:
        """Nothing but the end of the number, enough to tell one's own documents apart."""
        shown = self.number[-2:] if len(self.number) > len("••••") else ""
        hidden = "•" * (len(self.number) - len(shown)) + shown
        return f"{'•' * len(self.series)} {hidden}".strip()

    def __str__(self) -> str:
        return f"{self.series} {self.number}".strip()

    def __repr__(self) -> str:
        return "IdentityDocument(…)"


def _fits(described: DocumentType, series: str, number: str) -> bool:
    try:
        return (described.parse_series(series), described.parse_number(number)) == (series, number)
    except Refusal:
        return False


def _described(key: str, entry: dict[str, Any]) -> DocumentType:
    rest = {name: value for name, value in entry.items() if name not in {"series", "number"}}
    return DocumentType(key=key, series=Notation(**entry["series"]), number=Notation(**entry["number"]), **rest)


def _load() -> dict[str, DocumentType]:
    entries = tomllib.loads(files("account").joinpath("documents.toml").read_text(encoding="utf-8"))
    types = [_described(key, entry) for key, entry in entries.items()]
    return {described.key: described for described in sorted(types, key=lambda described: described.order)}


DOCUMENT_TYPES = _load()
