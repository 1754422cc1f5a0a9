"""A policy as customers see it, and the holder by whom it is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from account.birth_dates import BirthDate
from account.documents import IdentityDocument
from account.names import FullName
from account.records import Account, Profile


class PolicyState(StrEnum):
    """What the insurer says of a policy; that it has not begun yet or is over, its dates tell."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class Match(StrEnum):
    """How a policy's holder and a profile fit: by name, birth date and document, or without the document."""

    FULL = "full"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose policies are looked for, as the profile says."""

    name: FullName
    born: BirthDate
    document: IdentityDocument

    @classmethod
    def of(cls, profile: Profile) -> Holder:
        return cls(profile.name, profile.born, profile.document)


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy of a holder.

    ``ref`` names it in buttons: opaque, at most 32 letters, digits, «-» or «_», and never its number. The policy is in
    force from ``starts`` to ``ends``, both days included. ``insured`` is what or who is insured, as the insurer says.
    """

    ref: str
    number: str
    product: str
    starts: date
    ends: date
    state: PolicyState
    insured: str
    match: Match


@dataclass(frozen=True, slots=True)
class Ending:
    """A policy that ends on a day that was asked for; ``holder`` is the place of its holder in the question."""

    holder: int
    policy: Policy


def is_open(account: Account, policy: Policy) -> bool:
    """Whether more than its product may be told to this account (spec §1 Policies)."""
    return policy.match is Match.FULL or account.verified_at is not None
