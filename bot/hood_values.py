"""Stored values in a form that can be read on a page: what is sealed and what is a keyed hash stay so, shortened."""

from __future__ import annotations

from typing import Any, Final

SHOWN: Final = 12  # bytes of either


def sealed(value: bytes) -> dict[str, Any]:
    """What encryption made of a value: the number of its layout, then its beginning."""
    return {"value": f"v{value[0]}:{value[1 : 1 + SHOWN].hex()}…", "sealed": True, "bytes": len(value)}


def shown(value: Any, *, encrypted: bool) -> dict[str, Any]:
    """A column's value: as the database gives it, or shortened."""
    if isinstance(value, bytes):
        return sealed(value) if encrypted else {"value": f"{value[:SHOWN].hex()}…", "bytes": len(value)}
    return {"value": value if value is None or isinstance(value, int | float) else str(value)}
