"""Decisions on requests, by conditional updates, so that of two who press at once one decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.exc import IntegrityError

from account.requests import Proposal, RequestState, Staff, Verdict
from storage.repositories.base import Repository
from storage.repositories.request_rows import plain_proposal
from storage.tables import request_files, requests

OPEN: Final = requests.c.state == RequestState.OPEN.value
DECIDED: Final = requests.c.state.in_(["approved", "rejected", "refused"])
_UNTOLD: Final = requests.c.told_at.is_(None)

_NEXT: Final = requests.c.proposals + 1


class RequestVerdicts(Repository):
    """The part of the requests' repository that decides."""

    async def decide(
        self,
        request_id: int,
        state: RequestState,
        staff: Staff,
        at: datetime,
        rejected: Mapping[str, str],
        notes: Mapping[str, str] | None = None,
    ) -> bool:
        decided = await self._changes(
            request_id,
            OPEN,
            or_(requests.c.taken_by.is_(None), requests.c.taken_by == staff.telegram_id),
            state=state.value,
            decided_by=staff.telegram_id,
            decided_by_name=staff.name,
            decided_at=at,
            proposal=None,
        )
        if decided:
            for slot, reason in rejected.items():
                await self._reject(request_id, slot, reason, (notes or {}).get(slot))
        return decided

    async def propose(
        self, request_id: int, verdict: Verdict, by: Staff, at: datetime, over: int | None = None
    ) -> bool:
        free = or_(requests.c.taken_by.is_(None), requests.c.taken_by == by.telegram_id)
        seen = requests.c.proposal.is_(None) if over is None else _proposed(over)
        proposal = plain_proposal(verdict, by, at)
        return await self._changes(request_id, OPEN, free, seen, proposal=proposal, proposals=_NEXT)

    async def drop_proposal(self, request_id: int, number: int) -> bool:
        return await self._changes(request_id, OPEN, _proposed(number), proposal=None, proposals=_NEXT)

    async def confirm(self, request_id: int, proposal: Proposal, staff: Staff, at: datetime) -> bool:
        decision = {"decided_by": staff.telegram_id, "decided_by_name": staff.name, "decided_at": at}
        same, state = _proposed(proposal.number), proposal.verdict.state.value
        confirmed = await self._changes(request_id, OPEN, same, state=state, **decision)
        if confirmed:
            for slot, (reason, note) in proposal.verdict.rejected.items():
                await self._reject(request_id, slot, reason, note)
        return confirmed

    async def reopen(self, request_id: int, staff: Staff) -> bool:
        """Take it back; whoever does so owns the request then."""
        values = {"decided_by": None, "decided_by_name": None, "decided_at": None, "proposal": None}
        owner = {"taken_by": staff.telegram_id, "taken_by_name": staff.name}
        try:
            async with self._connection.begin_nested():
                reopened = await self._changes(
                    request_id, DECIDED, _UNTOLD, state=RequestState.OPEN.value, **values, **owner
                )
        except IntegrityError:
            return False  # the account has sent a new request meanwhile
        if reopened:
            files = update(request_files).where(request_files.c.request_id == request_id)
            await self._connection.execute(files.values(rejected=False, reason=None, note=None))
        return reopened

    async def add_rejected(self, request_id: int, slot: str, reason: str, note: str | None = None) -> bool:
        rejected = requests.c.state == RequestState.REJECTED.value
        untold = select(requests.c.id).where(requests.c.id == request_id, rejected, _UNTOLD)
        # Locked, so that the decision is not told between this look and the verdict.
        if await self._connection.scalar(untold.with_for_update()) is None:
            return False
        return await self._reject(request_id, slot, reason, note)

    async def told(self, request_id: int, at: datetime) -> bool:
        return await self._changes(request_id, DECIDED, _UNTOLD, told_at=at)

    async def _changes(self, request_id: int, *conditions: ColumnElement[bool], **values: Any) -> bool:
        return await self._changed(update(requests).where(requests.c.id == request_id, *conditions).values(values))

    async def _reject(self, request_id: int, slot: str, reason: str, note: str | None) -> bool:
        of_slot = (request_files.c.request_id == request_id, request_files.c.slot == slot)
        return await self._changed(
            update(request_files).where(*of_slot).values(rejected=True, reason=reason, note=note)
        )


def _proposed(number: int) -> ColumnElement[bool]:
    return and_(requests.c.proposal.is_not(None), requests.c.proposals == number)
