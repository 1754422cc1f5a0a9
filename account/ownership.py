"""Who works on a request: taken by one, handed back by that one (spec §2)."""

from __future__ import annotations

from account.desk_acts import DeskActs
from account.ports import Work
from account.refusals import Refusal
from account.requests import Request, RequestState, Staff
from account.step import Step


class Ownership(DeskActs):
    """One owner: of any number of people who take a request at once one does, the others are told who did."""

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
