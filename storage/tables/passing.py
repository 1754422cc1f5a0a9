"""What is only needed for a while: codes, counted events, outcomes of steps, parcels."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from storage.column_types import Encrypted, Utc
from storage.tables.base import id_column, metadata

codes = Table(
    "codes",
    metadata,
    id_column(),
    Column("person", BigInteger, nullable=False),
    Column("purpose", String(32), nullable=False),
    Column("contact_print", LargeBinary, nullable=False),
    Column("code_print", LargeBinary, nullable=False),
    Column("carries", Encrypted("codes.carries")),
    Column("made_at", Utc, nullable=False),
    Column("until", Utc, nullable=False),
    Column("used_at", Utc),
    Column("ended_at", Utc),
    Index(None, "person", "purpose", "contact_print"),
    Index(None, "made_at"),
    sqlite_autoincrement=True,
)

tallies = Table(
    "tallies",
    metadata,
    id_column(),
    Column("subject_print", LargeBinary, nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "subject_print", "at"),
    Index(None, "at"),
)

steps = Table(
    "steps",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("outcome", Encrypted("steps.outcome"), nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "at"),
)

outbox = Table(
    "outbox",
    metadata,
    id_column(),
    Column("key", String(255), nullable=False, unique=True),
    Column("kind", String(64), nullable=False),
    Column("person", BigInteger),
    Column("payload", Encrypted("outbox.payload")),
    Column("care", String(16), nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("expires_at", Utc),
    Column("state", String(16), nullable=False),
    # When a worker should look at it: a waiting parcel is due then, one that is being sent counts as abandoned.
    Column("next_at", Utc, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Encrypted("outbox.reason")),  # a mail server's answer repeats the address
    Column("finished_at", Utc),
    Column("shown_at", Utc),
    Column("lane", String(64)),  # parcels of one lane go out in the order in which they were put
    Index(None, "state", "next_at"),
    Index(None, "lane", "id"),
    sqlite_autoincrement=True,
)
