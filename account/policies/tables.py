"""An insurer's file as a table: its header, then its lines in pieces that are small enough to be held in memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, Final

from account.policies.columns import COLUMNS, Header, read_header
from account.policies.entries import Entry
from account.policies.imports import LineRefusal
from account.policies.lines import WrongCellError, read_line
from account.policies.table_text import TextLine, TextLines, WrongFileError, encoding_of

LINES_IN_CELL: Final = 10
LINES_MOST: Final = 1_100_000  # a sheet that was formatted to its end is saved with all of its 1,048,576 rows
_DELIMITERS: Final = (";", ",", "\t")
_CONTROL: Final = frozenset(map(chr, range(32))) - set("\t\r\n")


@dataclass(slots=True)
class Piece:
    """Some lines, read: those that can be taken and those that cannot, with their numbers."""

    entries: list[tuple[int, Entry]] = field(default_factory=list)
    refusals: list[LineRefusal] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.entries) + len(self.refusals)


class Table:
    """Opens a file that can be read from anywhere; raises ``WrongFileError`` where nothing of it can be taken.

    Refused as a whole: those of ``encoding_of``; no-header, missing-columns, repeated-columns, no-lines (after the
    header nothing follows), too-many-lines. An empty line is nothing; a line's number counts the file's lines from 1.
    """

    def __init__(self, file: BinaryIO, today: date) -> None:
        self._lines = TextLines(file, encoding_of(file))
        self._today = today
        self._delimiter, self._header = self._read_header()
        if self._header.missing:
            raise WrongFileError("missing-columns", self._header.missing)
        if self._header.repeated:
            raise WrongFileError("repeated-columns", self._header.repeated)
        self._any = False
        self.line = 1

    @property
    def unknown(self) -> tuple[str, ...]:
        """Columns of the header that are not read."""
        return self._header.unknown

    def piece(self, size: int) -> Piece:
        """The next lines, at most so many; an empty one at the end."""
        piece = Piece()
        while len(piece) < size and (line := self._lines.next()) is not None:
            self.line = line.number
            if self.line > LINES_MOST:
                raise WrongFileError("too-many-lines")
            self._read(line, piece)
        self._any = self._any or len(piece) > 0
        if not self._any:
            raise WrongFileError("no-lines")
        return piece

    def _read(self, line: TextLine, piece: Piece) -> None:
        try:
            cells = self._cells(line)
            if any(map(str.strip, cells)):
                piece.entries.append((line.number, read_line(self._by_column(cells), self._today)))
        except WrongCellError as wrong:
            piece.refusals.append(LineRefusal(line.number, wrong.column or None, wrong.reason))

    def _cells(self, line: TextLine) -> list[str]:
        """Split a line; one whose quotes are open goes on, unless they never close: then it alone is refused."""
        whole, taken = self._joined(_text(line))
        cells = _split(whole, self._delimiter)
        if cells and not _CONTROL.isdisjoint(whole) and not taken:
            raise WrongCellError("", "control-characters")
        if cells is None or not _CONTROL.isdisjoint(whole) or (taken and self._swallowed(cells)):
            self._lines.put_back(taken)
            raise WrongCellError("", "quotes")
        return cells

    def _joined(self, text: str) -> tuple[str, list[TextLine]]:
        """A line together with those that its open quote goes on into."""
        taken: list[TextLine] = []
        while text.count('"') % 2 and len(taken) < LINES_IN_CELL and (more := self._lines.next()) is not None:
            taken.append(more)
            text += more.text or "\0"
        return text, taken

    def _swallowed(self, cells: list[str]) -> bool:
        """Whether a quote was closed by one of somebody else's policy: a cell holds a whole line, or most of two."""
        whole = any(cell.count(self._delimiter) >= len(COLUMNS) - 1 for cell in cells)
        return whole or any(map(str.strip, cells[self._header.width :]))

    def _by_column(self, cells: list[str]) -> dict[str, str]:
        """Cells that are missing at the end are empty; more than the header has columns are not."""
        if any(map(str.strip, cells[self._header.width :])):
            raise WrongCellError("", "too-many-cells")
        places = self._header.places
        return {column: cells[places[column]] if places[column] < len(cells) else "" for column in COLUMNS}

    def _read_header(self) -> tuple[str, Header]:
        for line in self._first_lines():
            text, _ = self._joined(line)
            headers = {each: read_header(_split(text, each) or []) for each in _DELIMITERS}
            delimiter = max(headers, key=lambda each: len(headers[each].places))
            return delimiter, headers[delimiter]
        raise WrongFileError("no-header")

    def _first_lines(self) -> Iterator[str]:
        """What may be the header: neither an empty line nor the «sep=;» that a spreadsheet puts first."""
        while (line := self._lines.next()) is not None and line.text is not None:
            if line.text.strip(" \t\r\n;,") and not line.text.lower().startswith("sep="):
                yield line.text


def _text(line: TextLine) -> str:
    if line.text is None:
        raise WrongCellError("", "line-too-long")
    return line.text


def _split(text: str, delimiter: str) -> list[str] | None:
    """The cells; None where quotes make no sense."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None
