"""The parcel that keeps a broadcast's message to its admin up to date: one a broadcast, that comes again and again."""

from __future__ import annotations

from datetime import datetime

from account.ports import Work
from account.records import Parcel


def telling(broadcast_id: int, at: datetime) -> Parcel:
    """Put it in the transaction that makes the broadcast."""
    return Parcel(_key(broadcast_id), "broadcast-telling", None, {"broadcast": broadcast_id}, at)


async def tell_now(work: Work, broadcast_id: int, at: datetime) -> None:
    """Somebody has changed its state: that is to be seen at once."""
    await work.outbox.hurry(_key(broadcast_id), at)


def _key(broadcast_id: int) -> str:
    return f"broadcast-telling:{broadcast_id}"
