"""Tell whether a password is among the commonest, in either keyboard layout and with the usual tail."""

from __future__ import annotations

import re

from zxcvbn.frequency_lists import FREQUENCY_LISTS

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)
_TO_RUSSIAN = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)

# Most Russian favourites stand in the list typed in the Latin layout («gfhjkm»); these do not.
_RUSSIAN = {
    *("любовь", "любимая", "любимый", "люблю", "зенит", "юлия", "миша", "саша", "маша", "даша", "паша", "рома"),
    *("дима", "женя", "вова", "лена", "таня", "оля", "аня", "катя", "света", "ира", "вика", "мама", "папа", "кот"),
    *("собака", "кошка", "котик", "зайка", "малыш", "жизнь", "счастье", "солнце", "россия", "админ", "пользователь"),
    *("йцу", "йцуке", "фыва", "фывапролд", "ячс", "ячсмить", "полис", "согласие", "страховка", "осаго", "каско"),
    *("privet", "parol", "lubov", "lyubov", "rossiya", "moskva", "soglasie", "osago", "kasko", "polis", "strahovka"),
}
_COMMON = frozenset(FREQUENCY_LISTS["passwords"]) | _RUSSIAN

_PARTS = re.compile(r"([0-9]*)(.*?)([0-9]*[!?.*]*)")
_YEAR = re.compile("19[4-9][0-9]|20[0-3][0-9]")
_SHORTEST_WORD = 3


def layout_twins(text: str) -> set[str]:
    """The text in small letters, and what the same keys give in the other layout."""
    small = text.lower()
    return {small, small.translate(_TO_LATIN), small.translate(_TO_RUSSIAN)}


def is_common(text: str) -> bool:
    """Find the password itself, or a common word between digits that anybody would try: 1, 123, 777, 1985."""
    if not _COMMON.isdisjoint(layout_twins(text)):
        return True
    parts = _PARTS.fullmatch(text)
    if parts is None or len(parts[2]) < _SHORTEST_WORD or _COMMON.isdisjoint(layout_twins(parts[2])):
        return False
    return all(_guessable(digits) for digits in (parts[1], parts[3].rstrip("!?.*")))


def _guessable(digits: str) -> bool:
    in_a_row = digits in "01234567890" or digits in "9876543210"
    return in_a_row or len(set(digits)) == 1 or bool(_YEAR.fullmatch(digits))
