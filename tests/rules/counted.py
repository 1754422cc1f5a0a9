"""People who ask for codes and type them, one step after the other, by a clock that the test moves."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from account.code import Code
from account.codes import CodeService
from account.contacts import Contact, Email
from account.ports import Works
from account.records import Purpose
from account.refusals import Refusal
from account.step import Step
from storage.database import DatabaseDown

ANNA, BORIS = 1001, 1002
ADMINS = (7001, 7002)
EMAIL = Email.parse("anna@example.com")
T = TypeVar("T")
_updates = itertools.count(1)

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def answered(ask: Callable[[], Awaitable[T]]) -> T:
    """As Telegram does it: what found the database busy, for many came at once, comes again."""
    while True:
        try:
            return await ask()
        except DatabaseDown:
            continue


class Teller:
    """The service of codes and its clock; ``tells`` are the codes that went out, oldest first."""

    def __init__(self, works: Works) -> None:
        self.works = works
        self.codes = CodeService(works, ADMINS)
        self.now = datetime(2026, 11, 22, 9, tzinfo=UTC)
        self.sent: list[Code] = []

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def step(self, person: int = ANNA, update: str | None = None) -> Step:
        return Step(person, update or f"{next(_updates)}", self.now, "ru", ZoneInfo("Europe/Moscow"))

    async def send(
        self,
        person: int = ANNA,
        contact: Contact = EMAIL,
        purpose: Purpose = Purpose.REGISTRATION,
        *,
        again: bool = True,
    ) -> datetime:
        """Ask for a code; whatever went out is in ``sent``."""
        next_at = await self.codes.send(self.step(person), purpose, contact, again=again)
        async with self.works() as work:
            for claimed in await work.outbox.claim(100, self.now, self.now):
                if "code" in claimed.parcel.payload:
                    self.sent.append(Code(str(claimed.parcel.payload["code"])))
                await work.outbox.delivered(claimed.id, self.now)
        return next_at

    async def type(
        self, code: Code, person: int = ANNA, contact: Contact = EMAIL, purpose: Purpose = Purpose.REGISTRATION
    ) -> None:
        step = self.step(person)
        await answered(lambda: self.codes.check(step, purpose, contact, code))

    async def refusal(self, code: Code, person: int = ANNA, contact: Contact = EMAIL) -> str:
        """Type a code that is refused; by which name."""
        with pytest.raises(Refusal) as refused:
            await self.type(code, person, contact)
        return refused.value.name

    def wrong(self) -> Code:
        """A code that nobody was sent."""
        return next(code for number in itertools.count() if (code := Code(f"{number:06}")) not in self.sent)
