"""How policies' numbers look, so that one typed by itself is known for what it is."""

from __future__ import annotations

import re

from account.typed_text import tidied

LONGEST_TYPED = 40
CYRILLIC = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
LATIN = str.maketrans("АВСЕНКМОРТХУ", "ABCEHKMOPTXY")
DROPPED = re.compile(r"[ №-]")
# The series that insurers were given: a letter three times, or «АА» and a letter. Anything wider would leave
# passwords such as «abc1234567890» standing in the chat.
OSAGO = re.compile(r"(?:([АВЕКМНОРСТУХ])\1\1|АА[АВЕКМНОРСТУХ])\d{10}", re.ASCII)


def plain_number(number: str) -> str:
    """A policy's number without blanks, dashes and «№», in Cyrillic capitals: what numbers are compared by."""
    return DROPPED.sub("", tidied(number.replace("№", " "))).upper().translate(CYRILLIC)


def number_key(number: str) -> str:
    """What two lines of an insurer's table have in common when they are about one policy."""
    return tidied(number).casefold().replace(" ", "")


def likely_keys(typed: str) -> set[str]:
    """The keys that a number typed by hand may have: without «№», blanks and dashes, too, and in either alphabet."""
    plain = plain_number(typed)
    return {number_key(each) for each in (typed, typed.replace("№", " "), plain, plain.translate(LATIN))}


def may_be_number(typed: str) -> bool:
    """Whether it could be some policy's number, of any insurer's making: one line with a digit in it."""
    return len(typed) <= LONGEST_TYPED and "\n" not in typed and any(char.isdecimal() for char in typed)


def osago_number(typed: str) -> str | None:
    """The number, where that is all that was typed: three letters and ten digits, in either alphabet."""
    if len(typed) > LONGEST_TYPED:
        return None
    plain = plain_number(typed)
    return plain if OSAGO.fullmatch(plain) else None
