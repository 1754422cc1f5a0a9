"""What no parser may choke on: any text at all, a megabyte of it, and the clock that proves the bound."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st

from account.refusals import Refusal

Value = TypeVar("Value")

# The machine may be busy: how long one example takes is measured apart, on the megabyte.
fuzzed = settings(deadline=None, max_examples=150)

# Lone surrogates included: a text need not be encodable to arrive.
ANY_TEXT = st.text(st.characters(), max_size=300)
MEGABYTE = 1_000_000
HUGE = [
    start * (MEGABYTE // len(start)) for start in ("1", " ", "a@", "я", "\u0301\u0323", "1-", "<", "Ab'-", "\ufdfa")
]


def refuses_or_takes(parse: Callable[[str], Value], text: str) -> Value | None:
    """Parse, and let nothing but a refusal count as an answer."""
    try:
        return parse(text)
    except Refusal:
        return None


def refuses_soon(parse: Callable[[str], object], text: str) -> None:
    began = time.process_time()
    try:
        parse(text)
    except Refusal:
        assert time.process_time() - began < 0.1
        return
    raise AssertionError("a megabyte was taken for a value")
