"""The playground's guided tour of this bot: tour.toml, with the texts that it names put into their words."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from texts import LANGUAGES, beginning

SCRIPT = Path(__file__).with_name("tour.toml")
NAMES_TEXTS = ("hears", "presses", "replies")


@cache
def tour() -> dict[str, Any]:
    """Give the script as the page plays it; a text that is not there ends the start.

    Texts become a list of their beginnings, one a language: people in one town may speak different ones. «…» at the
    end of one says that more may follow.
    """
    script = tomllib.loads(SCRIPT.read_text("utf-8"))
    script["detours"] = [_worded(detour) for detour in script["detours"]]
    for part in script["parts"]:
        part["steps"] = [_worded(step) for step in part["steps"]]
    return script


def _worded(step: dict[str, Any]) -> dict[str, Any]:
    return step | {name: _words(step[name]) for name in NAMES_TEXTS if name in step}


def _words(text: str | list[str] | dict[str, str]) -> list[str]:
    """What is given in both languages itself is somebody's own words."""
    if isinstance(text, dict):
        return list(text.values())
    keys = [text] if isinstance(text, str) else text
    found = [beginning(language, key) for key in keys for language in LANGUAGES]
    return [words if whole else f"{words}…" for words, whole in found]
