"""What an operator sees of an import: its progress on stderr, the report on stdout."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from account.policies.imports import LineRefusal
from account.ports import Works
from bot.imports.engine import LEASE
from bot.imports.words import Say, reason, refusals_of, report_text, rows

ALL_ACCEPTED, SOME_REFUSED, NOTHING_IMPORTED = 0, 1, 2
TOLD_EVERY: Final = 10_000


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


class PrintedReport:
    """The report: on stdout, and the refused lines in a table, too, where one is wanted."""

    def __init__(self, say: Say, name: str, listed: Any, clock: Callable[[], datetime]) -> None:
        self._say = say
        self._name = name
        self._listed = listed
        self._clock = clock

    async def tell(self, works: Works, import_id: int, holder: str) -> int:
        """The exit code; the import is held until the last line is told, for whoever is done with one clears it."""
        async with works() as work:
            one = await work.policy_imports.by_id(import_id)
        assert one is not None
        print(report_text(self._say, self._name, one))
        if one.report.fault is None:
            async for page in refusals_of(works, import_id):
                self._list(page)
                async with works() as work:
                    await work.policy_imports.keep(import_id, holder, self._clock() + LEASE)
        sys.stdout.flush()
        async with works() as work:
            await work.policy_imports.done(import_id, holder, self._clock())
        if not one.figures.accepted:
            return NOTHING_IMPORTED
        return SOME_REFUSED if one.figures.refused else ALL_ACCEPTED

    def _list(self, page: list[LineRefusal]) -> None:
        for each in page:
            print(f"line {each.line}: {each.column or 'line'}: {reason(self._say, each)}")
        if self._listed is not None:
            self._listed.writerows(rows(self._say, page))
