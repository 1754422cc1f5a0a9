"""The Bot API's own description: which methods exist, what type each parameter has, what fields each object."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).with_name("botapi_schema.json")
ARRAY = "Array of "


@cache
def _described() -> dict[str, Any]:
    described: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return described


@cache
def methods() -> dict[str, tuple[str, dict[str, str]]]:
    """Give, by lower-case name, each method's true name and its parameters' types."""
    return {name.lower(): (name, parameters) for name, parameters in _described()["methods"].items()}


@cache
def fields(kind: str) -> dict[str, str]:
    """Give the fields an object of this type, or of any of several, can have; empty where it is no object."""
    kind = kind.lstrip("!").partition("=")[0]
    choices = _described()["unions"].get(kind) or kind.split("|")
    if choices == [kind]:
        known: dict[str, str] = _described()["types"].get(kind, {})
        return known
    return {name: type_ for choice in choices for name, type_ in fields(choice).items()}


def strangers(kind: str, value: Any) -> Iterator[str]:
    """Name the fields that the description does not know, however deep."""
    kind = kind.lstrip("!")
    if isinstance(value, list) and kind.startswith(ARRAY):
        inner = kind.removeprefix(ARRAY)
        for item in value:
            yield from strangers(inner, item)
    elif isinstance(value, dict) and (known := fields(kind)):
        yield from value.keys() - known.keys()
        for name, item in value.items():
            if isinstance(item, dict | list) and name in known:
                yield from strangers(known[name], item)
