"""`python -m bot policies import FILE.csv`: progress on stderr, the report on stdout."""

from __future__ import annotations

import csv
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

from account.policies.imports import PolicyImport
from account.ports import Works
from bot.imports.engine import LEASE, ImportEngine, LostError
from bot.imports.words import Say, head, reason, refusals_of, report_text, rows
from bot.settings import Settings, SettingsError
from storage.database import DatabaseDown, open_database
from storage.encryption import Keyring
from storage.migrate import pending
from storage.work import works as sql_works
from texts import Texts

ALL_ACCEPTED, SOME_REFUSED, NOTHING_IMPORTED = 0, 1, 2
TOLD_EVERY: Final = 10_000
BLOCK: Final = 1 << 16


async def import_policies(settings: Settings, file: str, report: Path | None) -> int:
    """Import and say what came of it: 0 all lines accepted, 1 some refused, 2 nothing imported."""
    try:
        with _opened(file) as table:
            return await _imported(settings, table, Path(file).name, report)
    except (SettingsError, OSError, DatabaseDown, LostError) as error:
        reason_told = "another process has taken it over" if isinstance(error, LostError) else str(error)
        print(f"nothing was imported: {reason_told}", file=sys.stderr)
        return NOTHING_IMPORTED


async def _imported(settings: Settings, table: BinaryIO, name: str, report: Path | None) -> int:
    if settings.database_url is None:
        settings.data_folder()
    engine = open_database(settings.database())
    try:
        if missing := await pending(engine):
            raise SettingsError(f"DATABASE_URL: migrations are missing ({', '.join(missing)})")
        works = sql_works(engine, Keyring(settings.keys()), lambda: None)
        say = partial(Texts(settings.product, settings.zone, _now).say, "en", html=False)
        one = await _run(works, ImportEngine(works, _now, settings.zone), table)
        print(report_text(say, name, one))
        if one.report.fault is None:
            await _list(say, works, one, report)
    finally:
        await engine.dispose()
    if not one.figures.accepted:
        return NOTHING_IMPORTED
    return SOME_REFUSED if one.figures.refused else ALL_ACCEPTED


async def _run(works: Works, engine: ImportEngine, table: BinaryIO) -> PolicyImport:
    await engine.tidy()
    holder, at = secrets.token_hex(8), _now()
    async with works() as work:
        import_id = await work.policy_imports.begin(holder, at, at + LEASE)
    progress = Progress()
    await engine.run(import_id, holder, table, progress.told)
    progress.end()
    async with works() as work:
        one = await work.policy_imports.by_id(import_id)
        await work.policy_imports.done(import_id, holder, _now())
    assert one is not None
    return one


async def _list(say: Say, works: Works, one: PolicyImport, report: Path | None) -> None:
    with _table(report, say) as listed:
        async for page in refusals_of(works, one.id):
            for each in page:
                print(f"line {each.line}: {each.column or 'line'}: {reason(say, each)}")
            if listed is not None:
                listed.writerows(rows(say, page))


@contextmanager
def _table(report: Path | None, say: Say) -> Iterator[Any]:
    if report is None:
        yield None
        return
    with report.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=";", lineterminator="\r\n")
        table.writerow(head(say))
        yield table


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    """A file that can be read twice: what comes through a pipe is put down first, where nobody else finds it."""
    if file != "-":
        with Path(file).open("rb") as table:
            yield table
        return
    with tempfile.TemporaryFile() as kept:
        while block := sys.stdin.buffer.read(BLOCK):
            kept.write(block)
        yield kept


class Progress:
    """How far the reading is, on stderr: one line that changes where somebody looks, else a line now and then."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()
        self._next = TOLD_EVERY

    async def told(self, lines: int, percent: int) -> None:
        if self._watched:
            print(f"\r{lines} lines, {percent} %", end="", file=sys.stderr, flush=True)
        elif lines >= self._next:
            self._next = lines - lines % TOLD_EVERY + TOLD_EVERY
            print(f"{lines} lines, {percent} %", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._watched:
            print(file=sys.stderr)


def _now() -> datetime:
    return datetime.now(UTC)
