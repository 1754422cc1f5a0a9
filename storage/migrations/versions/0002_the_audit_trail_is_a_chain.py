"""The audit trail is a chain, and append-only.

Written out in full, and not taken from storage.tables: a version stays what it was when the tables move on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE = (
    "CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
    "CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
    "CREATE TRIGGER audit_refuses_replace BEFORE INSERT ON audit "
    "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END$$",
    "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
    # Entries are numbered by the program from here on.
    "ALTER TABLE audit ALTER COLUMN id DROP DEFAULT",
    "DROP SEQUENCE audit_id_seq",
)
_POSTGRESQL_BACK = (
    "DROP TRIGGER audit_append_only ON audit",
    "DROP FUNCTION audit_append_only()",
    "CREATE SEQUENCE audit_id_seq OWNED BY audit.id",
    "SELECT setval('audit_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM audit), false)",
    "ALTER TABLE audit ALTER COLUMN id SET DEFAULT nextval('audit_id_seq')",
)


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    # SQLite's own ALTER TABLE would leave its words in another order than those of a new table.
    with op.batch_alter_table("audit", recreate="always" if sqlite else "never") as audit:
        audit.add_column(sa.Column("follows", sa.LargeBinary(), nullable=True))
        audit.add_column(sa.Column("link", sa.LargeBinary(), nullable=True))
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("newest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    for statement in _SQLITE if sqlite else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in () if sqlite else _POSTGRESQL_BACK:
        op.execute(statement)
    op.drop_table("audit_head")
    with op.batch_alter_table("audit", recreate="always" if sqlite else "never") as audit:
        audit.drop_column("link")
        audit.drop_column("follows")
