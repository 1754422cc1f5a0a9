"""A policy as an insurer's file tells it: everything about it, and by whom it can be found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from account.policies.numbers import number_key
from account.policies.records import Holder, PolicyState


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One policy to be imported; its number tells it from all others, capitals and blanks apart."""

    number: str
    product: str
    starts: date
    ends: date
    state: PolicyState
    insured: str
    holder: Holder

    @property
    def key(self) -> str:
        """What two spellings of one number have in common."""
        return number_key(self.number)
