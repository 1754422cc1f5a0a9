"""One act of the desk on one request: done once, written into the trail, and shown on the card."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from account.desk.card_parcels import redraw_parcel
from account.desk.dossiers import Dossier, dossier
from account.desk.promises import Promise
from account.ports import Work, Works
from account.records import Parcel
from account.refusals import Refusal
from account.requests import Request, RequestKind, RequestState, Staff, Verdict
from account.step import Outcome, Step, once

Act = Callable[[Work, Request], Awaitable[str]]


class DeskActs:
    """What ownership, decisions and views of requests have in common."""

    def __init__(self, works: Works, decision_delay: timedelta, promise: Promise, reviewers: int = 1) -> None:
        self._works = works
        self._decision_delay = decision_delay
        self._promise = promise
        self._reviewers = reviewers

    async def request(self, request_id: int) -> Request:
        """Refused: «no-such-request»."""
        async with self._works() as work:
            return await found(work, request_id)

    async def dossier(self, request_id: int) -> Dossier:
        """The request with who sent it. Refused: «no-such-request»."""
        async with self._works() as work:
            return await dossier(work, request_id)

    async def _act(self, step: Step, request_id: int, staff: Staff, name: str, act: Act) -> str:
        """Do it; what was done, as the trail calls it."""

        async def effect(work: Work) -> Outcome:
            what = await act(work, await found(work, request_id))
            await work.requests.touch(request_id, staff, step.at)
            await work.audit.add(request_id, staff.telegram_id, what, step.at, staff.name)
            await work.outbox.put(redraw_parcel(request_id, step.key(f"redraw:{request_id}"), step.at))
            return {"what": what}

        outcome = await once(self._works, step, f"desk-{name}", effect)
        return str(outcome.get("what", name))

    async def _tell_later(self, work: Work, step: Step, request_id: int) -> None:
        payload: dict[str, str | int] = {"request": request_id, "decided_at": step.at.isoformat()}
        key = step.key(f"tell:{request_id}")
        await work.outbox.put(Parcel(key, "tell", None, payload, step.at + self._decision_delay))


async def found(work: Work, request_id: int) -> Request:
    request = await work.requests.by_id(request_id)
    if request is None:
        raise Refusal("no-such-request")
    return request


def described(verdict: Verdict) -> str:
    """«rejected scan selfie», as the trail calls it."""
    return " ".join([verdict.state, *verdict.rejected])


def demand_free(request: Request, staff: Staff) -> None:
    """A verification that is open, nobody else's, and without anybody else's proposal."""
    if request.kind is not RequestKind.VERIFICATION:
        raise Refusal("not-a-verification")
    if request.state is not RequestState.OPEN:
        raise Refusal("already-decided")
    if request.taken_by is not None and request.taken_by.telegram_id != staff.telegram_id:
        raise Refusal("already-taken")
    if request.proposal is not None and request.proposal.by.telegram_id != staff.telegram_id:
        raise Refusal("proposal-pending")
