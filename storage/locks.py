"""Locks held until the commit, for what has no row yet that could be locked."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection


async def hold(connection: AsyncConnection, *keys: bytes) -> None:
    """Let nobody else hold any of these before this transaction ends.

    SQLite needs nothing: its transactions come one at a time (BEGIN IMMEDIATE). PostgreSQL locks 64-bit numbers; two
    keys that share one only wait for each other needlessly. They are taken in order, so that no two wait in a circle.
    """
    if connection.dialect.name == "postgresql":
        numbers = sorted({int.from_bytes(key[:8], "big", signed=True) for key in keys})
        if numbers:
            await connection.execute(select(*map(func.pg_advisory_xact_lock, numbers)))
