"""Whose data is meant, what the page about it shows, and what an erasure leaves to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from account.records import Account, Consent


@dataclass(frozen=True, slots=True)
class Subject:
    """A Telegram user with the account they are signed in to; a guest has none."""

    telegram_id: int
    account_id: int | None


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """What /privacy tells: of a guest when they came, and whether they asked the desk something."""

    account: Account | None
    consents: Sequence[Consent]
    since: datetime | None
    requests: int

    @property
    def advertising(self) -> Consent | None:
        """The newest consent to it, in force or withdrawn."""
        return next((each for each in reversed(self.consents) if each.kind == "advertising"), None)


@dataclass(frozen=True, slots=True)
class ErasedRequest:
    """What is left of a request in the support group: its topic, or the messages that show it."""

    id: int
    open: bool
    topic: int | None
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure found: fingerprints as its proof, who is to be told, whose talk may hold something of it."""

    proof: str
    told: tuple[int, ...]
    talks: tuple[int, ...]
    requests: tuple[ErasedRequest, ...]
