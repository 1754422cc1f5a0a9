"""The desk's queue: requests that wait for its next word, the nearest deadline first, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from account.names import FullName
from account.requests import RequestKind, Staff

ROWS_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One waiting request; ``name`` is None where the person has given none."""

    id: int
    kind: RequestKind
    name: FullName | None
    answer_by: datetime
    taken_by: Staff | None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """``number`` counts from 1; ``total`` is how many wait on all pages."""

    rows: Sequence[QueueRow]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return pages(self.total)


def pages(total: int) -> int:
    return max(1, -(-total // ROWS_A_PAGE))
