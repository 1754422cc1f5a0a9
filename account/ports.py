"""What the rules need of the world: repositories joined in a unit of work, password hashing, a look at files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol

from account.code import Code
from account.contacts import Contact, Email, Phone
from account.letters import Content, Letter, LetterState, Sender
from account.passwords import Password, PasswordHash
from account.queue import QueueRow
from account.records import (
    Account,
    AuditEntry,
    ClaimedParcel,
    CodeMatch,
    Consent,
    Parcel,
    Person,
    Profile,
    Purpose,
    SignIn,
)
from account.requests import (
    Answered,
    Card,
    Looked,
    Proposal,
    Request,
    RequestFile,
    RequestState,
    SentFile,
    Staff,
    Verdict,
    Waiting,
)


class People(Protocol):
    async def by_id(self, telegram_id: int) -> Person | None: ...
    async def seen(self, telegram_id: int, language: str, at: datetime) -> Person:
        """Add the person with this language, or find the known one; not gone any more."""
        ...

    async def set_language(self, telegram_id: int, language: str) -> None: ...
    async def set_gone(self, telegram_id: int, at: datetime) -> None: ...


class Accounts(Protocol):
    async def by_id(self, account_id: int) -> Account | None: ...
    async def by_contact(self, contact: Contact) -> Account | None: ...
    async def add(
        self, email: Email, phone: Phone, password: PasswordHash, consents: Sequence[Consent], at: datetime
    ) -> Account | None:
        """The new account, or None when another one has either contact (also when that one came a moment ago)."""
        ...

    async def set_password(self, account_id: int, password: PasswordHash, until: datetime | None) -> None: ...
    async def still_has(self, account_id: int, password: PasswordHash) -> bool:
        """Whether that is the account's password; nobody changes it before the commit."""
        ...

    async def set_profile(self, account_id: int, profile: Profile) -> None: ...
    async def set_verified(self, account_id: int, at: datetime | None) -> None: ...


class SignIns(Protocol):
    async def current(self, telegram_id: int) -> SignIn | None: ...
    async def of_account(self, account_id: int) -> list[SignIn]: ...
    async def ever(self, account_id: int, telegram_id: int) -> bool:
        """Whether this Telegram user was ever signed in to the account."""
        ...

    async def start(self, account_id: int, telegram_id: int, at: datetime) -> SignIn:
        """Sign in; whatever this Telegram user was signed in to before ends."""
        ...

    async def end(self, telegram_id: int, at: datetime) -> None: ...
    async def end_others(self, account_id: int, keep: int | None, at: datetime) -> list[int]:
        """End the account's sign-ins but the kept person's; the Telegram ids of those that ended."""
        ...

    async def end_beside(self, sign_in_id: int, telegram_id: int, at: datetime) -> bool:
        """End another's sign-in on the word of somebody whose own to that account is open or was open beside it."""
        ...


class Codes(Protocol):
    """Codes bound to person, purpose and contact, kept as keyed hashes only."""

    async def add(
        self,
        person: int,
        purpose: Purpose,
        contact: Contact,
        code: Code,
        carries: str | None,
        at: datetime,
        until: datetime,
    ) -> None: ...
    async def sent_at(self, person: int, purpose: Purpose, contact: Contact, since: datetime) -> list[datetime]:
        """When codes were made for this, oldest first."""
        ...

    async def live(self, person: int, purpose: Purpose, contact: Contact, at: datetime) -> int:
        """How many of the two newest codes still live (not used, not ended, not expired)."""
        ...

    async def match(
        self, person: int, purpose: Purpose, contact: Contact, code: Code, at: datetime
    ) -> CodeMatch | None:
        """The one of the two newest that lives and equals; compared in constant time."""
        ...

    async def use(self, code_id: int, at: datetime) -> bool:
        """Mark it used; False when somebody was faster."""
        ...

    async def end(self, person: int, purpose: Purpose, contact: Contact, at: datetime) -> None:
        """End all live codes of this."""
        ...


class Tallies(Protocol):
    """Counted events by subject: what limits are made of. Subjects are kept as keyed hashes."""

    async def lock(self, *subjects: str) -> None:
        """Until the commit nobody else counts these (taken in a fixed order, so that no two wait for each other)."""
        ...

    async def recent(self, subject: str, since: datetime) -> list[datetime]:
        """The events after ``since``, oldest first."""
        ...

    async def add(self, subject: str, at: datetime) -> None: ...
    async def take_back(self, subject: str, at: datetime) -> None:
        """Forget one event of this time."""
        ...

    async def clear(self, subject: str) -> None: ...


class Steps(Protocol):
    """What came out of a step, so that its repetition does nothing twice."""

    async def outcome(self, key: str) -> str | None: ...
    async def keep(self, key: str, outcome: str, at: datetime) -> None: ...


class Outbox(Protocol):
    async def put(self, parcel: Parcel) -> None:
        """Once per key: putting a known key again does nothing. Workers are woken after the commit."""
        ...

    async def cancel(self, key: str) -> bool:
        """Take a parcel back that nobody has begun to deliver; whether that was so."""
        ...

    async def claim(self, limit: int, at: datetime, until: datetime) -> list[ClaimedParcel]:
        """Due parcels, marked «sending» until ``until``; none is given to two workers.

        A repeatable one whose time as «sending» ran out is given again; one that may go only once becomes «unknown».
        Of a lane only the oldest is given, and none while one is under way.
        """
        ...

    async def delivered(self, parcel_id: int, at: datetime) -> None:
        """Done; the payload is emptied."""
        ...

    async def postpone(self, parcel_id: int, until: datetime, reason: str) -> None: ...
    async def fail(self, parcel_id: int, at: datetime, reason: str, *, unknown: bool = False) -> None:
        """Will not be tried again; the payload is emptied."""
        ...

    async def drop_expired(self, at: datetime) -> int: ...
    async def next_due(self) -> datetime | None:
        """When the next waiting parcel is due."""
        ...

    async def unknown(self, at: datetime) -> list[ClaimedParcel]:
        """Parcels that became «unknown», once each, for those whom they concern; the payload is emptied."""
        ...


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

    async def set_card(self, request_id: int, card: Card) -> None: ...
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
        """Counted from sending off: ``answer_by`` moves on with each new promise."""
        ...


class Cards(Protocol):
    """The group's messages about a request, beside those of its card (``Requests.set_card``)."""

    async def forget(self, request_id: int, gone: Card, *, keep_topic: bool) -> bool:
        """Forget a card that is gone from the group, or its whole topic; False when there is another one by now."""
        ...

    async def add_message(self, request_id: int, message: int) -> None:
        """A further message about the request: replies to it are about it, too."""
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

    async def begin(self, letter_id: int) -> list[Letter]:
        """Mark it, and what waits of its album, as being sent; empty when there is nothing to send any more."""
        ...

    async def release(self, letter_id: int, who: int) -> list[int]:
        """Let a held one and its album go, as written by this person; what was held until now."""
        ...

    async def delivered(self, letter_id: int, message: int) -> None: ...
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

    async def keep(self, old: int, new: int, at: datetime) -> bool:
        """Remember it; False when it is known."""
        ...


class Audit(Protocol):
    async def add(self, request_id: int | None, who: int, what: str, at: datetime, detail: str = "") -> None:
        """One more entry, for good; until the commit nobody else adds one."""
        ...

    async def of_request(self, request_id: int) -> list[AuditEntry]:
        """What was done with the request, oldest first."""
        ...


class Work(Protocol):
    """One transaction: everything in it happens or nothing does. A repository never commits; leaving the block does."""

    @property
    def people(self) -> People: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def sign_ins(self) -> SignIns: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def tallies(self) -> Tallies: ...
    @property
    def steps(self) -> Steps: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def cards(self) -> Cards: ...
    @property
    def questions(self) -> Questions: ...
    @property
    def letters(self) -> Letters: ...
    @property
    def moved_groups(self) -> MovedGroups: ...
    @property
    def audit(self) -> Audit: ...


Works = Callable[[], AbstractAsyncContextManager[Work]]


class Hasher(Protocol):
    async def hash(self, password: Password) -> PasswordHash: ...
    async def verify(self, password: Password, against: PasswordHash) -> bool: ...
    async def burn(self, password: Password) -> None:
        """Take as long as a verification, for accounts that do not exist."""
        ...


class Members(Protocol):
    """Who is in a group just now."""

    async def has(self, group: int, person: int) -> bool:
        """Asked of Telegram, believed for a minute."""
        ...

    def forget(self, group: int, person: int) -> None:
        """This person came or went: ask anew."""
        ...


class Look(Protocol):
    """Sees a customer's file by its content; raises a refusal for what is never taken, gives the doubts otherwise."""

    async def __call__(self, file: SentFile) -> Looked: ...
