"""Guesses on a moved clock, a million with --torture: no more are looked at than the specification says."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from account.code import Code
from account.codes import CodeService
from account.contacts import Email
from account.guesses import CODES, PASSWORDS
from account.limits import DAY, HOUR
from account.passwords import Password
from account.records import Purpose
from account.refusals import Refusal
from account.sign_in import SignInService
from tests.rules.attacked import Compares, Streets, peak

QUARTER = timedelta(minutes=15)
ADMINS = (7, 8)
PART = 2  # of the guesses, without --torture
GUESSES = 10  # by each who has asked for a code
WRONG, GUESS = Password.parse("гололёд47"), Code("000000")


@pytest.fixture
def whole(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--torture"))


class Attack:
    """Telegram users who try contacts, every other of which has an account."""

    def __init__(self, people: int, contacts: int, seconds: float) -> None:
        self.contacts = [Email(f"box{number}@example.com") for number in range(contacts)]
        self.streets = Streets({each.key: number + 1 for number, each in enumerate(self.contacts) if number % 2})
        self.compared = self.streets.compared
        self._random = random.Random(f"{people}/{contacts}")
        self._people, self._pause = people, timedelta(seconds=seconds)

    def next(self) -> tuple[int, Email]:
        """Who tries which contact, a moment later."""
        self.streets.now += self._pause * self._random.random() * 2
        return 1000 + self._random.randrange(self._people), self._random.choice(self.contacts)

    async def on_passwords(self, tries: int) -> set[str]:
        """Try so often; by which names it was refused."""
        service = SignInService(self.streets, Compares(self.streets), ADMINS)
        names = set()
        for _ in range(tries):
            person, contact = self.next()
            try:
                await service.sign_in(self.streets.step(person, contact), contact, WRONG)
            except Refusal as refusal:
                names.add(refusal.name)
        return names

    async def on_codes(self, tries: int) -> set[str]:
        """Each who comes asks for a code, and guesses."""
        service, names = CodeService(self.streets, ADMINS), set()
        for number in range(tries):
            if number % GUESSES == 0:
                person, contact = self.next()
                names.add(await self._asks(service, person, contact))
            try:
                await service.check(self.streets.step(person, contact), Purpose.RESET, contact, GUESS)
            except Refusal as refusal:
                names.add(refusal.name)
        return names

    async def _asks(self, service: CodeService, person: int, contact: Email) -> str:
        try:
            await service.send(self.streets.step(person, contact), Purpose.RESET, contact, again=True)
        except Refusal as refusal:
            return refusal.name
        return "sent"

    def alarms(self) -> list[list[datetime]]:
        """When each admin was told."""
        notices = [each for each in self.streets.parcels if each.payload.get("text") == "notice-many-guesses"]
        return [[each.due_at for each in notices if each.person == admin] for admin in ADMINS]


def refuse_more(found: dict[str, tuple[int, int]], reached: set[str]) -> None:
    """Nowhere more than allowed; and where the attack was strong enough, no less: it was the limit that held."""
    assert {name: most for name, (most, allowed) in found.items() if most > allowed} == {}
    assert reached <= {name for name, (most, allowed) in found.items() if most == allowed}


def at_most_hourly(alarms: list[list[datetime]], hours: float) -> None:
    first, second = alarms
    assert first == second
    assert all(later - earlier >= HOUR for earlier, later in pairwise(first))
    assert hours * 0.8 <= len(first) <= hours + 1


@pytest.mark.parametrize(
    ("people", "contacts", "seconds", "tries", "reached"),
    [
        (40, 4, 2, 250_000, {"account and person", "account", "person"}),  # many on few accounts
        (25, 400, 20, 50_000, {"person"}),  # few on many accounts
        (2500, 1500, 0.5, 200_000, {"service"}),  # many on many
    ],
)
async def test_half_a_million_passwords(
    people: int, contacts: int, seconds: float, tries: int, reached: set[str], whole: bool
) -> None:
    tries = tries if whole else tries // PART
    attack = Attack(people, contacts, seconds)
    names = await attack.on_passwords(tries)
    compared = attack.compared
    found = {
        "account and person": (compared.most("both", QUARTER), 5),
        "account": (compared.most("account", QUARTER), 20),
        "person": (compared.most("person", DAY), 30),
        "service": (peak(compared.all, HOUR), PASSWORDS.limit.most),
    }
    refuse_more(found, reached)
    assert ("sign-ins-closed" in names) == ("service" in reached)
    at_most_hourly(attack.alarms(), tries * seconds / 3600 if "service" in reached else 0)


@pytest.mark.parametrize(
    ("people", "contacts", "seconds", "tries", "reached"),
    [
        (300, 6, 60, 250_000, {"contact an hour", "contact a day"}),
        (20, 400, 600, 50_000, {"person"}),
        (2500, 3000, 20, 200_000, {"service"}),
    ],
)
async def test_half_a_million_codes(
    people: int, contacts: int, seconds: float, tries: int, reached: set[str], whole: bool
) -> None:
    tries = tries if whole else tries // PART
    attack = Attack(people, contacts, seconds)
    names = await attack.on_codes(tries)
    compared = attack.compared
    found = {
        "contact an hour": (compared.most("contact", HOUR), 10),
        "contact a day": (compared.most("contact", DAY), 20),
        "person": (compared.most("person", DAY), 30),
        "service": (peak(compared.all, HOUR), CODES.limit.most),
    }
    refuse_more(found, reached)
    assert ("codes-closed" in names) == ("service" in reached)
    at_most_hourly(attack.alarms(), tries / GUESSES * seconds / 3600 if "service" in reached else 0)
