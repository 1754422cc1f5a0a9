"""The support desk's side of a request: owning it, deciding it once, telling the customer (spec §2)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from account.deadlines import deadline_parcels, reminder_parcel
from account.ports import Work, Works
from account.records import Care, Parcel
from account.refusals import Refusal
from account.requests import Card, Request, RequestKind, RequestState, Staff
from account.step import Outcome, Step, once
from account.verification import redraw_parcel

# The customer hears of a missed promise first; the desk is reminded after that.
AFTER_THE_CUSTOMER = timedelta(seconds=5)


class DeskService:
    """- One owner; of any number of people who decide at once one does, the others are told who did.

    - A decision is told to the customer after ``decision_delay``; until then it can be taken back, and one more
      file can be rejected.
    - When the promised time runs out undecided, the customer is told first, with a new time.
    - With the decision told, the files leave the group.
    """

    def __init__(
        self, works: Works, decision_delay: timedelta, answer_within: timedelta, remind_before: timedelta
    ) -> None:
        self._works = works
        self._decision_delay = decision_delay
        self._answer_within = answer_within
        self._remind_before = remind_before

    async def request(self, request_id: int) -> Request:
        """Refused: «no-such-request»."""
        async with self._works() as work:
            return await _request(work, request_id)

    async def take(self, step: Step, request_id: int, staff: Staff) -> None:
        """Refused: «already-taken», «already-decided»."""

        async def act(work: Work, request: Request) -> None:
            if not await work.requests.take(request_id, staff):
                raise Refusal("already-taken" if request.state is RequestState.OPEN else "already-decided")

        await self._act(step, request_id, staff, "taken", act)

    async def hand_back(self, step: Step, request_id: int, staff: Staff) -> None:
        async def act(work: Work, _request: Request) -> None:
            if not await work.requests.hand_back(request_id, staff):
                raise Refusal("not-yours")

        await self._act(step, request_id, staff, "handed-back", act)

    async def approve(self, step: Step, request_id: int, staff: Staff) -> None:
        """Refused: «already-taken» by another, «already-decided»."""
        await self._decide(step, request_id, staff, RequestState.APPROVED, {})

    async def reject(self, step: Step, request_id: int, staff: Staff, slot: str, reason: str) -> None:
        """Reject one file; a second one joins the same decision while it is not told yet. Refused as ``approve``."""

        async def act(work: Work, request: Request) -> None:
            if request.state is RequestState.REJECTED and _decided_by(request, staff):
                if not await work.requests.add_rejected(request_id, slot, reason):
                    raise Refusal("already-told")
                return
            await self._change(work, step, request, staff, RequestState.REJECTED, {slot: reason})

        await self._act(step, request_id, staff, f"rejected {slot}", act)

    async def may_reject(self, request_id: int, staff: Staff) -> None:
        """Before a reason is asked for: refused as ``reject`` would be."""
        request = await self.request(request_id)
        if request.state is RequestState.REJECTED and _decided_by(request, staff):
            if request.told_at is not None:
                raise Refusal("already-told")
        elif request.state is not RequestState.OPEN:
            raise Refusal("already-decided")
        elif request.taken_by is not None and request.taken_by.telegram_id != staff.telegram_id:
            raise Refusal("already-taken")

    async def refuse(self, step: Step, request_id: int, staff: Staff) -> None:
        """A refusal for good: nothing more can be sent. Refused as ``approve``."""
        await self._decide(step, request_id, staff, RequestState.REFUSED, {})

    async def take_back(self, step: Step, request_id: int, staff: Staff) -> None:
        """Undo a decision before it is told. Refused: «already-told»."""

        async def act(work: Work, _request: Request) -> None:
            if not await work.requests.reopen(request_id, staff):
                raise Refusal("already-told")

        await self._act(step, request_id, staff, "taken-back", act)

    async def adopt_card(self, request_id: int, message: int) -> None:
        """A card in the group whose place a crash kept us from learning: who presses its button shows it."""
        async with self._works() as work:
            request = await _request(work, request_id)
            if request.card.message is None:
                await work.requests.set_card(request_id, replace(request.card, message=message))

    async def show_again(self, step: Step, request_id: int) -> None:
        """The card once more, for one that may not have arrived. Refused: «no-such-request»."""

        async def effect(work: Work) -> Outcome:
            await work.requests.set_card(request_id, Card(topic=(await _request(work, request_id)).card.topic))
            key = step.key(f"card:{request_id}")
            await work.outbox.put(Parcel(key, "card", None, {"request": request_id}, step.at, Care.ONCE))
            return {}

        await once(self._works, step, "show-again", effect)

    async def tell(self, request_id: int, decided_at: datetime, at: datetime) -> None:
        """When the delay has passed: the decision is final and on its way to the customer; else nothing happens."""
        async with self._works() as work:
            request = await _request(work, request_id)
            if request.decided_at != decided_at or not await work.requests.told(request_id, at):
                return
            # Anew: one more file may have been rejected until the row was ours.
            request = await _request(work, request_id)
            if request.state is RequestState.APPROVED and request.account_id is not None:
                await work.accounts.set_verified(request.account_id, at)
            await work.outbox.put(_decision_notice(request, at))
            await work.outbox.put(Parcel(f"close:{request_id}", "redraw", None, {"request": request_id}, at))
            await work.outbox.put(Parcel(f"remove:{request_id}", "remove-files", None, {"request": request_id}, at))

    async def overdue(self, request_id: int, at: datetime) -> None:
        """Promise a new time to the customer of a request that is still open."""
        async with self._works() as work:
            request = await _request(work, request_id)
            if not request.waits or request.answer_by > at:
                return
            later = replace(request, answer_by=at + self._answer_within)
            if not await work.requests.promise(request_id, later.answer_by):
                return
            until = int(later.answer_by.timestamp())
            text = "notice-overdue" if request.kind is RequestKind.VERIFICATION else "notice-overdue-question"
            payload: dict[str, str | int] = {"text": text, "until": until}
            await work.outbox.put(Parcel(f"late:{request_id}:{until}", "notice", request.telegram_id, payload, at))
            await work.outbox.put(
                Parcel(f"late-card:{request_id}:{until}", "redraw", None, {"request": request_id}, at)
            )
            for parcel in (
                *deadline_parcels(later, at, self._remind_before),
                reminder_parcel(later, "overdue", at + AFTER_THE_CUSTOMER),
            ):
                await work.outbox.put(parcel)

    async def _decide(
        self, step: Step, request_id: int, staff: Staff, state: RequestState, rejected: Mapping[str, str]
    ) -> None:
        async def act(work: Work, request: Request) -> None:
            await self._change(work, step, request, staff, state, rejected)

        await self._act(step, request_id, staff, str(state), act)

    async def _change(
        self, work: Work, step: Step, request: Request, staff: Staff, state: RequestState, rejected: Mapping[str, str]
    ) -> None:
        if request.taken_by is not None and request.taken_by.telegram_id != staff.telegram_id:
            raise Refusal("already-taken" if request.state is RequestState.OPEN else "already-decided")
        if not await work.requests.decide(request.id, state, staff, step.at, dict(rejected)):
            raise Refusal("already-decided")
        payload: dict[str, str | int] = {"request": request.id, "decided_at": step.at.isoformat()}
        key = step.key(f"tell:{request.id}")
        await work.outbox.put(Parcel(key, "tell", None, payload, step.at + self._decision_delay))

    async def _act(
        self, step: Step, request_id: int, staff: Staff, what: str, act: Callable[[Work, Request], Awaitable[None]]
    ) -> None:
        async def effect(work: Work) -> Outcome:
            await act(work, await _request(work, request_id))
            await work.audit.add(request_id, staff.telegram_id, what, step.at)
            await work.outbox.put(redraw_parcel(request_id, step))
            return {}

        await once(self._works, step, f"desk-{what}", effect)


async def _request(work: Work, request_id: int) -> Request:
    request = await work.requests.by_id(request_id)
    if request is None:
        raise Refusal("no-such-request")
    return request


def _decided_by(request: Request, staff: Staff) -> bool:
    return request.decided_by is not None and request.decided_by.telegram_id == staff.telegram_id


def _decision_notice(request: Request, at: datetime) -> Parcel:
    payload: dict[str, str | int] = {"text": f"notice-{request.state}", "request": request.id}
    for each in request.rejected:
        payload[f"reason_{each.slot}"] = each.reason or ""
    return Parcel(f"decision:{request.id}", "notice", request.telegram_id, payload, at)
