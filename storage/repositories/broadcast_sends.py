"""The ledger of broadcasts: who is reached, who is next, and what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, insert, or_, select, update

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
from storage.tables import (
    accounts,
    bans,
    broadcast_lanes,
    broadcast_sends,
    broadcasts,
    consents,
    people,
    sign_ins,
)
from storage.tables.broadcasts import UNSETTLED

ADVERTISING: Final = "advertising"  # the consent's kind
# AGAIN counts in no figure; SENDING neither.
_COUNTED: Final = {
    SendState.SENT: broadcasts.c.sent,
    SendState.BLOCKED: broadcasts.c.blocked,
    SendState.FAILED: broadcasts.c.failed,
    SendState.UNKNOWN: broadcasts.c.unknown,
}


def recipients(audience: Audience, kind: BroadcastKind) -> Select[Any]:
    """The Telegram ids that it reaches: nobody who has blocked the bot or was shut out."""
    banned = select(bans.c.telegram_id).where(bans.c.telegram_id == people.c.telegram_id).exists()
    wanted = select(people.c.telegram_id).where(people.c.gone_at.is_(None), ~banned)
    if audience.language is not None:
        wanted = wanted.where(people.c.language == audience.language)
    if audience.whom is not Whom.EVERYONE:
        wanted = wanted.where(_signed_in(_ACCOUNTS[audience.whom]))
    if kind is BroadcastKind.ADVERTISING:
        agreed = select(consents.c.id).where(
            consents.c.account_id == sign_ins.c.account_id,
            consents.c.kind == ADVERTISING,
            consents.c.withdrawn_at.is_(None),
        )
        wanted = wanted.where(_signed_in(agreed.exists()))
    return wanted


def resent(family: Sequence[int], deed: Deed, kind: BroadcastKind) -> Select[Any]:
    """Whom a second run reaches, and by which messages: those who have it, or of whom it is not known.

    ``family`` is the broadcast with its repetitions. Nothing is sent once more to people whom it would not reach now:
    they may have withdrawn their consent.
    """
    sends = select(broadcast_sends.c.telegram_id, broadcast_sends.c.messages)
    theirs = broadcast_sends.c.broadcast_id.in_(family)
    if deed is not Deed.RESEND:  # one that was repeated and arrived after all is there twice: only the last one counts
        sent = (theirs, broadcast_sends.c.state == SendState.SENT.value)
        return sends.where(*sent, ~_later(family, [SendState.SENT]))
    unknown = (theirs, UNSETTLED, broadcast_sends.c.state == SendState.UNKNOWN.value)
    tried = _later(family, [each for each in SendState if each is not SendState.AGAIN])
    reached = recipients(Audience(Whom.EVERYONE), kind).where(people.c.telegram_id == broadcast_sends.c.telegram_id)
    return sends.where(*unknown, ~tried, reached.exists())


def _later(family: Sequence[int], states: Collection[SendState]) -> ColumnElement[bool]:
    """Whether a later sending of the same had one of these outcomes."""
    later = broadcast_sends.alias()
    same = (later.c.broadcast_id.in_(family), later.c.telegram_id == broadcast_sends.c.telegram_id)
    after = (later.c.broadcast_id > broadcast_sends.c.broadcast_id, later.c.state.in_([each.value for each in states]))
    return select(later.c.telegram_id).where(*same, *after).exists()


class SqlBroadcastSends(Repository):
    async def take_lane(self, lane: Lane, at: datetime) -> None:
        await self._lock(lane)
        mine = (broadcast_lanes.c.broadcast_id == lane.broadcast, broadcast_lanes.c.lane == lane.number)
        values = {"holder": lane.holder}
        if not await self._changed(update(broadcast_lanes).where(*mine).values(values)):
            await self._connection.execute(
                insert(broadcast_lanes).values(broadcast_id=lane.broadcast, lane=lane.number, **values)
            )
        # Found by the index of the unsettled: the lane alone would be looked for in the whole ledger.
        flying = select(broadcast_sends.c.telegram_id).where(*_unsettled(lane.broadcast, SendState.SENDING))
        left = (
            *_of(lane),
            broadcast_sends.c.telegram_id.in_(flying),
            broadcast_sends.c.state == SendState.SENDING.value,
        )
        became = update(broadcast_sends).where(*left).values(state=SendState.UNKNOWN.value, at=at)
        lost = (await self._connection.execute(became)).rowcount
        await self._add_up(lane.broadcast, Counter({SendState.UNKNOWN: lost}))

    async def note(self, lane: Lane, results: Sequence[Sent], at: datetime) -> None:
        if not results:
            return
        holds = await self._lock(lane)
        if holds:
            await self._settle(lane, results, at)
            became = Counter(each.state for each in results)
        else:
            became = await self._correct(lane, results, at)
        await self._add_up(lane.broadcast, became)
        if gone := [each.telegram_id for each in results if each.state is SendState.BLOCKED]:
            theirs = (people.c.telegram_id.in_(gone), people.c.gone_at.is_(None))
            await self._connection.execute(update(people).where(*theirs).values(gone_at=at))

    async def claim(self, lane: Lane, limit: int, at: datetime) -> list[Recipient] | None:
        if not await self._lock(lane):
            return None
        wanted = select(broadcasts).where(broadcasts.c.id == lane.broadcast)
        one = (await self._connection.execute(wanted)).one()
        if one.state != BroadcastState.RUNNING.value:
            return None
        again = await self._again(lane, one, limit, at)
        return again + await self._next(lane, one, limit - len(again), at) if len(again) < limit else again

    async def _lock(self, lane: Lane) -> bool:
        """Nobody else claims or notes until the commit; whether the lane is still this holder's."""
        locked = select(broadcasts.c.id).where(broadcasts.c.id == lane.broadcast).with_for_update()
        await self._connection.execute(locked)
        mine = (broadcast_lanes.c.broadcast_id == lane.broadcast, broadcast_lanes.c.lane == lane.number)
        holder = await self._connection.scalar(select(broadcast_lanes.c.holder).where(*mine))
        return bool(holder == lane.holder)

    async def _again(self, lane: Lane, one: Any, limit: int, at: datetime) -> list[Recipient]:
        own = _unsettled(lane.broadcast, SendState.AGAIN)
        key = broadcast_sends.c.telegram_id
        wanted = select(key).where(*own).limit(limit)  # unordered: else the whole ledger is looked through
        ids = list((await self._connection.execute(wanted)).scalars())
        if not ids:
            return []
        theirs = (broadcast_sends.c.broadcast_id == lane.broadcast, broadcast_sends.c.telegram_id.in_(ids))
        marked = {"state": SendState.SENDING.value, "lane": lane.number, "at": at}
        await self._connection.execute(update(broadcast_sends).where(*theirs).values(marked))
        if one.of is None or one.deed == Deed.RESEND.value:
            return [Recipient(each) for each in ids]
        family = await self._family(one.of)
        source = resent(family, Deed(one.deed), BroadcastKind(one.kind)).where(key.in_(ids))
        return [_recipient(row) for row in await self._connection.execute(source)]

    async def _next(self, lane: Lane, one: Any, limit: int, at: datetime) -> list[Recipient]:
        rows = await self._first(one, limit) if one.of is None else await self._first_of_run(one, limit)
        if not rows:
            return []
        base = {"broadcast_id": lane.broadcast, "state": SendState.SENDING.value, "lane": lane.number, "at": at}
        await self._connection.execute(insert(broadcast_sends), [base | {"telegram_id": row[0]} for row in rows])
        moved = update(broadcasts).where(broadcasts.c.id == lane.broadcast).values(cursor=rows[-1][0])
        await self._connection.execute(moved)
        if one.of is None or one.deed == Deed.RESEND.value:
            return [Recipient(row[0]) for row in rows]
        return [_recipient(row) for row in rows]

    async def _first(self, one: Any, limit: int) -> list[Any]:
        source = recipients(Audience(Whom(one.whom), one.language), BroadcastKind(one.kind))
        key = people.c.telegram_id
        return list(await self._connection.execute(source.where(key > one.cursor).order_by(key).limit(limit)))

    async def _first_of_run(self, one: Any, limit: int) -> list[Any]:
        """Of each ledger of the family the first few: all of them at once would be sorted anew at each claim."""
        family, key = await self._family(one.of), broadcast_sends.c.telegram_id
        source = resent(family, Deed(one.deed), BroadcastKind(one.kind)).where(key > one.cursor)
        found: list[Any] = []
        for each in family:
            own = source.where(broadcast_sends.c.broadcast_id == each).order_by(key).limit(limit)
            found += (await self._connection.execute(own)).all()
        return sorted(found, key=lambda row: int(row[0]))[:limit]

    async def _family(self, of: int) -> list[int]:
        """The broadcast and what was sent once more of it."""
        again = (broadcasts.c.of == of) & (broadcasts.c.deed == Deed.RESEND.value)
        wanted = select(broadcasts.c.id).where(or_(broadcasts.c.id == of, again)).order_by(broadcasts.c.id)
        return list((await self._connection.execute(wanted)).scalars())

    async def _settle(self, lane: Lane, results: Sequence[Sent], at: datetime) -> None:
        became = (
            update(broadcast_sends)
            .where(
                broadcast_sends.c.broadcast_id == lane.broadcast, broadcast_sends.c.telegram_id == bindparam("whose")
            )
            .values(state=bindparam("became"), messages=bindparam("ids"), at=bindparam("when"))
        )
        await self._connection.execute(became, [_row(each, at) for each in results])

    async def _correct(self, lane: Lane, results: Sequence[Sent], at: datetime) -> Counter[SendState]:
        """Replace what the next holder had to call unknown by what is known after all."""
        changed: Counter[SendState] = Counter()
        for each in results:
            row = _row(each, at)
            theirs = (
                broadcast_sends.c.broadcast_id == lane.broadcast,
                broadcast_sends.c.telegram_id == each.telegram_id,
                broadcast_sends.c.state == SendState.UNKNOWN.value,
            )
            values = {"state": row["became"], "messages": row["ids"], "at": at}
            if await self._changed(update(broadcast_sends).where(*theirs).values(values)):
                changed[SendState.UNKNOWN] -= 1
                changed[each.state] += 1
        return changed

    async def _add_up(self, broadcast_id: int, became: Counter[SendState]) -> None:
        moved = {column: column + became[state] for state, column in _COUNTED.items() if became[state]}
        if moved:
            await self._connection.execute(update(broadcasts).where(broadcasts.c.id == broadcast_id).values(moved))


_ACCOUNTS: Final[dict[Whom, ColumnElement[bool]]] = {
    Whom.REGISTERED: accounts.c.id.is_not(None),
    Whom.UNFINISHED: accounts.c.profile.is_(None),
    Whom.UNVERIFIED: accounts.c.verified_at.is_(None),
}


def _signed_in(also: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the person is signed in to an account of which this holds, too."""
    joined = sign_ins.join(accounts, accounts.c.id == sign_ins.c.account_id)
    theirs = (sign_ins.c.telegram_id == people.c.telegram_id, sign_ins.c.ended_at.is_(None), also)
    return select(sign_ins.c.id).select_from(joined).where(*theirs).correlate(people).exists()


def _unsettled(broadcast_id: int, state: SendState) -> tuple[ColumnElement[bool], ...]:
    """By the index of the few that are not settled."""
    return broadcast_sends.c.broadcast_id == broadcast_id, UNSETTLED, broadcast_sends.c.state == state.value


def _of(lane: Lane) -> tuple[ColumnElement[bool], ...]:
    return broadcast_sends.c.broadcast_id == lane.broadcast, broadcast_sends.c.lane == lane.number


def _row(result: Sent, at: datetime) -> dict[str, Any]:
    ids = ",".join(map(str, result.messages)) or None
    return {"whose": result.telegram_id, "became": result.state.value, "ids": ids, "when": at}


def _recipient(row: Any) -> Recipient:
    return Recipient(row[0], tuple(int(each) for each in row[1].split(",")) if row[1] else ())
