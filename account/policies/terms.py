"""Where a policy is in its life: what the insurer says of it and what today's date says."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from account.policies.records import Policy, PolicyState

SOON = timedelta(days=30)


class Term(StrEnum):
    """The status that a customer reads."""

    NOT_BEGUN = "not-begun"
    IN_FORCE = "in-force"
    ENDS_SOON = "ends-soon"
    OVER = "over"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


def term(policy: Policy, today: date) -> Term:
    """Cancelled stays cancelled, what is over is suspended no more, and both days of a policy belong to it."""
    if policy.state is PolicyState.CANCELLED:
        return Term.CANCELLED
    if today > policy.ends:
        return Term.OVER
    if policy.state is PolicyState.SUSPENDED:
        return Term.SUSPENDED
    if today < policy.starts:
        return Term.NOT_BEGUN
    return Term.ENDS_SOON if policy.ends - today <= SOON else Term.IN_FORCE
