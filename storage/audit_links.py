"""How an entry of the audit trail is tied to the one before it, and what is kept of the newest one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, insert, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import NullType

from storage.encryption import DecryptionError, Keyring
from storage.tables import audit, audit_head

_LINK: Final = "audit.link"
_BATCH: Final = 1000
_HEAD: Final = 1
_DETAIL: Final = "audit.detail"


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry; ``link`` is what the next one follows."""

    number: int
    link: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it lies in the table, believed in nothing; ``detail`` is None where no key of ours opens it."""

    id: int
    request_id: Any
    who: Any
    what: Any
    at: Any
    detail: str | None
    follows: Any = None
    link: Any = None

    def words(self, follows: bytes) -> str:
        """All that its link vouches for; as JSON, so that no two entries have the same words."""
        said = [follows.hex(), self.id, self.request_id, self.who, self.what, _moment(self.at), self.detail]
        return json.dumps(said, default=repr)


def link(keyring: Keyring, entry: Kept, follows: bytes) -> bytes:
    """The keyed hash by the newest key."""
    return keyring.fingerprint(entry.words(follows), _LINK)


def links(keyring: Keyring, entry: Kept, follows: bytes) -> list[bytes]:
    """By every key: the secret may have been replaced since."""
    return keyring.fingerprints(entry.words(follows), _LINK)


def raw(column: Column[Any]) -> ColumnElement[Any]:
    """As the driver gives it: a value that an intruder has spoilt must not stop the reading."""
    return type_coerce(column, NullType()).label(column.name)


class Unlinked:
    """The digest of the entries that were there before the chain, which the first link follows."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, entry: Kept) -> None:
        self._digest.update(entry.words(b"").encode() + b"\n")

    @property
    def digest(self) -> bytes:
        return self._digest.digest()


async def entries(connection: AsyncConnection, keyring: Keyring) -> AsyncGenerator[Kept]:
    """All of them by their numbers; read in batches, however many they are."""
    in_order = select(*map(raw, audit.columns)).order_by(audit.c.id).execution_options(yield_per=_BATCH)
    async with connection.stream(in_order) as rows:
        async for row in rows:
            detail = _opened(row.detail, keyring)
            yield Kept(row.id, row.request_id, row.who, row.what, row.at, detail, row.follows, row.link)


async def read_head(connection: AsyncConnection) -> Head | None:
    """What was sealed as the newest, None before the first link. DecryptionError when it is not ours."""
    newest = await connection.scalar(select(audit_head.c.newest))
    return None if newest is None else Head(newest[0], bytes.fromhex(newest[1]))


async def write_head(connection: AsyncConnection, head: Head, *, first: bool) -> None:
    newest = [head.number, head.link.hex()]
    one = insert(audit_head).values(id=_HEAD) if first else update(audit_head).where(audit_head.c.id == _HEAD)
    await connection.execute(one.values(newest=newest))


async def beginning(connection: AsyncConnection, keyring: Keyring) -> Head:
    """What the first link follows."""
    unlinked, number = Unlinked(), 0
    async with aclosing(entries(connection, keyring)) as kept:
        async for entry in kept:
            unlinked.add(entry)
            number = entry.id
    return Head(number, unlinked.digest)


def _opened(sealed: Any, keyring: Keyring) -> str | None:
    if not isinstance(sealed, bytes):
        return None
    with suppress(DecryptionError):
        return str(json.loads(keyring.decrypt(sealed, _DETAIL)))
    return None


def _moment(at: Any) -> Any:
    try:
        moment = datetime.fromisoformat(at) if isinstance(at, str) else at  # SQLite keeps times as text
        utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, AttributeError):
        return at
    return utc.isoformat(timespec="microseconds")
