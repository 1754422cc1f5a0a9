"""docs/security.md names the figures of the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from account.codes import GUESSES_OF_CONTACT, GUESSES_OF_PERSON, SENDS, WRONG_MOST
from account.failures import FAILURES_OF_ALL, FAILURES_OF_PERSON, WRONG_OF_PERSON
from account.guesses import CODES, PASSWORDS
from account.limits import DAY, HOUR, Limit
from account.registration import FOUND_TAKEN

PAPER = Path(__file__).parents[2] / "docs" / "security.md"
SPANS = {HOUR: "an hour", DAY: "a day"}


def worded(*limits: Limit) -> str:
    return ", ".join(
        f"{each.most} {SPANS.get(each.window, f'in {each.window.seconds // 60} minutes')}" for each in limits
    )


@pytest.mark.parametrize(
    ("what", "by", "most"),
    [
        ("wrong passwords", "account and Telegram user", worded(FAILURES_OF_PERSON)),
        ("wrong passwords", "account, all strangers together", worded(FAILURES_OF_ALL)),
        ("wrong passwords", "Telegram user, all accounts together", worded(*WRONG_OF_PERSON)),
        ("wrong passwords of strangers", "the whole service", worded(PASSWORDS.limit)),
        ("codes sent", "contact, and Telegram user", worded(*SENDS)),
        ("guesses at codes", "contact", worded(*GUESSES_OF_CONTACT)),
        ("guesses at codes", "Telegram user, all contacts together", worded(*GUESSES_OF_PERSON)),
        ("guesses at codes of strangers", "the whole service", worded(CODES.limit)),
        ("wrong codes", "person, purpose and contact", str(WRONG_MOST)),
        ("contacts found taken", "Telegram user", worded(*FOUND_TAKEN)),
    ],
)
def test_a_figure_is_that_of_the_code(what: str, by: str, most: str) -> None:
    assert f"| {what} | {by} | {most} |" in PAPER.read_text("utf-8")
