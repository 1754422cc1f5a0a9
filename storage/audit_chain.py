"""Proves that the audit trail is whole, or finds the first entry at which it is not."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.audit_links import Head, Kept, Unlinked, entries, links, raw, read_head
from storage.column_types import give_keyring
from storage.database import snapshot
from storage.encryption import DecryptionError, Keyring
from storage.tables import audit


class Kind(StrEnum):
    """What is the matter with the first entry that does not hold."""

    CHANGED = "changed"
    MISSING = "missing"
    FORGED = "forged"
    OUT_OF_ORDER = "out of order"
    UNLINKED = "unlinked"
    EARLIER = "one before it, from before the chain, was changed"
    UNSEALED = "not what was sealed as the newest"


@dataclass(frozen=True, slots=True)
class ChainReport:
    """``entries`` hold, in order; ``head`` is the link of the last of them, None when none is linked.

    ``broken_at`` is the number of the first that does not hold, None when the trail is whole.
    """

    entries: int
    head: bytes | None
    broken_at: int | None = None
    kind: Kind | None = None


async def verify(engine: AsyncEngine, keyring: Keyring) -> ChainReport:
    """Read the whole trail as it is at this moment; the bot may go on writing.

    A chain shows what happened within it. That its last entries are gone is known by the sealed head; who has a copy
    of an older head can put that back, which only shows against a head that was noted elsewhere.
    """
    give_keyring(engine.dialect, keyring)
    async with snapshot(engine) as connection:
        walk = _Walk(keyring)
        head = await _sealed(connection)
        async with aclosing(entries(connection, keyring)) as kept:
            broken = await anext((each async for each in kept if not walk.takes(each)), None)
        if broken is None:
            return _end(walk, head)
        kind = await _kind(connection, walk, broken, head)
        return walk.report(walk.last + 1 if kind is Kind.MISSING else broken.id, kind)


class _Walk:
    """How far the trail holds."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self._unlinked = Unlinked()
        self._entries = 0
        self.last = 0
        self.head: bytes | None = None

    @property
    def expected(self) -> bytes:
        """What the next entry has to follow."""
        return self._unlinked.digest if self.head is None else self.head

    def takes(self, entry: Kept) -> bool:
        """Go on to this entry, if it holds."""
        if entry.link is None and entry.follows is None and self.head is None:
            self._unlinked.add(entry)
        elif entry.follows == self.expected and self.is_ours(entry):
            self.head = entry.link
        else:
            return False
        self._entries += 1
        self.last = entry.id
        return True

    def is_ours(self, entry: Kept) -> bool:
        return isinstance(entry.follows, bytes) and entry.link in links(self._keyring, entry, entry.follows)

    def would_be(self, entry: Kept) -> list[bytes]:
        """The links that it would have here."""
        return links(self._keyring, entry, self.expected)

    def report(self, broken_at: int | None = None, kind: Kind | None = None) -> ChainReport:
        return ChainReport(self._entries, self.head, broken_at, kind)


async def _sealed(connection: AsyncConnection) -> Head | None:
    try:
        return await read_head(connection)
    except (DecryptionError, TypeError):  # in SQLite an intruder can put anything anywhere
        return None


def _end(walk: _Walk, head: Head | None) -> ChainReport:
    if walk.head == (head and head.link):
        return walk.report()
    if head is not None and head.number > walk.last:
        return walk.report(walk.last + 1, Kind.MISSING)
    return walk.report(walk.last, Kind.UNSEALED)


async def _kind(connection: AsyncConnection, walk: _Walk, entry: Kept, head: Head | None) -> Kind:
    if entry.link is None:
        return Kind.UNLINKED
    if walk.is_ours(entry):
        return Kind.EARLIER if walk.head is None and entry.id == walk.last + 1 else Kind.MISSING
    if entry.follows != walk.expected and await connection.scalar(_is_there(entry.follows)):
        return Kind.OUT_OF_ORDER
    after = select(raw(audit.c.follows)).where(audit.c.id > entry.id).order_by(audit.c.id).limit(1)
    follower = await connection.scalar(after) or (head and head.link)
    # Who follows an entry knew it as it was: it is part of the trail, and only its words are not what they were.
    return Kind.CHANGED if follower in [entry.link, *walk.would_be(entry)] else Kind.FORGED


def _is_there(link: Any) -> Select[Any]:
    return select(exists().where(raw(audit.c.link) == link))
