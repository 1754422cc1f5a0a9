"""What the rules of privacy need of the world: everything of one person, found together and erased together."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from account.privacy.records import Erased, Subject
from account.records import Consent


class Consents(Protocol):
    """Those that can be withdrawn and given again; a withdrawn one stays as a proof of the time between."""

    async def give(self, account_id: int, consent: Consent) -> bool:
        """Keep it; False, and nothing changed, while one of its kind is in force."""
        ...

    async def withdraw(self, account_id: int, kind: str, at: datetime) -> bool:
        """Whether one was in force."""
        ...


class PersonalData(Protocol):
    async def first_seen(self, telegram_id: int) -> datetime | None: ...
    async def consents(self, account_id: int) -> list[Consent]:
        """Oldest first."""
        ...

    async def count_requests(self, subject: Subject) -> int: ...
    async def export(self, subject: Subject, language: str) -> dict[str, Any]:
        """All that is kept of them, as JSON takes it, of one moment: it has to come first in a transaction.

        Reasons are worded in that language, as the customer was told them.
        """
        ...

    async def erase(self, subject: Subject, at: datetime) -> Erased | None:
        """Remove every row of theirs; None when the account is no more."""
        ...
