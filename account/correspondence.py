"""What staff and customers write to each other: who hears what, in which order, and how it is taken back (spec §2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from account.card_parcels import redraw_parcel
from account.letters import Content, Letter, LetterState, Sender, Written
from account.limits import HOUR, Limit, free_at
from account.ports import Work, Works
from account.questions import QuestionService
from account.records import Parcel
from account.refusals import Refusal
from account.requests import Request, Staff
from account.step import Outcome, Step, once

# The messages of an album come one by one: after this long the last one surely has.
ALBUM_SETTLES = timedelta(seconds=1.5)
MOST_OF_ONE = Limit(60, HOUR)  # letters of one customer


class CorrespondenceService:
    """- A reply of staff to a message about a request goes to the customer, and what answers nobody in its topic.

    - Whoever wrote in the group's name is asked to show who it was: until then nothing goes out.
    - A customer's message reaches the desk while a request or a question of theirs is open, or after they chose to
      write; a reply to a letter of the desk always does.
    - Letters arrive in the order in which they were written, albums whole, replies as replies.
    - What is edited or taken back is so on the other side, too.
    """

    def __init__(self, works: Works, questions: QuestionService) -> None:
        self._works = works
        self._questions = questions

    async def from_staff(self, step: Step, staff: Staff | None, written: Written, topic: int | None) -> int | None:
        """Send it to the customer whom it is about; the letter's id, None when it is the group's own talk.

        Without ``staff`` (somebody in the group's name) it is held until ``release``.
        """
        if written.replied is None and topic is None:
            return None  # most of a plain group's messages: there is nothing to look up

        async def effect(work: Work) -> Outcome:
            request, answered = await _about(work, written.replied, topic)
            if request is None:
                return {}
            state = LetterState.HELD if staff is None else LetterState.WAITING
            (content,) = written.contents
            letter = await work.letters.add(
                request.id,
                Sender.STAFF,
                staff.telegram_id if staff else 0,
                written.message,
                content,
                step.at,
                answers=answered.id if answered else None,
                album=written.album,
                state=state,
            )
            if staff is not None:
                await _let_go(work, request.id, letter, staff, step.at, album=written.album)
            return {"letter": letter}

        letter_id = (await once(self._works, step, "from-staff", effect)).get("letter")
        return None if letter_id is None else int(letter_id)

    async def release(self, step: Step, staff: Staff, letter_id: int) -> None:
        """Send what was held: this is who wrote it. Refused: «letter-gone» when it was released or taken back."""

        async def effect(work: Work) -> Outcome:
            letter = await work.letters.by_id(letter_id)
            freed = await work.letters.release(letter_id, staff.telegram_id)
            if letter is None or not freed:
                raise Refusal("letter-gone")
            for each in freed:
                await _let_go(work, letter.request_id, each, staff, step.at)
            return {}

        await once(self._works, step, "release", effect)

    async def from_customer(self, step: Step, written: Written, *, begin: bool) -> str:
        """Send it to the desk: the «first» of this request or «more», or «nobody» when nothing is open.

        ``begin``: the person has chosen to write to the support. Refused: «too-many-letters» (again).
        """

        async def effect(work: Work) -> Outcome:
            request, answered = await _open(work, step.person, written.replied)
            if request is None and not begin:
                return {"came": "nobody"}
            await _count(work, step)
            request = request or await self._questions.asked(work, step)
            before = await work.letters.wrote(request.id, Sender.CUSTOMER)
            await _post(work, step, request, written, answered)
            await work.audit.add(request.id, step.person, "wrote", step.at)
            await self._questions.renew(work, request, step.at)
            return {"came": "more" if before else "first"}

        return str((await once(self._works, step, "from-customer", effect))["came"])

    async def edited_by_staff(self, step: Step, staff: Staff, message: int, content: Content) -> bool:
        """The same change on the customer's side; False when the message is no letter."""

        async def effect(work: Work) -> Outcome:
            own = [each for each in await work.letters.in_group(message) if each.sender is Sender.STAFF]
            for letter in own:
                await _change(work, step, letter, content)
                await work.audit.add(letter.request_id, staff.telegram_id, "changed-letter", step.at, staff.name)
            return {"known": len(own)}

        return bool((await once(self._works, step, "edited-by-staff", effect))["known"])

    async def edited_by_customer(self, step: Step, message: int, contents: Sequence[Content]) -> bool:
        """The same change in the group; False when the message is no letter."""

        async def effect(work: Work) -> Outcome:
            theirs = await work.letters.with_customer(step.person, message)
            own = [each for each in theirs if each.sender is Sender.CUSTOMER]
            for letter, content in zip(own, contents, strict=False):
                await _change(work, step, letter, content)
            return {"known": len(own)}

        return bool((await once(self._works, step, "edited-by-customer", effect))["known"])

    async def take_back(self, step: Step, staff: Staff, message: int) -> None:
        """Delete a letter of staff from the customer's chat. Refused: «not-a-letter»."""

        async def effect(work: Work) -> Outcome:
            own = [each for each in await work.letters.in_group(message) if each.sender is Sender.STAFF]
            if not own:
                raise Refusal("not-a-letter")
            for letter in own:
                if not await work.letters.take_back(letter.id):
                    key, lane = step.key(f"letter-delete:{letter.id}"), _lane(letter.request_id, letter.sender)
                    gone = {"letter": letter.id}
                    await work.outbox.put(Parcel(key, "letter-delete", None, gone, step.at, lane=lane))
                await work.audit.add(letter.request_id, staff.telegram_id, "took-letter-back", step.at, staff.name)
            return {}

        await once(self._works, step, "take-letter-back", effect)


def _letter_parcel(request_id: int, sender: Sender, letter: int, at: datetime, album: str | None = None) -> Parcel:
    """Carries a letter and all of its album, in the order of its side; that it goes once is marked with the letter."""
    due_at = at + ALBUM_SETTLES if album else at
    lane = _lane(request_id, sender)
    return Parcel(f"letter:{letter}", "letter", None, {"letter": letter}, due_at, lane=lane)


def _lane(request_id: int, sender: Sender) -> str:
    return f"letters:{request_id}:{sender}"


async def _open(work: Work, person: int, replied: int | None) -> tuple[Request | None, Letter | None]:
    """What a customer's message is about, and the letter that it answers."""
    letters = await work.letters.with_customer(person, replied) if replied is not None else []
    if letters:
        return await work.requests.by_id(letters[0].request_id), letters[0]
    return await work.questions.open_of(person), None


async def _about(work: Work, replied: int | None, topic: int | None) -> tuple[Request | None, Letter | None]:
    """The request that a message of the group is about, and the letter that it answers."""
    if replied is None:
        return (await work.cards.of_topic(topic) if topic is not None else None), None
    letters = await work.letters.in_group(replied)
    if letters:
        return await work.requests.by_id(letters[0].request_id), letters[0]
    return await work.requests.by_card_message(replied), None


async def _let_go(
    work: Work, request_id: int, letter: int, staff: Staff, at: datetime, *, album: str | None = None
) -> None:
    await work.outbox.put(_letter_parcel(request_id, Sender.STAFF, letter, at, album))
    if await work.questions.answered(request_id, at):
        await work.outbox.put(redraw_parcel(request_id, f"redraw:answered:{letter}", at))
    await work.requests.touch(request_id, staff, at)
    await work.audit.add(request_id, staff.telegram_id, "wrote", at, staff.name)


async def _post(work: Work, step: Step, request: Request, written: Written, answered: Letter | None) -> None:
    for content in written.contents:
        letter = await work.letters.add(
            request.id,
            Sender.CUSTOMER,
            step.person,
            written.message,
            content,
            step.at,
            answers=answered.id if answered else None,
            album=written.album,
        )
        await work.outbox.put(_letter_parcel(request.id, Sender.CUSTOMER, letter, step.at, written.album))


async def _change(work: Work, step: Step, letter: Letter, content: Content) -> None:
    if not await work.letters.change(letter.id, content, letter.answers):
        payload = {name: value for name, value in asdict(content).items() if value is not None}
        key, lane = step.key(f"letter-edit:{letter.id}"), _lane(letter.request_id, letter.sender)
        edit = {"letter": letter.id, **payload}
        await work.outbox.put(Parcel(key, "letter-edit", None, edit, step.at, lane=lane))


async def _count(work: Work, step: Step) -> None:
    subject = f"letters:{step.person}"
    free = await free_at(work, {subject: (MOST_OF_ONE,)}, step.at)
    if free is not None:
        raise Refusal("too-many-letters", again=int(free.timestamp()))
    await work.tallies.add(subject, step.at)
