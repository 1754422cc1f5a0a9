"""«Мои полисы»: a person's own policies, and how much of each may be told (spec §1 Policies)."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from account.policies.numbers import plain_number
from account.policies.ports import Policies, PoliciesAwayError
from account.policies.records import Holder, Policy, is_open
from account.ports import Works
from account.records import Account
from account.refusals import Refusal
from account.sign_in import SignInService

A_PAGE = 5
MOST_LOOKED_THROUGH = 100
REF = re.compile(r"[A-Za-z0-9_-]{1,32}")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Closed:
    """A policy whose holder has the same name and birth date: until that is proven, nothing but its product is told.

    ``under_review``: the account's proof is with the desk just now.
    """

    product: str
    under_review: bool = False


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """Page ``number`` (from 1) of a person's policies, of which there are ``total``."""

    policies: tuple[Policy | Closed, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return _pages(self.total)


class PolicyService:
    """- Until the profile is filled no policy is shown.

    - Whose a policy is, is found out when it is looked up: a new import or a changed profile holds at once.
    - A policy is open when the document fits, too, or once the account is verified; else only its product is told.
    - What a button or a person says of a policy is looked for among their own.
    """

    def __init__(self, works: Works, sign_in: SignInService, policies: Policies) -> None:
        self._works = works
        self._sign_in = sign_in
        self._policies = policies

    async def page(self, person: int, number: int) -> PolicyPage:
        """That page, or the last one there is.

        Refused: «signed-out», «profile-first», «policies-away» (likewise by the others).
        """
        account, holder = await self._holder(person)
        found, total = await _at_hand(self._policies.page(holder, (number - 1) * A_PAGE, A_PAGE))
        if not found and total and number > 1:  # policies went since the button was shown
            number = _pages(total)
            found, total = await _at_hand(self._policies.page(holder, (number - 1) * A_PAGE, A_PAGE))
        return PolicyPage(await self._told(account, found), min(number, _pages(total)), total)

    async def one(self, person: int, ref: str) -> Policy | Closed | None:
        """None when this person has no policy of that ref."""
        account, holder = await self._holder(person)
        found = await _at_hand(self._policies.one(holder, ref)) if REF.fullmatch(ref) else None
        return (await self._told(account, [found]))[0] if found is not None else None

    async def by_number(self, person: int, number: str) -> Policy | None:
        """The open one of the newest 100 that bears this number; a closed one does not betray its number so."""
        account, holder = await self._holder(person)
        found, _ = await _at_hand(self._policies.page(holder, 0, MOST_LOOKED_THROUGH))
        wanted = plain_number(number)
        own = (shown_one for each in found if isinstance(shown_one := shown(account, each), Policy))
        return next((each for each in own if plain_number(each.number) == wanted), None)

    async def _told(self, account: Account, policies: Sequence[Policy]) -> tuple[Policy | Closed, ...]:
        told = tuple(shown(account, each) for each in policies)
        if not any(isinstance(each, Closed) for each in told):
            return told
        async with self._works() as work:
            under_review = await work.requests.awaited(account.id)
        return tuple(replace(each, under_review=under_review) if isinstance(each, Closed) else each for each in told)

    async def _holder(self, person: int) -> tuple[Account, Holder]:
        account = await self._sign_in.required(person)
        if account.profile is None:
            raise Refusal("profile-first")
        return account, Holder.of(account.profile)


def shown(account: Account, policy: Policy) -> Policy | Closed:
    """As much of it as may be told to this account."""
    return policy if is_open(account, policy) else Closed(policy.product)


def _pages(total: int) -> int:
    return max(1, -(-total // A_PAGE))


async def _at_hand(answer: Awaitable[T]) -> T:
    try:
        return await answer
    except PoliciesAwayError:
        pass
    raise Refusal("policies-away")
