"""A broadcast's message: its bar, its pace and its buttons, whatever the figures are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from account.broadcasts.records import Audience, BroadcastKind, BroadcastState, Counts, Deed, Whom
from account.broadcasts.second_runs import Overview
from handlers.broadcast_card import card_keyboard, card_text, percent
from handlers.words import Words
from tests.house.test_texts import assert_html
from tests.house.worded import TEXTS
from tests.rules.test_broadcast_second_runs import SENT, run
from texts import LANGUAGES

RUSSIAN = Words(TEXTS, "ru")
RUNNING = replace(SENT, state=BroadcastState.RUNNING, finished_at=None, total=1_000_000, counts=Counts(sent=500_000))
LATE = 10**15


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (25.0, "Скорость: 25 в секунду · осталось около 5 ч 33 мин"),
        (200.0, "осталось около 42 мин"),
        (4.26, "4,3 в секунду"),
        (100_000.0, "осталось меньше минуты"),
        (0.0, "Скорость: 0 в секунду"),
    ],
)
def test_the_time_left_follows_from_the_pace(rate: float, words: str) -> None:
    assert words in card_text(RUSSIAN, Overview(RUNNING), rate)


def test_without_two_drawings_there_is_no_pace_yet() -> None:
    text = card_text(RUSSIAN, Overview(RUNNING))
    assert "в секунду" not in text
    assert "██████████░░░░░░░░░░</code> 50 %" in text
    assert "Отправлено: 500\u00a0000 из 1\u00a0000\u00a0000" in text


@pytest.mark.parametrize(
    ("state", "total", "over", "shown"),
    [
        (BroadcastState.RUNNING, 10, 0, 0),
        (BroadcastState.RUNNING, 3, 2, 66),
        (BroadcastState.RUNNING, 10, 12, 99),
        (BroadcastState.PAUSED, 0, 0, 0),
        (BroadcastState.DONE, 10, 9, 100),
    ],
)
def test_a_hundred_per_cent_is_only_what_is_done(state: BroadcastState, total: int, over: int, shown: int) -> None:
    assert percent(replace(SENT, state=state, total=total, counts=Counts(sent=over))) == shown


def test_who_began_it_stands_only_where_it_is_wanted() -> None:
    assert "Начал" not in card_text(RUSSIAN, Overview(SENT))
    assert f"Начал: <code>{SENT.who}</code>" in card_text(RUSSIAN, Overview(SENT), who=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_sound_and_its_buttons_fit(language: str) -> None:
    words, at = Words(TEXTS, language), datetime(2026, 3, 7, tzinfo=UTC)
    runs = tuple(run(deed) for deed in (Deed.EDIT, Deed.RESEND)) * 20
    audiences = [Audience(whom, of) for whom, of in product(Whom, (None, "ru", "en"))]
    for state, deed, kind, begun in product(BroadcastState, Deed, BroadcastKind, (None, at)):
        for audience in audiences:
            one = replace(
                SENT, id=LATE, of=LATE, state=state, deed=deed, kind=kind, started_at=begun, audience=audience
            )
            seen = Overview(one, runs, unsure=3)
            assert_html(card_text(words, seen, 25.0, who=True))
            for live in (True, False):
                rows = card_keyboard(words, seen, live=live).inline_keyboard
                assert max(len(str(each.callback_data)) for row in rows for each in row) <= 64 if rows else live
