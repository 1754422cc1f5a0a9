"""Names and own words in the desk's texts: harmless, on one line, and no card too long, whatever people are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import cycle, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from account.birth_dates import BirthDate, Gender
from account.contacts import Email, Phone
from account.desk.dossiers import Dossier
from account.desk.reasons import own
from account.documents import IdentityDocument
from account.names import FullName
from account.passwords import PasswordHash
from account.records import Account, Profile
from account.requests import (
    Proposal,
    Request,
    RequestFile,
    RequestKind,
    RequestState,
    SentFile,
    Slot,
    Staff,
    Verdict,
)
from handlers.desk.card import card_text
from handlers.desk.card_buttons import card_keyboard
from handlers.desk.names import NAME_LONGEST, NOBODY, cut, mention, shown_name, signs, visible
from handlers.words import Words
from playground.markup.entities import width
from playground.markup.html import parse_html
from tests.house.worded import TEXTS
from tests.rules.hostile import ANY_TEXT, fuzzed

AT = datetime(2026, 3, 7, 9, tzinfo=UTC)
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
HOSTILE = [
    "<b>Ева</b> & Co",
    "\u202eяинаВ\u2066\u200f\u061c",
    "Ольга\nЗаявка № 1\r\nОдобрено: Пётр\u2028\u2029\x85",
    "😀" * 300,
    "&" * 300,
    "\u200d\u200b\u3164\u00ad",
    "<a href='tg://user?id=1'>",
    "\ud800 lone",
    "",
]
WORDS = Words(TEXTS, "ru")
LONG_NAME = FullName("Ы" * 58, "Щ" * 58)
PROFILE = Profile(
    LONG_NAME, BirthDate(date(1985, 3, 7)), Gender("female"), IdentityDocument("foreign-passport", "A" * 10, "1" * 20)
)
ACCOUNT = Account(
    1, Email(f"{'a' * 60}@{'b' * 60}.example.org"), Phone("+79161234567"), PasswordHash("x"), None, PROFILE, None, AT
)


def requests(name: str, reason: str, note: str) -> Iterator[Request]:
    """A request in every state, with and without owner and proposal, all of them called so."""
    staff = Staff(1, name)
    rejected = {str(slot): (own(reason), note) for slot in Slot}
    files = [
        RequestFile(slot, SentFile("f", "u", "photo", name, 1), rejected=True, reason=own(reason), note=note)
        for slot in Slot
    ]
    proposals = [None, *(Proposal(Verdict(state, rejected), staff, AT, 10**6) for state in DECIDABLE)]
    for number, (state, taken_by, proposal) in enumerate(product(RequestState, (None, staff), proposals)):
        shown = () if state is RequestState.OPEN else tuple(files)
        yield Request(
            *(10**12, 1, 1, state, AT, AT, shown, list(RequestKind)[number % 3 == 0]),
            taken_by=taken_by,
            proposal=proposal,
            decided_by=None if state is RequestState.OPEN else staff,
            told_at=AT if number % 2 else None,
        )


DECIDABLE = (RequestState.APPROVED, RequestState.REJECTED, RequestState.REFUSED)


def assert_sound(text: str) -> str:
    """Telegram would take it; what it shows."""
    shown, _ = parse_html(text)
    assert 0 < width(shown) <= 4096
    assert not BIDI.search(shown)
    return str(shown)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_every_card_of_every_state_fits_and_shows_no_tricks(hostile: str) -> None:
    written = (hostile or "x") * 500
    accounts = cycle([ACCOUNT, ACCOUNT, replace(ACCOUNT, profile=None), ACCOUNT, None])
    for request, account in zip(requests(hostile, written[:500], written[:500]), accounts, strict=False):
        card_keyboard(WORDS, request)
        assert_sound(card_text(WORDS, Dossier(request, account, 10**6), AT))


@settings(deadline=None, max_examples=40)
@given(ANY_TEXT, st.text(max_size=500), st.text(max_size=500))
def test_whatever_people_are_called_and_write_the_card_is_sound(name: str, reason: str, note: str) -> None:
    for request in list(requests(name, reason, note))[::7]:
        assert_sound(card_text(WORDS, Dossier(request, ACCOUNT, 3), AT))


@fuzzed
@given(ANY_TEXT)
def test_a_name_is_one_short_line_that_can_be_seen(name: str) -> None:
    shown = shown_name(name)
    assert 0 < signs(shown) <= NAME_LONGEST
    assert shown == shown.strip()
    assert len(shown.splitlines()) == 1
    assert not BIDI.search(shown)
    assert assert_sound(mention(WORDS, Staff(7, name))) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ольга  Дежурная", "Ольга Дежурная"),
        ("\u202eОля\u2069\n(не Оля)", "Оля (не Оля)"),
        ("👩\u200d💻 Аня", "👩\u200d💻 Аня"),
        ("ы" * 61, "ы" * 59 + "…"),
        ("😀" * 40, "😀" * 29 + "…"),
        ("\u200d\u200d", NOBODY),
        (" \n\t", NOBODY),
        ("", NOBODY),
    ],
)
def test_names_as_they_are_shown(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_own_words_keep_their_lines_and_lose_their_tricks() -> None:
    assert visible("Нет печати\u202e\n\u200fи даты\x00") == "Нет печати\nи даты"
    assert cut("коротко", 500) == "коротко"
    assert signs(cut("😀" * 300, 500)) <= 500


@pytest.mark.parametrize("key", ["desk-remind-half", "desk-remind-soon", "desk-remind-overdue", "desk-request"])
def test_a_question_is_not_called_a_request(key: str) -> None:
    args = {"request": "5", "until": int(AT.timestamp()), "name": "Ольга"}
    question, request = (WORDS.say(key, args | {"kind": str(kind)}) for kind in list(RequestKind)[::-1])
    assert "Вопрос № 5" in question
    assert "Заявка № 5" in request
    assert not re.search("заявк|просрочена", question, re.IGNORECASE)
