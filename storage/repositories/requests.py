"""Requests: who owns them, what they hold, and where they stand in the group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, and_, case, delete, func, insert, not_, or_, select

from account.requests import Answered, Card, Request, RequestFile, RequestKind, RequestState, Staff, Waiting
from storage.repositories.request_queue import WAITS, RequestQueue
from storage.repositories.request_rows import ANSWERED, answered, file_rows, load, message_rows
from storage.repositories.request_verdicts import DECIDED, OPEN, RequestVerdicts
from storage.tables import request_files, request_messages, requests

_VERIFICATION: Final = requests.c.kind == RequestKind.VERIFICATION.value


class SqlRequests(RequestVerdicts, RequestQueue):
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

    async def awaited(self, account_id: int) -> bool:
        valid = (requests.c.state != RequestState.WITHDRAWN.value, _VERIFICATION)
        theirs = select(requests.c.state, requests.c.told_at).where(requests.c.account_id == account_id, *valid)
        row = (await self._connection.execute(theirs.order_by(requests.c.id.desc()).limit(1))).one_or_none()
        return row is not None and row.told_at is None and row.state != RequestState.CLOSED.value

    async def count_before(self, request: Request) -> int:
        earlier = (requests.c.account_id == request.account_id, requests.c.id < request.id, _VERIFICATION)
        return await self._connection.scalar(select(func.count()).where(*earlier)) or 0

    async def take(self, request_id: int, staff: Staff) -> bool:
        return await self._changes(
            request_id, OPEN, requests.c.taken_by.is_(None), taken_by=staff.telegram_id, taken_by_name=staff.name
        )

    async def hand_back(self, request_id: int, staff: Staff) -> bool:
        theirs = requests.c.taken_by == staff.telegram_id
        return await self._changes(request_id, OPEN, theirs, taken_by=None, taken_by_name=None, active_at=None)

    async def touch(self, request_id: int, staff: Staff, at: datetime) -> None:
        await self._changes(request_id, OPEN, requests.c.taken_by == staff.telegram_id, active_at=at)

    async def take_over(
        self, request_id: int, former: Staff, staff: Staff, silent_since: datetime, at: datetime
    ) -> bool:
        theirs = requests.c.taken_by == former.telegram_id
        silent = or_(requests.c.active_at.is_(None), requests.c.active_at <= silent_since)
        owner = {"taken_by": staff.telegram_id, "taken_by_name": staff.name}
        return await self._changes(request_id, OPEN, theirs, silent, **owner, active_at=at)

    async def withdraw(self, request_id: int, at: datetime) -> bool:
        return await self._changes(request_id, OPEN, state=RequestState.WITHDRAWN.value, decided_at=at)

    async def promise(self, request_id: int, answer_by: datetime) -> bool:
        return await self._changes(request_id, OPEN, answer_by=answer_by)

    async def set_card(self, request_id: int, card: Card) -> bool:
        if not await self._changes(request_id, topic=card.topic):
            return False
        rows = message_rows(request_id, card)
        # A group that became a supergroup counts its messages anew: an old request gives way to the newer one.
        same = request_messages.c.message_id.in_([row["message_id"] for row in rows])
        own = request_messages.c.request_id == request_id
        await self._connection.execute(delete(request_messages).where(or_(own, same)))
        if rows:
            await self._connection.execute(insert(request_messages), rows)
        return True

    async def by_card_message(self, message_id: int) -> Request | None:
        found = select(requests).join(request_messages).where(request_messages.c.message_id == message_id)
        return await self._one(found)

    async def open_ones(self) -> list[Request]:
        wanted = select(requests).where(OPEN).order_by(requests.c.answer_by, requests.c.id)
        return await load(self._connection, wanted)

    async def answered_since(self, since: datetime) -> list[Answered]:
        recent: Select[Any] = select(*ANSWERED).where(DECIDED, requests.c.decided_at >= since)
        return [answered(row) for row in await self._connection.execute(recent.order_by(requests.c.decided_at))]

    async def open_and_overdue(self, at: datetime, answer_within: timedelta) -> Waiting:
        # A question may wait anew, long after it was asked first; a verification waits from sending off.
        late = or_(
            and_(_VERIFICATION, requests.c.submitted_at < at - answer_within),
            and_(not_(_VERIFICATION), requests.c.answer_by < at),
        )
        counted = select(func.count(), func.count(case((late, 1)))).where(WAITS)
        return Waiting(*(await self._connection.execute(counted)).one())

    async def _one(self, wanted: Select[Any]) -> Request | None:
        return next(iter(await load(self._connection, wanted)), None)
