"""When a broadcast is to start, in the words and figures that people write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from account.birth_dates import MONTHS
from account.refusals import Refusal
from account.typed_text import tidied

FURTHEST: Final = timedelta(days=90)
_LONGEST_TYPED: Final = 60

_NOW: Final = frozenset({"сейчас", "прямо сейчас", "сразу", "now", "right now"})
_DAYS: Final[Mapping[str, int]] = {
    **dict.fromkeys(["сегодня", "today"], 0),
    **dict.fromkeys(["завтра", "tomorrow"], 1),
    **dict.fromkeys(["послезавтра", "the day after tomorrow"], 2),
}
_WEEKDAYS: Final[Mapping[str, int]] = {
    **dict.fromkeys(["понедельник", "пн", "monday"], 0),
    **dict.fromkeys(["вторник", "вт", "tuesday"], 1),
    **dict.fromkeys(["среда", "среду", "ср", "wednesday"], 2),
    **dict.fromkeys(["четверг", "чт", "thursday"], 3),
    **dict.fromkeys(["пятница", "пятницу", "пт", "friday"], 4),
    **dict.fromkeys(["суббота", "субботу", "сб", "saturday"], 5),
    **dict.fromkeys(["воскресенье", "вс", "sunday"], 6),
}
_WEEKDAY: Final = re.compile(r"(?:(?:в|во|on) )?([a-zа-я]+)")
_CLOCK: Final = re.compile(r"(.*?)(?:^|[ ,]+)(?:в |at )?([0-9]{1,2})[:.]([0-9]{2})")
_HOUR: Final = re.compile(r"(.*?)(?:^|[ ,]+)(?:в|at) ([0-9]{1,2})(?: ?ч| час(?:а|ов)?)?")
_FIGURES: Final = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})(?:[./]([0-9]{4}|[0-9]{2}))?")
_WORDS: Final = re.compile(r"([0-9]{1,2}) ?([a-zа-я]+)\.?(?: ([0-9]{4}))?")
_FROM_NOW: Final = re.compile(r"(?:через|in) (.+)")
_PART: Final = re.compile(r"(?:([0-9]{1,4}) ?)?([a-zа-я]+)\.?(?: и| and)?(?: |$)")
_UNITS: Final[Mapping[str, timedelta]] = {
    **dict.fromkeys(["м", "мин", "минуту", "минуты", "минут", "min", "minute", "minutes"], timedelta(minutes=1)),
    **dict.fromkeys(["полчаса"], timedelta(minutes=30)),
    **dict.fromkeys(["ч", "час", "часа", "часов", "h", "hour", "hours"], timedelta(hours=1)),
    **dict.fromkeys(["д", "день", "дня", "дней", "сутки", "суток", "day", "days"], timedelta(days=1)),
    **dict.fromkeys(["неделю", "недели", "недель", "week", "weeks"], timedelta(weeks=1)),
}


def parse_start(typed: str, at: datetime, zone: ZoneInfo) -> datetime | None:
    """Read «завтра 10:00», «27.11 18:30», «пн 18:30», «через 2 часа»: a time in UTC; None is «сейчас».

    Refused: «not-a-start» (``which``: what was not understood), «start-past», «start-too-far» (90 days).
    """
    if len(typed) > _LONGEST_TYPED:
        raise Refusal("not-a-start", which="format")
    words = tidied(typed).casefold().rstrip(" .!")
    if words in _NOW:
        return None
    now = at.astimezone(UTC)
    return checked_start(_from_now(words, now) or _by_calendar(words, now.astimezone(zone), zone), now)


def checked_start(starts_at: datetime, at: datetime) -> datetime:
    """Refused: «start-past», «start-too-far»."""
    if starts_at <= at:
        raise Refusal("start-past")
    if starts_at > at + FURTHEST:
        raise Refusal("start-too-far", days=FURTHEST.days)
    return starts_at


def _from_now(words: str, now: datetime) -> datetime | None:
    """«Через 2 часа», «через 1 ч 30 мин»: on the next full minute."""
    said = _FROM_NOW.fullmatch(words)
    if said is None:
        return None
    span, rest = timedelta(), said[1]
    while rest:
        part = _PART.match(rest)
        if part is None or part[2] not in _UNITS:
            raise Refusal("not-a-start", which="span")
        span, rest = span + int(part[1] or 1) * _UNITS[part[2]], rest[part.end() :]
    full = now.replace(second=0, microsecond=0)
    return (full if full == now else full + timedelta(minutes=1)) + span


def _by_calendar(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    day, clock = _clock(words)
    if not day:
        return _moment(now.date(), clock, zone)
    if day in _DAYS:
        return _moment(now.date() + timedelta(days=_DAYS[day]), clock, zone)
    if (ahead := _to_weekday(day, now)) is not None:
        this = now.date() + timedelta(days=ahead)
        over = datetime.combine(this, clock) <= now.replace(tzinfo=None)
        return _moment(this + timedelta(weeks=over), clock, zone)
    return _moment(_date(day, clock, now), clock, zone)


def _to_weekday(day: str, now: datetime) -> int | None:
    """So many days ahead is «в понедельник»; none where it is today, None where it is no weekday."""
    found = _WEEKDAY.fullmatch(day)
    weekday = _WEEKDAYS.get(found[1]) if found is not None else None
    return None if weekday is None else (weekday - now.weekday()) % 7


def _clock(words: str) -> tuple[str, time]:
    """What stands before the time of day, and that time; «10.11» alone is a day, for it could be either."""
    named = _WEEKDAY.fullmatch(words)
    if words in _DAYS or _FIGURES.fullmatch(words) or (named is not None and named[1] in _WEEKDAYS):
        raise Refusal("not-a-start", which="no-time")
    found = _CLOCK.fullmatch(words) or _HOUR.fullmatch(words)
    if found is None:
        raise Refusal("not-a-start", which="no-time" if _WORDS.fullmatch(words) else "format")
    hour, minute = int(found[2]), int(found[3]) if found.re is _CLOCK else 0
    try:
        return found[1].strip(" ,"), time(hour, minute)
    except ValueError:
        raise Refusal("not-a-start", which="no-such-time") from None


def _date(day: str, clock: time, now: datetime) -> date:
    """The day that is named; without a year the next such one, if that is not too far."""
    found = _FIGURES.fullmatch(day) or _WORDS.fullmatch(day)
    if found is None:
        raise Refusal("not-a-start", which="format")
    month = int(found[2]) if found[2].isdigit() else MONTHS.get(found[2])
    if month is None:
        raise Refusal("not-a-start", which="format")
    if found[3]:
        year = int(found[3]) if len(found[3]) > len("26") else 2000 + int(found[3])
        if abs(year - now.year) > 1:
            raise Refusal("start-past") if year < now.year else Refusal("start-too-far", days=FURTHEST.days)
        return _day(year, month, int(found[1]))
    this = _day(now.year, month, int(found[1]))
    if datetime.combine(this, clock) > now.replace(tzinfo=None):
        return this
    nearly_a_year = this.toordinal() + 365 - FURTHEST.days
    return this if now.toordinal() < nearly_a_year else _day(now.year + 1, month, int(found[1]))


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refusal("not-a-start", which="no-such-day") from None


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """In UTC; what a change to summer time leaves out is no time of that day."""
    local = datetime.combine(day, clock, zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Refusal("not-a-start", which="no-such-time")
    return moment
