"""What the desk decides: once, taken back in time, told to the customer (spec §2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from account.desk.acts import demand_free, described, found
from account.desk.card_parcels import files_leave_parcel, redraw_parcel
from account.desk.proposals import Proposals
from account.ports import Work
from account.records import Parcel
from account.refusals import Refusal
from account.requests import Request, RequestState, Slot, Staff, Verdict
from account.step import Step


class Decisions(Proposals):
    """- Of any number of people who decide at once one does, the others are told who did.

    - A decision is told to the customer after ``decision_delay``; until then it can be taken back, and further
      files can be rejected.
    - With the decision told, the files leave the group.
    - Only a verification is decided; a question is answered.
    - With two reviewers what one decides is a proposal first, see :class:`Proposals`: these give False then.
    """

    async def approve(self, step: Step, request_id: int, staff: Staff) -> bool:
        """Refused: «already-taken» by another, «already-decided», «not-a-verification», «proposal-pending»."""
        return await self._decide(step, request_id, staff, Verdict(RequestState.APPROVED))

    async def reject(
        self, step: Step, request_id: int, staff: Staff, slots: Sequence[Slot], reason: str, note: str | None = None
    ) -> bool:
        """Reject these files, all or none of them; ``note`` is for colleagues.

        Further ones join the same decision while it is not told yet. Refused as ``approve``, and «already-told».
        """
        verdict = Verdict(RequestState.REJECTED, {str(slot): (reason, note) for slot in slots})

        async def act(work: Work, request: Request) -> str:
            if not _may_join(request, staff):
                return await self._settle(work, step, request, staff, verdict)
            for slot in slots:
                if not await work.requests.add_rejected(request_id, slot, reason, note):
                    raise Refusal("already-told")
            return described(verdict)

        return await self._act(step, request_id, staff, described(verdict), act) == described(verdict)

    async def may_reject(self, request_id: int, staff: Staff) -> None:
        """Before a reason is asked for: refused as ``reject`` would be."""
        request = await self.request(request_id)
        if _may_join(request, staff):
            if request.told_at is not None:
                raise Refusal("already-told")
        else:
            demand_free(request, staff)

    async def refuse(self, step: Step, request_id: int, staff: Staff) -> bool:
        """A refusal for good: nothing more can be sent. Refused as ``approve``."""
        return await self._decide(step, request_id, staff, Verdict(RequestState.REFUSED))

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
            await work.outbox.put(redraw_parcel(request_id, f"close:{request_id}", at))
            await work.outbox.put(files_leave_parcel(request_id, f"remove:{request_id}", at))

    async def _decide(self, step: Step, request_id: int, staff: Staff, verdict: Verdict) -> bool:
        async def act(work: Work, request: Request) -> str:
            return await self._settle(work, step, request, staff, verdict)

        return await self._act(step, request_id, staff, described(verdict), act) == described(verdict)

    async def _settle(self, work: Work, step: Step, request: Request, staff: Staff, verdict: Verdict) -> str:
        demand_free(request, staff)
        if self._reviewers > 1:
            return await self._propose(work, step, request, staff, verdict)
        if not await work.requests.decide(request.id, verdict.state, staff, step.at, *_apart(verdict)):
            demand_free(await found(work, request.id), staff)
            raise Refusal("already-decided")
        await self._tell_later(work, step, request.id)
        return described(verdict)


def _apart(verdict: Verdict) -> tuple[dict[str, str], dict[str, str]]:
    """The reasons and the notes, by slot."""
    pairs = verdict.rejected.items()
    return {slot: reason for slot, (reason, _) in pairs}, {slot: note for slot, (_, note) in pairs if note}


def _may_join(request: Request, staff: Staff) -> bool:
    """Whether a further rejected file belongs to a decision that this colleague has made, and nobody else with them."""
    theirs = request.decided_by is not None and request.decided_by.telegram_id == staff.telegram_id
    return theirs and request.state is RequestState.REJECTED and request.proposal is None


def _decision_notice(request: Request, at: datetime) -> Parcel:
    payload: dict[str, str | int] = {"text": f"notice-{request.state}", "request": request.id}
    for each in request.rejected:
        payload[f"reason_{each.slot}"] = each.reason or ""
    return Parcel(f"decision:{request.id}", "notice", request.telegram_id, payload, at)
