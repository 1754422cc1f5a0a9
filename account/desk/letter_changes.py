"""What is edited or taken back of the correspondence is so on the other side, too (spec §2)."""

from __future__ import annotations

from collections.abc import Sequence

from account.desk.correspondence import lane_of, post
from account.desk.letters import Content, Letter, LetterState, Sender, Written
from account.ports import Work, Works
from account.records import Parcel
from account.refusals import Refusal
from account.requests import Staff
from account.step import Outcome, Step, once

LOST = frozenset({LetterState.FAILED, LetterState.UNKNOWN})


class LetterChangeService:
    """- A letter that was not sent yet is sent as it is now; one that was is changed where it arrived.

    - Where that cannot be, whoever changed it is told.
    - A customer's letter in several pieces gets as many as it needs.
    """

    def __init__(self, works: Works) -> None:
        self._works = works

    async def edited_by_staff(self, step: Step, staff: Staff | None, message: int, content: Content | None) -> bool:
        """False when the message is no letter. ``content`` is None where nothing is left that could be sent."""

        async def effect(work: Work) -> Outcome:
            own = [each for each in await work.letters.in_group(message) if each.sender is Sender.STAFF]
            for letter in own:
                await _change(work, step, letter, content)
                who, name = (staff.telegram_id, staff.name) if staff is not None else (letter.who, "")
                await work.audit.add(letter.request_id, who, "changed-letter", step.at, name)
            return {"known": len(own)}

        return bool((await once(self._works, step, "edited-by-staff", effect))["known"])

    async def edited_by_customer(self, step: Step, message: int, contents: Sequence[Content]) -> bool:
        """False when the message is no letter."""

        async def effect(work: Work) -> Outcome:
            theirs = await work.letters.with_customer(step.person, message)
            own = [each for each in theirs if each.sender is Sender.CUSTOMER]
            for letter, content in zip(own, contents, strict=False):
                await _change(work, step, letter, content)
            if own and len(contents) > len(own):
                await post(work, step, own[0].request_id, Written(message, tuple(contents[len(own) :])), None)
            for letter in own[len(contents) :]:
                await _take_back(work, step, letter)
            return {"known": len(own)}

        return bool((await once(self._works, step, "edited-by-customer", effect))["known"])

    async def take_back(self, step: Step, staff: Staff, message: int, asked: int | None) -> None:
        """Delete a letter of staff on both sides, with the message that ``asked`` for it. Refused: «not-a-letter»."""

        async def effect(work: Work) -> Outcome:
            own = [each for each in await work.letters.in_group(message) if each.sender is Sender.STAFF]
            if not own:
                raise Refusal("not-a-letter")
            for letter in own:
                await _take_back(work, step, letter, asked)
                await work.audit.add(letter.request_id, staff.telegram_id, "took-letter-back", step.at, staff.name)
            return {}

        await once(self._works, step, "take-letter-back", effect)


async def _change(work: Work, step: Step, letter: Letter, content: Content | None) -> None:
    payload: dict[str, str | int] = {"letter": letter.id}
    if content is None or letter.state in LOST:
        key, word = step.key(f"letter-not-changed:{letter.id}"), payload | {"word": "not-changed"}
        await work.outbox.put(Parcel(key, "letter-word", None, word, step.at))
    elif not await work.letters.change(letter.id, content, letter.answers):
        payload |= {"kind": content.kind, "html": content.html}
        if content.file is not None:
            payload["file"] = content.file
        key, lane = step.key(f"letter-edit:{letter.id}"), lane_of(letter.request_id, letter.sender)
        await work.outbox.put(Parcel(key, "letter-edit", None, payload, step.at, lane=lane))


async def _take_back(work: Work, step: Step, letter: Letter, asked: int | None = None) -> None:
    await work.letters.take_back(letter.id)
    payload: dict[str, str | int] = {"letter": letter.id}
    if asked is not None:
        payload["asked"] = asked
    key, lane = step.key(f"letter-delete:{letter.id}"), lane_of(letter.request_id, letter.sender)
    await work.outbox.put(Parcel(key, "letter-delete", None, payload, step.at, lane=lane))
