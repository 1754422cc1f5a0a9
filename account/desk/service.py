"""The support desk's side of a request: seeing it, owning it, deciding it, and keeping the promise (spec §2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from account.desk.acts import found
from account.desk.card_parcels import card_parcel, first_card_key, redraw_parcel
from account.desk.deadlines import deadline_parcels, reminder_parcel
from account.desk.decisions import Decisions
from account.desk.ownership import Ownership
from account.desk.queue import ROWS_A_PAGE, QueuePage, pages
from account.ports import Work
from account.records import AuditEntry, Parcel
from account.requests import Request, RequestKind, RequestState, Staff
from account.step import Outcome, Step, once

# The customer hears of a missed promise first; the desk is reminded after that.
AFTER_THE_CUSTOMER = timedelta(seconds=5)


class DeskService(Ownership, Decisions):
    """- When the promised time runs out undecided, the customer is told first, with a new time.

    - The queue holds what the desk owes a word, the nearest deadline first.
    - Who looks at a request by its number is written into its trail.
    - A request has one card: where it is shown anew, the messages that showed it before leave the group.
    """

    async def queue(self, number: int) -> QueuePage:
        """A page of what waits, by deadline; the last one for a number beyond it."""
        async with self._works() as work:
            total = await work.requests.count_waiting()
            number = min(max(number, 1), pages(total))
            rows = await work.requests.waiting(ROWS_A_PAGE, (number - 1) * ROWS_A_PAGE)
        return QueuePage(rows, number, total)

    async def adopt_card(self, request_id: int, message: int) -> None:
        """A card in the group whose place a crash kept us from learning: who presses its button shows it."""
        async with self._works() as work:
            request = await found(work, request_id)
            if request.card.message is None:
                await work.requests.set_card(request_id, replace(request.card, message=message))

    async def show_again(self, step: Step, request_id: int) -> None:
        """The card once more, for one that may not have arrived. Refused: «no-such-request»."""

        async def effect(work: Work) -> Outcome:
            await work.outbox.put(_card_anew(step, await found(work, request_id)))
            return {}

        await once(self._works, step, "show-again", effect)

    async def view(self, step: Step, request_id: int, staff: Staff) -> None:
        """Look at a request: the trail knows of it, and the card of an open one comes down to where the talk is.

        Refused: «no-such-request».
        """

        async def effect(work: Work) -> Outcome:
            request = await found(work, request_id)
            await work.requests.touch(request_id, staff, step.at)
            await work.audit.add(request_id, staff.telegram_id, "viewed", step.at, staff.name)
            if request.state is RequestState.OPEN:
                await work.outbox.put(_card_anew(step, request))
            return {}

        await once(self._works, step, "view", effect)

    async def trail(self, request_id: int) -> list[AuditEntry]:
        """What was done about a request, the oldest first."""
        async with self._works() as work:
            return await work.audit.of_request(request_id)

    async def overdue(self, request_id: int, at: datetime) -> None:
        """Promise a new time to the customer who still waits."""
        async with self._works() as work:
            request = await found(work, request_id)
            if not request.waits or request.answer_by > at:
                return
            later = replace(request, answer_by=self._promise.deadline(at))
            if not await work.requests.promise(request_id, later.answer_by):
                return
            until = int(later.answer_by.timestamp())
            text = "notice-overdue" if request.kind is RequestKind.VERIFICATION else "notice-overdue-question"
            payload: dict[str, str | int] = {"text": text, "until": self._promise.shown(later.answer_by)}
            await work.outbox.put(Parcel(f"late:{request_id}:{until}", "notice", request.telegram_id, payload, at))
            await work.outbox.put(redraw_parcel(request_id, f"late-card:{request_id}:{until}", at))
            for parcel in (
                *deadline_parcels(later, at, self._promise.lead),
                reminder_parcel(later, "overdue", at + AFTER_THE_CUSTOMER),
            ):
                await work.outbox.put(parcel)


def _card_anew(step: Step, request: Request) -> Parcel:
    """The card in a new message; those that show the request now leave the group."""
    old = [each for each in (request.card.message, *request.card.files) if each is not None]
    return card_parcel(request.id, step.key(first_card_key(request.id)), step.at, old)
