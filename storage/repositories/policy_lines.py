"""Lines of an import: staged sealed as they will be kept, then copied into the policies by the database itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, and_, delete, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from account.policies.entries import Entry
from account.policies.imports import Figures, LineRefusal
from storage.column_types import Utc
from storage.locks import hold
from storage.policy_prints import DIGEST, DOCUMENT, HOLDER, NUMBER, contents_of, details_of, document_of, person_of
from storage.repositories.base import Repository
from storage.tables import policies, policy_lines, policy_refusals

_APPLYING: Final = b"policies"
# KiB of SQLite's pages: fingerprints lie anywhere in their index, and nobody else writes while they are put there. With
# SQLite's own 2 MB a table of many policies takes three times as long.
_CACHE: Final = 65_536
_CONTENTS: Final = (
    *("number", "number_print", "holder_print", "document_print"),
    *("details", "state", "starts", "ends", "digest"),
)


class SqlPolicyLines(Repository):
    async def stage(self, import_id: int, entries: Sequence[tuple[int, Entry]]) -> list[LineRefusal]:
        prints = [self._keyring.fingerprint(entry.key, NUMBER) for _, entry in entries]
        first = await self._staged(import_id, prints)
        rows, repeated = [], []
        for (line, entry), number_print in zip(entries, prints, strict=True):
            earlier = first.setdefault(number_print, 0)
            if not earlier:
                first[number_print] = line
                rows.append({"import_id": import_id, "line": line} | self._row(entry, number_print))
            elif earlier != line:  # else it was kept by a try whose answer was lost
                repeated.append(LineRefusal(line, "number", "repeated", earlier))
        if rows:
            await self._connection.execute(insert(policy_lines), rows)
        await self._seal_anew(rows, [entry for _, entry in entries])
        return repeated

    async def refuse(self, import_id: int, refusals: Sequence[LineRefusal]) -> None:
        rows = [
            {
                "import_id": import_id,
                "line": each.line,
                "field": each.column,
                "reason": each.reason,
                "first": each.first,
            }
            for each in refusals
        ]
        if rows:
            await self._connection.execute(self._insert(policy_refusals).on_conflict_do_nothing(), rows)

    async def last(self, import_id: int) -> int:
        return await self._connection.scalar(select(func.max(policy_lines.c.line)).where(_of(import_id))) or 0

    async def alone(self) -> None:
        await hold(self._connection, _APPLYING)
        if self._connection.dialect.name == "sqlite":
            await self._connection.exec_driver_sql(f"PRAGMA cache_size={-_CACHE}")

    async def apply(self, import_id: int, first: int, last: int, at: datetime) -> Figures:
        these = and_(_of(import_id), policy_lines.c.line.between(first, last))
        figures = await self._compared(these)
        if figures.new or figures.changed:
            await self._copy(these, at)
        return figures

    async def refused(self, import_id: int, after: int, limit: int) -> list[LineRefusal]:
        theirs = (policy_refusals.c.import_id == import_id, policy_refusals.c.line > after)
        wanted = select(policy_refusals).where(*theirs).order_by(policy_refusals.c.line).limit(limit)
        rows = (await self._connection.execute(wanted)).all()
        return [LineRefusal(row.line, row.field, row.reason, row.first) for row in rows]

    async def clear(self, import_id: int, limit: int) -> bool:
        for table in (policy_lines, policy_refusals):
            theirs = table.c.import_id == import_id
            first = await self._connection.scalar(select(func.min(table.c.line)).where(theirs))
            if first is not None:
                await self._connection.execute(delete(table).where(theirs, table.c.line < first + limit))
                return True
        return False

    async def _staged(self, import_id: int, prints: Sequence[bytes]) -> dict[bytes, int]:
        wanted = select(policy_lines.c.number_print, policy_lines.c.line)
        rows = await self._connection.execute(wanted.where(_of(import_id), policy_lines.c.number_print.in_(prints)))
        return {row.number_print: row.line for row in rows}

    def _row(self, entry: Entry, number_print: bytes) -> dict[str, Any]:
        return {
            "number": entry.number,
            "number_print": number_print,
            "holder_print": self._keyring.fingerprint(person_of(entry.holder), HOLDER),
            "document_print": self._keyring.fingerprint(document_of(entry.holder), DOCUMENT),
            "details": details_of(entry),
            "state": entry.state.value,
            "starts": entry.starts,
            "ends": entry.ends,
            "digest": self._keyring.fingerprint(contents_of(entry), DIGEST),
        }

    async def _compared(self, these: ColumnElement[bool]) -> Figures:
        """Count before anything is copied: nobody else applies meanwhile."""
        beside = policy_lines.outerjoin(policies, policies.c.number_print == policy_lines.c.number_print)
        new = policies.c.id.is_(None)
        changed = policies.c.digest != policy_lines.c.digest
        counts = select(func.count(), func.count().filter(new), func.count().filter(changed))
        of_all, of_new, of_changed = (await self._connection.execute(counts.select_from(beside).where(these))).one()
        return Figures(new=of_new, changed=of_changed, unchanged=of_all - of_new - of_changed)

    async def _copy(self, these: ColumnElement[bool], at: datetime) -> None:
        moment = literal(at, Utc)
        staged = select(*(policy_lines.c[name] for name in _CONTENTS), moment, moment)
        columns = [*_CONTENTS, "created_at", "changed_at"]
        copied = self._insert(policies).from_select(columns, staged.where(these).order_by(policy_lines.c.line))
        newer = {name: copied.excluded[name] for name in (*_CONTENTS, "changed_at")}
        differs = policies.c.digest != copied.excluded.digest
        await self._connection.execute(
            copied.on_conflict_do_update(index_elements=["number_print"], set_=newer, where=differs)
        )

    async def _seal_anew(self, rows: Iterable[dict[str, Any]], entries: Sequence[Entry]) -> None:
        """While a secret is being replaced: policies that an older one sealed are found by the newest from now on.

        What they say stays as it is, and one of which the file says the same does not count as changed.
        """
        by_print = {row["number_print"]: row for row in rows}
        older: dict[bytes, tuple[dict[str, Any], list[bytes]]] = {}
        for entry in entries:
            newest, *others = self._keyring.fingerprints(entry.key, NUMBER)
            if others and newest in by_print:
                digests = self._keyring.fingerprints(contents_of(entry), DIGEST)
                older |= dict.fromkeys(others, (by_print[newest], digests))
        if not older:
            return
        wanted = select(policies.c.id, policies.c.number_print, policies.c.digest)
        for found in (await self._connection.execute(wanted.where(policies.c.number_print.in_(older)))).all():
            row, digests = older[found.number_print]
            names = _CONTENTS if found.digest in digests else ("number_print",)
            anew = update(policies).where(policies.c.id == found.id)
            await self._connection.execute(anew.values({name: row[name] for name in names}))

    def _insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        return sqlite.insert(table) if self._connection.dialect.name == "sqlite" else postgresql.insert(table)


def _of(import_id: int) -> ColumnElement[bool]:
    return policy_lines.c.import_id == import_id
