"""Broadcasts and their ledger, consents that can be withdrawn, bans, and what else admins look up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UTC = sa.DateTime(timezone=True)
UNSETTLED = sa.text("state IN ('sending', 'again', 'unknown')")
# An audience is counted out of these.
COUNTED = (
    ("ix_accounts_unfinished", "accounts", ["id"], "profile IS NULL"),
    ("ix_accounts_unverified", "accounts", ["id"], "verified_at IS NULL"),
    ("ix_consents_agreed", "consents", ["account_id"], "kind = 'advertising' AND withdrawn_at IS NULL"),
    ("ix_sign_ins_current", "sign_ins", ["account_id", "telegram_id"], "ended_at IS NULL"),
)


def upgrade() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("deed", sa.String(16), nullable=False),
        sa.Column("of", BIG_ID, nullable=True),
        sa.Column("who", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("whom", sa.String(16), nullable=False),
        sa.Column("language", sa.String(35), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", UTC, nullable=False),
        sa.Column("starts_at", UTC, nullable=False),
        sa.Column("started_at", UTC, nullable=True),
        sa.Column("finished_at", UTC, nullable=True),
        sa.Column("cursor", sa.BigInteger(), server_default="0", nullable=False),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("total", "sent", "blocked", "failed", "unknown")
        ),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["of"], ["broadcasts.id"], name="fk_broadcasts_of_broadcasts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_broadcasts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_broadcasts_state", "broadcasts", ["state"])
    op.create_index("ix_broadcasts_of", "broadcasts", ["of"])
    op.create_table(
        "broadcast_sends",
        sa.Column("broadcast_id", BIG_ID, nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("messages", sa.String(160), nullable=True),
        sa.Column("at", UTC, nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name="fk_broadcast_sends_broadcast_id_broadcasts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("broadcast_id", "telegram_id", name="pk_broadcast_sends"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_broadcast_sends_unsettled",
        "broadcast_sends",
        ["broadcast_id", "state"],
        sqlite_where=UNSETTLED,
        postgresql_where=UNSETTLED,
    )
    op.create_table(
        "broadcast_lanes",
        sa.Column("broadcast_id", BIG_ID, nullable=False),
        sa.Column("lane", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name="fk_broadcast_lanes_broadcast_id_broadcasts", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("broadcast_id", "lane", name="pk_broadcast_lanes"),
    )
    op.create_table(
        "bans",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", name="pk_bans"),
    )
    op.create_table(
        "faults",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", name="pk_faults"),
    )
    op.create_table(
        "milestones",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("at", UTC, nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", "what", name="pk_milestones"),
    )
    op.add_column("consents", sa.Column("withdrawn_at", UTC, nullable=True))
    op.add_column("accounts", sa.Column("name_print", sa.LargeBinary(), nullable=True))
    op.add_column("accounts", sa.Column("profiled_at", UTC, nullable=True))
    op.create_index("ix_accounts_name_print", "accounts", ["name_print"])
    for name, table, columns, few in COUNTED:
        op.create_index(name, table, columns, sqlite_where=sa.text(few), postgresql_where=sa.text(few))


def downgrade() -> None:
    for name, table, _, _ in COUNTED:
        op.drop_index(name, table)
    op.drop_index("ix_accounts_name_print", "accounts")
    op.drop_column("accounts", "profiled_at")
    op.drop_column("accounts", "name_print")
    op.drop_column("consents", "withdrawn_at")
    for table in ("milestones", "faults", "bans", "broadcast_lanes", "broadcast_sends", "broadcasts"):
        op.drop_table(table)
