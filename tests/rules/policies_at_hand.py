"""Policies that are kept in memory, behind the port; and one whose system is away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from account.policies.numbers import plain_number
from account.policies.ports import PoliciesAwayError
from account.policies.records import Ending, Holder, Match, Policy, PolicyState
from tests.storage.samples import PROFILE

ENDS = date(2027, 1, 15)
HOLDER = Holder.of(PROFILE)
POLICY = Policy("p1", "ХХХ 0123456789", "ОСАГО", date(2026, 1, 16), ENDS, PolicyState.ACTIVE, "Лада Веста", Match.FULL)


@dataclass
class PoliciesAtHand:
    """Whose they are is told by the whole holder, or by name and birth date; ``asked`` are the batches asked for."""

    kept: list[tuple[Holder, Policy]] = field(default_factory=list)
    away: bool = False
    asked: list[tuple[int, frozenset[date]]] = field(default_factory=list)

    async def page(self, holder: Holder, offset: int, limit: int) -> tuple[Sequence[Policy], int]:
        theirs = sorted(self._of(holder), key=lambda each: each.ends, reverse=True)
        return theirs[offset : offset + limit], len(theirs)

    async def one(self, holder: Holder, ref: str) -> Policy | None:
        return next((each for each in self._of(holder) if each.ref == ref), None)

    async def ending(self, holders: Sequence[Holder], on: Collection[date]) -> Sequence[Ending]:
        self.asked.append((len(holders), frozenset(on)))
        return [
            Ending(place, policy)
            for place, holder in enumerate(holders)
            for policy in self._of(holder)
            if policy.state is PolicyState.ACTIVE and policy.ends in on
        ]

    async def holders_of(self, number: str) -> Sequence[Holder]:
        return [holder for holder, policy in self.kept if plain_number(policy.number) == plain_number(number)]

    def _of(self, holder: Holder) -> list[Policy]:
        if self.away:
            raise PoliciesAwayError
        return [
            policy if each == holder else replace(policy, match=Match.PERSON)
            for each, policy in self.kept
            if (each.name.key, each.born) == (holder.name.key, holder.born)
        ]
