"""The account's ports in plain memory, for attacks of a million guesses; every comparison is written down."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from account.contacts import Contact
from account.passwords import Password, PasswordHash
from account.records import NOBODY, Credentials
from account.step import Step

MOSCOW = ZoneInfo("Europe/Moscow")


def peak(times: Iterable[datetime], window: timedelta) -> int:
    """The most events within any window of this length."""
    most, inside = 0, list[datetime]()
    first = 0
    for time in times:
        inside.append(time)
        while inside[first] <= time - window:
            first += 1
        most = max(most, len(inside) - first)
    return most


class Compared:
    """When guesses were really looked at: in all, and by whatever they are counted by."""

    def __init__(self) -> None:
        self.all: list[datetime] = []
        self.by: dict[str, dict[Any, list[datetime]]] = defaultdict(lambda: defaultdict(list))

    def note(self, at: datetime, **by: Any) -> None:
        self.all.append(at)
        for what, value in by.items():
            self.by[what][value].append(at)

    def most(self, what: str, window: timedelta) -> int:
        return max(peak(times, window) for times in self.by[what].values())


class Tallies:
    def __init__(self) -> None:
        self._events: dict[str, list[datetime]] = defaultdict(list)

    async def lock(self, *subjects: str) -> None:
        """Nobody else is here."""

    async def recent(self, subject: str, since: datetime) -> list[datetime]:
        events = self._events[subject]
        return events[bisect_right(events, since) :]

    async def count(self, subject: str, since: datetime) -> int:
        events = self._events[subject]
        return len(events) - bisect_right(events, since)

    async def oldest(self, subject: str, since: datetime) -> datetime | None:
        events = self._events[subject]
        first = bisect_right(events, since)
        return events[first] if first < len(events) else None

    async def add(self, subject: str, at: datetime) -> None:
        self._events[subject].append(at)

    async def take_back(self, subject: str, at: datetime) -> None:
        if at in self._events[subject]:
            self._events[subject].remove(at)

    async def clear(self, subject: str) -> None:
        self._events.pop(subject, None)


class Codes:
    """No guess is right: what is looked for is how many are looked at."""

    def __init__(self, compared: Compared) -> None:
        self._compared = compared
        self._sent: dict[Any, list[datetime]] = defaultdict(list)
        self._until: dict[Any, datetime] = {}

    async def add(self, person: int, purpose: str, contact: Contact, *rest: Any) -> None:
        *_, at, until = rest
        self._sent[person, purpose, contact].append(at)
        self._until[person, purpose, contact] = until

    async def sent_at(self, person: int, purpose: str, contact: Contact, since: datetime) -> list[datetime]:
        sent = self._sent[person, purpose, contact]
        return sent[bisect_right(sent, since) :]

    async def live(self, person: int, purpose: str, contact: Contact, at: datetime) -> int:
        return int(self._until.get((person, purpose, contact), at) > at)

    async def match(self, person: int, purpose: str, contact: Contact, _: Any, at: datetime) -> None:
        del purpose
        self._compared.note(at, contact=contact.key, person=person)

    async def end(self, person: int, purpose: str, contact: Contact, _: datetime) -> None:
        self._until.pop((person, purpose, contact), None)


class Streets:
    """Units of work over a service that has accounts of these contacts; ``parcels`` are what was put to be sent."""

    def __init__(self, accounts: dict[str, int]) -> None:
        self.compared = Compared()
        self.tallies, self.codes = Tallies(), Codes(self.compared)
        self.accounts = self.sign_ins = self.steps = self.outbox = self
        self.parcels: list[Any] = []
        self.now = datetime(2026, 11, 22, 9, tzinfo=UTC)
        self._accounts = accounts
        self._trying: tuple[int, str] = (0, "")
        self._updates = 0

    def __call__(self) -> Streets:
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    def step(self, person: int, contact: Contact) -> Step:
        self._trying, self._updates = (person, contact.key), self._updates + 1
        return Step(person, str(self._updates), self.now, "ru", MOSCOW)

    async def credentials(self, contact: Contact) -> Credentials:
        return Credentials(self._accounts.get(contact.key, NOBODY), PasswordHash("…"), None)

    async def knows(self, *_: object) -> bool:
        return False

    ever = knows

    async def outcome(self, _: str) -> None:
        return None

    async def keep(self, *_: object) -> None:
        """No update comes twice."""

    async def put(self, parcel: Any) -> None:
        self.parcels.append(parcel)


class Compares:
    """In the place of the hasher: nothing is right, everything is written down."""

    def __init__(self, streets: Streets) -> None:
        self._streets = streets

    async def verify(self, _: Password, __: PasswordHash) -> bool:
        streets = self._streets
        person, contact = streets._trying
        whose = streets._accounts.get(contact, contact)
        streets.compared.note(streets.now, account=whose, person=person, both=(whose, person))
        return False

    async def burn(self, password: Password) -> None:
        await self.verify(password, PasswordHash("…"))
