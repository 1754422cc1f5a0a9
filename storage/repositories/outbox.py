"""Parcels to carry out into the world, written in the transaction that decided them and delivered by workers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, case, exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from account.records import Care, ClaimedParcel, Parcel
from storage.encryption import Keyring
from storage.repositories.base import Repository
from storage.tables import outbox

WAITING: Final = "waiting"
SENDING: Final = "sending"
DELIVERED: Final = "delivered"
FAILED: Final = "failed"
UNKNOWN: Final = "unknown"
CANCELLED: Final = "cancelled"
EXPIRED: Final = "expired"

_UNDER_WAY: Final = (WAITING, SENDING)
_UNFINISHED = outbox.c.state.in_(_UNDER_WAY)
# Who was in the middle of sending, and did not come back in time, may still say how it ended.
_IN_HAND = outbox.c.state.in_([SENDING, UNKNOWN])
# What became unknown is shown to whom it concerns: until then it is known what it was.
_UNTIL_SHOWN = outbox.c.payload


class SqlOutbox(Repository):
    def __init__(self, connection: AsyncConnection, keyring: Keyring, on_put: Callable[[], None]) -> None:
        super().__init__(connection, keyring)
        self._on_put = on_put

    async def put(self, parcel: Parcel) -> None:
        new = await self._insert_new(
            outbox,
            key=parcel.key,
            kind=parcel.kind,
            person=parcel.person,
            payload=dict(parcel.payload),
            care=parcel.care.value,
            due_at=parcel.due_at,
            expires_at=parcel.expires_at,
            lane=parcel.lane,
            state=WAITING,
            next_at=parcel.due_at,
            tries=0,
        )
        if new is not None:
            self._on_put()

    async def cancel(self, key: str) -> bool:
        untouched = (outbox.c.key == key, outbox.c.state == WAITING, outbox.c.tries == 0)
        return await self._changed(update(outbox).where(*untouched).values(state=CANCELLED, payload=None))

    async def claim(self, limit: int, at: datetime, until: datetime) -> list[ClaimedParcel]:
        await self._give_up_abandoned(at)
        # Locked rows are skipped, so that two workers take different ones; a CTE, so that the limit is taken once.
        wanted = select(outbox.c.id).where(_due(at), _unexpired(at), _first_in_lane())
        due = wanted.order_by(outbox.c.next_at, outbox.c.id).limit(limit)
        chosen = due.with_for_update(skip_locked=True).cte("chosen")
        taken = update(outbox).where(outbox.c.id.in_(select(chosen.c.id)))
        values = {"state": SENDING, "next_at": until, "tries": outbox.c.tries + 1}
        rows = (await self._connection.execute(taken.values(values).returning(outbox))).all()
        return [_claimed(row) for row in sorted(rows, key=lambda row: (row.due_at, row.id))]

    async def delivered(self, parcel_id: int, at: datetime) -> None:
        done = update(outbox).where(outbox.c.id == parcel_id, _IN_HAND)
        await self._connection.execute(done.values(state=DELIVERED, payload=None, finished_at=at))

    async def renew(self, claimed: ClaimedParcel, until: datetime, payload: Mapping[str, str | int]) -> None:
        hurried = outbox.c.due_at > claimed.parcel.due_at
        at = case((hurried, outbox.c.due_at), else_=literal(until, outbox.c.next_at.type))
        again = update(outbox).where(outbox.c.id == claimed.id, outbox.c.state == SENDING)
        await self._connection.execute(again.values(state=WAITING, next_at=at, payload=dict(payload), tries=0))

    async def hurry(self, key: str, at: datetime) -> None:
        waits = (outbox.c.key == key, outbox.c.state == WAITING, outbox.c.next_at > at)
        if await self._changed(update(outbox).where(*waits).values(next_at=at)):
            self._on_put()
        flies = (outbox.c.key == key, outbox.c.state == SENDING, outbox.c.due_at < at)
        await self._connection.execute(update(outbox).where(*flies).values(due_at=at))

    async def postpone(self, parcel_id: int, until: datetime, reason: str) -> None:
        later = update(outbox).where(outbox.c.id == parcel_id, outbox.c.state == SENDING)
        await self._connection.execute(later.values(state=WAITING, next_at=until, reason=reason))

    async def fail(self, parcel_id: int, at: datetime, reason: str, *, unknown: bool = False) -> None:
        state, payload = (UNKNOWN, _UNTIL_SHOWN) if unknown else (FAILED, None)
        over = update(outbox).where(outbox.c.id == parcel_id, _IN_HAND)
        await self._connection.execute(over.values(state=state, payload=payload, reason=reason, finished_at=at))

    async def drop_expired(self, at: datetime) -> int:
        free = or_(outbox.c.state == WAITING, and_(outbox.c.care == Care.REPEATABLE.value, outbox.c.next_at <= at))
        late = update(outbox).where(_UNFINISHED, free, outbox.c.expires_at <= at)
        gone = await self._connection.execute(late.values(state=EXPIRED, payload=None, finished_at=at))
        return gone.rowcount

    async def next_due(self) -> datetime | None:
        """When a waiting parcel is due, or one that is being sent counts as abandoned."""
        unfinished = select(func.min(outbox.c.next_at)).where(_UNFINISHED)
        moment: datetime | None = await self._connection.scalar(unfinished)
        return moment

    async def unknown(self, at: datetime) -> list[ClaimedParcel]:
        unseen = (outbox.c.state == UNKNOWN, outbox.c.shown_at.is_(None))
        wanted = select(outbox).where(*unseen).order_by(outbox.c.id).with_for_update(skip_locked=True)
        rows = (await self._connection.execute(wanted)).all()
        if rows:
            shown = update(outbox).where(outbox.c.id.in_([row.id for row in rows]))
            await self._connection.execute(shown.values(shown_at=at, payload=None))
        return [_claimed(row) for row in rows]

    async def _give_up_abandoned(self, at: datetime) -> None:
        abandoned = (outbox.c.state == SENDING, outbox.c.next_at <= at, outbox.c.care == Care.ONCE.value)
        values = {"state": UNKNOWN, "finished_at": at}
        await self._connection.execute(update(outbox).where(*abandoned).values(values))


def _due(at: datetime) -> ColumnElement[bool]:
    """Waiting ones, and repeatable ones whose worker did not come back."""
    returnable = or_(outbox.c.state == WAITING, outbox.c.care == Care.REPEATABLE.value)
    return and_(_UNFINISHED, outbox.c.next_at <= at, returnable)


def _first_in_lane() -> ColumnElement[bool]:
    before = outbox.alias()
    ahead = exists().where(before.c.lane == outbox.c.lane, before.c.id < outbox.c.id, before.c.state.in_(_UNDER_WAY))
    return or_(outbox.c.lane.is_(None), ~ahead)


def _unexpired(at: datetime) -> ColumnElement[bool]:
    return or_(outbox.c.expires_at.is_(None), outbox.c.expires_at > at)


def _claimed(row: Row[Any]) -> ClaimedParcel:
    parcel = Parcel(
        key=row.key,
        kind=row.kind,
        person=row.person,
        payload=row.payload or {},
        due_at=row.due_at,
        care=Care(row.care),
        expires_at=row.expires_at,
        lane=row.lane,
    )
    return ClaimedParcel(row.id, parcel, row.tries)
