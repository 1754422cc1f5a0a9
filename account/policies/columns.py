"""The columns of an insurer's table and the words in them, in Russian and in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from account.documents import DOCUMENT_TYPES
from account.policies.records import PolicyState

_HEADERS: Final = {
    "number": ("номер", "номер полиса", "number", "policy number"),
    "product": ("продукт", "страховой продукт", "product"),
    "start": ("начало", "дата начала", "start", "start date"),
    "end": ("окончание", "дата окончания", "end", "end date"),
    "status": ("статус", "status"),
    "insured": ("объект", "объект страхования", "insured", "insured object"),
    "name": ("фио", "страхователь", "name", "full name"),
    "birth-date": ("дата рождения", "birth date"),
    "document-type": ("тип документа", "document type"),
    "series": ("серия", "серия документа", "series"),
    "document-number": ("номер документа", "document number"),
}
COLUMNS: Final = tuple(_HEADERS)
UNKNOWN_MOST: Final = 10
UNKNOWN_LONGEST: Final = 40


def plain(word: str) -> str:
    """A header or a word as it is compared: capitals, «ё», hyphens and blanks make no difference."""
    return " ".join(word.casefold().replace("ё", "е").replace("-", " ").replace("_", " ").split())


_COLUMNS: Final = {word: column for column, words in _HEADERS.items() for word in words}
STATES: Final = {
    **dict.fromkeys(["active", "действует", "действующий", "активен", "активный"], PolicyState.ACTIVE),
    **dict.fromkeys(["suspended", "приостановлен", "приостановлено"], PolicyState.SUSPENDED),
    **dict.fromkeys(
        ["cancelled", "canceled", "расторгнут", "прекращен", "аннулирован", "отменен"], PolicyState.CANCELLED
    ),
}
DOCUMENTS: Final = {
    **{plain(key): described for key, described in DOCUMENT_TYPES.items()},
    **dict.fromkeys(["паспорт рф", "russian passport"], DOCUMENT_TYPES["passport-rf"]),
    **dict.fromkeys(["загранпаспорт рф", "russian passport for travel abroad"], DOCUMENT_TYPES["foreign-passport-rf"]),
    "вид на жительство": DOCUMENT_TYPES["residence-permit"],
    **dict.fromkeys(
        ["паспорт иностранного гражданина", "passport of another country"], DOCUMENT_TYPES["foreign-passport"]
    ),
    **dict.fromkeys(["временное удостоверение личности", "temporary identity card"], DOCUMENT_TYPES["temporary-id"]),
    "военный билет": DOCUMENT_TYPES["military-id"],
}


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands; what is missing, twice there, or of no use."""

    places: dict[str, int]
    width: int
    missing: tuple[str, ...]
    repeated: tuple[str, ...]
    unknown: tuple[str, ...]


def read_header(cells: Sequence[str]) -> Header:
    """Find the columns in any order; names that are unknown are kept short and few, for they may be anything."""
    found = [_COLUMNS.get(plain(cell)) for cell in cells]
    others = [" ".join(cell.split())[:UNKNOWN_LONGEST] for cell, column in zip(cells, found, strict=True) if not column]
    return Header(
        places={column: place for place, column in enumerate(found) if column},
        width=len(cells),
        missing=tuple(column for column in COLUMNS if column not in found),
        repeated=tuple(column for column in COLUMNS if found.count(column) > 1),
        unknown=tuple(filter(None, others))[:UNKNOWN_MOST],
    )
