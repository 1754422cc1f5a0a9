"""What brings a request's card to the group, keeps it current, and takes its files away: one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from account.records import Care, Parcel


def first_card_key(request_id: int) -> str:
    return f"card:{request_id}"


def card_parcel(request_id: int, key: str, at: datetime, instead_of: Sequence[int] = ()) -> Parcel:
    """The card and its files: it may not appear twice, so a crash leaves it «unknown», and shown as such.

    ``instead_of`` are the group's messages that show the request now, and leave.
    """
    payload: dict[str, str | int] = {"request": request_id}
    if instead_of:
        payload["old"] = ",".join(map(str, instead_of))
    return Parcel(key, "card", None, payload, at, Care.ONCE, lane=_lane(request_id))


def redraw_parcel(request_id: int, key: str, at: datetime) -> Parcel:
    """Bring the card up to date; of a request that is over the topic is closed."""
    return Parcel(key, "redraw", None, {"request": request_id}, at, lane=_lane(request_id))


def files_leave_parcel(request_id: int, key: str, at: datetime) -> Parcel:
    return Parcel(key, "remove-files", None, {"request": request_id}, at, lane=_lane(request_id))


def _lane(request_id: int) -> str:
    """An older look at a request must not be drawn over a newer one, by whatever worker."""
    return f"card:{request_id}"
