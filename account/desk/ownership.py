"""Who works on a request: taken by one, handed back by that one, taken over from one who is silent (spec §2)."""

from __future__ import annotations

from datetime import timedelta

from account.desk.acts import DeskActs, found
from account.ports import Work
from account.records import Parcel
from account.refusals import Refusal
from account.requests import Request, RequestState, Staff
from account.step import Step

SILENCE = timedelta(minutes=30)


class Ownership(DeskActs):
    """- One owner: of any number of people who take a request at once one does, the others are told who did.

    - Only the owner hands it back.
    - Once the owner has done nothing about it for ``SILENCE``, another may take it over; the former owner is told so
      in the group, once.
    """

    async def take(self, step: Step, request_id: int, staff: Staff) -> None:
        """Refused: «already-taken», «already-decided»."""

        async def act(work: Work, request: Request) -> str:
            if not await work.requests.take(request_id, staff):
                raise Refusal("already-taken" if request.state is RequestState.OPEN else "already-decided")
            return "taken"

        await self._act(step, request_id, staff, "taken", act)

    async def hand_back(self, step: Step, request_id: int, staff: Staff) -> None:
        """Refused: «not-yours»."""

        async def act(work: Work, _request: Request) -> str:
            if not await work.requests.hand_back(request_id, staff):
                raise Refusal("not-yours")
            return "handed-back"

        await self._act(step, request_id, staff, "handed-back", act)

    async def take_over(self, step: Step, request_id: int, staff: Staff) -> None:
        """Own it instead of one who is silent, or take it where nobody owns it.

        Refused: «owner-active» (again: until when), «already-yours», «already-taken», «already-decided».
        """

        async def act(work: Work, request: Request) -> str:
            owner = request.taken_by
            if owner is None:
                if not await work.requests.take(request_id, staff):
                    raise _objection(await found(work, request_id), staff)
                return "taken"
            silent_since = step.at - SILENCE
            theirs = owner.telegram_id == staff.telegram_id
            if theirs or not await work.requests.take_over(request_id, owner, staff, silent_since, step.at):
                raise _objection(await found(work, request_id), staff)
            await work.outbox.put(_notice(step, request, owner, staff))
            return "taken-over"

        await self._act(step, request_id, staff, "taken-over", act)


def _objection(request: Request, staff: Staff) -> Refusal:
    """Why it cannot be taken over, as it stands by now."""
    if request.state is not RequestState.OPEN:
        return Refusal("already-decided")
    if request.taken_by is not None and request.taken_by.telegram_id == staff.telegram_id:
        return Refusal("already-yours")
    if request.active_at is None:
        return Refusal("already-taken")
    return Refusal("owner-active", again=int((request.active_at + SILENCE).timestamp()))


def _notice(step: Step, request: Request, former: Staff, staff: Staff) -> Parcel:
    payload: dict[str, str | int] = {"request": request.id, "name": staff.name}
    payload |= {"former": former.telegram_id, "former_name": former.name}
    return Parcel(step.key(f"taken-over:{request.id}"), "taken-over", None, payload, step.at)
