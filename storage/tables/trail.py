"""The audit trail, to which rows can only be added."""

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

from storage.append_only import append_only
from storage.column_types import Encrypted, Id, Utc
from storage.tables.base import metadata

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("request_id", Id),  # no foreign key: the trail outlives what it tells of
    Column("who", BigInteger, nullable=False),
    Column("what", String(64), nullable=False),
    Column("at", Utc, nullable=False),
    Column("detail", Encrypted("audit.detail"), nullable=False),
    # The link of the entry before and its own (storage.audit_links); entries from before version 0002 have none.
    Column("follows", LargeBinary),
    Column("link", LargeBinary),
    Index(None, "request_id"),
)
append_only(audit)

# One row: the newest entry's number and link, sealed, so that a trail that was cut short is noticed.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("newest", Encrypted("audit_head.newest"), nullable=False),
)
