"""`python -m bot policies import FILE.csv`: progress on stderr, the report on stdout."""

from __future__ import annotations

import csv
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

from account.ports import Works
from bot.imports.engine import LEASE, ImportEngine, LostError
from bot.imports.terminal import NOTHING_IMPORTED, SOME_REFUSED, PrintedReport, Progress
from bot.imports.words import Say, head
from bot.settings import Settings, SettingsError
from storage.database import DatabaseDown, open_database
from storage.encryption import Keyring
from storage.migrate import pending
from storage.work import works as sql_works
from texts import Texts

BLOCK: Final = 1 << 16


async def import_policies(settings: Settings, file: str, report: Path | None) -> int:
    """Import and say what came of it: 0 all lines accepted, 1 some refused, 2 nothing imported."""
    say = partial(Texts(settings.product, settings.zone, _now).say, "en", html=False)
    try:
        _demand_our_own(settings)
        with _opened(file) as table, _table(file, report, say) as listed:
            return await _imported(settings, table, PrintedReport(say, _shown(file), listed, _now))
    except (SettingsError, OSError, DatabaseDown, LostError) as error:
        reason_told = "another process has taken it over" if isinstance(error, LostError) else str(error)
        print(f"nothing was imported: {reason_told}", file=sys.stderr)
        return NOTHING_IMPORTED


def _demand_our_own(settings: Settings) -> None:
    """What nobody would see is not imported."""
    if settings.policies_url is not None:
        raise SettingsError("POLICIES_URL is set: customers see the insurer's own system, and not this table")


async def _imported(settings: Settings, table: BinaryIO, report: PrintedReport) -> int:
    if settings.database_url is None:
        settings.data_folder()
    engine = open_database(settings.database())
    try:
        if missing := await pending(engine):
            raise SettingsError(f"DATABASE_URL: migrations are missing ({', '.join(missing)})")
        works = sql_works(engine, Keyring(settings.keys()), lambda: None)
        importing = ImportEngine(works, _now, settings.zone)
        import_id, holder = await _run(works, importing, table)
        try:
            code = await report.tell(works, import_id, holder)
            await importing.tidy()
        except (OSError, DatabaseDown) as error:  # a full disk, a closed pipe: what was imported stays imported
            print(f"the table was read to its end, but its report was cut off: {error}", file=sys.stderr)
            code = SOME_REFUSED
        return code
    finally:
        await engine.dispose()


async def _run(works: Works, engine: ImportEngine, table: BinaryIO) -> tuple[int, str]:
    """The import's number, and as whom it is held."""
    await engine.tidy()
    holder, at = secrets.token_hex(8), _now()
    async with works() as work:
        import_id = await work.policy_imports.begin(holder, at, at + LEASE)
    progress = Progress()
    await engine.run(import_id, holder, table, progress.told)
    progress.end()
    return import_id, holder


@contextmanager
def _table(source: str, report: Path | None, say: Say) -> Iterator[Any]:
    """Made before anything is imported: one that cannot be written stops the import."""
    if report is None:
        yield None
        return
    if source != "-" and report.exists() and report.samefile(source):
        raise SettingsError("--report is the table itself")
    with report.open("w", buffering=1, encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=";", lineterminator="\r\n")
        table.writerow(head(say))
        yield table


def _shown(file: str) -> str:
    """Its name; what is not UTF-8 in it cannot be printed."""
    return os.fsencode(Path(file).name).decode(errors="replace")


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


def _now() -> datetime:
    return datetime.now(UTC)
