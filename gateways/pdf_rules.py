"""What is a PDF that may be sent: pages, lock and emptiness; runs in the process that looks, and executes nothing."""

from __future__ import annotations

import io
import re
from typing import Final

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.generic import DictionaryObject

from gateways.file_report import DOUBTS, MOST_PAGES, Doubt, Unreadable
from gateways.picture_rules import look_at_picture

# Operators that leave something on the page: pictures and forms, lines and areas, shadings; and those that write.
PAINTS: Final = re.compile(rb"(?:^|[\s\]>)])(?:Do|BI|S|s|f|F|f\*|B|b|B\*|b\*|sh)(?=[\s/\[(<%]|$)")
WRITES: Final = re.compile(rb"(?:^|[\s\]>)])(?:Tj|TJ|'|\")(?=[\s/\[(<%]|$)")
JPEG: Final = ("/DCTDecode", ["/DCTDecode"])


def look_at_pdf(data: bytes) -> tuple[int, tuple[Doubt, ...]]:
    """Give the number of pages and the doubts."""
    reader = PdfReader(io.BytesIO(data), strict=False)
    # Some are locked against changes only: they open for everybody, by the empty password.
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise Unreadable("pdf-locked")
    pages = len(reader.pages)
    if pages > MOST_PAGES:
        raise Unreadable("pdf-pages", pages=MOST_PAGES)
    blank = [_is_blank(page) for page in reader.pages]
    if all(blank):
        raise Unreadable("pdf-empty")
    found: set[Doubt] = {"empty-page"} if any(blank) else set()
    for page in reader.pages:
        scan = _scan_of(page)
        if scan is not None:
            found.update(look_at_picture(scan, "jpeg")[2])
    return pages, tuple(doubt for doubt in DOUBTS if doubt in found)


def _is_blank(page: PageObject) -> bool:
    drawn = _drawn(page)
    if PAINTS.search(drawn) or page.get("/Annots"):
        return False
    return not (WRITES.search(drawn) and page.extract_text().strip())


def _scan_of(page: PageObject) -> bytes | None:
    """Give the JPEG of a page that is nothing but one: a photo or a scan, to be judged as such.

    A picture among others or with a mask is a layer or a strip, which may be plain or blurred on purpose.
    """
    drawn = _drawn(page)
    objects = _part(_part(page, "/Resources"), "/XObject")
    if WRITES.search(drawn) or len(PAINTS.findall(drawn)) != 1 or len(objects) != 1:
        return None
    (only,) = (each.get_object() for each in objects.values())
    if only.get("/Subtype") != "/Image" or only.get("/Filter") not in JPEG or "/SMask" in only or "/Mask" in only:
        return None
    return bytes(only.get_data())


def _part(of: DictionaryObject, name: str) -> DictionaryObject:
    part = of.get(name, DictionaryObject()).get_object()
    return part if isinstance(part, DictionaryObject) else DictionaryObject()


def _drawn(page: PageObject) -> bytes:
    contents = page.get_contents()
    return b"" if contents is None else contents.get_data()
