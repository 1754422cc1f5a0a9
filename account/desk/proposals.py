"""A second pair of eyes: what one proposes another confirms, exactly as both saw it (spec §2)."""

from __future__ import annotations

from account.desk.acts import DeskActs, demand_free, described, found
from account.ports import Work
from account.refusals import Refusal
from account.requests import Proposal, Request, RequestState, Staff, Verdict
from account.step import Step


class Proposals(DeskActs):
    """- With two reviewers a verdict is a proposal first, one at a time; another person's confirmation decides.

    - A confirmation names the proposal it means by its number; every change gives a new one.
    - The proposer's own next verdict takes the place of the proposal, a further rejected file joins it.
    - The request stays open until then: the proposer may recall the proposal, another may disagree with it.
    - Decided by is who confirmed, for with them it became a decision; the proposal stays and names the other.
    """

    async def confirm(self, step: Step, request_id: int, staff: Staff, number: int) -> None:
        """Decide as proposed. Refused: «proposal-changed», «second-person» (the proposer), «already-decided»."""

        async def act(work: Work, request: Request) -> str:
            proposal = _pending(request, number)
            if proposal.by.telegram_id == staff.telegram_id:
                raise Refusal("second-person")
            if not await work.requests.confirm(request_id, proposal, staff, step.at):
                raise Refusal("proposal-changed")
            await self._tell_later(work, step, request_id)
            return "confirmed"

        await self._act(step, request_id, staff, "confirmed", act)

    async def disagree(self, step: Step, request_id: int, staff: Staff, number: int) -> None:
        """Drop another's proposal. Refused as ``confirm``."""

        async def act(work: Work, request: Request) -> str:
            if _pending(request, number).by.telegram_id == staff.telegram_id:
                raise Refusal("second-person")
            return await _dropped(work, request_id, number, "disagreed")

        await self._act(step, request_id, staff, "disagreed", act)

    async def recall(self, step: Step, request_id: int, staff: Staff, number: int) -> None:
        """Drop one's own proposal. Refused: «proposal-changed», «not-your-proposal», «already-decided»."""

        async def act(work: Work, request: Request) -> str:
            if _pending(request, number).by.telegram_id != staff.telegram_id:
                raise Refusal("not-your-proposal")
            return await _dropped(work, request_id, number, "recalled")

        await self._act(step, request_id, staff, "recalled", act)

    async def _propose(self, work: Work, step: Step, request: Request, staff: Staff, verdict: Verdict) -> str:
        before = request.proposal
        if before is not None:
            verdict = _joined(before.verdict, verdict)
        over = before.number if before is not None else None
        if not await work.requests.propose(request.id, verdict, staff, step.at, over):
            demand_free(await found(work, request.id), staff)
            raise Refusal("proposal-changed")
        return f"proposed-{described(verdict)}"


def _pending(request: Request, number: int) -> Proposal:
    if request.state is not RequestState.OPEN:
        raise Refusal("already-decided")
    if request.proposal is None or request.proposal.number != number:
        raise Refusal("proposal-changed")
    return request.proposal


async def _dropped(work: Work, request_id: int, number: int, what: str) -> str:
    if not await work.requests.drop_proposal(request_id, number):
        raise Refusal("proposal-changed")
    return what


def _joined(before: Verdict, verdict: Verdict) -> Verdict:
    if RequestState.REJECTED is before.state is verdict.state:
        return Verdict(verdict.state, {**before.rejected, **verdict.rejected})
    return verdict
