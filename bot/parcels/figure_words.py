"""The desk's figures as text and as a chart's description, in words of the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import unescape

from account.desk.figures import WEEK, AnswerTimes, Colleague, DeskFigures, Week
from account.typed_text import tidied
from gateways.chart import Chart
from handlers.words import Words

NAME_LONGEST = 60
PEOPLE_MOST = 20  # with longer names than anybody has, all of it still fits a message
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
UNITS = (
    (3 * DAY, DAY, "desk-figures-chart.in-days"),
    (3 * HOUR, HOUR, "desk-figures-chart.in-hours"),
    (timedelta(), MINUTE, "desk-figures-chart.in-minutes"),
)  # of the chart, each from where its longest time is so long


def figures_text(words: Words, figures: DeskFigures) -> str:
    """What waits, the answers in all, by week and by person."""
    waiting, times = figures.waiting, figures.all
    day = f"{figures.weeks[0].monday:%d.%m.%Y}"
    now = words.say("desk-figures-waiting", {"open": waiting.open, "overdue": waiting.overdue})
    if times is None:
        return "\n\n".join([now, words.say("desk-figures-none", {"day": day})])
    weeks = [words.say("desk-figures-weeks"), *_weeks(words, figures.weeks)]
    people = [words.say("desk-figures-people"), *_people(words, figures.people)]
    parts = [
        now,
        words.say("desk-figures-all", {"day": day} | _args(words, times)),
        "\n".join(weeks),
        "\n".join(people),
        words.say("desk-figures-legend"),
    ]
    return "\n\n".join(parts)


def length(text: str) -> int:
    """As Telegram counts: UTF-16 units of what is read, tags left out."""
    return len(unescape(re.sub("<[^>]*>", "", text)).encode("utf-16-le")) // 2


def duration(words: Words, took: timedelta) -> str:
    """«3 ч 20 мин», «2 дн. 5 ч»; what is smaller is cut off."""
    days, hours, minutes = took // DAY, took % DAY // HOUR, took % HOUR // MINUTE
    match days, hours, minutes:
        case 0, 0, 0:
            return words.plain("desk-figures-moment")
        case 0, 0, _:
            return words.plain("desk-figures-minutes", {"minutes": minutes})
        case 0, _, 0:
            return words.plain("desk-figures-hours", {"hours": hours})
        case 0, _, _:
            return words.plain("desk-figures-hours-minutes", {"hours": hours, "minutes": minutes})
        case _, 0, _:
            return words.plain("desk-figures-days", {"days": days})
    return words.plain("desk-figures-days-hours", {"days": days, "hours": hours})


def figures_chart(words: Words, figures: DeskFigures) -> Chart | None:
    """Median and p90 over the number of answers; None where there were none."""
    times = [each.times for each in figures.weeks]
    longest = max((each.p90 for each in times if each), default=None)
    if longest is None:
        return None
    unit, name = next((unit, name) for least, unit, name in UNITS if longest >= least)
    return Chart(
        title=words.plain("desk-figures-chart.title"),
        places=[_days(each.monday, "–\n") for each in figures.weeks],
        unit=words.plain(name),
        lines={
            words.plain("desk-figures-chart.median"): [each.median / unit if each else None for each in times],
            words.plain("desk-figures-chart.nine-in-ten"): [each.p90 / unit if each else None for each in times],
        },
        bars_title=words.plain("desk-figures-chart.answered"),
        bars=[each.answered if each else 0 for each in times],
    )


def _weeks(words: Words, weeks: Sequence[Week]) -> Iterator[str]:
    """Only those with answers: that the others had none the chart shows."""
    for each in weeks:
        if each.times is not None:
            yield _row(words, _days(each.monday), each.times)


def _people(words: Words, people: Sequence[Colleague]) -> Iterator[str]:
    for each in people[:PEOPLE_MOST]:
        name = tidied(each.staff.name)[:NAME_LONGEST]
        yield _row(words, name or str(each.staff.telegram_id), each.times)
    if (more := len(people) - PEOPLE_MOST) > 0:
        yield words.say("desk-figures-more-people", {"number": more})


def _row(words: Words, what: str, times: AnswerTimes) -> str:
    return words.say("desk-figures-row", {"what": what} | _args(words, times))


def _args(words: Words, times: AnswerTimes) -> dict[str, str | int]:
    return {
        "answered": times.answered,
        "median": duration(words, times.median),
        "p90": duration(words, times.p90),
        "percent": times.percent_in_time,
    }


def _days(monday: date, dash: str = "–") -> str:
    return f"{monday:%d.%m}{dash}{monday + WEEK - DAY:%d.%m}"
