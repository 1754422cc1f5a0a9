"""Tell whether a password is made of something that everybody knows about its owner."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from account.common_passwords import layout_twins

# One rough spelling for all the ways a Russian word is written in Latin letters.
_TRANSLITERATED = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфхцыэі", "abvgdeeziiklmnoprstufhciei", strict=True))
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia", "ъ": "", "ь": "", "є": "e", "ї": "i", "ґ": "g"}
)
_SAME_SOUNDS = [
    *(("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("tz", "c"), ("ts", "c"), ("ph", "f"), ("ck", "k"), ("x", "ks")),
    *(("w", "v"), ("y", "i"), ("j", "i"), ("io", "e"), ("ie", "e"), ("ii", "i")),
]
_NOT_COMPARED = re.compile("[^a-z0-9]")
_LETTERS = re.compile("[a-z]+")

_SHORTEST_WORD = 3
_SHORTEST_NUMBER = 6
_LAST_DIGITS = 7
# With fewer letters of its own a password is still only the name: «Иванов_xx85».
_OWN_LETTERS = 3


def is_made_of_words(text: str, words: Iterable[str]) -> bool:
    """Compare in any alphabet, spelling and layout; digits and signs around the words do not help."""
    known = sorted(filter(_telling, map(_folded, words)), key=len, reverse=True)
    return any(_little_remains(_folded(twin), known) for twin in layout_twins(text))


def is_made_of_number(text: str, number: str) -> bool:
    """Compare with the digits of a phone: its end, or any six in a row that are all the digits there are."""
    digits = re.sub("[^0-9]", "", text)
    known = number[-_LAST_DIGITS:] in digits or (len(digits) >= _SHORTEST_NUMBER and digits in number)
    return known and sum(map(str.isalpha, text)) < _OWN_LETTERS


def words_of_mailbox(local: str) -> list[str]:
    """«anna.petrova85» is itself, and «anna», and «petrova»."""
    return [local, *_LETTERS.findall(local.lower())]


def _folded(text: str) -> str:
    latin = unicodedata.normalize("NFKD", text.lower().translate(_TRANSLITERATED))
    folded = _NOT_COMPARED.sub("", latin)
    for spelling, sound in _SAME_SOUNDS:
        folded = folded.replace(spelling, sound)
    return folded


def _telling(word: str) -> bool:
    return len(word) >= (_SHORTEST_NUMBER if word.isdigit() else _SHORTEST_WORD)


def _little_remains(folded: str, known: list[str]) -> bool:
    rest = folded
    for word in known:
        rest = rest.replace(word, "0")
    return rest != folded and len("".join(_LETTERS.findall(rest))) < _OWN_LETTERS
