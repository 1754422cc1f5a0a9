"""The ledger of broadcasts: who is reached, who is next, and what became of each."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, insert, or_, select, update

from account.broadcasts.ports import Lane
from account.broadcasts.records import (
    Audience,
    BroadcastKind,
    BroadcastState,
    Deed,
    Recipient,
    SendState,
    Sent,
    Whom,
)
from storage.repositories.base import Repository
from storage.repositories.broadcast_audience import recipients
from storage.tables import (
    broadcast_lanes,
    broadcast_sends,
    broadcasts,
    people,
)
from storage.tables.broadcasts import UNSETTLED

# AGAIN counts in no figure; SENDING neither.
_COUNTED: Final = {
    SendState.SENT: broadcasts.c.sent,
    SendState.BLOCKED: broadcasts.c.blocked,
    SendState.FAILED: broadcasts.c.failed,
    SendState.UNKNOWN: broadcasts.c.unknown,
}


_SENT: Final = SendState.SENT.value
_DONE: Final = BroadcastState.DONE.value
_REPEATABLE: Final = {Deed.EDIT, Deed.DELETE}
_RUN: Final = [getattr(broadcasts.c, name) for name in ("deed", "of", "kind", "whom", "language", "state", "cursor")]


def resent(of: int, deed: Deed, kind: BroadcastKind) -> Select[Any]:
    """Whom a second run reaches, and by which messages: those who have it, or of whom it is not known.

    Nothing is sent once more to people whom it would not reach now: they may have withdrawn their consent.
    """
    sends = select(broadcast_sends.c.telegram_id, broadcast_sends.c.messages)
    if deed is not Deed.RESEND:
        return sends.where(broadcast_sends.c.broadcast_id.in_(family(of)), broadcast_sends.c.state == _SENT)
    settled = broadcast_sends.alias()
    again = select(settled.c.telegram_id).where(
        settled.c.broadcast_id.in_(family(of)),
        settled.c.broadcast_id != of,
        settled.c.telegram_id == broadcast_sends.c.telegram_id,
        settled.c.state != SendState.UNKNOWN.value,
    )
    unknown = (broadcast_sends.c.broadcast_id == of, UNSETTLED, broadcast_sends.c.state == SendState.UNKNOWN.value)
    still = recipients(Audience(Whom.EVERYONE), kind).where(people.c.telegram_id == broadcast_sends.c.telegram_id)
    return sends.where(*unknown, ~again.exists(), still.exists())


def family(of: int) -> Select[Any]:
    """The broadcast itself, and its repetitions for those of whom it was not known."""
    resending = (broadcasts.c.of == of) & (broadcasts.c.deed == Deed.RESEND.value)
    return select(broadcasts.c.id).where(or_(broadcasts.c.id == of, resending))


class SqlBroadcastSends(Repository):
    async def take_lane(self, lane: Lane, at: datetime) -> None:
        one = await self._lock(lane)
        values = {"holder": lane.holder}
        if one.holder is None:
            await self._connection.execute(
                insert(broadcast_lanes).values(broadcast_id=lane.broadcast, lane=lane.number, **values)
            )
        else:
            mine = (broadcast_lanes.c.broadcast_id == lane.broadcast, broadcast_lanes.c.lane == lane.number)
            await self._connection.execute(update(broadcast_lanes).where(*mine).values(values))
        await self._give_up(lane.broadcast, Deed(one.deed), broadcast_sends.c.lane == lane.number, at)

    async def give_up(self, before: datetime, at: datetime) -> None:
        """Do for broadcasts that do not run what ``take_lane`` does: no next holder will come for these lanes."""
        stale = (UNSETTLED, broadcast_sends.c.state == SendState.SENDING.value, broadcast_sends.c.at < before)
        still = select(broadcast_sends.c.broadcast_id).distinct().where(*stale)
        resting = broadcasts.c.state != BroadcastState.RUNNING.value
        wanted = select(broadcasts.c.id, broadcasts.c.deed).where(broadcasts.c.id.in_(still), resting)
        for one in (await self._connection.execute(wanted.with_for_update())).all():
            await self._give_up(one.id, Deed(one.deed), broadcast_sends.c.at < before, at)

    async def note(self, lane: Lane, results: Sequence[Sent], at: datetime) -> None:
        if not results:
            return
        one = await self._lock(lane)
        movable = {SendState.UNKNOWN, SendState.AGAIN}
        if one.holder == lane.holder:
            movable.add(SendState.SENDING)
        became: Counter[SendState] = Counter()
        noted = []
        known = await self._states(lane.broadcast, [each.telegram_id for each in results])
        for each in results:
            before = known.get(each.telegram_id)
            # Nobody comes to send it again when the broadcast is done: then it stays unknown.
            vain = each.state is SendState.AGAIN and before is SendState.UNKNOWN and one.state == _DONE
            if before in movable and before is not each.state and not vain:
                became[before] -= 1
                became[each.state] += 1
                noted.append(each)
        await self._settle(lane.broadcast, noted, at)
        await self._add_up(lane.broadcast, became)
        if gone := [each.telegram_id for each in noted if each.state is SendState.BLOCKED]:
            theirs = (people.c.telegram_id.in_(gone), people.c.gone_at.is_(None))
            await self._connection.execute(update(people).where(*theirs).values(gone_at=at))

    async def claim(self, lane: Lane, limit: int, at: datetime) -> list[Recipient] | None:
        one = await self._lock(lane)
        if one.holder != lane.holder or one.state != BroadcastState.RUNNING.value:
            return None
        # Those who come again get half of the places: one who never can be reached keeps nobody from having a turn.
        share = (limit + random.getrandbits(1)) // 2
        found = await self._again(lane, one, share, at) if share else []
        found += await self._next(lane, one, limit - len(found), at)
        return found + await self._again(lane, one, limit - len(found), at) if len(found) < limit else found

    async def _lock(self, lane: Lane) -> Row[Any]:
        """Nobody else claims or notes until the commit; how the broadcast is, and who has the lane."""
        holder = select(broadcast_lanes.c.holder).where(
            broadcast_lanes.c.broadcast_id == lane.broadcast, broadcast_lanes.c.lane == lane.number
        )
        wanted = select(*_RUN).where(broadcasts.c.id == lane.broadcast).with_for_update()
        one = (await self._connection.execute(wanted.add_columns(holder.scalar_subquery().label("holder")))).one()
        if one.of is not None and self._connection.dialect.name != "sqlite":
            # Two second runs over the same broadcast must not both find the same people.
            await self._connection.execute(select(broadcasts.c.id).where(broadcasts.c.id == one.of).with_for_update())
        return one

    async def _give_up(self, broadcast_id: int, deed: Deed, left: ColumnElement[bool], at: datetime) -> None:
        """What was in flight: sent or not, nobody knows. To edit or delete once more does no harm."""
        becomes = SendState.AGAIN if deed in _REPEATABLE else SendState.UNKNOWN
        own = broadcast_sends.c.broadcast_id == broadcast_id
        # The few are looked for on their own: SQLite would go through the whole ledger for all conditions at once.
        flying = select(broadcast_sends.c.telegram_id).where(
            own, UNSETTLED, broadcast_sends.c.state == SendState.SENDING.value
        )
        theirs = and_(own, broadcast_sends.c.telegram_id.in_(flying), left)
        became = update(broadcast_sends).where(theirs).values(state=becomes.value, at=at)
        lost = (await self._connection.execute(became)).rowcount
        await self._add_up(broadcast_id, Counter({becomes: lost}))

    async def _again(self, lane: Lane, one: Any, limit: int, at: datetime) -> list[Recipient]:
        own = broadcast_sends.c.broadcast_id == lane.broadcast
        waiting = (own, UNSETTLED, broadcast_sends.c.state == SendState.AGAIN.value)
        wanted = (
            select(broadcast_sends.c.telegram_id).where(*waiting).limit(limit)
        )  # in an order it would read them all
        ids = list((await self._connection.execute(wanted)).scalars())
        if not ids:
            return []
        marked = {"state": SendState.SENDING.value, "lane": lane.number, "at": at}
        theirs = (own, broadcast_sends.c.telegram_id.in_(ids))
        await self._connection.execute(update(broadcast_sends).where(*theirs).values(marked))
        if one.of is None or one.deed == Deed.RESEND.value:
            return [Recipient(each) for each in ids]
        source = resent(one.of, Deed(one.deed), BroadcastKind(one.kind)).where(broadcast_sends.c.telegram_id.in_(ids))
        messages = _merged((await self._connection.execute(source)).all())
        return [Recipient(each, messages.get(each, ())) for each in ids]

    async def _next(self, lane: Lane, one: Any, limit: int, at: datetime) -> list[Recipient]:
        found = await (self._next_people(one, limit) if one.of is None else self._next_sends(one, limit))
        if not found:
            return []
        base = {"broadcast_id": lane.broadcast, "state": SendState.SENDING.value, "lane": lane.number, "at": at}
        await self._connection.execute(
            insert(broadcast_sends), [base | {"telegram_id": each.telegram_id} for each in found]
        )
        moved = update(broadcasts).where(broadcasts.c.id == lane.broadcast).values(cursor=found[-1].telegram_id)
        await self._connection.execute(moved)
        return found

    async def _next_people(self, one: Any, limit: int) -> list[Recipient]:
        key = people.c.telegram_id
        source = recipients(Audience(Whom(one.whom), one.language), BroadcastKind(one.kind))
        wanted = source.where(key > one.cursor).order_by(key).limit(limit)
        return [Recipient(each) for each in (await self._connection.execute(wanted)).scalars()]

    async def _next_sends(self, one: Any, limit: int) -> list[Recipient]:
        """By one broadcast of the family after the other: so each comes in order out of its primary key."""
        key, deed = broadcast_sends.c.telegram_id, Deed(one.deed)
        rows: list[Any] = []
        members = [one.of] if deed is Deed.RESEND else list((await self._connection.scalars(family(one.of))).all())
        for member in members:
            source = resent(one.of, deed, BroadcastKind(one.kind)).where(
                broadcast_sends.c.broadcast_id == member, key > one.cursor
            )
            rows += (await self._connection.execute(source.order_by(key).limit(limit))).all()
        found = [Recipient(*each) for each in sorted(_merged(rows).items())[:limit]]
        return [Recipient(each.telegram_id) for each in found] if deed is Deed.RESEND else found

    async def _states(self, broadcast_id: int, ids: Sequence[int]) -> dict[int, SendState]:
        theirs = (broadcast_sends.c.broadcast_id == broadcast_id, broadcast_sends.c.telegram_id.in_(ids))
        wanted = select(broadcast_sends.c.telegram_id, broadcast_sends.c.state).where(*theirs)
        return {row[0]: SendState(row[1]) for row in await self._connection.execute(wanted)}

    async def _settle(self, broadcast_id: int, noted: Sequence[Sent], at: datetime) -> None:
        if not noted:
            return
        theirs = (broadcast_sends.c.broadcast_id == broadcast_id, broadcast_sends.c.telegram_id == bindparam("whose"))
        values: dict[str, Any] = {"state": bindparam("became"), "messages": bindparam("ids"), "at": bindparam("when")}
        became = update(broadcast_sends).where(*theirs).values(values)
        await self._connection.execute(became, [_row(each, at) for each in noted])

    async def _add_up(self, broadcast_id: int, became: Counter[SendState]) -> None:
        moved = {column: column + became[state] for state, column in _COUNTED.items() if became[state]}
        if moved:
            await self._connection.execute(update(broadcasts).where(broadcasts.c.id == broadcast_id).values(moved))


def _row(result: Sent, at: datetime) -> dict[str, Any]:
    ids = ",".join(map(str, result.messages)) or None
    return {"whose": result.telegram_id, "became": result.state.value, "ids": ids, "when": at}


def _merged(rows: Iterable[Any]) -> dict[int, tuple[int, ...]]:
    """The messages of each: who was written to twice after all has several."""
    messages: dict[int, tuple[int, ...]] = {}
    for telegram_id, ids in rows:
        messages[telegram_id] = messages.get(telegram_id, ()) + tuple(map(int, ids.split(",") if ids else ()))
    return messages
