"""When a broadcast starts, as people write it; and the button under it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from account.broadcasts.links import LABEL_MOST, SCHEMES, parse_link
from account.broadcasts.records import Link
from account.broadcasts.times import FURTHEST, parse_start
from account.refusals import Refusal
from tests.rules.hostile import ANY_TEXT, HUGE, fuzzed, refuses_or_takes, refuses_soon

MOSCOW, BERLIN = ZoneInfo("Europe/Moscow"), ZoneInfo("Europe/Berlin")
SECOND = timedelta(seconds=1)
AT = datetime(2026, 11, 27, 15, 0, 30, tzinfo=UTC)  # 18:00:30 in Moscow
TIME_LIKE = st.lists(
    st.sampled_from(
        ["завтра", "через", "2", "31", "02", "часа", "18:30", "24:00", "в", " ", ".", "27.11", "2026", "мая", "in", "и"]
    ),
    max_size=8,
).map("".join)
MOMENTS = st.integers(0, 2 * 365 * 24 * 3600).map(lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + seconds * SECOND)


def parsed(typed: str, at: datetime = AT, zone: ZoneInfo = MOSCOW) -> str:
    start = parse_start(typed, at, zone)
    assert start is not None
    assert start.tzinfo is UTC
    return f"{start.astimezone(zone):%d.%m.%Y %H:%M:%S}"


@pytest.mark.parametrize("typed", ["сейчас", " Сейчас. ", "прямо сейчас", "сразу", "now", "Right now!"])
def test_now_is_no_time(typed: str) -> None:
    assert parse_start(typed, AT, MOSCOW) is None


STARTS = {
    "28.11.2026 10:00:00": (
        *("завтра 10:00", "Завтра в 10.00", "завтра, 10:00", "завтра в 10", "tomorrow 10:00", "tomorrow at 10"),
        *("28.11 10:00", "28.11.2026 10:00", "28.11.26, 10:00", "28/11 10:00"),
        *("28 ноября 10:00", "28 ноя. в 10:00", "28 November 2026 at 10:00"),
    ),
    "27.11.2026 18:30:00": ("18:30", "в 18:30", "сегодня 18:30", "сегодня в 18.30", "today 18:30"),
    "29.11.2026 09:05:00": ("послезавтра 9:05", "the day after tomorrow at 9:05"),
    "27.11.2026 20:01:00": ("через 2 часа", "Через 2 ч", "in 2 hours", "через 120 минут"),
    "27.11.2026 19:31:00": ("через 1 ч 30 мин", "через час и 30 минут", "через час полчаса"),
    "27.11.2026 18:31:00": ("через полчаса",),
    "30.11.2026 18:01:00": ("через 3 дня",),
    "04.12.2026 18:01:00": ("через неделю",),
    "30.11.2026 10:00:00": ("в понедельник 10:00", "Понедельник в 10", "пн 10:00", "on Monday at 10"),
    "04.12.2026 18:00:00": ("в пятницу 18:00", "friday 18:00"),
    "27.11.2026 23:00:00": ("в пятницу 23:00", "пятница, в 23"),
    "01.12.2026 09:00:00": ("во вторник 9:00",),
    "05.01.2027 10:00:00": ("5.01 10:00",),
    "25.02.2027 18:00:00": ("25.02.2027 18:00",),
}


@pytest.mark.parametrize(("typed", "start"), [(each, start) for start, typed in STARTS.items() for each in typed])
def test_a_start_is_read_in_every_usual_notation(typed: str, start: str) -> None:
    assert parsed(typed) == start


NO_STARTS = {
    Refusal("not-a-start", which="format"): ("", "когда-нибудь", "завтра утром", "1 мартобря 10:00", "27.11 1:00 2:00"),
    Refusal("not-a-start", which="no-time"): ("завтра", "27.11", "10.11", "27.11.2026", "3 мая", "в среду"),
    Refusal("not-a-start", which="no-such-day"): ("31.02 10:00", "29.02.2027 10:00", "0.1 10:00"),
    Refusal("not-a-start", which="no-such-time"): ("24:00", "завтра 10:60", "завтра в 25"),
    Refusal("not-a-start", which="span"): ("через 2 попугая", "через -1 час", "in a while"),
    Refusal("start-past"): ("18:00", "сегодня 10:00", "26.11 10:00", "1.1.1999 0:00", "1.1.0001 0:00"),
    Refusal("start-too-far", days=90): ("через 91 день", "01.03.2027 10:00", "1.1.9999 0:00", "через 9999 недель"),
}


@pytest.mark.parametrize(("typed", "refusal"), [(each, name) for name, typed in NO_STARTS.items() for each in typed])
def test_what_is_no_start_is_refused_by_what_is_wrong(typed: str, refusal: Refusal) -> None:
    with pytest.raises(Refusal) as raised:
        parse_start(typed, AT, MOSCOW)
    assert raised.value == refusal


def test_a_time_that_the_change_to_summer_time_leaves_out_is_none() -> None:
    spring = datetime(2027, 3, 27, 12, tzinfo=UTC)
    with pytest.raises(Refusal) as raised:
        parse_start("28.03 02:30", spring, BERLIN)
    assert raised.value == Refusal("not-a-start", which="no-such-time")
    assert parsed("28.03 03:30", spring, BERLIN) == "28.03.2027 03:30:00"


@fuzzed
@given(MOMENTS, st.timedeltas(timedelta(minutes=1), FURTHEST - timedelta(minutes=1)), st.sampled_from([MOSCOW, BERLIN]))
def test_every_minute_of_the_next_90_days_can_be_written(at: datetime, ahead: timedelta, zone: ZoneInfo) -> None:
    wanted = (at + ahead).astimezone(zone).replace(second=0, microsecond=0, fold=0)
    if wanted.astimezone(UTC) <= at:
        return  # the first of the two hours that the change to winter time makes one
    start = parse_start(f"{wanted:%d.%m %H:%M}", at, zone)
    assert start == wanted.astimezone(UTC)
    assert start == parse_start(f"{wanted:%d.%m.%Y %H:%M}", at, zone)


@fuzzed
@given(st.one_of(ANY_TEXT, TIME_LIKE), MOMENTS)
def test_whatever_is_typed_starts_ahead_or_is_refused(typed: str, at: datetime) -> None:
    start = refuses_or_takes(lambda text: parse_start(text, at, MOSCOW), typed)
    assert start is None or (at < start <= at + FURTHEST and (start.second, start.microsecond) == (0, 0))


@pytest.mark.parametrize("huge", HUGE)
def test_a_megabyte_is_refused_soon(huge: str) -> None:
    refuses_soon(lambda text: parse_start(text, AT, MOSCOW), huge)
    refuses_soon(parse_link, huge)


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        *(
            (f"Подробнее{between}https://example.ru", Link("Подробнее", "https://example.ru"))
            for between in (" ", " — ", " - ", ": ", " | ", "\n", " :\n")
        ),
        ("Наш канал — tg://resolve?domain=example", Link("Наш канал", "tg://resolve?domain=example")),
        ("№ 1 — http://пример.рф/путь?а=1&b=2#c", Link("№ 1", "http://пример.рф/путь?а=1&b=2#c")),
        (f"{'Щ' * LABEL_MOST} https://example.ru", Link("Щ" * LABEL_MOST, "https://example.ru")),
    ],
)
def test_a_button_is_a_label_and_an_address(typed: str, link: Link) -> None:
    assert parse_link(typed) == link


@pytest.mark.parametrize(
    ("typed", "which"),
    [
        *((each, "format") for each in ("", "Подробнее", "Подробнее javascript:alert(1)", "Сайт mailto:a")),
        *((each, "address") for each in ("Сайт example.ru", "Сайт ftp://example.ru", "Сайт https://", "Сайт http://a")),
        *((each, "address") for each in ("Сайт https://u:p@example.ru", "Сайт https://example.ru:x", "Сайт https://[a.b")),
        *((each, "no-label") for each in ("https://example.ru", "— https://example.ru")),
        ("Щ" * (LABEL_MOST + 1) + " https://example.ru", "label-too-long"),
    ],
)  # fmt: skip
def test_what_is_no_button_is_refused_by_what_is_wrong(typed: str, which: str) -> None:
    with pytest.raises(Refusal) as raised:
        parse_link(typed)
    assert raised.value == Refusal("not-a-link", which=which)


@fuzzed
@given(ANY_TEXT.map(lambda text: f"{text} https://example.ru") | ANY_TEXT)
def test_whatever_is_typed_is_a_button_that_telegram_takes_or_is_refused(typed: str) -> None:
    link = refuses_or_takes(parse_link, typed)
    assert link is None or (link.label.strip() and link.url.partition(":")[0] in SCHEMES)
