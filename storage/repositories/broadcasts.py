"""Broadcasts and their second runs: rows, figures and states; the ledger is beside it in broadcast_sends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, delete, exists, func, insert, literal, select, update

from account.broadcasts.records import (
    Audience,
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Content,
    Counts,
    Deed,
    Draft,
    Link,
    Piece,
    SendState,
    Whom,
)
from storage.repositories.broadcast_audience import recipients
from storage.repositories.broadcast_sends import SqlBroadcastSends, resent
from storage.tables import broadcast_lanes, broadcast_sends, broadcasts
from storage.tables.broadcasts import UNSETTLED

_WITHOUT_CONTENT: Final = [each for each in broadcasts.c if each.name != "content"]
_OVER: Final = (BroadcastState.STOPPED, BroadcastState.DONE)


class SqlBroadcasts(SqlBroadcastSends):
    async def count(self, audience: Audience, kind: BroadcastKind) -> int:
        reached = recipients(audience, kind).subquery()
        return int(await self._connection.scalar(select(func.count()).select_from(reached)) or 0)

    async def add(self, draft: Draft, who: int, chat: int, at: datetime) -> int:
        return await self._add(
            deed=Deed.SEND.value,
            who=who,
            kind=draft.kind.value,
            whom=draft.audience.whom.value,
            language=draft.audience.language,
            content=asdict(draft.content),
            created_at=at,
            starts_at=draft.starts_at or at,
            chat=chat,
        )

    async def add_run(self, of: int, deed: Deed, content: Content | None, who: int, chat: int, at: datetime) -> int:
        first = (await self._connection.execute(select(broadcasts).where(broadcasts.c.id == of))).one()
        sent = first.content if deed is Deed.RESEND else None
        kept = sent if content is None else asdict(content)
        return await self._add(
            deed=deed.value,
            of=of,
            who=who,
            kind=first.kind,
            whom=first.whom,
            language=first.language,
            content=kept,
            created_at=at,
            starts_at=at,
            chat=chat,
        )

    async def by_id(self, broadcast_id: int) -> Broadcast | None:
        row = (await self._connection.execute(select(broadcasts).where(broadcasts.c.id == broadcast_id))).one_or_none()
        return None if row is None else _broadcast(row, _content(row.content))

    async def hold(self, broadcast_id: int) -> None:
        await self._connection.execute(select(broadcasts.c.id).where(broadcasts.c.id == broadcast_id).with_for_update())

    async def page(self, before: int | None, limit: int) -> list[Broadcast]:
        wanted = select(*_WITHOUT_CONTENT).where(broadcasts.c.deed == Deed.SEND.value)
        if before is not None:
            wanted = wanted.where(broadcasts.c.id < before)
        return await self._all(wanted.order_by(broadcasts.c.id.desc()).limit(limit))

    async def runs(self, of: int) -> list[Broadcast]:
        return await self._all(select(*_WITHOUT_CONTENT).where(broadcasts.c.of == of).order_by(broadcasts.c.id))

    async def unsure(self, of: int) -> int:
        one = await self.by_id(of)
        return 0 if one is None else await self._reached(of, Deed.RESEND, one.kind)

    async def in_flight(self, broadcast_id: int) -> bool:
        mine = (broadcast_sends.c.broadcast_id == broadcast_id, UNSETTLED)
        sending = exists(literal(1)).where(*mine, broadcast_sends.c.state == SendState.SENDING.value)
        return bool(await self._connection.scalar(select(sending)))

    async def in_state(self, *states: BroadcastState) -> list[Broadcast]:
        wanted = broadcasts.c.state.in_([state.value for state in states])
        return await self._all(select(*_WITHOUT_CONTENT).where(wanted).order_by(broadcasts.c.id))

    async def begin_due(self, at: datetime) -> list[int]:
        due = (broadcasts.c.state == BroadcastState.SCHEDULED.value, broadcasts.c.starts_at <= at)
        wanted = select(*_WITHOUT_CONTENT).where(*due).order_by(broadcasts.c.id).with_for_update(skip_locked=True)
        begun = []
        for each in await self._all(wanted):
            counted = {"state": BroadcastState.RUNNING.value, "started_at": at, "total": await self._total(each)}
            await self._connection.execute(update(broadcasts).where(broadcasts.c.id == each.id).values(counted))
            begun.append(each.id)
        return begun

    async def set_state(
        self, broadcast_id: int, state: BroadcastState, *, of: Collection[BroadcastState], at: datetime
    ) -> bool:
        there = (broadcasts.c.id == broadcast_id, broadcasts.c.state.in_([each.value for each in of]))
        values: dict[str, Any] = {"state": state.value}
        if state in _OVER:
            values |= _over(at)
        return await self._changed(update(broadcasts).where(*there).values(values))

    async def set_message(self, broadcast_id: int, message: int) -> None:
        await self._connection.execute(
            update(broadcasts).where(broadcasts.c.id == broadcast_id).values(message=message)
        )

    async def finish(self, broadcast_id: int, at: datetime) -> bool:
        unsettled = [SendState.SENDING.value, SendState.AGAIN.value]
        left = exists(literal(1)).where(
            broadcast_sends.c.broadcast_id == broadcast_id, UNSETTLED, broadcast_sends.c.state.in_(unsettled)
        )
        runs = (broadcasts.c.id == broadcast_id, broadcasts.c.state == BroadcastState.RUNNING.value, ~left)
        over = {"state": BroadcastState.DONE.value, **_over(at)}
        if not await self._changed(update(broadcasts).where(*runs).values(over)):
            return False
        await self._connection.execute(delete(broadcast_lanes).where(broadcast_lanes.c.broadcast_id == broadcast_id))
        return True

    async def _total(self, one: Broadcast) -> int:
        if one.deed is Deed.SEND or one.of is None:
            return await self.count(one.audience, one.kind)
        return await self._reached(one.of, one.deed, one.kind)

    async def _reached(self, of: int, deed: Deed, kind: BroadcastKind) -> int:
        reached = resent(of, deed, kind).subquery()
        return int(await self._connection.scalar(select(func.count()).select_from(reached)) or 0)

    async def _add(self, **values: Any) -> int:
        row = insert(broadcasts).values(state=BroadcastState.SCHEDULED.value, **values).returning(broadcasts.c.id)
        number: int = (await self._connection.execute(row)).scalar_one()
        return number

    async def _all(self, wanted: Select[Any]) -> list[Broadcast]:
        return [_broadcast(row, None) for row in await self._connection.execute(wanted)]


def _over(at: datetime) -> dict[str, Any]:
    """The cursor names a person: it goes as soon as nothing needs it."""
    return {"finished_at": at, "cursor": 0}


def _broadcast(row: Row[Any], content: Content | None) -> Broadcast:
    return Broadcast(
        id=row.id,
        deed=Deed(row.deed),
        of=row.of,
        who=row.who,
        kind=BroadcastKind(row.kind),
        audience=Audience(Whom(row.whom), row.language),
        content=content,
        state=BroadcastState(row.state),
        created_at=row.created_at,
        starts_at=row.starts_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        total=row.total,
        counts=Counts(row.sent, row.blocked, row.failed, row.unknown),
        chat=row.chat,
        message=row.message,
    )


def _content(kept: dict[str, Any] | None) -> Content | None:
    if kept is None:
        return None
    pieces = tuple(Piece(**(each | {"entities": tuple(each["entities"])})) for each in kept["pieces"])
    return Content(pieces, Link(**kept["link"]) if kept["link"] else None)
