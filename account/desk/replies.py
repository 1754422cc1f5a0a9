"""Replies that staff send by a button: a data file with each one worded in the customers' languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from account.people import LANGUAGES

LONGEST: Final = 2000  # signs of a text: with its header it fits a message
_ENTRIES: Final = {"order", "label", "customer"}
_OPTIONAL: Final = {"answers"}
_KEY: Final = re.compile(r"[a-z0-9-]{1,24}")  # it has to fit into a button's data
MOST: Final = 40  # buttons


class RepliesError(ValueError):
    """The data file is wrong: which reply, and why."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply, as the data file describes it."""

    key: str
    order: int
    label: str
    customer: Mapping[str, str]
    answers: bool


Replies = Mapping[str, Reply]


def read_replies(file: Path | None) -> Replies:
    """The replies of this file, or our own; RepliesError says in one line what is wrong with it."""
    try:
        data = (file or files("account.desk").joinpath("replies.toml")).read_text(encoding="utf-8")
        entries = tomllib.loads(data)
    except (OSError, UnicodeDecodeError):
        raise RepliesError("the file cannot be read") from None
    except tomllib.TOMLDecodeError as error:
        raise RepliesError(f"it is not TOML: {error}") from None
    replies = sorted((_reply(key, entry) for key, entry in entries.items()), key=lambda reply: reply.order)
    if len({reply.order for reply in replies}) < len(replies) or len(replies) > MOST:
        raise RepliesError(f"at most {MOST} replies, each with an order of its own")
    return {reply.key: reply for reply in replies}


def _reply(key: str, entry: Any) -> Reply:
    if not _KEY.fullmatch(key) or not isinstance(entry, dict) or set(entry) - _OPTIONAL != _ENTRIES:
        raise RepliesError(f"{key}: a short name in a-z, 0-9 and -, with {sorted(_ENTRIES)}")
    texts = entry["customer"]
    if not isinstance(texts, dict) or set(texts) != set(LANGUAGES):
        raise RepliesError(f"{key}: needed are the languages {sorted(LANGUAGES)}")
    if not all(
        isinstance(each, str) and 0 < len(each.strip()) <= LONGEST for each in [entry["label"], *texts.values()]
    ):
        raise RepliesError(f"{key}: texts of 1 to {LONGEST} signs")
    return Reply(key, int(entry["order"]), entry["label"], texts, entry.get("answers", True) is not False)
