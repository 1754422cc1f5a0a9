"""Values that must not be found anywhere, and the search for them in whatever shape they may have taken."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

# Times end in six digits of their own, and a code could happen to be the same ones.
TIMES = re.compile(rb"\d\d:\d\d:\d\d[.,]\d{6}")


def shapes(value: str) -> set[bytes]:
    """The value as it may stand in a log, a file or an address."""
    spelled = {value, value.casefold(), value.upper(), json.dumps(value)[1:-1], repr(value)[1:-1], quote(value)}
    spelled.add(value.encode("unicode_escape").decode())
    return {each.encode() for each in spelled} | {value.encode("utf-16-le")}


def found(canaries: dict[str, str], data: bytes) -> list[str]:
    """The names of those that are in the data. Codes are short: they count where nothing else adjoins them."""
    data = TIMES.sub(b"", data)
    return [name for name, value in canaries.items() if any(_is_in(shape, data) for shape in shapes(value))]


def _is_in(shape: bytes, data: bytes) -> bool:
    if len(shape) == len("123456") and shape.isdigit():
        return re.search(rb"(?<![0-9A-Za-z])" + shape + rb"(?![0-9A-Za-z])", data) is not None
    return shape in data
