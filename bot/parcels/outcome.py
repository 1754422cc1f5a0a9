"""What may come of a parcel, raised by whoever carries it; silence means that it was delivered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from account.records import ClaimedParcel
from gateways.outcomes import Delivered, Gone, Moved, Outcome, Refused, Retry

Carry = Callable[[ClaimedParcel], Awaitable[None]]


class LaterError(Exception):
    """Not now: try again in ``seconds``."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.reason = reason


class AgainError(Exception):
    """It did what it was to do, and is to come again in ``seconds`` with this in it, as if it were new."""

    def __init__(self, seconds: float, payload: Mapping[str, str | int]) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds
        self.payload = payload


class OverError(Exception):
    """What the parcel was about is no more, erased for instance: there is nothing to do, and nothing is wrong."""


class NeverError(Exception):
    """Will not be delivered; ``unknown`` when it may have been."""

    def __init__(self, reason: str, *, unknown: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.unknown = unknown


def demand(outcome: Outcome[Any], tries: int) -> None:
    """Turn a failed call into what becomes of its parcel. A repeatable parcel may be tried after an unknown outcome."""
    match outcome:
        case Delivered():
            return
        case Retry(after=after):
            raise LaterError(max(after, backoff(tries)), "telegram is busy")
        case Moved():
            raise LaterError(backoff(tries), "the group has moved")
        case Gone():
            raise NeverError("gone")
        case Refused(description=description):
            raise NeverError(description)
        case _:
            raise LaterError(backoff(tries), "no clear answer")


def backoff(tries: int) -> float:
    """1, 2, 4 … 60 seconds."""
    return float(min(2 ** (tries - 1), 60))
