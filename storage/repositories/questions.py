"""Customers' questions to the desk, each answered or waiting by a conditional update."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, or_, select, update

from account.requests import Request, RequestKind, RequestState, Staff
from storage.repositories.base import Repository
from storage.repositories.request_rows import load
from storage.tables import requests

_OPEN: Final = requests.c.state == RequestState.OPEN.value
_QUESTION: Final = requests.c.kind == RequestKind.QUESTION.value
_UNTOLD: Final = and_(requests.c.state.in_(["approved", "rejected", "refused"]), requests.c.told_at.is_(None))


class SqlQuestions(Repository):
    async def open_of(self, telegram_id: int) -> Request | None:
        theirs = select(requests).where(requests.c.telegram_id == telegram_id, or_(_OPEN, _UNTOLD))
        return await self._one(theirs.order_by(_QUESTION, requests.c.id.desc()).limit(1))

    async def ask(self, account_id: int | None, telegram_id: int, at: datetime, answer_by: datetime) -> Request:
        await self._insert_new(
            requests,
            account_id=account_id,
            telegram_id=telegram_id,
            kind=RequestKind.QUESTION.value,
            state=RequestState.OPEN.value,
            submitted_at=at,
            answer_by=answer_by,
        )
        found = await self._one(select(requests).where(requests.c.telegram_id == telegram_id, _OPEN, _QUESTION))
        assert found is not None, "inserted by us or by another just now"
        return found

    async def answered(self, request_id: int, at: datetime) -> bool:
        return await self._changes(request_id, requests.c.answered_at.is_(None), answered_at=at)

    async def wait_again(self, request_id: int, answer_by: datetime) -> bool:
        answered = requests.c.answered_at.is_not(None)
        return await self._changes(request_id, answered, answered_at=None, answer_by=answer_by)

    async def close(self, request_id: int, staff: Staff, at: datetime) -> bool:
        free = or_(requests.c.taken_by.is_(None), requests.c.taken_by == staff.telegram_id)
        return await self._changes(
            request_id,
            free,
            state=RequestState.CLOSED.value,
            decided_by=staff.telegram_id,
            decided_by_name=staff.name,
            decided_at=at,
            told_at=at,
        )

    async def _one(self, wanted: Select[Any]) -> Request | None:
        return next(iter(await load(self._connection, wanted)), None)

    async def _changes(self, request_id: int, *conditions: ColumnElement[bool], **values: Any) -> bool:
        open_question = (requests.c.id == request_id, _OPEN, _QUESTION, *conditions)
        return await self._changed(update(requests).where(*open_question).values(values))
