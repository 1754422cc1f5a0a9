"""Where policies come from: the bot's own tables, or an insurer's system behind the same port."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Protocol

from account.policies.records import Ending, Holder, Policy


class PoliciesAwayError(Exception):
    """The system that knows the policies does not answer now; nothing personal is in the words."""


class NotByNumberError(Exception):
    """The system that knows the policies is asked by their holder only, and cannot tell whose a number is."""


class Policies(Protocol):
    """Finds policies by their holder: by name (``FullName.key``) and birth date, and the document (``Match``).

    Every method may raise ``PoliciesAwayError``; none is called inside a transaction.
    """

    async def page(self, holder: Holder, offset: int, limit: int) -> tuple[Sequence[Policy], int]:
        """So many from ``offset`` on, the one that ends last first, and how many there are in all."""
        ...

    async def one(self, holder: Holder, ref: str) -> Policy | None:
        """The policy of that ref, where it is this holder's."""
        ...

    async def ending(self, holders: Sequence[Holder], on: Collection[date]) -> Sequence[Ending]:
        """Active ones of any of these holders (at most 500) that end on one of these days."""
        ...

    async def holders_of(self, number: str) -> Sequence[Holder]:
        """Whose policies bear this number, as somebody typed it. Raises ``NotByNumberError`` where that is unknown."""
        ...
