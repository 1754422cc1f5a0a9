"""A date of birth in any usual notation, and a person's gender."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from account.refusals import Refusal
from account.typed_text import tidied

YOUNGEST = 14
OLDEST = 120
_LONGEST_TYPED = 100

MONTHS = {
    **dict.fromkeys(["январь", "января", "янв", "january", "jan"], 1),
    **dict.fromkeys(["февраль", "февраля", "фев", "февр", "february", "feb"], 2),
    **dict.fromkeys(["март", "марта", "мар", "march", "mar"], 3),
    **dict.fromkeys(["апрель", "апреля", "апр", "april", "apr"], 4),
    **dict.fromkeys(["май", "мая", "may"], 5),
    **dict.fromkeys(["июнь", "июня", "июн", "june", "jun"], 6),
    **dict.fromkeys(["июль", "июля", "июл", "july", "jul"], 7),
    **dict.fromkeys(["август", "августа", "авг", "august", "aug"], 8),
    **dict.fromkeys(["сентябрь", "сентября", "сен", "сент", "september", "sep", "sept"], 9),
    **dict.fromkeys(["октябрь", "октября", "окт", "october", "oct"], 10),
    **dict.fromkeys(["ноябрь", "ноября", "ноя", "нояб", "november", "nov"], 11),
    **dict.fromkeys(["декабрь", "декабря", "дек", "december", "dec"], 12),
}
_DAY, _YEAR = r"(?P<day>[0-9]{1,2})", r"(?P<year>[0-9]{4}|[0-9]{2})"
_NUMBER, _NAME = r"(?P<month>[0-9]{1,2})", r"(?P<month>[a-zа-я]+)\.?"
_BETWEEN = r" ?[ ./,-] ?"
_NOTATIONS = [
    re.compile(notation)
    for notation in (
        f"{_DAY}{_BETWEEN}{_NUMBER}{_BETWEEN}{_YEAR}",  # 07.03.1985, 7/3/85
        f"(?P<year>[0-9]{{4}}){_BETWEEN}{_NUMBER}{_BETWEEN}{_DAY}",  # 1985-03-07
        f"(?P<day>[0-9]{{2}})(?P<month>[0-9]{{2}}){_YEAR}",  # 07031985, 070385
        rf"{_DAY}(?:-?го|st|nd|rd|th)?[ ./-]?(?:of )?{_NAME}[ ,./-]{{0,2}}{_YEAR}",  # 7 марта 1985, 7th of March 1985
        rf"{_NAME} ?{_DAY}(?:st|nd|rd|th)?(?:, ?| ){_YEAR}",  # March 7, 1985
    )
]
_WORD_YEAR = re.compile(r" ?(?:г\.? ?р\.?|г\.?|года?|год рождения|года рождения)$")
_STORED = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")


class Gender(StrEnum):
    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, repr=False)
class BirthDate:
    """The day a person was born."""

    value: date

    @classmethod
    def parse(cls, text: str, today: date) -> BirthDate:
        """Read a day on which somebody was born who is now 14 (the first passport) to 120 years old."""
        day, month, year = _parts(text)
        born = (
            _day(int(year), month, day)
            if len(year) == len("1985")
            else _in_latest_century(int(year), month, day, today)
        )
        if born > today:
            raise Refusal("birth-date-future")
        if not YOUNGEST <= _age(born, today) <= OLDEST:
            raise Refusal("birth-date-age", youngest=YOUNGEST, oldest=OLDEST)
        return cls(born)

    @classmethod
    def load(cls, stored: str) -> BirthDate:
        """Read back what ``str`` gave; whoever was taken once is not asked for the age again."""
        parts = _STORED.fullmatch(stored)
        if parts is None:
            raise Refusal("not-a-date", which="format")
        return cls(_day(int(parts[3]), int(parts[2]), int(parts[1])))

    def __str__(self) -> str:
        return f"{self.value.day:02}.{self.value.month:02}.{self.value.year:04}"

    def __repr__(self) -> str:
        return "BirthDate(…)"


def _parts(text: str) -> tuple[int, int, str]:
    """Find day, month and the year's two or four digits."""
    if len(text) > _LONGEST_TYPED:
        raise Refusal("not-a-date", which="format")
    typed = _WORD_YEAR.sub("", tidied(text).lower().rstrip(" .,;"))
    found = next(filter(None, (notation.fullmatch(typed) for notation in _NOTATIONS)), None)
    if found is None:
        raise Refusal("not-a-date", which="format")
    month = int(found["month"]) if found["month"].isdigit() else MONTHS.get(found["month"])
    if month is None:
        raise Refusal("not-a-date", which="format")
    return int(found["day"]), month, found["year"]


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        pass  # its text would tell the date, so it must not be the refusal's cause
    raise Refusal("not-a-date", which="no-such-day")


def _in_latest_century(year: int, month: int, day: int, today: date) -> date:
    """Take «85» for the latest year that makes the person old enough."""
    this_century = today.year // 100 * 100
    for century in (this_century, this_century - 100):
        try:
            born = date(century + year, month, day)
        except ValueError:  # the 29th of February need not exist in both
            continue
        if born <= today and _age(born, today) >= YOUNGEST:
            return born
    raise Refusal("not-a-date", which="no-such-day")


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
