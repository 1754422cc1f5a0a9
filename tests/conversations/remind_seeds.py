"""Days and policies for the scripts about reminders."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from account.policies.records import Holder
from tests.conversations.desk_seeds import of_the_bot
from tests.conversations.seeds import PROFILE, works_of
from tests.storage.policy_samples import entry, imported
from tests.town import Person, Town

MOSCOW = ZoneInfo("Europe/Moscow")
TUESDAY, NOON = 1, time(12)
UNFINISHED = "Вы начали регистрацию"
ENDS = "действует до"


async def set_clock(town: Town, at: datetime) -> None:
    """Move the town's clock to this moment, which is still to come."""
    ahead = (at - town.clock()).total_seconds()
    assert ahead > 0
    await town.later(seconds=ahead)


async def tuesday(town: Town, at: time = NOON) -> datetime:
    """The coming Tuesday, for which the clock is set: the days after it and 24 days later are working days."""
    today = town.clock().astimezone(MOSCOW).date()
    day = today + timedelta(days=(TUESDAY - today.weekday() - 1) % 7 + 1)
    moment = datetime.combine(day, at, MOSCOW)
    await set_clock(town, moment)
    return moment


def today(town: Town) -> date:
    return town.clock().astimezone(MOSCOW).date()


async def known(town: Town, person: Person) -> None:
    """Somebody who has talked to the bot."""
    person.resident.started = True
    await town.app.cabinet.people.greet(person.id, person.resident.language_code, town.clock())


async def ends(town: Town, on: date, number: str = "AA-1", **given: Any) -> None:
    """A policy of the seeds' profile that ends on that day."""
    given = {"starts": on - timedelta(days=364), "holder": Holder.of(PROFILE)} | given
    await imported(works_of(town), entry(number, ends=on, **given))


def told(person: Person, words: str) -> list[str]:
    """What the person was told with these words in it."""
    return [each["text"] for each in of_the_bot(person) if words in each.get("text", "")]


async def silence(town: Town, person: Person, words: str, before: int = 0) -> None:
    """Everything due has been carried, and nothing of this was said but what was said before."""
    await town.delivered()
    assert len(told(person, words)) == before
