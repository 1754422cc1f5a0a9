"""The desk's figures in words: durations as people say them, and never more than a message holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from account.desk.figures import desk_figures
from account.requests import Answered, Staff, Waiting
from bot.parcels.figure_words import duration, figures_chart, figures_text, length
from handlers.words import Words
from tests.house.worded import TEXTS
from texts import LANGUAGES

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
MOSCOW, DAY = ZoneInfo("Europe/Moscow"), timedelta(days=1)
WORDS = Words(TEXTS, "ru")


def answers(*staff: Staff, took: timedelta) -> list[Answered]:
    """One a day and person for eight weeks."""
    return [Answered(AT - number * DAY - took, AT - number * DAY, each) for each in staff for number in range(50)]


@pytest.mark.parametrize(
    ("took", "words"),
    [
        ({"seconds": 59}, "меньше минуты"),
        ({"minutes": 45}, "45 мин"),
        ({"hours": 3}, "3 ч"),
        ({"hours": 3, "minutes": 20, "seconds": 59}, "3 ч 20 мин"),
        ({"hours": 24, "minutes": 59}, "1 дн."),
        ({"days": 2, "hours": 5, "minutes": 59}, "2 дн. 5 ч"),
    ],
)
def test_a_duration_is_said_as_people_say_it(took: dict[str, int], words: str) -> None:
    assert duration(WORDS, timedelta(**took)) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_figures_fit_a_message(language: str) -> None:
    staff = [Staff(number, "😀" * 200) for number in range(40)]
    figures = desk_figures(answers(*staff, took=400 * DAY + DAY / 2), Waiting(10**6, 10**6), AT, DAY, MOSCOW)
    assert length(figures_text(Words(TEXTS, language), figures)) <= 4096


def test_the_length_is_what_telegram_counts() -> None:
    assert length("<b>ж</b> &lt;😀") == 5


def test_a_name_of_nothing_to_see_gives_way_to_the_number() -> None:
    figures = desk_figures(answers(Staff(7001, "\u202e\u200b "), took=DAY), Waiting(0, 0), AT, DAY, MOSCOW)
    assert "\n7001: 50 · " in figures_text(WORDS, figures)


@pytest.mark.parametrize(
    ("took", "unit", "height"),
    [
        (timedelta(minutes=30), "минуты", 30),
        (timedelta(hours=2, minutes=59), "минуты", 179),
        (timedelta(hours=6), "часы", 6),
        (timedelta(hours=71), "часы", 71),
        (timedelta(days=4, hours=12), "дни", 4.5),
    ],
)
def test_the_chart_s_unit_fits_its_times(took: timedelta, unit: str, height: float) -> None:
    chart = figures_chart(WORDS, desk_figures(answers(Staff(1, "Ольга"), took=took), Waiting(0, 0), AT, DAY, MOSCOW))
    assert chart is not None
    assert chart.unit == unit
    assert [list(heights)[-1] for heights in chart.lines.values()] == [height, height]
    assert chart.places[-1] == "23.11–\n29.11"
    assert chart.bars[-1] == 3
