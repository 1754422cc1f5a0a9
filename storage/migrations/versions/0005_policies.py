"""Policies, and the tables through which they are imported."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "policies",
        sa.Column("id", _ID, nullable=False),
        *_contents(),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("changed_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_policies"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_policies_number_print", "policies", ["number_print"], unique=True)
    op.create_index("ix_policies_holder_print_ends", "policies", ["holder_print", "ends"], unique=False)
    op.create_table(
        "policy_imports",
        sa.Column("id", _ID, nullable=False),
        sa.Column("who", sa.BigInteger(), nullable=True),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.Column("chat", sa.BigInteger(), nullable=True),
        sa.Column("message", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=True),
        sa.Column("lease_until", _TIME, nullable=True),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("tries", "lines", "new", "changed", "unchanged", "refused")
        ),
        sa.Column("report", sa.LargeBinary(), nullable=True),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("finished_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_policy_imports"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_policy_imports_state", "policy_imports", ["state"], unique=False)
    _of_an_import("policy_lines", *_contents())
    op.create_index(
        "ix_policy_lines_import_id_number_print", "policy_lines", ["import_id", "number_print"], unique=True
    )
    _of_an_import(
        "policy_refusals",
        sa.Column("field", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("first", sa.Integer(), nullable=True),
    )


def _contents() -> list[sa.Column[Any]]:
    return [
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("number_print", sa.LargeBinary(), nullable=False),
        sa.Column("holder_print", sa.LargeBinary(), nullable=False),
        sa.Column("document_print", sa.LargeBinary(), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
    ]


def _of_an_import(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("import_id", _ID, nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["import_id"], ["policy_imports.id"], name=f"fk_{table}_import_id_policy_imports", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "line", name=f"pk_{table}"),
    )


def downgrade() -> None:
    for table in ("policy_refusals", "policy_lines", "policy_imports", "policies"):
        op.drop_table(table)
