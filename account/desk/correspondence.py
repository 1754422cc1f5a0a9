"""What staff and customers write to each other: who hears what, in which order, and how it is taken back (spec §2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from account.desk.letters import Letter, LetterState, Sender, Written
from account.desk.questions import QuestionService
from account.limits import HOUR, Limit, free_at
from account.ports import Work, Works
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
    - Letters arrive in the order in which they were written, albums whole, replies as replies. A question is answered
      when a letter has arrived that says more than «we are at it».
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
            request, answered = await _about(work, written, topic)
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

    async def is_letter(self, person: int, message: int) -> bool:
        """Whether a message of this person's chat is part of the correspondence."""
        async with self._works() as work:
            return bool(await work.letters.with_customer(person, message))

    async def from_customer(self, step: Step, written: Written, *, begin: bool) -> str:
        """Send it to the desk: the «first» of this request or «more», or «nobody» when nothing is open.

        ``begin``: the person has chosen to write to the support. Refused: «too-many-letters» (again).
        """

        async def effect(work: Work) -> Outcome:
            request, answered, replies = await _open(work, step.person, written)
            if request is None and not (begin or replies):
                return {"came": "nobody"}
            await _count(work, step)
            request = request or await self._questions.asked(work, step)
            await self._questions.renew(work, request, step.at)
            before = await work.letters.wrote(request.id, Sender.CUSTOMER)
            await post(work, step, request.id, written, answered)
            await work.audit.add(request.id, step.person, "wrote", step.at)
            return {"came": "more" if before else "first"}

        return str((await once(self._works, step, "from-customer", effect))["came"])


def letter_parcel(request_id: int, sender: Sender, letter: int, at: datetime, album: str | None = None) -> Parcel:
    """Carries a letter and all of its album, in the order of its side; that it goes once is marked with the letter."""
    due_at = at + ALBUM_SETTLES if album else at
    lane = lane_of(request_id, sender)
    return Parcel(f"letter:{letter}", "letter", None, {"letter": letter}, due_at, lane=lane)


def lane_of(request_id: int, sender: Sender) -> str:
    return f"letters:{request_id}:{sender}"


async def _open(work: Work, person: int, written: Written) -> tuple[Request | None, Letter | None, bool]:
    """What a customer's message is about, the letter that it answers, and whether it answers any.

    An answer to a letter about what is over belongs to what is open now: nobody looks under a closed card.
    """
    replied = written.replied
    letters = await work.letters.with_customer(person, replied) if replied is not None else []
    about = await work.requests.by_id(letters[0].request_id) if letters else None
    if about is not None and about.awaited:
        return about, letters[0], True
    return await work.questions.open_of(person), None, bool(letters) or written.to_support


async def _about(work: Work, written: Written, topic: int | None) -> tuple[Request | None, Letter | None]:
    """The request that a message of the group is about, and the letter that it answers."""
    if written.replied is None:
        return (await work.cards.of_topic(topic) if topic is not None else None), None
    letters = await work.letters.in_group(written.replied)
    if letters:
        return await work.requests.by_id(letters[0].request_id), letters[0]
    known = await work.requests.by_card_message(written.replied)
    if known is None and written.about is not None:
        known = await work.requests.by_id(written.about)
    return known, None


async def _let_go(
    work: Work, request_id: int, letter: int, staff: Staff, at: datetime, *, album: str | None = None
) -> None:
    await work.outbox.put(letter_parcel(request_id, Sender.STAFF, letter, at, album))
    await work.requests.touch(request_id, staff, at)
    await work.audit.add(request_id, staff.telegram_id, "wrote", at, staff.name)


async def post(work: Work, step: Step, request_id: int, written: Written, answered: Letter | None) -> None:
    """A customer's letter in all its pieces; only the first one is part of an album."""
    for number, content in enumerate(written.contents):
        album = written.album if number == 0 else None
        letter = await work.letters.add(
            request_id,
            Sender.CUSTOMER,
            step.person,
            written.message,
            content,
            step.at,
            answers=answered.id if answered else None,
            album=album,
        )
        await work.outbox.put(letter_parcel(request_id, Sender.CUSTOMER, letter, step.at, album))


async def _count(work: Work, step: Step) -> None:
    subject = f"letters:{step.person}"
    free = await free_at(work, {subject: (MOST_OF_ONE,)}, step.at)
    if free is not None:
        raise Refusal("too-many-letters", again=int(free.timestamp()))
    await work.tallies.add(subject, step.at)
