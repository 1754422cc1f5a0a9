"""/request: how a request stands, and everything that was done about it, the newest last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from account.desk.dossiers import Dossier
from account.records import AuditEntry
from account.requests import Request, Slot
from handlers.desk.card import standing
from handlers.desk.names import NOBODY, shown_name, signs
from handlers.words import Words

MESSAGE_LONGEST = 4096
ROOM_FOR_THE_CUT = 100  # of the line that says that something is missing


def request_text(words: Words, dossier: Dossier, trail: Sequence[AuditEntry], zone: ZoneInfo, now: datetime) -> str:
    """What does not fit into a message is left out from the oldest on."""
    request, profile = dossier.request, dossier.profile
    name = shown_name(profile.name.short) if profile else NOBODY
    head = words.say("desk-request", {"request": str(request.id), "kind": str(request.kind), "name": name})
    top = "\n".join([head, *standing(words, request, now), "", words.say("desk-trail")])
    lines = [_line(words, request, entry, zone) for entry in trail]
    room = MESSAGE_LONGEST - signs(top) - ROOM_FOR_THE_CUT
    kept = _newest(lines, room)
    missing = len(lines) - len(kept)
    cut = [words.say("desk-trail-cut", {"missing": missing})] if missing else []
    return "\n".join([top, *cut, *kept])


def _newest(lines: Sequence[str], room: int) -> list[str]:
    kept: list[str] = []
    for line in reversed(lines):
        room -= signs(line) + 1
        if room < 0:
            break
        kept.insert(0, line)
    return kept


def _line(words: Words, request: Request, entry: AuditEntry, zone: ZoneInfo) -> str:
    at = f"{entry.at.astimezone(zone):%d.%m.%Y %H:%M}"
    return words.say(
        "desk-trail-line", {"at": at, "what": _what(words, entry.what), "who": _who(words, request, entry)}
    )


def _what(words: Words, what: str) -> str:
    """«rejected scan selfie» in words; what this version has no words for as it is written."""
    done, *slots = what.split(" ")
    key = f"desk-trail-{done}"
    said = words.plain(key) if words.knows(key) else done
    names = [words.plain(f"slot-{slot}") if slot in set(Slot) else slot for slot in slots]
    return f"{said}: {', '.join(names)}" if names else said


def _who(words: Words, request: Request, entry: AuditEntry) -> str:
    """A colleague by the name of then, the customer by that word."""
    if not entry.detail and entry.who == request.telegram_id:
        return words.plain("desk-trail-customer")
    return shown_name(entry.detail) if entry.detail else str(entry.who)
