"""Policies, and what an import of them goes through before anybody sees it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table

from storage.column_types import Encrypted, Id, Utc
from storage.tables.base import id_column, metadata


def _contents() -> list[Column[Any]]:
    """What is kept of a policy, staged or in force: sealed alike, so that staged rows are only copied."""
    return [
        Column("number", Encrypted("policies.number"), nullable=False),
        Column("number_print", LargeBinary, nullable=False),
        Column("holder_print", LargeBinary, nullable=False),  # of name and birth date
        Column("document_print", LargeBinary, nullable=False),  # of these and the document
        Column("details", Encrypted("policies.details"), nullable=False),
        Column("state", String(16), nullable=False),
        Column("starts", Date, nullable=False),
        Column("ends", Date, nullable=False),
        Column("digest", LargeBinary, nullable=False),  # of all of it: tells a line that changes nothing
    ]


policies = Table(
    "policies",
    metadata,
    id_column(),
    *_contents(),
    Column("created_at", Utc, nullable=False),
    Column("changed_at", Utc, nullable=False),
    Index(None, "number_print", unique=True),
    Index(None, "holder_print", "ends"),
    sqlite_autoincrement=True,  # its number is in buttons
)

# One row an import. ``holder`` and ``lease_until`` tell who is at it, ``chat`` and ``message`` where it is told.
policy_imports = Table(
    "policy_imports",
    metadata,
    id_column(),
    Column("who", BigInteger),  # none: by the command
    Column("file", Encrypted("policy_imports.file")),
    Column("chat", BigInteger),
    Column("message", BigInteger),
    Column("state", String(16), nullable=False),
    Column("holder", String(32)),
    Column("lease_until", Utc),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("lines", Integer, nullable=False, server_default="0"),
    Column("new", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("refused", Integer, nullable=False, server_default="0"),
    Column("report", Encrypted("policy_imports.report")),
    Column("at", Utc, nullable=False),
    Column("finished_at", Utc),
    Index(None, "state"),
    sqlite_autoincrement=True,
)


def _import_column() -> Column[int]:
    return Column("import_id", Id, ForeignKey("policy_imports.id", ondelete="CASCADE"), primary_key=True)


policy_lines = Table(
    "policy_lines",
    metadata,
    _import_column(),
    Column("line", Integer, primary_key=True, autoincrement=False),
    *_contents(),
    Index(None, "import_id", "number_print", unique=True),
)

# Lines that were not taken: where, why, and which line had a repeated number first; nothing of the line itself.
policy_refusals = Table(
    "policy_refusals",
    metadata,
    _import_column(),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("field", String(32)),
    Column("reason", String(64), nullable=False),
    Column("first", Integer),
)
