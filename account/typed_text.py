"""Undo what keyboards and clipboards do to a typed line, so that every value type forgives the same slips."""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile("[\u2010-\u2015\u2212\u2043\ufe58]")
_BLANKS = re.compile(r"\s+")


def tidied(text: str) -> str:
    """Return one line without invisible characters, with plain dashes and single blanks, trimmed.

    NFKC first: it makes ordinary blanks of non-breaking ones and ordinary digits of full-width ones.
    Its cost grows with the length, so callers cap that before.
    """
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return _BLANKS.sub(" ", plain if plain.isprintable() else _visible(plain)).strip()


def one_line(text: str) -> str:
    """As ``tidied``, for words that are shown as they came: «№» does not become «No», nor «м²» «м2»."""
    composed = unicodedata.normalize("NFC", text)
    return _BLANKS.sub(" ", composed if composed.isprintable() else _visible(composed)).strip()


def _visible(text: str) -> str:
    return "".join(char for char in text if char.isspace() or unicodedata.category(char) not in {"Cf", "Cc"})
