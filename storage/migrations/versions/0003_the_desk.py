"""The desk: questions beside verifications, proposals, notes, letters between staff and customer, moved groups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.drop_index("uq_requests_open", "requests")
    numbers = _numbers_given()
    with op.batch_alter_table("requests", table_kwargs={"sqlite_autoincrement": True}) as requests:
        requests.alter_column("account_id", existing_type=_ID, nullable=True)
        requests.add_column(sa.Column("kind", sa.String(length=16), server_default="verification", nullable=False))
        requests.add_column(sa.Column("active_at", _TIME, nullable=True))
        requests.add_column(sa.Column("answered_at", _TIME, nullable=True))
        requests.add_column(sa.Column("proposal", sa.LargeBinary(), nullable=True))
        requests.add_column(sa.Column("proposals", sa.Integer(), server_default="0", nullable=False))
    _keep(numbers)
    op.create_index("ix_requests_telegram_id_state", "requests", ["telegram_id", "state"], unique=False)
    for name, column, kind in (
        ("uq_requests_open", "account_id", "verification"),
        ("uq_requests_question", "telegram_id", "question"),
    ):
        where = sa.text(f"state = 'open' AND kind = '{kind}'")
        op.create_index(name, "requests", [column], unique=True, sqlite_where=where, postgresql_where=where)
    op.add_column("request_files", sa.Column("note", sa.LargeBinary(), nullable=True))
    op.add_column("outbox", sa.Column("lane", sa.String(length=64), nullable=True))
    op.create_index("ix_outbox_lane_id", "outbox", ["lane", "id"], unique=False)
    op.create_table(
        "letters",
        sa.Column("id", _ID, nullable=False),
        sa.Column("request_id", _ID, nullable=False),
        sa.Column("sender", sa.String(length=16), nullable=False),
        sa.Column("who", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("group_message", sa.BigInteger(), nullable=True),
        sa.Column("customer_message", sa.BigInteger(), nullable=True),
        sa.Column("album", sa.String(length=64), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("has_file", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name="fk_letters_request_id_requests", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sqlite_autoincrement=True,
    )
    for column in ("request_id", "group_message", "customer_message"):
        op.create_index(f"ix_letters_{column}", "letters", [column], unique=False)
    op.create_table(
        "moved_groups",
        sa.Column("old_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("new_id", sa.BigInteger(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("old_id", name="pk_moved_groups"),
    )


def _numbers_given() -> int | None:
    """SQLite makes the table anew, and its numbers would begin after the greatest that is still there."""
    if op.get_bind().dialect.name != "sqlite":
        return None
    given: int | None = op.get_bind().scalar(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'requests'"))
    return given


def _keep(numbers: int | None) -> None:
    """A number is given once and for ever: keys of the outbox and the audit trail bear it."""
    if numbers is not None:
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'requests'")
        op.execute(sa.text("INSERT INTO sqlite_sequence VALUES ('requests', :seq)").bindparams(seq=numbers))


def downgrade() -> None:
    raise NotImplementedError("questions of people without an account have no place in the older tables")
