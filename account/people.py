"""Telegram users who talk to the bot: their language, and whether they can be written to."""

from __future__ import annotations

from datetime import datetime

from account.ports import Works
from account.records import Fault, Person

LANGUAGES = ("ru", "en")


class PeopleService:
    """The language starts as Telegram's ``language_code`` says and is the user's choice from then on."""

    def __init__(self, works: Works) -> None:
        self._works = works

    async def greet(self, telegram_id: int, language_code: str | None, at: datetime) -> tuple[Person, bool]:
        """The person, and whether they were known before."""
        start = (language_code or LANGUAGES[0]).split("-")[0]
        async with self._works() as work:
            known = await work.people.by_id(telegram_id)
            person = await work.people.seen(telegram_id, start if start in LANGUAGES else _near(start), at)
        return person, known is not None

    async def language_of(self, telegram_id: int) -> str:
        """What to speak with this person."""
        async with self._works() as work:
            person = await work.people.by_id(telegram_id)
        return person.language if person is not None else LANGUAGES[0]

    async def choose(self, telegram_id: int, language: str) -> None:
        async with self._works() as work:
            await work.people.set_language(telegram_id, language)

    async def gone(self, telegram_id: int, at: datetime) -> None:
        """The bot is blocked or the user is no more: nothing is sent there until they come back."""
        async with self._works() as work:
            await work.people.set_gone(telegram_id, at)

    async def apologised(self, telegram_id: int, number: str, at: datetime) -> None:
        """Remember by which number support finds what went wrong for them last."""
        async with self._works() as work:
            await work.faults.put(Fault(telegram_id, number, at))


def _near(language: str) -> str:
    """Russian for those whose neighbours speak it, English for the others."""
    return "ru" if language in {"be", "kk", "uk", "ky", "tg", "uz", "hy", "ka", "az", "tt", "ba"} else "en"
