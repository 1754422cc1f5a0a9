"""Verification as the customer sees it: three pictures, one open request, an answer by a told time (spec §1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from account.desk.card_parcels import card_parcel, files_leave_parcel, first_card_key, redraw_parcel
from account.desk.deadlines import deadline_parcels
from account.desk.promises import Promise
from account.ports import Look, Work, Works
from account.records import Account
from account.refusals import Refusal
from account.requests import Looked, Request, RequestFile, RequestState, SentFile, Slot
from account.sign_in import SignInService
from account.step import Outcome, Step, once


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands with the proof of identity; ``request`` is the latest one."""

    account: Account
    request: Request | None

    @property
    def open(self) -> bool:
        return self.request is not None and self.request.awaited

    @property
    def wanted(self) -> tuple[Slot, ...]:
        """The slots to be sent: only the rejected ones after a rejection whose files are still kept, else all."""
        if self.request is not None and self.request.state is RequestState.REJECTED and self.request.files:
            return tuple(each.slot for each in self.request.rejected)
        return tuple(Slot)


class VerificationService:
    """- One open request an account; it can be withdrawn.

    - After a rejection only the rejected slots are asked for again; the good files go with the new request.
    - A refusal that is final, or an approval that holds, leaves nothing to send.
    - The group's card, the desk's reminders and the notice of a missed promise are parcels of the transaction that
      made the request.
    """

    def __init__(self, works: Works, sign_in: SignInService, look: Look, promise: Promise) -> None:
        self._works = works
        self._sign_in = sign_in
        self._look = look
        self._promise = promise

    async def look(self, file: SentFile) -> Looked:
        """The file as it is shown, and the doubts about it («dark», «blurred» …); refused when never taken."""
        return await self._look(file)

    async def standing(self, person: int) -> Standing:
        """Refused: «signed-out»."""
        async with self._works() as work:
            return await _standing(work, person)

    def told(self, request: Request) -> int:
        """Until when this request will be answered, as the customer is told (Unix time)."""
        return self._promise.shown(request.answer_by)

    async def may_begin(self, person: int) -> Standing:
        """Refused: «signed-out», «profile-first», «request-open», «already-verified», «refused-for-good»."""
        async with self._works() as work:
            return _allowed(await _standing(work, person))

    async def submit(self, step: Step, sent: Mapping[Slot, SentFile]) -> int:
        """Send the request off; until when it will be answered, as the customer is told (Unix time).

        Refused as ``may_begin``, and «file-missing».
        """

        async def effect(work: Work) -> Outcome:
            standing = _allowed(await _standing(work, step.person))
            answer_by = self._promise.deadline(step.at)
            files = _files(standing, sent)
            request = await work.requests.add(standing.account.id, step.person, files, step.at, answer_by)
            if request is None:
                raise Refusal("request-open")
            await work.audit.add(request.id, step.person, "submitted", step.at)
            await work.outbox.put(card_parcel(request.id, first_card_key(request.id), step.at))
            for parcel in deadline_parcels(request, step.at, self._promise.lead):
                await work.outbox.put(parcel)
            return {"until": self._promise.shown(answer_by)}

        return int((await once(self._works, step, "submit", effect))["until"] or 0)

    async def withdraw(self, step: Step) -> None:
        """Refused: «signed-out», «nothing-open»."""
        account = await self._sign_in.required(step.person)

        async def effect(work: Work) -> Outcome:
            request = await work.requests.latest(account.id)
            if request is None or not await work.requests.withdraw(request.id, step.at):
                raise Refusal("nothing-open")
            await work.audit.add(request.id, step.person, "withdrawn", step.at)
            await work.outbox.cancel(first_card_key(request.id))
            await work.outbox.put(redraw_parcel(request.id, step.key(f"redraw:{request.id}"), step.at))
            await work.outbox.put(files_leave_parcel(request.id, f"remove:{request.id}", step.at))
            return {}

        await once(self._works, step, "withdraw", effect)


async def _standing(work: Work, person: int) -> Standing:
    sign_in = await work.sign_ins.current(person)
    account = await work.accounts.by_id(sign_in.account_id) if sign_in else None
    if account is None:
        raise Refusal("signed-out")
    return Standing(account, await work.requests.latest(account.id))


def _allowed(standing: Standing) -> Standing:
    if standing.account.profile is None:
        raise Refusal("profile-first")
    if standing.open:
        raise Refusal("request-open")
    if standing.account.verified_at is not None:
        raise Refusal("already-verified")
    if standing.request is not None and standing.request.state is RequestState.REFUSED:
        raise Refusal("refused-for-good")
    return standing


def _files(standing: Standing, sent: Mapping[Slot, SentFile]) -> list[RequestFile]:
    kept = {}
    if standing.request is not None and standing.request.state is RequestState.REJECTED:
        kept = {each.slot: each.file for each in standing.request.files if not each.rejected}
    files = kept | dict(sent)
    if any(slot not in files for slot in Slot):
        raise Refusal("file-missing")
    return [RequestFile(slot, files[slot]) for slot in Slot]
