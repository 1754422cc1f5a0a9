"""Why the desk may reject a file: a data file with each reason worded for the customer and for colleagues."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from account.documents import DOCUMENT_TYPES
from account.people import LANGUAGES
from account.requests import Slot

_OWN: Final = "text:"  # before a reason that somebody wrote
_NOTE: Final = "//"
_ENTRIES: Final = {"order", "label", "customer", "note"}
_LIMITING: Final = {"slots", "documents"}


class ReasonsError(Exception):
    """The data file is wrong: which reason, and why."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, as the data file describes it."""

    key: str
    order: int
    label: str
    customer: Mapping[str, str]
    note: str
    slots: frozenset[Slot]
    documents: frozenset[str]

    def applies(self, slots: Collection[Slot], document: str | None) -> bool:
        """Whether it can be said of all these files; of a document that is not known everything can."""
        return self.slots.issuperset(slots) and (document is None or document in self.documents)


def reasons_for(slots: Collection[Slot], document: str | None) -> list[Reason]:
    """What is offered, in its order."""
    return [reason for reason in REASONS.values() if reason.applies(slots, document)]


def own(text: str) -> str:
    """A reason in somebody's own words, as it is kept."""
    return f"{_OWN}{text}"


def apart(written: str) -> tuple[str, str]:
    """What somebody wrote as a reason: the customer's part, and colleagues' in lines that begin with «//»."""
    lines = written.strip().splitlines()
    noted = [line.strip().removeprefix(_NOTE).strip() for line in lines if line.strip().startswith(_NOTE)]
    told = [line for line in lines if not line.strip().startswith(_NOTE)]
    return "\n".join(told).strip(), "\n".join(noted).strip()


def own_words(reason: str) -> str | None:
    """The words that somebody wrote; None for a reason of the catalogue."""
    return reason.removeprefix(_OWN) if reason.startswith(_OWN) else None


def for_customer(reason: str, language: str) -> str:
    written = own_words(reason)
    return REASONS[reason].customer[language] if written is None else written


def for_colleagues(reason: str, note: str | None) -> str:
    """The note that was written, or else the catalogue's; «» where there is none."""
    return note or ("" if own_words(reason) is not None else REASONS[reason].note)


def read(data: str) -> dict[str, Reason]:
    """The reasons in their order. ReasonsError: a slot, document, language or entry that is unknown or missing."""
    try:
        entries = tomllib.loads(data)
    except tomllib.TOMLDecodeError as error:
        raise ReasonsError(f"it is not TOML: {error}") from None
    reasons = sorted((_reason(key, entry) for key, entry in entries.items()), key=lambda reason: reason.order)
    if len({reason.order for reason in reasons}) < len(reasons):
        raise ReasonsError("two reasons have the same order")
    return {reason.key: reason for reason in reasons}


def _reason(key: str, entry: Any) -> Reason:
    if not isinstance(entry, dict) or not _ENTRIES <= set(entry) <= _ENTRIES | _LIMITING:
        raise ReasonsError(f"{key}: needed are {sorted(_ENTRIES)}, allowed {sorted(_LIMITING)}")
    label, customer, note, order = entry["label"], entry["customer"], entry["note"], entry["order"]
    if not isinstance(customer, dict) or set(customer) != set(LANGUAGES):
        raise ReasonsError(f"{key}: for the customer it needs words in {', '.join(LANGUAGES)}, and in these only")
    if not all(isinstance(each, str) and each.strip() for each in (label, note, *customer.values())):
        raise ReasonsError(f"{key}: label, note and the customer's words are texts, and none is empty")
    if not isinstance(order, int):
        raise ReasonsError(f"{key}: the order is a number")
    slots = _chosen(key, entry.get("slots"), [str(slot) for slot in Slot])
    documents = _chosen(key, entry.get("documents"), list(DOCUMENT_TYPES))
    return Reason(key, order, label, customer, note, frozenset(map(Slot, slots)), documents)


def _chosen(key: str, given: Any, known: list[str]) -> frozenset[str]:
    """Those that are given, or all; none at all would be a reason that nobody can see."""
    if given is None:
        return frozenset(known)
    if not isinstance(given, list) or not given or not all(each in known for each in given):
        raise ReasonsError(f"{key}: {given} is not among {known}")
    return frozenset(given)


REASONS = read(files("account.desk").joinpath("reasons.toml").read_text(encoding="utf-8"))
