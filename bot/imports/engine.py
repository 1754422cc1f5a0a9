"""Brings a table of policies into the database: staged in small pieces, then applied all at once or not at all."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import BinaryIO, Final, TypeVar
from zoneinfo import ZoneInfo

from account.policies.imports import Figures, ImportState, PolicyImport, Report
from account.policies.table_text import WrongFileError
from account.policies.tables import Piece, Table
from account.ports import Work, Works
from storage.database import DatabaseDown

T = TypeVar("T")
LEASE: Final = timedelta(seconds=60)  # renewed with every piece
PIECE: Final = 250  # lines a transaction: others wait for less than a tenth of a second
APPLIED_AT_ONCE: Final = 5000  # lines a statement, well within the time that a database may take for one
TRIES: Final = 30
BY_COMMAND: Final = 0  # who imported, in the trail
PAUSE: Final = 1.0  # seconds before a database that was away is tried again

# How many lines were read, and how much of the file in percent.
Told = Callable[[int, int], Awaitable[None]]


class LostError(Exception):
    """The import is another worker's by now, or over: nothing more is to be done with it."""


class ImportEngine:
    """Carries one import from the file to its report.

    What is staged is seen by nobody; a file whose lines are all refused changes nothing; of two imports at once each
    is applied as a whole; the same file again changes nothing. Memory is that of one piece, whatever the file's
    length. The event loop is never kept for longer than a piece takes to be sealed; it is read in a thread.
    """

    def __init__(self, works: Works, clock: Callable[[], datetime], zone: ZoneInfo) -> None:
        self._works = works
        self._clock = clock
        self._zone = zone

    async def run(self, import_id: int, holder: str, file: BinaryIO, told: Told) -> None:
        """Read, stage, apply, and keep the report; the file is read more than once.

        Raises ``LostError``, ``DatabaseDown`` when it stays away for long, and whatever ``told`` raises: nothing was
        applied then.
        """
        await self._clear(import_id, holder)  # a worker that was killed may have left some
        figures, report = await self._read(import_id, holder, file, told)
        await self._patiently(lambda work: self._apply(work, import_id, holder, figures, report))

    async def end(self, import_id: int, holder: str, fault: str) -> None:
        """Give it up without reading: the reason is the report."""
        await self._patiently(lambda work: self._apply(work, import_id, holder, Figures(), Report(fault)))

    async def refuse(self, one: PolicyImport, holder: str) -> None:
        """Take nothing of it: whoever sent it may not any more. Nobody is told, the trail knows."""

        async def refuse(work: Work) -> None:
            at = self._clock()
            if await work.policy_imports.refuse(one.id, holder, at):
                await work.audit.add(None, one.who or BY_COMMAND, "policies-refused", at, f"import={one.id}")

        await self._patiently(refuse)

    async def tidy(self) -> None:
        """Remove what killed commands and finished imports have left."""
        async with self._works() as work:
            await work.policy_imports.abandoned(self._clock())
            left = await work.policy_imports.finished()
        for import_id in left:
            await self._clear(import_id)

    async def _read(self, import_id: int, holder: str, file: BinaryIO, told: Told) -> tuple[Figures, Report]:
        lines = refused = 0
        size = max(file.seek(0, os.SEEK_END), 1)
        today = self._clock().astimezone(self._zone).date()
        try:
            table = await asyncio.to_thread(Table, file, today)
            while piece := await asyncio.to_thread(table.piece, PIECE):
                refused += await self._patiently(self._staging(import_id, holder, piece))
                lines += len(piece)
                await told(lines, file.tell() * 100 // size)
        except WrongFileError as wrong:
            return Figures(), Report(wrong.fault, wrong.columns)
        return Figures(lines=lines, refused=refused), Report(unknown=table.unknown)

    def _staging(self, import_id: int, holder: str, piece: Piece) -> Callable[[Work], Awaitable[int]]:
        async def stage(work: Work) -> int:
            await self._keep(work, import_id, holder)
            repeated = await work.policy_lines.stage(import_id, piece.entries)
            refusals = [*piece.refusals, *repeated]
            await work.policy_lines.refuse(import_id, refusals)
            return len(refusals)

        return stage

    async def _apply(self, work: Work, import_id: int, holder: str, read: Figures, report: Report) -> None:
        """One transaction: the policies, the report and the trail."""
        await work.policy_lines.alone()
        await self._keep(work, import_id, holder)
        one, at, figures = await work.policy_imports.by_id(import_id), self._clock(), read
        if one is None or one.state is not ImportState.RUNNING:
            return  # it was done by a try whose answer was lost
        last = 0 if report.fault else await work.policy_lines.last(import_id)
        for first in range(0, last, APPLIED_AT_ONCE):
            applied = await work.policy_lines.apply(import_id, first + 1, first + APPLIED_AT_ONCE, at)
            figures = figures.with_applied(applied)
        await work.policy_imports.end(import_id, holder, figures, report)
        detail = " ".join(f"{name}={number}" for name, number in asdict(figures).items())
        await work.audit.add(None, one.who or BY_COMMAND, "policies-imported", at, f"import={import_id} {detail}")

    async def _keep(self, work: Work, import_id: int, holder: str) -> None:
        if not await work.policy_imports.keep(import_id, holder, self._clock() + LEASE):
            raise LostError

    async def _clear(self, import_id: int, holder: str | None = None) -> None:
        """Remove its lines; of one that is under way only what is the holder's own."""

        async def clear(work: Work) -> bool:
            if holder is not None:
                await self._keep(work, import_id, holder)
            return await work.policy_lines.clear(import_id, APPLIED_AT_ONCE)

        while await self._patiently(clear):
            pass

    async def _patiently(self, act: Callable[[Work], Awaitable[T]]) -> T:
        """Do it in a transaction, again while the database is away: every one of them can be repeated."""
        for _ in range(TRIES):
            try:
                async with self._works() as work:
                    return await act(work)
            except DatabaseDown:
                await asyncio.sleep(PAUSE)
        async with self._works() as work:
            return await act(work)
