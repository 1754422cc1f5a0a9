"""What privacy sends off: the file of one's data, and what is erased outside of SQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from account.privacy.records import ErasedRequest
from account.records import Parcel
from account.step import Step

WORTH_WAITING = timedelta(hours=1)
# A worker that had a card of the request in hand may finish it after the first removal; none takes that long.
ONCE_MORE = timedelta(minutes=1)


def export_parcel(step: Step, account_id: int | None) -> Parcel:
    payload: dict[str, str | int] = {"language": step.language}
    if account_id is not None:
        payload["account"] = account_id
    return Parcel(step.key("export"), "export", step.person, payload, step.at, expires_at=step.at + WORTH_WAITING)


def forget_parcel(step: Step, person: int) -> Parcel:
    """Empties the talk of somebody else who was signed in to the account."""
    return Parcel(step.key(f"forget-{person}"), "forget", person, {}, step.at)


def desk_parcels(step: Step, request: ErasedRequest, group: int | None) -> list[Parcel]:
    """Take the request out of the support group; an open one with a word to the desk, for somebody may be at it.

    The rows are gone by then: the group, the topic and the messages go with the parcel.
    """
    if request.topic is None and not request.messages and not request.open:
        return []
    first = leave_parcel(step.key(f"leave-desk:{request.id}"), request, group, step.at)
    payload = {**first.payload, "say": 0, "again": 1}
    return [first, replace(first, key=f"{first.key}:again", payload=payload, due_at=step.at + ONCE_MORE)]


def leave_parcel(key: str, request: ErasedRequest, group: int | None, at: datetime) -> Parcel:
    """Take these messages, or the topic with all that is in it, out of the support group."""
    payload: dict[str, str | int] = {
        "request": request.id,
        "messages": ",".join(map(str, request.messages)),
        "say": int(request.open),
    }
    if group is not None:
        payload["group"] = group
    if request.topic is not None:
        payload["topic"] = request.topic
    return Parcel(key, "leave-desk", None, payload, at)
