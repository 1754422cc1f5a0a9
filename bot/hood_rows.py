"""A person's rows in every table, read raw: types that would decrypt them or make times of them are left aside."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, NullPool, Table, create_engine, func, or_, select, type_coerce
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import NullType

from bot.hood_values import shown
from storage.column_types import Encrypted
from storage.tables import (
    accounts,
    audit,
    bans,
    broadcast_sends,
    codes,
    consents,
    faults,
    letters,
    milestones,
    mutes,
    outbox,
    people,
    request_files,
    request_messages,
    requests,
    roles,
    sign_ins,
)

MOST: Final = 20
Where = tuple[Table, ColumnElement[bool]]


class Rows:
    """Reads the SQLite file beside the bot, which is not kept waiting; writing is impossible."""

    def __init__(self, database: Path) -> None:
        self._engine = create_engine(f"sqlite:///file:{database}?mode=ro&uri=true", poolclass=NullPool)

    async def of(self, person: int) -> list[dict[str, Any]] | None:
        """Every table that has any, with the newest ``MOST`` rows; None while there is no database."""
        return await asyncio.to_thread(self._read, person)

    def _read(self, person: int) -> list[dict[str, Any]] | None:
        try:
            with self._engine.connect() as connection:
                account = connection.scalar(_account(person))
                found = [_table(connection, *each) for each in wanted(person, account)]
        except OperationalError:
            return None
        return [each for each in found if each["total"]]


def _account(person: int) -> Any:
    return select(sign_ins.c.account_id).where(sign_ins.c.telegram_id == person, sign_ins.c.ended_at.is_(None))


def wanted(person: int, account: int | None) -> list[Where]:
    """Each table with what makes a row theirs. Rows that only a keyed hash ties to a person are not looked for."""
    own = or_(requests.c.account_id == account, requests.c.telegram_id == person)
    numbers = select(requests.c.id).where(own)
    return [
        (people, people.c.telegram_id == person),
        (accounts, accounts.c.id == account),
        (consents, consents.c.account_id == account),
        (sign_ins, or_(sign_ins.c.account_id == account, sign_ins.c.telegram_id == person)),
        (codes, codes.c.person == person),
        (outbox, outbox.c.person == person),
        (requests, own),
        (request_files, request_files.c.request_id.in_(numbers)),
        (request_messages, request_messages.c.request_id.in_(numbers)),
        (letters, letters.c.request_id.in_(numbers)),
        (mutes, mutes.c.telegram_id == person),
        (milestones, milestones.c.telegram_id == person),
        (faults, faults.c.telegram_id == person),
        (bans, bans.c.telegram_id == person),
        (broadcast_sends, broadcast_sends.c.telegram_id == person),
        (roles, roles.c.telegram_id == person),
        (audit, or_(audit.c.request_id.in_(numbers), audit.c.who == person)),
    ]


def _table(connection: Connection, table: Table, where: ColumnElement[bool]) -> dict[str, Any]:
    columns = list(table.columns)
    newest = [column.desc() for column in table.primary_key]
    raw = select(*(type_coerce(column, NullType()).label(column.name) for column in columns))
    rows = connection.execute(raw.where(where).order_by(*newest).limit(MOST)).all()
    return {
        "table": table.name,
        "columns": [{"name": each.name, "sealed": isinstance(each.type, Encrypted)} for each in columns],
        "rows": [
            [shown(value, encrypted=isinstance(each.type, Encrypted)) for each, value in zip(columns, row, strict=True)]
            for row in rows
        ],
        "total": connection.scalar(select(func.count()).select_from(table).where(where)),
    }
