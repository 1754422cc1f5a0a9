"""Imports of policies: one row each, held by one worker at a time for as long as its lease runs."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, exists, insert, or_, select, update

from account.policies.imports import Figures, ImportState, PolicyImport, Report, SentTable
from storage.repositories.base import Repository
from storage.tables import policy_imports, policy_lines, policy_refusals

_HELD: Final = (ImportState.RUNNING, ImportState.ENDED, ImportState.TELLING)
_OVER: Final = (ImportState.DONE, ImportState.REFUSED)


class SqlPolicyImports(Repository):
    async def add(self, who: int, chat: int, message: int | None, table: SentTable, at: datetime) -> int:
        file = [table.file_id, table.name, table.size]
        row = insert(policy_imports).values(
            who=who, chat=chat, message=message, file=file, state=ImportState.WAITING.value, at=at
        )
        return await self._number(row)

    async def begin(self, holder: str, at: datetime, until: datetime) -> int:
        row = insert(policy_imports).values(state=ImportState.RUNNING.value, holder=holder, lease_until=until, at=at)
        return await self._number(row)

    async def claim(self, holder: str, at: datetime, until: datetime) -> PolicyImport | None:
        free = or_(policy_imports.c.lease_until.is_(None), policy_imports.c.lease_until <= at)
        takeable = policy_imports.c.state.in_([ImportState.WAITING.value, *_HELD])
        wanted = select(policy_imports).where(policy_imports.c.file.is_not(None), takeable, free)
        oldest = wanted.order_by(policy_imports.c.id).limit(1).with_for_update(skip_locked=True)
        row = (await self._connection.execute(oldest)).one_or_none()
        if row is None:
            return None
        state = ImportState.RUNNING.value if row.state == ImportState.WAITING else row.state
        taken = update(policy_imports).where(policy_imports.c.id == row.id)
        tries = row.tries + 1
        await self._connection.execute(taken.values(state=state, holder=holder, lease_until=until, tries=tries))
        return replace(_import(row), tries=tries)

    async def by_id(self, import_id: int) -> PolicyImport | None:
        row = (await self._connection.execute(select(policy_imports).where(_is(import_id)))).one_or_none()
        return None if row is None else _import(row)

    async def keep(self, import_id: int, holder: str, until: datetime) -> bool:
        held = update(policy_imports).where(_held(import_id, holder), policy_imports.c.state.in_(_HELD))
        return await self._changed(held.values(lease_until=until))

    async def set_message(self, import_id: int, message: int) -> None:
        await self._connection.execute(update(policy_imports).where(_is(import_id)).values(message=message))

    async def end(self, import_id: int, holder: str, figures: Figures, report: Report) -> bool:
        running = update(policy_imports).where(_held(import_id, holder), _state(ImportState.RUNNING))
        kept = None if report == Report() else asdict(report)
        ended = {"state": ImportState.ENDED.value, "tries": 0, "report": kept}
        return await self._changed(running.values(ended | asdict(figures)))

    async def telling(self, import_id: int, holder: str) -> bool:
        ended = update(policy_imports).where(_held(import_id, holder), _state(ImportState.ENDED))
        return await self._changed(ended.values(state=ImportState.TELLING.value))

    async def put_off(self, import_id: int, holder: str, state: ImportState, until: datetime) -> None:
        mine = update(policy_imports).where(_held(import_id, holder), policy_imports.c.state.in_(_HELD))
        await self._connection.execute(mine.values(state=state.value, holder=None, lease_until=until, tries=0))

    async def done(self, import_id: int, holder: str, at: datetime) -> None:
        mine = update(policy_imports).where(_held(import_id, holder))
        await self._connection.execute(mine.values(_over(at)))

    async def refuse(self, import_id: int, holder: str, at: datetime) -> bool:
        mine = update(policy_imports).where(_held(import_id, holder), _state(ImportState.RUNNING))
        return await self._changed(mine.values(_over(at, ImportState.REFUSED)))

    async def abandoned(self, at: datetime) -> list[int]:
        left = (policy_imports.c.file.is_(None), policy_imports.c.state.in_(_HELD), policy_imports.c.lease_until <= at)
        over = update(policy_imports).where(*left).values(_over(at))
        return list((await self._connection.execute(over.returning(policy_imports.c.id))).scalars())

    async def finished(self) -> list[int]:
        kept = or_(
            exists().where(policy_lines.c.import_id == policy_imports.c.id),
            exists().where(policy_refusals.c.import_id == policy_imports.c.id),
        )
        wanted = select(policy_imports.c.id).where(policy_imports.c.state.in_(_OVER), kept)
        return list((await self._connection.execute(wanted)).scalars())

    async def _number(self, row: Any) -> int:
        number: int = (await self._connection.execute(row.returning(policy_imports.c.id))).scalar_one()
        return number


def _over(at: datetime, state: ImportState = ImportState.DONE) -> dict[str, Any]:
    """The file is Telegram's: nothing needs to lead there any more."""
    return {"state": state.value, "file": None, "holder": None, "lease_until": None, "finished_at": at}


def _is(import_id: int) -> ColumnElement[bool]:
    return policy_imports.c.id == import_id


def _held(import_id: int, holder: str) -> ColumnElement[bool]:
    return and_(_is(import_id), policy_imports.c.holder == holder)


def _state(state: ImportState) -> ColumnElement[bool]:
    return policy_imports.c.state == state.value


def _import(row: Row[Any]) -> PolicyImport:
    report = row.report or {}
    return PolicyImport(
        id=row.id,
        who=row.who,
        chat=row.chat,
        message=row.message,
        table=None if row.file is None else SentTable(*row.file),
        state=ImportState(row.state),
        at=row.at,
        figures=Figures(row.lines, row.new, row.changed, row.unchanged, row.refused),
        report=Report(report.get("fault"), tuple(report.get("columns", ())), tuple(report.get("unknown", ()))),
        tries=row.tries,
    )
