"""Broadcasts, the ledger of who got what, and who has agreed to what of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, text

from storage.column_types import Encrypted, Id, Utc
from storage.tables.base import id_column, metadata

# One row a run: a sending, or a second run ``of`` another. ``cursor`` is the last recipient that was marked: everybody
# up to there is in the ledger.
broadcasts = Table(
    "broadcasts",
    metadata,
    id_column(),
    Column("deed", String(16), nullable=False),
    Column("of", Id, ForeignKey("broadcasts.id", ondelete="CASCADE")),
    Column("who", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("whom", String(16), nullable=False),
    Column("language", String(35)),
    Column("content", Encrypted("broadcasts.content")),
    Column("state", String(16), nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("starts_at", Utc, nullable=False),
    Column("started_at", Utc),
    Column("finished_at", Utc),
    Column("cursor", BigInteger, nullable=False, server_default="0"),
    Column("total", Integer, nullable=False, server_default="0"),
    Column("sent", Integer, nullable=False, server_default="0"),
    Column("blocked", Integer, nullable=False, server_default="0"),
    Column("failed", Integer, nullable=False, server_default="0"),
    Column("unknown", Integer, nullable=False, server_default="0"),
    Column("chat", BigInteger, nullable=False),
    Column("message", BigInteger),
    Index(None, "state"),
    Index(None, "of"),
    sqlite_autoincrement=True,  # its number is in buttons
)


def _broadcast_column() -> Column[int]:
    return Column("broadcast_id", Id, ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True)


# One row a recipient. ``messages`` are the ids in their chat, of an album several («17,18»).
broadcast_sends = Table(
    "broadcast_sends",
    metadata,
    _broadcast_column(),
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", String(8), nullable=False),
    Column("lane", Integer, nullable=False),
    Column("messages", String(160)),
    Column("at", Utc, nullable=False),
    sqlite_with_rowid=False,
)
# Said in every query that is to use that index: word for word, for values that are bound come too late for the planner.
UNSETTLED = text("state IN ('sending', 'again', 'unknown')")
# The few that are not settled are found among a million that are.
Index(
    "ix_broadcast_sends_unsettled",
    broadcast_sends.c.broadcast_id,
    broadcast_sends.c.state,
    sqlite_where=UNSETTLED,
    postgresql_where=UNSETTLED,
)

broadcast_lanes = Table(
    "broadcast_lanes",
    metadata,
    _broadcast_column(),
    Column("lane", Integer, primary_key=True, autoincrement=False),
    Column("holder", String(32), nullable=False),
)
