"""Which parcels of the outbox concern a person, an account's contacts or its requests."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import outbox

# Words of a parcel's key that a request's number follows, and those before a letter's: «123:redraw:12».
OF_REQUESTS: Final = frozenset(
    {
        *("card", "redraw", "tick", "remind", "overdue", "late", "late-card", "files", "remove", "decision", "closed"),
        *("close", "tell", "taken-over", "renewed"),
    }
)
OF_LETTERS: Final = frozenset(
    {"letter", "letter-file", "letter-edit", "letter-delete", "letter-not-changed", "answered"}
)
_CODES: Final = (
    "code-email",
    "code-phone",
    "decoy-email",
    "decoy-phone",
    "lost-code-phone",
)
_CHANGED: Final = frozenset({"changed-email", "changed-phone"})


@dataclass(frozen=True, slots=True)
class Stay:
    """From when until when a Telegram user was signed in to the account."""

    since: datetime
    until: datetime | None

    def __contains__(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at <= self.until)


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whose parcels are looked for; ``stays`` are all that there were in the account, by Telegram user.

    Each is signed in to one account at a time: when something was told, or done, tells in which it was.
    """

    person: int
    stays: Mapping[int, Sequence[Stay]]
    contacts: Collection[str]
    requests: Collection[int]
    letters: Collection[int]


async def parcels_about(connection: AsyncConnection, whom: Concerned) -> list[Row[Any]]:
    """Their rows, oldest first, without contents."""
    columns = [outbox.c[name] for name in ("id", "key", "kind", "person", "state", "due_at", "finished_at")]
    of_the_desk = outbox.c.person.is_(None)
    others = outbox.c.person.in_([*whom.stays])
    wanted = select(*columns).where(or_(outbox.c.person == whom.person, of_the_desk, others)).order_by(outbox.c.id)
    found = {row.id: row for row in await connection.execute(wanted) if _concerns(row, whom)}
    codes = await _codes_to(connection, whom.contacts)
    if codes:
        rows = await connection.execute(select(*columns).where(outbox.c.id.in_(codes)))
        found |= {row.id: row for row in rows}
    return sorted(found.values(), key=lambda row: row.id)


def _concerns(row: Row[Any], whom: Concerned) -> bool:
    """A word to the old contact is the account's, not of whoever changed it: they must not erase it with themselves."""
    if row.kind in _CHANGED:
        return _within(row, whom)
    return row.person == whom.person or _named(row, whom)


def _within(row: Row[Any], whom: Concerned) -> bool:
    return any(row.due_at in stay for stay in whom.stays.get(row.person, ()))


def _named(row: Row[Any], whom: Concerned) -> bool:
    """A key names what it is about: what is delivered has no contents any more to tell it."""
    words = row.key.split(":")
    if (f"alert-{row.person}" in words or row.kind == "policy-ends") and _within(row, whom):
        return True
    return any(
        (word in OF_REQUESTS and number in whom.requests) or (word in OF_LETTERS and number in whom.letters)
        for word, number in _numbered(words)
    )


def _numbered(words: list[str]) -> Iterator[tuple[str, int]]:
    for word, number in itertools.pairwise(words):
        if number.isdecimal():
            yield word, int(number)


async def _codes_to(connection: AsyncConnection, contacts: Collection[str]) -> list[int]:
    """Messages with codes to the account's contacts, whoever asked for them."""
    kept = select(outbox.c.id, outbox.c.payload, outbox.c.reason).where(
        outbox.c.kind.in_(_CODES), or_(outbox.c.payload.is_not(None), outbox.c.reason.is_not(None))
    )
    rows = (await connection.execute(kept)).all() if contacts else []
    return [row.id for row in rows if _mentions(row.payload or {}, row.reason or "", contacts)]


def _mentions(payload: Mapping[str, Any], reason: str, contacts: Collection[str]) -> bool:
    return payload.get("to") in contacts or any(contact in reason for contact in contacts)
