"""The desk: requests with their files, messages and letters, and groups that moved."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    false,
    text,
)

from storage.column_types import Encrypted, Id, Utc
from storage.tables.base import id_column, metadata

requests = Table(
    "requests",
    metadata,
    id_column(),
    Column("account_id", Id, ForeignKey("accounts.id", ondelete="CASCADE")),  # a guest's question has none
    Column("telegram_id", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("submitted_at", Utc, nullable=False),
    Column("answer_by", Utc, nullable=False),
    Column("taken_by", BigInteger),
    Column("taken_by_name", Encrypted("requests.taken_by_name")),
    Column("decided_by", BigInteger),
    Column("decided_by_name", Encrypted("requests.decided_by_name")),
    Column("decided_at", Utc),
    Column("told_at", Utc),
    Column("topic", BigInteger),
    Column("kind", String(16), nullable=False, server_default="verification"),
    Column("active_at", Utc),
    Column("answered_at", Utc),
    Column("proposal", Encrypted("requests.proposal")),
    Column("proposals", Integer, nullable=False, server_default="0"),  # how often it was changed
    Index(None, "account_id"),
    Index(None, "telegram_id", "state"),
    Index(None, "state", "answer_by"),
    sqlite_autoincrement=True,
)
for _name, _column, _open in (
    ("uq_requests_open", requests.c.account_id, text("state = 'open' AND kind = 'verification'")),
    ("uq_requests_question", requests.c.telegram_id, text("state = 'open' AND kind = 'question'")),
):
    Index(_name, _column, unique=True, sqlite_where=_open, postgresql_where=_open)

request_files = Table(
    "request_files",
    metadata,
    Column("request_id", Id, ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True),
    Column("slot", String(16), primary_key=True),
    Column("file", Encrypted("request_files.file"), nullable=False),
    Column("rejected", Boolean, nullable=False, server_default=false()),
    Column("reason", Encrypted("request_files.reason")),
    Column("note", Encrypted("request_files.note")),
)

# The messages of the support group that show a request: its card has position 0, its files follow.
request_messages = Table(
    "request_messages",
    metadata,
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("request_id", Id, ForeignKey("requests.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Index(None, "request_id", "position"),
)

# What staff and customer say to each other about a request, one row a message; ``content`` only until it is sent.
letters = Table(
    "letters",
    metadata,
    id_column(),
    Column("request_id", Id, ForeignKey("requests.id", ondelete="CASCADE"), nullable=False),
    Column("sender", String(16), nullable=False),
    Column("who", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("group_message", BigInteger),
    Column("customer_message", BigInteger),
    Column("album", String(64)),
    Column("content", Encrypted("letters.content")),
    Column("has_file", Boolean, nullable=False, server_default=false()),
    Column("at", Utc, nullable=False),
    Index(None, "request_id"),
    Index(None, "group_message"),
    Index(None, "customer_message"),
    sqlite_autoincrement=True,
)

# A group that became a supergroup has another id from then on.
moved_groups = Table(
    "moved_groups",
    metadata,
    Column("old_id", BigInteger, primary_key=True, autoincrement=False),
    Column("new_id", BigInteger, nullable=False),
    Column("at", Utc, nullable=False),
)
