"""How people are named in the support group: on one line, short, and without signs that would turn the text around."""

from __future__ import annotations

import unicodedata

from account.requests import Staff
from handlers.words import Words

NAME_LONGEST = 60
NOBODY = "—"
_JOINERS = "\u200c\u200d"


def shown_name(name: str, longest: int = NAME_LONGEST) -> str:
    """The name as it may stand in any text; «—» where nothing of it can be seen."""
    one_line = " ".join(visible(name).split())
    return cut(one_line, longest) if any(unicodedata.category(char)[0] in "LNPS" for char in one_line) else NOBODY


def visible(text: str) -> str:
    """The text without control and bidi signs; blanks and breaks of the line stay, and what joins an emoji."""
    return "".join(char for char in text if char.isspace() or char in _JOINERS or not _is_control(char))


def cut(text: str, longest: int) -> str:
    """At most so many signs as Telegram counts them (UTF-16), with «…» where something is missing."""
    if signs(text) <= longest:
        return text
    kept = text[: longest - 1]
    while signs(kept) >= longest:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def signs(text: str) -> int:
    """How long Telegram finds a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def mention(words: Words, staff: Staff) -> str:
    """A link that reaches the person."""
    name = words.say("as-typed", {"text": shown_name(staff.name)})
    return f'<a href="tg://user?id={staff.telegram_id}">{name}</a>'


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"}
