"""Codes by mail and SMS: sending within limits, and exactly as many guesses as the product allows (spec §1 Codes)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from account.code import Code, generate_code
from account.contacts import Contact
from account.guesses import CODES, Guesses
from account.limits import DAY, HOUR, Counted, Limit, free_at
from account.ports import Work, Works
from account.records import Care, CodeMatch, Parcel, Purpose
from account.refusals import Refusal
from account.step import Outcome, Step, once

LIFE = timedelta(minutes=10)
PAUSES = (timedelta(seconds=60), timedelta(seconds=120), timedelta(seconds=240))
SENDS = (Limit(5, HOUR), Limit(10, DAY))
GUESSES_OF_CONTACT = (Limit(10, HOUR), Limit(20, DAY))
GUESSES_OF_PERSON = (Limit(30, DAY),)
WRONG_MOST = 5


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out with a code: ``carries`` stays with the code, ``password`` is only in the message.

    ``decoy``: nobody is behind the contact; everything is done but the sending.
    """

    carries: str | None = None
    password: str | None = None
    decoy: bool = False


class CodeService:
    """Codes live 10 minutes, are used once, and are bound to person, purpose and contact.

    - «Выслать другой код» after 60, 120, then 240 s; at most 5 sends an hour and 10 a day, by contact and by person.
    - The two newest codes are taken while they live. 5 wrong attempts end all live ones.
    - Guesses: 10 an hour and 20 a day by contact, 30 a day by person; counted and committed before the comparison.
    - Strangers share a contact's figures; whoever was ever signed in to its account has the same figures alone.
    - 500 wrong codes an hour of the whole service stop the strangers, and the admins are told.
    """

    def __init__(self, works: Works, admins: Sequence[int] = ()) -> None:
        self._works = works
        self._guesses = Guesses(admins)

    async def send(
        self, step: Step, purpose: Purpose, contact: Contact, letter: Letter | None = None, *, again: bool = False
    ) -> datetime:
        """Send a code and tell when another may be had (UTC).

        On coming to the question (not ``again``), a code sent a moment ago serves on.
        Refused: «code-too-soon» (seconds), «too-many-codes» (until).
        """

        async def effect(work: Work) -> Outcome:
            sent = await self._send(work, step, purpose, contact, letter or Letter(), again=again)
            return {"again_at": sent.isoformat()}

        outcome = await once(self._works, step, f"send-{purpose}-{contact.kind}", effect)
        return datetime.fromisoformat(str(outcome["again_at"]))

    async def note_undelivered(
        self, person: int, purpose: Purpose, contact: Contact, notice: Parcel, at: datetime
    ) -> None:
        """A code could not be delivered: the person is told, and the next one may be sent without a pause.

        Nothing happens where no code is waited for any more: one that was thought lost has arrived.
        """
        async with self._works() as work:
            if await work.codes.live(person, purpose, contact, at):
                await work.tallies.add(_undelivered(person, contact), at)
                await work.outbox.put(notice)

    async def _send(
        self, work: Work, step: Step, purpose: Purpose, contact: Contact, letter: Letter, *, again: bool
    ) -> datetime:
        known = await work.accounts.knows(contact, step.person)
        counted: Counted = {_of_contact("send", step, contact, known=known): SENDS, f"send:person:{step.person}": SENDS}
        busy_until = await free_at(work, counted, step.at)
        sent = await work.codes.sent_at(step.person, purpose, contact, step.at - HOUR)
        next_at = await self._next_at(work, step, contact, sent)
        waits = next_at is not None and next_at > step.at
        if not again and (waits or busy_until) and await work.codes.live(step.person, purpose, contact, step.at):
            return max(filter(None, (next_at, busy_until)))
        if busy_until is not None:
            raise Refusal("too-many-codes", until=int(busy_until.timestamp()))
        if waits and next_at is not None:
            raise Refusal("code-too-soon", seconds=max(1, round((next_at - step.at).total_seconds())))
        for subject in counted:
            await work.tallies.add(subject, step.at)
        await self._put(work, step, purpose, contact, letter)
        return step.at + PAUSES[min(len(sent), len(PAUSES) - 1)]

    async def _next_at(self, work: Work, step: Step, contact: Contact, sent: list[datetime]) -> datetime | None:
        if not sent or await work.tallies.recent(_undelivered(step.person, contact), sent[-1]):
            return None
        return sent[-1] + PAUSES[min(len(sent), len(PAUSES)) - 1]

    async def _put(self, work: Work, step: Step, purpose: Purpose, contact: Contact, letter: Letter) -> None:
        code, until = generate_code(), step.at + LIFE
        await work.codes.add(step.person, purpose, contact, code, letter.carries, step.at, until)
        await work.tallies.clear(_wrong(step, purpose, contact))
        payload: dict[str, str | int] = {
            "to": str(contact),
            "purpose": str(purpose),
            "code": code.value,
            "language": step.language,
            "place": step.place,
            "sent_at": int(step.at.timestamp()),
        }
        if letter.password:
            payload["password"] = letter.password
        await work.outbox.put(
            Parcel(
                key=step.key(f"code-{purpose}-{contact.kind}"),
                kind=f"decoy-{contact.kind}" if letter.decoy else f"code-{contact.kind}",
                person=step.person,
                payload=payload,
                due_at=step.at,
                care=Care.ONCE if contact.kind == "phone" else Care.REPEATABLE,
                expires_at=until,
            )
        )

    async def check(
        self,
        step: Step,
        purpose: Purpose,
        contact: Contact,
        code: Code,
        then: Callable[[Work, CodeMatch], Awaitable[None]] | None = None,
    ) -> None:
        """Take the code or refuse; ``then`` happens in the transaction that uses the code up.

        Refused: «wrong-code» (left), «code-spent» (the fifth wrong one), «code-over» (none lives),
        «too-many-guesses», «codes-closed» (until).
        """

        async def count(work: Work) -> Outcome:
            return await self._count(work, step, purpose, contact)

        async def compare(work: Work) -> None:
            match = await work.codes.match(step.person, purpose, contact, code, step.at)
            if match is not None and await work.codes.use(match.id, step.at):
                await work.tallies.clear(_wrong(step, purpose, contact))
                if stranger_at := counted.get("stranger_at"):
                    await work.tallies.take_back(CODES.subject, datetime.fromisoformat(str(stranger_at)))
                if then is not None:
                    await then(work, match)
                return
            number = int(counted["number"] or 0)
            if number >= WRONG_MOST:
                await work.codes.end(step.person, purpose, contact, step.at)
                raise Refusal("code-spent")
            raise Refusal("wrong-code", left=WRONG_MOST - number)

        counted = await once(self._works, step, f"count-{purpose}-{contact.kind}", count)
        await once(self._works, step, f"compare-{purpose}-{contact.kind}", compare)

    async def _count(self, work: Work, step: Step, purpose: Purpose, contact: Contact) -> Outcome:
        """Count a guess as a wrong one: its number of the live codes, and when it was counted as a stranger's."""
        known, wrong = await work.accounts.knows(contact, step.person), _wrong(step, purpose, contact)
        counted: Counted = {
            _of_contact("guess", step, contact, known=known): GUESSES_OF_CONTACT,
            f"guess:person:{step.person}": GUESSES_OF_PERSON,
        }
        if until := await free_at(work, counted, step.at):
            raise Refusal("too-many-guesses", until=int(until.timestamp()))
        await work.tallies.lock(wrong)
        before = len(await work.tallies.recent(wrong, step.at - DAY))
        if before >= WRONG_MOST or not await work.codes.live(step.person, purpose, contact, step.at):
            raise Refusal("code-over")
        if not known and (until := await self._guesses.closed_until(work, step, CODES)):
            raise Refusal("codes-closed", until=int(until.timestamp()))
        for subject in (*counted, wrong):
            await work.tallies.add(subject, step.at)
        return {"number": before + 1, "stranger_at": None if known else step.at.isoformat()}


def _of_contact(what: str, step: Step, contact: Contact, *, known: bool) -> str:
    """By what a contact's limits count: whoever was in its account is not stopped by what strangers do."""
    return f"{what}:{contact.key}:{step.person}" if known else f"{what}:{contact.key}"


def _undelivered(person: int, contact: Contact) -> str:
    return f"undelivered:{person}:{contact.key}"


def _wrong(step: Step, purpose: Purpose, contact: Contact) -> str:
    return f"wrong:{step.person}:{purpose}:{contact.key}"
