"""The button under a broadcast as its admin types it: «Подробнее — https://example.ru/offer»."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from account.broadcasts.records import Link
from account.refusals import Refusal
from account.typed_text import one_line

LABEL_MOST: Final = 64
URL_MOST: Final = 2000
SCHEMES: Final = frozenset({"http", "https", "tg"})
_BETWEEN: Final = " -–—|:"


def parse_link(typed: str) -> Link:
    """Read the label and, after the last blank, the address. Refused: «not-a-link» (``which``: what is wrong)."""
    label, _, url = one_line(typed[: LABEL_MOST * 4 + URL_MOST]).rpartition(" ")
    if not _is_address(url):
        raise Refusal("not-a-link", which="address" if "." in url or "://" in url else "format")
    label = label.strip(_BETWEEN)
    if not label:
        raise Refusal("not-a-link", which="no-label")
    if len(label.encode("utf-16-le", "surrogatepass")) // 2 > LABEL_MOST:
        raise Refusal("not-a-link", which="label-too-long")
    return Link(label, url)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        return False
    if len(url) > URL_MOST or parts.scheme not in SCHEMES or not parts.netloc or "@" in parts.netloc:
        return False
    return parts.scheme == "tg" or "." in (parts.hostname or "").strip(".")
