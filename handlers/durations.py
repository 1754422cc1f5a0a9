"""How long until a promise must be kept, or since when it is broken, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from account.desk.deadlines import in_steps
from handlers.words import Words

DAYS_FROM = timedelta(hours=48)
HOUR = timedelta(hours=1)


def time_left(words: Words, until: datetime, now: datetime) -> str:
    """«осталось 23 ч», in steps of 10 minutes below two hours, and «просрочено на …» after the end."""
    if now >= until:
        late = in_steps(now - until)
        return words.say("desk-late", {"time": _span(words, late)}) if late else words.say("desk-late-little")
    left = in_steps(until - now)
    return words.say("desk-left", {"time": _span(words, left)}) if left else words.say("desk-left-little")


def _span(words: Words, span: timedelta) -> str:
    hours, minutes = span // HOUR, span % HOUR // timedelta(minutes=1)
    if span >= DAYS_FROM:
        return words.say("span-days", {"days": str(hours // 24), "hours": str(hours % 24)})
    if not minutes:
        return words.say("span-hours", {"hours": str(hours)})
    if not hours:
        return words.say("span-minutes", {"minutes": str(minutes)})
    return words.say("span-hours-minutes", {"hours": str(hours), "minutes": str(minutes)})
