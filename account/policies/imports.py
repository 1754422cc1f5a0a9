"""An import of policies: what is known of it while it runs and afterwards, and what it needs of the storage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from account.policies.entries import Entry


class ImportState(StrEnum):
    """How far it is. Once ``ENDED`` nothing more is written; ``TELLING``: its report is on the way, perhaps told.

    ``REFUSED``: over before it was read, for whoever sent it is no admin any more.
    """

    WAITING = "waiting"
    RUNNING = "running"
    ENDED = "ended"
    TELLING = "telling"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the lines: ``lines`` were read, the others are parts of it."""

    lines: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    @property
    def accepted(self) -> int:
        return self.new + self.changed + self.unchanged

    def with_applied(self, more: Figures) -> Figures:
        """Together with what became of some more lines."""
        return replace(
            self,
            new=self.new + more.new,
            changed=self.changed + more.changed,
            unchanged=self.unchanged + more.unchanged,
        )


@dataclass(frozen=True, slots=True)
class Report:
    """``fault`` names why nothing of the file was taken, ``columns`` what it is about; ``unknown`` were not read."""

    fault: str | None = None
    columns: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineRefusal:
    """A line that was not taken: the column (none: the line as a whole), the reason, the line that was first."""

    line: int
    column: str | None
    reason: str
    first: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class SentTable:
    """A file as a messenger has it."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True, repr=False)
class PolicyImport:
    """One import; ``who``, ``chat`` and ``table`` are none where it was the command's.

    ``tries``: how often a worker took it up, this time too, since one last got on with it and gave it back.
    """

    id: int
    who: int | None
    chat: int | None
    message: int | None
    table: SentTable | None
    state: ImportState
    at: datetime
    figures: Figures = field(default_factory=Figures)
    report: Report = field(default_factory=Report)
    tries: int = 0


class PolicyImports(Protocol):
    """Imports and who is at them. ``holder`` is a name of one worker's turn; one that lost it changes nothing."""

    async def add(self, who: int, chat: int, message: int | None, table: SentTable, at: datetime) -> int:
        """One that waits for a worker; its number."""
        ...

    async def begin(self, holder: str, at: datetime, until: datetime) -> int:
        """One that the caller carries out itself; its number."""
        ...

    async def claim(self, holder: str, at: datetime, until: datetime) -> PolicyImport | None:
        """The oldest that waits, or whose worker did not come back in time; never given to two."""
        ...

    async def by_id(self, import_id: int) -> PolicyImport | None: ...
    async def keep(self, import_id: int, holder: str, until: datetime) -> bool:
        """Go on holding it; False where it is another's by now, or over."""
        ...

    async def set_message(self, import_id: int, message: int) -> None: ...
    async def end(self, import_id: int, holder: str, figures: Figures, report: Report) -> bool:
        """Nothing more will be written; False as ``keep``."""
        ...

    async def telling(self, import_id: int, holder: str) -> bool:
        """Its report is being sent; False as ``keep``."""
        ...

    async def put_off(self, import_id: int, holder: str, state: ImportState, until: datetime) -> None:
        """Leave it as it was, for whoever comes first after ``until``."""
        ...

    async def done(self, import_id: int, holder: str, at: datetime) -> None: ...
    async def refuse(self, import_id: int, holder: str, at: datetime) -> bool:
        """Over, and nothing of it was taken; False as ``keep``, and where it has ended."""
        ...

    async def abandoned(self, at: datetime) -> list[int]:
        """Those of killed commands, which nobody will carry on: over from now on."""
        ...

    async def finished(self) -> list[int]:
        """Those that are over and of which lines are still kept."""
        ...


class PolicyLines(Protocol):
    """Lines on their way into the policies: unseen until they are applied."""

    async def stage(self, import_id: int, entries: Sequence[tuple[int, Entry]]) -> list[LineRefusal]:
        """Keep these with their line numbers; those whose number the file had before are refused."""
        ...

    async def refuse(self, import_id: int, refusals: Sequence[LineRefusal]) -> None: ...
    async def last(self, import_id: int) -> int:
        """The number of the last staged line; 0 where there is none."""
        ...

    async def alone(self) -> None:
        """Until the commit nobody else applies anything."""
        ...

    async def apply(self, import_id: int, first: int, last: int, at: datetime) -> Figures:
        """Bring these staged lines into the policies: how many were new, changed, unchanged."""
        ...

    async def refused(self, import_id: int, after: int, limit: int) -> list[LineRefusal]:
        """Some of the refusals by line, those after this line."""
        ...

    async def clear(self, import_id: int, limit: int) -> bool:
        """Remove about so many of the staged lines, and of the refusals after them; False when none are left."""
        ...
