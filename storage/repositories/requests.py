"""Verification requests: decided by conditional updates, so that of two who press at once one decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from account.requests import Answered, Card, Request, RequestFile, RequestKind, RequestState, Staff, Waiting
from storage.repositories.base import Repository
from storage.repositories.request_rows import ANSWERED, CARD, answered, file_rows, load, message_rows
from storage.tables import request_files, request_messages, requests

_OPEN: Final = requests.c.state == RequestState.OPEN.value
_DECIDED: Final = requests.c.state.in_(["approved", "rejected", "refused"])
_VERIFICATION: Final = requests.c.kind == RequestKind.VERIFICATION.value
_UNTOLD: Final = requests.c.told_at.is_(None)


class SqlRequests(Repository):
    async def add(
        self, account_id: int, telegram_id: int, files: Sequence[RequestFile], at: datetime, answer_by: datetime
    ) -> Request | None:
        row = await self._insert_new(
            requests,
            account_id=account_id,
            telegram_id=telegram_id,
            state=RequestState.OPEN.value,
            submitted_at=at,
            answer_by=answer_by,
        )
        if row is None:
            return None
        if files:
            await self._connection.execute(insert(request_files), file_rows(row.id, files))
        return await self.by_id(row.id)

    async def by_id(self, request_id: int) -> Request | None:
        return await self._one(select(requests).where(requests.c.id == request_id))

    async def latest(self, account_id: int) -> Request | None:
        valid = (requests.c.state != RequestState.WITHDRAWN.value, _VERIFICATION)
        theirs = select(requests).where(requests.c.account_id == account_id, *valid)
        return await self._one(theirs.order_by(requests.c.id.desc()).limit(1))

    async def count_before(self, request: Request) -> int:
        earlier = (requests.c.account_id == request.account_id, requests.c.id < request.id, _VERIFICATION)
        return await self._connection.scalar(select(func.count()).where(*earlier)) or 0

    async def take(self, request_id: int, staff: Staff) -> bool:
        return await self._changes(
            request_id, _OPEN, requests.c.taken_by.is_(None), taken_by=staff.telegram_id, taken_by_name=staff.name
        )

    async def hand_back(self, request_id: int, staff: Staff) -> bool:
        theirs = requests.c.taken_by == staff.telegram_id
        return await self._changes(request_id, _OPEN, theirs, taken_by=None, taken_by_name=None)

    async def decide(
        self, request_id: int, state: RequestState, staff: Staff, at: datetime, rejected: dict[str, str]
    ) -> bool:
        decided = await self._changes(
            request_id,
            _OPEN,
            or_(requests.c.taken_by.is_(None), requests.c.taken_by == staff.telegram_id),
            state=state.value,
            decided_by=staff.telegram_id,
            decided_by_name=staff.name,
            decided_at=at,
        )
        if decided:
            for slot, reason in rejected.items():
                await self._reject(request_id, slot, reason)
        return decided

    async def reopen(self, request_id: int, staff: Staff) -> bool:
        """Take it back; whoever does so owns the request then."""
        values = {"decided_by": None, "decided_by_name": None, "decided_at": None}
        owner = {"taken_by": staff.telegram_id, "taken_by_name": staff.name}
        try:
            async with self._connection.begin_nested():
                reopened = await self._changes(
                    request_id, _DECIDED, _UNTOLD, state=RequestState.OPEN.value, **values, **owner
                )
        except IntegrityError:
            return False  # the account has sent a new request meanwhile
        if reopened:
            files = update(request_files).where(request_files.c.request_id == request_id)
            await self._connection.execute(files.values(rejected=False, reason=None))
        return reopened

    async def add_rejected(self, request_id: int, slot: str, reason: str) -> bool:
        rejected = requests.c.state == RequestState.REJECTED.value
        untold = select(requests.c.id).where(requests.c.id == request_id, rejected, _UNTOLD)
        # Locked, so that the decision is not told between this look and the verdict.
        if await self._connection.scalar(untold.with_for_update()) is None:
            return False
        return await self._reject(request_id, slot, reason)

    async def told(self, request_id: int, at: datetime) -> bool:
        return await self._changes(request_id, _DECIDED, _UNTOLD, told_at=at)

    async def withdraw(self, request_id: int, at: datetime) -> bool:
        return await self._changes(request_id, _OPEN, state=RequestState.WITHDRAWN.value, decided_at=at)

    async def promise(self, request_id: int, answer_by: datetime) -> bool:
        return await self._changes(request_id, _OPEN, answer_by=answer_by)

    async def set_card(self, request_id: int, card: Card) -> None:
        await self._changes(request_id, topic=card.topic)
        rows = message_rows(request_id, card)
        # A group that became a supergroup counts its messages anew: an old request gives way to the newer one.
        same = request_messages.c.message_id.in_([row["message_id"] for row in rows])
        own = and_(request_messages.c.request_id == request_id, request_messages.c.position >= CARD)
        await self._connection.execute(delete(request_messages).where(or_(own, same)))
        if rows:
            await self._connection.execute(insert(request_messages), rows)

    async def by_card_message(self, message_id: int) -> Request | None:
        found = select(requests).join(request_messages).where(request_messages.c.message_id == message_id)
        return await self._one(found)

    async def open_ones(self) -> list[Request]:
        wanted = select(requests).where(_OPEN).order_by(requests.c.answer_by, requests.c.id)
        return await load(self._connection, wanted)

    async def answered_since(self, since: datetime) -> list[Answered]:
        recent: Select[Any] = select(*ANSWERED).where(_DECIDED, requests.c.decided_at >= since)
        return [answered(row) for row in await self._connection.execute(recent.order_by(requests.c.decided_at))]

    async def waiting(self, at: datetime, answer_within: timedelta) -> Waiting:
        late = requests.c.submitted_at < at - answer_within
        counted = select(func.count(), func.count(case((late, 1)))).where(_OPEN)
        return Waiting(*(await self._connection.execute(counted)).one())

    async def _one(self, wanted: Select[Any]) -> Request | None:
        return next(iter(await load(self._connection, wanted)), None)

    async def _changes(self, request_id: int, *conditions: ColumnElement[bool], **values: Any) -> bool:
        return await self._changed(update(requests).where(requests.c.id == request_id, *conditions).values(values))

    async def _reject(self, request_id: int, slot: str, reason: str) -> bool:
        of_slot = (request_files.c.request_id == request_id, request_files.c.slot == slot)
        return await self._changed(update(request_files).where(*of_slot).values(rejected=True, reason=reason))
