"""A customer's question to the desk: promised an answer as a request is, answered by letters, closed by staff."""

from __future__ import annotations

from datetime import datetime

from account.desk.card_parcels import card_parcel, files_leave_parcel, first_card_key, redraw_parcel
from account.desk.deadlines import deadline_parcels
from account.desk.promises import Promise
from account.ports import Work, Works
from account.records import Parcel
from account.refusals import Refusal
from account.requests import Request, RequestKind, RequestState, Staff
from account.step import Outcome, Step, once


class QuestionService:
    """- One open question a person, of whoever has an account or not.

    - It waits until staff answer it; each word of the customer after an answer renews the promise.
    - Whoever owns it closes it, anybody where nobody owns it; the customer is told.
    """

    def __init__(self, works: Works, promise: Promise) -> None:
        self._works = works
        self._promise = promise

    async def asked(self, work: Work, step: Step) -> Request:
        """The person's open question, a new one with all it sets going."""
        sign_in = await work.sign_ins.current(step.person)
        account = sign_in.account_id if sign_in else None
        request = await work.questions.ask(account, step.person, step.at, self._promise.deadline(step.at))
        await work.audit.add(request.id, step.person, "asked", step.at)
        await work.outbox.put(card_parcel(request.id, first_card_key(request.id), step.at))
        await self._set_going(work, request, step.at)
        return request

    async def renew(self, work: Work, request: Request, at: datetime) -> None:
        """The customer has written again: an answered question waits anew."""
        if await work.questions.wait_again(request.id, self._promise.deadline(at)):
            renewed = await work.requests.by_id(request.id)
            assert renewed is not None, "changed in this transaction"
            await self._set_going(work, renewed, at)
            await work.outbox.put(redraw_parcel(request.id, f"redraw:renewed:{request.id}:{at.timestamp()}", at))

    async def close(self, step: Step, request_id: int, staff: Staff) -> None:
        """Refused: «no-such-request», «not-a-question», «already-taken», «already-decided»."""

        async def effect(work: Work) -> Outcome:
            request = await work.requests.by_id(request_id)
            if request is None:
                raise Refusal("no-such-request")
            if not await work.questions.close(request_id, staff, step.at):
                if request.kind is not RequestKind.QUESTION:
                    raise Refusal("not-a-question")
                raise Refusal("already-taken" if request.state is RequestState.OPEN else "already-decided")
            await work.audit.add(request_id, staff.telegram_id, "closed", step.at, staff.name)
            notice = {"text": "notice-question-closed"}
            await work.outbox.put(Parcel(f"closed:{request_id}", "notice", request.telegram_id, notice, step.at))
            await work.outbox.put(files_leave_parcel(request_id, f"remove:{request_id}", step.at))
            await work.outbox.put(redraw_parcel(request_id, step.key(f"redraw:{request_id}"), step.at))
            return {}

        await once(self._works, step, "close-question", effect)

    async def _set_going(self, work: Work, request: Request, at: datetime) -> None:
        for parcel in deadline_parcels(request, at, self._promise.lead):
            await work.outbox.put(parcel)
