"""Column types: times that are always aware UTC, and values that never lie in the database as clear text."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, LargeBinary
from sqlalchemy.types import TypeDecorator

from storage.encryption import Keyring

# SQLite counts up only a column that is called exactly INTEGER.
Id: Final = BigInteger().with_variant(Integer(), "sqlite")
# A column type sees its engine's dialect and nothing else of it: there each engine's keys are found.
_keyrings: Final[WeakKeyDictionary[Dialect, Keyring]] = WeakKeyDictionary()


def give_keyring(dialect: Dialect, keyring: Keyring) -> None:
    """Let this engine's encrypted columns be written and read."""
    _keyrings[dialect] = keyring


class Utc(TypeDecorator[datetime]):
    """A moment; a naive time is refused, for nobody knows which moment it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Encrypted(TypeDecorator[Any]):
    """Anything JSON can say, sealed; ``place`` is the "table.column" it is bound to and opens at only."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return _keyrings[dialect].encrypt(plain.encode(), self.place)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(_keyrings[dialect].decrypt(value, self.place))

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        # Two seals of one value differ: nothing can be found by comparing them.
        del op, value
        raise TypeError(f"{self.place} is encrypted: compare its fingerprint")
