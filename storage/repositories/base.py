"""What every repository is given, and the statements that they share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, Table, Update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.encryption import Keyring


class Repository:
    """Reads and writes in the unit of work's transaction; never commits."""

    def __init__(self, connection: AsyncConnection, keyring: Keyring) -> None:
        self._connection = connection
        self._keyring = keyring

    async def _changed(self, statement: Update) -> bool:
        """Run an update and tell whether its condition still held."""
        return (await self._connection.execute(statement)).rowcount > 0

    async def _insert_new(self, table: Table, **values: Any) -> Row[Any] | None:
        """Insert a row and give its primary key, or None where a unique one stands in its way.

        Unlike an error this leaves the transaction usable, and it waits for whoever is inserting the same just now.
        """
        key = table.primary_key.columns
        if self._connection.dialect.name == "sqlite":
            insert = sqlite.insert(table).values(values).on_conflict_do_nothing().returning(*key)
        else:
            insert = postgresql.insert(table).values(values).on_conflict_do_nothing().returning(*key)
        return (await self._connection.execute(insert)).one_or_none()

    def _is(self, column: ColumnElement[bytes], value: str, purpose: str) -> ColumnElement[bool]:
        """Look a value up by its fingerprint, also by those that older secrets gave it."""
        return column.in_(self._keyring.fingerprints(value, purpose))
