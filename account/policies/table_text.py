"""The text of an insurer's file: which encoding it is in, and its lines with their numbers, however long they are."""

from __future__ import annotations

import codecs
import io
import re
from collections import deque
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LINE_LONGEST: Final = 16_384  # bytes
_BLOCK: Final = 1 << 16
_ASCII: Final = bytes(range(128))
_NOT_IN_1251: Final = b"\x98"
# A Russian letter in UTF-8; in Windows-1251 a «Р» or «С» before a sign that hardly ever follows one.
_LETTER: Final = re.compile(rb"[\xd0\xd1][\x80-\xbf]")
_SHARE_OF_LETTERS: Final = 0.3
_MAGIC: Final = ((b"PK\x03\x04", "spreadsheet"), (b"\xd0\xcf\x11\xe0", "spreadsheet"), (b"%PDF", "binary"))
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class WrongFileError(Exception):
    """Nothing of this file can be taken; the reason by name, and the columns it is about."""

    def __init__(self, fault: str, columns: tuple[str, ...] = ()) -> None:
        super().__init__(fault)
        self.fault = fault
        self.columns = columns


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with its end; no text where it was too long or is not of the encoding."""

    number: int
    text: str | None


def encoding_of(file: BinaryIO) -> str:
    """``utf-8-sig`` or ``cp1251``, by reading all of it once; refused: empty, utf-16, spreadsheet, binary, encoding."""
    _look_at_beginning(file)
    decoder = codecs.getincrementaldecoder("utf-8")()
    valid, beyond, letters, odd = True, 0, 0, 0
    file.seek(0)
    while block := file.read(_BLOCK):
        valid = valid and _fits(decoder, block)
        beyond += len(block.translate(None, _ASCII))
        letters += len(_LETTER.findall(block))
        odd += block.count(_NOT_IN_1251)
    file.seek(0)
    if valid and _fits(decoder, b"", final=True):
        return "utf-8-sig"
    if odd or letters > beyond * _SHARE_OF_LETTERS:  # UTF-8 with a few broken bytes would be read as gibberish
        raise WrongFileError("encoding")
    return "cp1251"


def _look_at_beginning(file: BinaryIO) -> None:
    file.seek(0)
    head = file.read(4096)
    if not head.removeprefix(codecs.BOM_UTF8).strip() and not _anything(file):
        raise WrongFileError("empty")
    if head.startswith(_UTF_16):
        raise WrongFileError("utf-16")
    for magic, fault in _MAGIC:
        if head.startswith(magic):
            raise WrongFileError(fault)
    if head.count(0) * 16 > len(head):  # a single one spoils its line only
        halves = sorted((head[::2].count(0), head[1::2].count(0)))
        raise WrongFileError("utf-16" if halves[0] * 8 < halves[1] else "binary")


def _anything(file: BinaryIO) -> bool:
    """Whether anything but blanks follows."""
    while block := file.read(_BLOCK):
        if block.strip():
            return True
    return False


def _fits(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


class _Returns(io.RawIOBase):
    """A file whose lines end with a carriage return alone, as spreadsheets on a Macintosh save them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        into = memoryview(buffer)
        read = self._file.read(len(into)).replace(b"\r", b"\n")
        into[: len(read)] = read
        return len(read)


class TextLines:
    """The lines of a file, one after the other, whichever of the three ends they have; some can be put back."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        head = file.read(_BLOCK)
        file.seek(0)
        self._file: IO[bytes] = io.BufferedReader(_Returns(file)) if b"\r" in head and b"\n" not in head else file
        self._encoding = encoding
        self._back: deque[TextLine] = deque()
        self._number = 0

    def next(self) -> TextLine | None:
        """The next line; None at the end."""
        if self._back:
            return self._back.popleft()
        raw = self._file.readline(LINE_LONGEST)
        if not raw:
            return None
        self._number += 1
        if not raw.endswith(b"\n") and self._skip_rest(len(raw)):
            return TextLine(self._number, None)
        encoding = self._encoding if self._number == 1 else self._encoding.removesuffix("-sig")
        return TextLine(self._number, raw.decode(encoding))

    def put_back(self, lines: list[TextLine]) -> None:
        self._back.extendleft(reversed(lines))

    def _skip_rest(self, length: int) -> bool:
        """Read to the end of a line that was cut off; whether there was any more of it."""
        if length < LINE_LONGEST:
            return False
        while (more := self._file.readline(_BLOCK)) and not more.endswith(b"\n"):
            pass
        return True
