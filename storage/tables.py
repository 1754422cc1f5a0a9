"""Every table: Telegram ids and times lie open, personal data is encrypted, and found by a fingerprint beside it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    false,
    text,
)

from storage.append_only import append_only
from storage.column_types import Encrypted, Id, Utc

# Constraints need names of their own, or no later migration could change them.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True)


def _account() -> Column[int]:
    return Column("account_id", Id, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False)


people = Table(
    "people",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(35), nullable=False),
    Column("first_seen_at", Utc, nullable=False),
    Column("gone_at", Utc),
)

accounts = Table(
    "accounts",
    metadata,
    _id(),
    Column("email", Encrypted("accounts.email"), nullable=False),
    Column("email_print", LargeBinary, nullable=False, unique=True),
    Column("phone", Encrypted("accounts.phone"), nullable=False),
    Column("phone_print", LargeBinary, nullable=False, unique=True),
    Column("password", Encrypted("accounts.password"), nullable=False),
    Column("password_until", Utc),
    Column("profile", Encrypted("accounts.profile")),
    Column("verified_at", Utc),
    Column("created_at", Utc, nullable=False),
    sqlite_autoincrement=True,  # else SQLite gives a deleted account's number to the next one
)

consents = Table(
    "consents",
    metadata,
    _id(),
    _account(),
    Column("kind", String(32), nullable=False),
    Column("version", String(64), nullable=False),
    Column("at", Utc, nullable=False),
    Column("telegram_id", BigInteger, nullable=False),
    Index(None, "account_id"),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    _id(),
    _account(),
    Column("telegram_id", BigInteger, nullable=False),
    Column("since", Utc, nullable=False),
    Column("ended_at", Utc),
    Index(None, "account_id", "telegram_id"),
    sqlite_autoincrement=True,
)
Index(
    "uq_sign_ins_current",
    sign_ins.c.telegram_id,
    unique=True,
    sqlite_where=text("ended_at IS NULL"),
    postgresql_where=text("ended_at IS NULL"),
)

codes = Table(
    "codes",
    metadata,
    _id(),
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
    _id(),
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
    _id(),
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

requests = Table(
    "requests",
    metadata,
    _id(),
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
    _id(),
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
