"""What an intruder with the database's password does to a table that refuses it."""

from __future__ import annotations

from sqlalchemy import Executable, text
from sqlalchemy.ext.asyncio import AsyncEngine

TRIGGERS = ("audit_refuses_update", "audit_refuses_delete", "audit_refuses_replace")


async def attack(engine: AsyncEngine, *statements: Executable) -> None:
    """Do it as the owner of the database, whom no trigger stops."""
    async with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for trigger in TRIGGERS:
                await connection.execute(text(f"DROP TRIGGER IF EXISTS {trigger}"))
        else:
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            await connection.execute(statement)
