"""The six-digit code that a mail or an SMS brings and that its reader gives back."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from account.refusals import Refusal
from account.typed_text import tidied

DIGITS = 6
# A Telegram message has at most 4096 characters; anybody who pastes the whole mail stays below.
_LONGEST_TYPED = 5000

_VALUE = re.compile(r"[0-9]{6}")
_GROUPED = re.compile(r"[0-9 -]*")
_WITHIN_A_TEXT = re.compile(r"(?<!\w)(?:[0-9]{6}|(?<![0-9][ -])[0-9]{3}[ -][0-9]{3}(?![ -][0-9]))(?!\w)")


@dataclass(frozen=True, slots=True, repr=False)
class Code:
    """Six digits, leading zeros kept."""

    value: str

    def __post_init__(self) -> None:
        if not _VALUE.fullmatch(self.value):
            raise ValueError("not a code of six digits")

    @classmethod
    def parse(cls, text: str) -> Code:
        """Read a code typed with blanks or dashes, or a pasted message that holds one code only."""
        if len(text) > _LONGEST_TYPED:
            raise Refusal("not-a-code", which="too-long")
        typed = tidied(text)
        if _GROUPED.fullmatch(typed):
            return cls(_of_expected_length(_digits(typed)))
        codes = {_digits(found) for found in _WITHIN_A_TEXT.findall(typed)}
        if len(codes) != 1:
            raise Refusal("not-a-code", which="letters")
        return cls(codes.pop())

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return "Code(…)"


def generate_code() -> Code:
    return Code(f"{secrets.randbelow(10**DIGITS):0{DIGITS}}")


def _digits(typed: str) -> str:
    return re.sub("[ -]", "", typed)


def _of_expected_length(digits: str) -> str:
    if len(digits) == DIGITS:
        return digits
    raise Refusal("not-a-code", which="too-short" if len(digits) < DIGITS else "too-long")
