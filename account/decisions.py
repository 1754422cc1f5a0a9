"""What the desk decides: once, taken back in time, told to the customer (spec §2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from account.desk_acts import DeskActs, found
from account.ports import Work
from account.records import Parcel
from account.refusals import Refusal
from account.requests import Request, RequestState, Staff
from account.step import Step


class Decisions(DeskActs):
    """- Of any number of people who decide at once one does, the others are told who did.

    - A decision is told to the customer after ``decision_delay``; until then it can be taken back, and one more
      file can be rejected.
    - With the decision told, the files leave the group.
    """

    async def approve(self, step: Step, request_id: int, staff: Staff) -> None:
        """Refused: «already-taken» by another, «already-decided»."""
        await self._decide(step, request_id, staff, RequestState.APPROVED, {})

    async def reject(self, step: Step, request_id: int, staff: Staff, slot: str, reason: str) -> None:
        """Reject one file; a second one joins the same decision while it is not told yet. Refused as ``approve``."""

        async def act(work: Work, request: Request) -> str:
            if request.state is RequestState.REJECTED and _decided_by(request, staff):
                if not await work.requests.add_rejected(request_id, slot, reason):
                    raise Refusal("already-told")
            else:
                await self._change(work, step, request, staff, RequestState.REJECTED, {slot: reason})
            return f"rejected {slot}"

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

        async def act(work: Work, _request: Request) -> str:
            if not await work.requests.reopen(request_id, staff):
                raise Refusal("already-told")
            return "taken-back"

        await self._act(step, request_id, staff, "taken-back", act)

    async def tell(self, request_id: int, decided_at: datetime, at: datetime) -> None:
        """When the delay has passed: the decision is final and on its way to the customer; else nothing happens."""
        async with self._works() as work:
            request = await found(work, request_id)
            if request.decided_at != decided_at or not await work.requests.told(request_id, at):
                return
            # Anew: one more file may have been rejected until the row was ours.
            request = await found(work, request_id)
            if request.state is RequestState.APPROVED and request.account_id is not None:
                await work.accounts.set_verified(request.account_id, at)
            await work.outbox.put(_decision_notice(request, at))
            await work.outbox.put(Parcel(f"close:{request_id}", "redraw", None, {"request": request_id}, at))
            await work.outbox.put(Parcel(f"remove:{request_id}", "remove-files", None, {"request": request_id}, at))

    async def _decide(
        self, step: Step, request_id: int, staff: Staff, state: RequestState, rejected: Mapping[str, str]
    ) -> None:
        async def act(work: Work, request: Request) -> str:
            await self._change(work, step, request, staff, state, rejected)
            return str(state)

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


def _decided_by(request: Request, staff: Staff) -> bool:
    return request.decided_by is not None and request.decided_by.telegram_id == staff.telegram_id


def _decision_notice(request: Request, at: datetime) -> Parcel:
    payload: dict[str, str | int] = {"text": f"notice-{request.state}", "request": request.id}
    for each in request.rejected:
        payload[f"reason_{each.slot}"] = each.reason or ""
    return Parcel(f"decision:{request.id}", "notice", request.telegram_id, payload, at)
