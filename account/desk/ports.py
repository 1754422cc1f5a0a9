"""What the rules of the support desk need of the world: requests, their cards, letters, the trail, the members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from account.desk.letters import Content, Letter, LetterState, Sender
from account.desk.queue import QueueRow
from account.records import AuditEntry
from account.requests import (
    Answered,
    Card,
    Proposal,
    Request,
    RequestFile,
    RequestState,
    Staff,
    Verdict,
    Waiting,
)


class Requests(Protocol):
    async def add(
        self, account_id: int, telegram_id: int, files: Sequence[RequestFile], at: datetime, answer_by: datetime
    ) -> Request | None:
        """The new open request, or None when the account has an open one already."""
        ...

    async def by_id(self, request_id: int) -> Request | None: ...
    async def latest(self, account_id: int) -> Request | None:
        """The newest verification, without those that were withdrawn: they leave things as they were before."""
        ...

    async def awaited(self, account_id: int) -> bool:
        """Whether the customer waits for an answer to that one (``Request.awaited``)."""
        ...

    async def count_before(self, request: Request) -> int: ...
    async def take(self, request_id: int, staff: Staff) -> bool:
        """Own an open request that nobody owns; False when somebody does or it is not open."""
        ...

    async def hand_back(self, request_id: int, staff: Staff) -> bool: ...
    async def touch(self, request_id: int, staff: Staff, at: datetime) -> None:
        """Note when the owner last did something; nothing for anybody else."""
        ...

    async def take_over(
        self, request_id: int, former: Staff, staff: Staff, silent_since: datetime, at: datetime
    ) -> bool:
        """Own an open request instead of ``former``; False when that is not its owner or was active after that."""
        ...

    async def decide(
        self,
        request_id: int,
        state: RequestState,
        staff: Staff,
        at: datetime,
        rejected: Mapping[str, str],
        notes: Mapping[str, str] | None = None,
    ) -> bool:
        """From open to decided, by one conditional update; ``rejected`` is slot → reason, ``notes`` slot → note.

        False: it was not open, or somebody else owns it.
        """
        ...

    async def propose(
        self, request_id: int, verdict: Verdict, by: Staff, at: datetime, over: int | None = None
    ) -> bool:
        """Put a proposal where there is none, or in the place of that number; the number grows by one.

        False: it was not open, somebody else owns it, or the proposal is another one by now.
        """
        ...

    async def drop_proposal(self, request_id: int, number: int) -> bool:
        """Of an open request, while the proposal has that number; the number grows by one."""
        ...

    async def confirm(self, request_id: int, proposal: Proposal, staff: Staff, at: datetime) -> bool:
        """From open to decided as proposed, while the proposal has that number; whoever owns it."""
        ...

    async def reopen(self, request_id: int, staff: Staff) -> bool:
        """Take a decision back that was not told yet (told_at is null); verdicts are cleared."""
        ...

    async def add_rejected(self, request_id: int, slot: str, reason: str, note: str | None = None) -> bool:
        """One more rejected slot on a rejected request that was not told yet."""
        ...

    async def told(self, request_id: int, at: datetime) -> bool:
        """Mark a decision as being told; False when that is done or it was taken back."""
        ...

    async def withdraw(self, request_id: int, at: datetime) -> bool: ...
    async def promise(self, request_id: int, answer_by: datetime) -> bool:
        """A new time for an open request."""
        ...

    async def set_card(self, request_id: int, card: Card) -> bool:
        """Remember where it stands; False when the request is no more."""
        ...

    async def by_card_message(self, message_id: int) -> Request | None:
        """The request whose card or file is this message of the group."""
        ...

    async def count_waiting(self) -> int:
        """How many open requests the desk owes a word."""
        ...

    async def waiting(self, limit: int, offset: int) -> Sequence[QueueRow]:
        """Some of these, by deadline, the nearest first."""
        ...

    async def open_ones(self) -> list[Request]:
        """By deadline, the nearest first."""
        ...

    async def answered_since(self, since: datetime) -> list[Answered]:
        """What was decided since then and not withdrawn, by the time of the decision."""
        ...

    async def open_and_overdue(self, at: datetime, answer_within: timedelta) -> Waiting:
        """Of those that the desk owes a word: a question is overdue by its present promise.

        A verification is so counted from sending off, for ``answer_by`` moves on with each new promise.
        """
        ...


class Cards(Protocol):
    """Where requests stand in the group, found and forgotten; ``Requests.set_card`` puts them there."""

    async def forget(self, request_id: int, gone: Card, *, keep_topic: bool) -> bool:
        """Forget a card that is gone from the group, or its whole topic; False when there is another one by now."""
        ...

    async def of_topic(self, topic: int) -> Request | None: ...
    async def forget_all(self) -> None:
        """Nothing stands in the group any more."""
        ...


class Questions(Protocol):
    """What customers ask the desk without sending files, and who waits for what."""

    async def open_of(self, telegram_id: int) -> Request | None:
        """What this person waits for, a verification before a question; also one whose decision may be taken back."""
        ...

    async def ask(self, account_id: int | None, telegram_id: int, at: datetime, answer_by: datetime) -> Request:
        """The person's open question: a new one, or the one there is."""
        ...

    async def answered(self, request_id: int, at: datetime) -> bool:
        """A question has its answer; False where that is so already, or it is no open question."""
        ...

    async def wait_again(self, request_id: int, answer_by: datetime) -> bool:
        """An answered question waits anew until then; False where it waits already."""
        ...

    async def close(self, request_id: int, staff: Staff, at: datetime) -> bool:
        """End an open question; False when it is over, or somebody else owns it."""
        ...


class Letters(Protocol):
    """What staff and customer write to each other about a request; contents are kept until they are sent."""

    async def add(
        self,
        request_id: int,
        sender: Sender,
        who: int,
        message: int,
        content: Content,
        at: datetime,
        *,
        answers: int | None = None,
        album: str | None = None,
        state: LetterState = LetterState.WAITING,
    ) -> int:
        """Its number; ``message`` is the one that the sender wrote."""
        ...

    async def by_id(self, letter_id: int) -> Letter | None: ...
    async def in_group(self, message: int) -> list[Letter]:
        """The letters that this message of the group shows or is."""
        ...

    async def with_customer(self, telegram_id: int, message: int) -> list[Letter]:
        """The same for a message in the customer's chat; more than one where it was too long."""
        ...

    async def wrote(self, request_id: int, sender: Sender) -> bool:
        """Whether there is a letter of this side."""
        ...

    async def has_answer(self, request_id: int) -> bool:
        """Whether a letter of staff has arrived after the customer's last one."""
        ...

    async def show_again(self, request_id: int) -> list[int]:
        """Let the customer's letters wait to be copied into the group anew; their numbers, in order."""
        ...

    async def begin(self, letter_id: int) -> list[Letter]:
        """Mark it, and what waits of its album, as being sent; empty when there is nothing to send any more."""
        ...

    async def release(self, letter_id: int, who: int) -> list[int]:
        """Let a held one and its album go, as written by this person; what was held until now."""
        ...

    async def delivered(self, letter_id: int, message: int) -> bool:
        """It arrived as this message; False when the letter is no more."""
        ...

    async def put_off(self, letter_id: int) -> None:
        """It surely was not sent: it waits again."""
        ...

    async def settle(self, letter_id: int, state: LetterState) -> bool:
        """What became of one being sent and its album, if it did not arrive; False when that was told already."""
        ...

    async def change(self, letter_id: int, content: Content, answers: int | None) -> bool:
        """Put other contents into one that was not sent yet."""
        ...

    async def take_back(self, letter_id: int) -> bool:
        """Never send one that was not sent yet."""
        ...

    async def taken_back(self, letter_id: int) -> None: ...
    async def files_in_group(self, request_id: int) -> list[int]:
        """The group's messages with files that the customer sent."""
        ...

    async def forget_files(self, request_id: int) -> None: ...
    async def forget_group(self) -> None:
        """The group's messages have other numbers from now on."""
        ...


class MovedGroups(Protocol):
    async def successor(self, group: int) -> int | None:
        """The supergroup that it became."""
        ...

    async def present(self) -> int | None:
        """The group whose messages are remembered."""
        ...

    async def keep(self, old: int, new: int, at: datetime) -> bool:
        """Remember it; False when it is known."""
        ...

    async def settle_in(self, group: int, at: datetime) -> bool:
        """The group whose messages are remembered is this one; whether it was another one until now."""
        ...


class Audit(Protocol):
    async def add(self, request_id: int | None, who: int, what: str, at: datetime, detail: str = "") -> None:
        """One more entry, for good; until the commit nobody else adds one."""
        ...

    async def of_request(self, request_id: int) -> list[AuditEntry]:
        """What was done with the request, oldest first."""
        ...


class Members(Protocol):
    """Who is in a group just now."""

    async def has(self, group: int, person: int) -> bool:
        """Asked of Telegram, believed for a minute."""
        ...

    def forget(self, group: int, person: int) -> None:
        """This person came or went: ask anew."""
        ...
