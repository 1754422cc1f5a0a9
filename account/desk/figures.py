"""Figures for the desk: what waits, and how long answers took, by week and by person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Self
from zoneinfo import ZoneInfo

from account.ports import Works
from account.records import Parcel
from account.requests import Answered, Staff, Waiting
from account.step import Step

WEEKS: Final = 8  # ISO weeks, the running one included
WORTH_WAITING: Final = timedelta(minutes=10)  # who has had no answer by then has asked again
WEEK: Final = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """How long answers took, from the request's sending off to the decision.

    ``median`` and ``p90`` by nearest rank: the shortest of the times within which at least half (nine tenths) of the
    answers were given, so each is a time that did occur. ``in_time``: how many were given within the promise.
    """

    answered: int
    median: timedelta
    p90: timedelta
    in_time: int

    @classmethod
    def of(cls, answers: Iterable[Answered], answer_within: timedelta) -> Self | None:
        """None for no answers."""
        took = sorted(each.decided_at - each.submitted_at for each in answers)
        if not took:
            return None
        in_time = sum(each <= answer_within for each in took)
        return cls(len(took), _nearest_rank(took, 50), _nearest_rank(took, 90), in_time)

    @property
    def percent_in_time(self) -> int:
        """Rounded down, so that 100 is said of all only."""
        return 100 * self.in_time // self.answered


@dataclass(frozen=True, slots=True)
class Week:
    """The answers given from a Monday to the Sunday after it; None where there were none."""

    monday: date
    times: AnswerTimes | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """The answers of one person, by the name they bore last."""

    staff: Staff
    times: AnswerTimes


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """What waits now, and the answers of the last weeks: all, by week (oldest first), by person (most first)."""

    waiting: Waiting
    all: AnswerTimes | None
    weeks: tuple[Week, ...]
    people: tuple[Colleague, ...]


class FiguresService:
    """- Asking only puts a parcel: nobody's press waits for counting and drawing.

    - A verification counts as overdue, and an answer as late, by the promise of its first day, whatever was promised
      since; a question by its present promise, for it may wait anew long after it was asked.
    """

    def __init__(self, works: Works, answer_within: timedelta, zone: ZoneInfo) -> None:
        self._works = works
        self._answer_within = answer_within
        self._zone = zone

    async def ask(self, step: Step, staff: Staff, topic: int | None, reply_to: int) -> None:
        """Have the figures sent to the group, in this topic and below this message; once a step."""
        payload = {"staff": staff.telegram_id, "reply_to": reply_to} | ({} if topic is None else {"topic": topic})
        parcel = Parcel(step.key("figures"), "figures", None, payload, step.at, expires_at=step.at + WORTH_WAITING)
        async with self._works() as work:
            await work.outbox.put(parcel)

    async def figures(self, at: datetime) -> DeskFigures:
        since = datetime.combine(_first_monday(at, self._zone), time(), self._zone)
        async with self._works() as work:
            answered = await work.requests.answered_since(since)
            waiting = await work.requests.open_and_overdue(at, self._answer_within)
        return desk_figures(answered, waiting, at, self._answer_within, self._zone)


def desk_figures(
    answered: Sequence[Answered], waiting: Waiting, at: datetime, answer_within: timedelta, zone: ZoneInfo
) -> DeskFigures:
    """Weeks by the calendar of ``zone``; ``answered`` are those of these weeks, by the time of the decision."""
    first = _first_monday(at, zone)
    by_week, by_person = defaultdict[date, list[Answered]](list), defaultdict[int, list[Answered]](list)
    for each in answered:
        day = each.decided_at.astimezone(zone).date()
        by_week[_monday(day)].append(each)
        by_person[each.decided_by.telegram_id].append(each)
    weeks = tuple(
        Week(monday, AnswerTimes.of(by_week[monday], answer_within))
        for monday in (first + number * WEEK for number in range(WEEKS))
    )
    people = [
        Colleague(theirs[-1].decided_by, times)
        for theirs in by_person.values()
        if (times := AnswerTimes.of(theirs, answer_within))
    ]
    people.sort(key=lambda each: (-each.times.answered, each.staff.telegram_id))
    return DeskFigures(waiting, AnswerTimes.of(answered, answer_within), weeks, tuple(people))


def _first_monday(at: datetime, zone: ZoneInfo) -> date:
    return _monday(at.astimezone(zone).date()) - (WEEKS - 1) * WEEK


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _nearest_rank(ordered: Sequence[timedelta], percent: int) -> timedelta:
    rank = -(-percent * len(ordered) // 100)  # rounded up
    return ordered[rank - 1]
