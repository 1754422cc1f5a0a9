"""What a file is, by its first bytes alone, and a name for it that fools nobody."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

from gateways.file_report import Kind

ENDINGS: Final[dict[Kind, tuple[str, ...]]] = {
    "jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "png": (".png",),
    "heic": (".heic", ".heif"),
    "webp": (".webp",),
    "pdf": (".pdf",),
}
HEVC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
LONGEST_NAME: Final = 60


def kind_of(data: bytes) -> Kind | None:
    """Tell the kind by how the file begins; None for anything that is not accepted."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:5] == b"%PDF-":
        return "pdf"
    return "heic" if data[4:8] == b"ftyp" and HEVC_BRANDS & _brands(data) else None


def _brands(data: bytes) -> set[bytes]:
    end = min(int.from_bytes(data[:4]), 256)
    return {data[8:12]} | {data[at : at + 4] for at in range(16, end, 4)}


def shown_name(name: str | None, kind: Kind) -> str | None:
    """Give a file's name without folders and invisible or reversing signs, and with the ending of its content."""
    visible = "".join(sign for sign in name or "" if unicodedata.category(sign)[0] not in "CZ" or sign == " ")
    path = PurePosixPath(re.split(r"[/\\]", visible)[-1].strip(" ."))
    stem, ending = path.stem[:LONGEST_NAME].strip(), path.suffix
    if not stem:
        return None
    return stem + (ending if ending.lower() in ENDINGS[kind] else ENDINGS[kind][0])
