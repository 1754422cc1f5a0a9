"""The steps that people take, and how those stand who took them: what the figures count (spec §3)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Milestone(StrEnum):
    """What no other row tells: CONTACTS were taken, and codes sent to them."""

    CONTACTS = "contacts"


class Stage(StrEnum):
    """The steps of the funnel, in their order."""

    START = "start"
    CONTACTS = "contacts"
    CODES = "codes"
    PROFILE = "profile"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Users:
    """``people`` have talked to the bot, ``gone`` of them have blocked it; the others count accounts."""

    people: int
    gone: int
    accounts: int
    complete: int
    verified: int
    blocked: int
