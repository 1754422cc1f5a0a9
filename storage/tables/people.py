"""People, their accounts, what they agreed to, and where they are signed in."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    LargeBinary,
    String,
    Table,
    text,
)

from storage.column_types import Encrypted, Utc
from storage.tables.base import account_column, id_column, metadata

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
    id_column(),
    Column("email", Encrypted("accounts.email"), nullable=False),
    Column("email_print", LargeBinary, nullable=False, unique=True),
    Column("phone", Encrypted("accounts.phone"), nullable=False),
    Column("phone_print", LargeBinary, nullable=False, unique=True),
    Column("password", Encrypted("accounts.password"), nullable=False),
    Column("password_until", Utc),
    Column("profile", Encrypted("accounts.profile")),
    Column("verified_at", Utc),
    Column("created_at", Utc, nullable=False),
    Column("blocked_at", Utc),
    Column("name_print", LargeBinary),  # of the name, as it is looked up
    Column("profiled_at", Utc),  # when a profile was first complete
    Index(None, "name_print"),
    sqlite_autoincrement=True,  # else SQLite gives a deleted account's number to the next one
)
# Who is to be reached is counted among a million without opening their rows, which are big for all that is sealed.
for _name, _lacks in (("unfinished", "profile IS NULL"), ("unverified", "verified_at IS NULL")):
    Index(f"ix_accounts_{_name}", accounts.c.id, sqlite_where=text(_lacks), postgresql_where=text(_lacks))

consents = Table(
    "consents",
    metadata,
    id_column(),
    account_column(),
    Column("kind", String(32), nullable=False),
    Column("version", String(64), nullable=False),
    Column("at", Utc, nullable=False),
    Column("telegram_id", BigInteger, nullable=False),
    Column("withdrawn_at", Utc),
    Index(None, "account_id"),
)
# Said word for word in every query that is to use that index: values that are bound come too late for the planner.
AGREED = text("kind = 'advertising' AND withdrawn_at IS NULL")
Index("ix_consents_agreed", consents.c.account_id, sqlite_where=AGREED, postgresql_where=AGREED)

sign_ins = Table(
    "sign_ins",
    metadata,
    id_column(),
    account_column(),
    Column("telegram_id", BigInteger, nullable=False),
    Column("since", Utc, nullable=False),
    Column("ended_at", Utc),
    Index(None, "account_id", "telegram_id"),
    sqlite_autoincrement=True,
)
_CURRENT = text("ended_at IS NULL")
Index("uq_sign_ins_current", sign_ins.c.telegram_id, unique=True, sqlite_where=_CURRENT, postgresql_where=_CURRENT)
# Who is in these accounts, out of the index alone.
Index(
    "ix_sign_ins_current",
    sign_ins.c.account_id,
    sign_ins.c.telegram_id,
    sqlite_where=_CURRENT,
    postgresql_where=_CURRENT,
)

# What somebody does not want to be reminded of any more.
mutes = Table(
    "mutes",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("what", String(32), primary_key=True),
    Column("at", Utc, nullable=False),
)

# Whom owners have named; owners themselves are in the settings.
roles = Table(
    "roles",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", String(16), nullable=False),
    Column("named_by", BigInteger, nullable=False),
    Column("at", Utc, nullable=False),
)

# Telegram users whom admins have shut out, with or without an account.
bans = Table(
    "bans",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
)

# How far somebody has come for the first time, where no other row tells it: the funnel of the figures is made of it.
milestones = Table(
    "milestones",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("what", String(16), primary_key=True),
    Column("at", Utc, nullable=False),
)

# The newest apology that somebody was given, by its number: support finds it in the log.
faults = Table(
    "faults",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("number", String(16), nullable=False),
    Column("at", Utc, nullable=False),
)
