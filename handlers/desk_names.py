"""How people are named in the support group: as a link that reaches them."""

from __future__ import annotations

from account.requests import Staff
from handlers.words import Words


def mention(words: Words, staff: Staff) -> str:
    name = words.say("as-typed", {"text": staff.name})
    return f'<a href="tg://user?id={staff.telegram_id}">{name}</a>'
