"""The Bot API's own description: which methods exist and what type each parameter has."""

import json
from functools import cache
from pathlib import Path

SCHEMA = Path(__file__).with_name("botapi_schema.json")


@cache
def methods() -> dict[str, tuple[str, dict[str, str]]]:
    """Give, by lower-case name, each method's true name and its parameters' types."""
    described = json.loads(SCHEMA.read_text(encoding="utf-8"))["methods"]
    return {name.lower(): (name, parameters) for name, parameters in described.items()}
