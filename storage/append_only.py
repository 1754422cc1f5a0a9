"""Makes the database itself refuse to change or remove an entry of the audit trail."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Table, event

_REFUSED: Final = {
    "update": "UPDATE ON audit",
    "delete": "DELETE ON audit",
    # INSERT OR REPLACE removes a row without asking the trigger of DELETE.
    "replace": "INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)",
}
_CREATE: Final = {
    "sqlite": [
        f"CREATE TRIGGER audit_refuses_{name} BEFORE {when} "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        for name, when in _REFUSED.items()
    ],
    "postgresql": [
        """CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END$$""",
        """CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()""",
    ],
}


def append_only(audit: Table) -> None:
    """Let the triggers come and go with the table. Who owns the database can still take them off."""
    event.listen(audit, "after_create", _create)
    event.listen(audit, "after_drop", _drop)


def _create(_: Table, connection: Connection, **__: object) -> None:
    for statement in _CREATE[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def _drop(_: Table, connection: Connection, **__: object) -> None:
    # The triggers went with the table.
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP FUNCTION audit_append_only()")
