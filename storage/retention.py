"""How long what is only needed for a while is kept, one line a table."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Table, delete, func, true
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.repositories.outbox import SENDING, WAITING
from storage.tables import codes, outbox, steps, tallies

# Telegram repeats an update for 24 hours, and the limits count a day: an hour more leaves room for slow clocks.
_DAY: Final = timedelta(hours=25)
_FINISHED: Final = outbox.c.state.not_in([WAITING, SENDING])

_RULES: Final[list[tuple[Table, ColumnElement[datetime], timedelta, ColumnElement[bool]]]] = [
    (steps, steps.c.at, _DAY, true()),
    (tallies, tallies.c.at, _DAY, true()),
    (codes, codes.c.made_at, _DAY, true()),
    (outbox, func.coalesce(outbox.c.finished_at, outbox.c.due_at), timedelta(days=30), _FINISHED),
]


async def sweep(engine: AsyncEngine, at: datetime) -> dict[str, int]:
    """Remove what is past its time; how many rows of which table."""
    removed = {}
    for table, when, kept, also in _RULES:
        async with engine.begin() as connection:
            gone = await connection.execute(delete(table).where(when < at - kept, also))
            removed[table.name] = gone.rowcount
    return removed
