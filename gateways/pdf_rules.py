"""What is a PDF that may be sent: pages, lock and emptiness; runs in the process that looks, and executes nothing."""

from __future__ import annotations

import io
import re
from typing import Final

from pypdf import PageObject, PasswordType, PdfReader

from gateways.file_report import MOST_PAGES, Doubt, Unreadable

# Operators that leave something on the page: pictures and forms, lines and areas, shadings; and those that write.
PAINTS: Final = re.compile(rb"(?:^|[\s\]>)])(?:Do|BI|S|s|f|F|f\*|B|b|B\*|b\*|sh)(?=[\s/\[(<%]|$)")
WRITES: Final = re.compile(rb"(?:^|[\s\]>)])(?:Tj|TJ|'|\")(?=[\s/\[(<%]|$)")


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
    return pages, ("empty-page",) if any(blank) else ()


def _is_blank(page: PageObject) -> bool:
    contents = page.get_contents()
    drawn = b"" if contents is None else contents.get_data()
    if PAINTS.search(drawn) or page.get("/Annots"):
        return False
    return not (WRITES.search(drawn) and page.extract_text().strip())
