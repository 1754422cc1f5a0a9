"""Neither the time nor the work tells whether somebody has a contact."""

from __future__ import annotations

import itertools
import math
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from account.code import Code
from account.contacts import Contact, Email, Phone
from account.passwords import Password
from account.refusals import Refusal
from account.reset import ResetService
from account.sign_in import SignInService
from gateways.hashing import Hasher
from tests.rules.counted import Teller, on_sqlite
from tests.storage.sql_fixtures import count_statements

PAIRS = 50
RIGHT, WRONG = Password.parse("снегопад47"), Password.parse("гололёд47")
# Each by somebody who was never here.
_people = itertools.count(5000)

Way = Callable[["Doors", Contact], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Trials:
    """So many of each; a thousand may be off by 0.05, fewer by as much more as chance alone is."""

    each: int

    @property
    def off(self) -> float:
        return 0.05 * math.sqrt(1000 / self.each)


@pytest.fixture(scope="session")
def trials(request: pytest.FixtureRequest) -> Trials:
    """A thousand by ``--torture``."""
    return Trials(1000 if request.config.getoption("--torture") else 300)


class Doors:
    """The ways by which a stranger could find out who has an account."""

    def __init__(self, teller: Teller, hasher: Hasher) -> None:
        self.teller = teller
        self._hasher = hasher
        self._sign_in = SignInService(teller.works, hasher)
        self._reset = ResetService(teller.works, teller.codes, hasher)

    async def open_accounts(self) -> None:
        hashed = await self._hasher.hash(RIGHT)
        async with self.teller.works() as work:
            for number in range(PAIRS):
                phone = Phone.parse(f"+7916{2_000_000 + number}")
                await work.accounts.add(contact(number, known=True), phone, hashed, (), self.teller.now)

    async def wrong_password(self, contact: Contact) -> str:
        try:
            await self._sign_in.sign_in(self.teller.step(next(_people)), contact, WRONG)
        except Refusal as refusal:
            return refusal.name
        return "in"

    async def code_of_a_reset(self, contact: Contact) -> str:
        await self._reset.send_code(self.teller.step(next(_people)), contact)
        return "sent"

    async def wrong_code(self, contact: Contact) -> str:
        person = next(_people)
        await self._reset.send_code(self.teller.step(person), contact)
        names = set()
        for _ in range(6):
            try:
                await self._reset.confirm(self.teller.step(person), contact, Code("000000"))
            except Refusal as refusal:
                names.add(refusal.name)
        return " ".join(sorted(names))


def contact(number: int, *, known: bool) -> Email:
    return Email.parse(f"{'known' if known else 'never'}{number}@example.com")


def in_turns(trials: int, chance: random.Random) -> Iterator[tuple[bool, Contact]]:
    """Pairs of one known and one unknown contact, in an order that follows nothing."""
    for number in range(trials):
        for known in chance.sample([True, False], 2):
            yield known, contact(number % PAIRS, known=known)


def auc(ones: list[float], others: list[float]) -> float:
    """How likely one of the ones is above one of the others: 0.5 when they cannot be told apart."""
    ranks = {value: rank for rank, value in enumerate(sorted([*ones, *others]), 1)}
    over = sum(ranks[each] for each in ones) - len(ones) * (len(ones) + 1) / 2
    return over / (len(ones) * len(others))


@pytest.fixture
async def doors(teller: Teller) -> AsyncIterator[Doors]:
    # Long enough to be missed where it is not made, short enough to leave the rest to be seen.
    hasher = Hasher(512)
    doors = Doors(teller, hasher)
    await doors.open_accounts()
    yield doors
    hasher.close()


@on_sqlite
@pytest.mark.parametrize("way", [Doors.wrong_password, Doors.code_of_a_reset])
async def test_many_trials_do_not_tell_who_is_known(doors: Doors, way: Way, trials: Trials) -> None:
    took: dict[bool, list[float]] = {True: [], False: []}
    names = set()
    for known, each in in_turns(trials.each, random.Random(47)):
        doors.teller.later(minutes=5)  # no limit comes in between
        began = time.perf_counter()
        names.add(await way(doors, each))
        took[known].append(time.perf_counter() - began)
    assert len(names) == 1
    assert abs(auc(took[True], took[False]) - 0.5) <= trials.off


@pytest.mark.parametrize("way", [Doors.wrong_password, Doors.code_of_a_reset, Doors.wrong_code])
async def test_the_database_is_asked_the_same_whether_or_not_somebody_has_it(
    doors: Doors, engine: AsyncEngine, way: Way
) -> None:
    asked, names = [], set()
    for known in (True, False):
        with count_statements(engine) as statements:
            names.add(await way(doors, contact(0, known=known)))
        asked.append(statements.seen)
    assert asked[0] == asked[1]
    assert len(asked[0]) > 5
    assert len(names) == 1
