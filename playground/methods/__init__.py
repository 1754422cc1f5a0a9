"""The methods of the Bot API that the playground knows, one subject a file."""

from playground.methods import (
    chats,
    commands,
    copies,
    edits,
    files,
    forum,
    media,
    messages,
    updates,
    webhooks,
)
from playground.methods.registry import METHODS

__all__ = [
    "METHODS",
    "chats",
    "commands",
    "copies",
    "edits",
    "files",
    "forum",
    "media",
    "messages",
    "updates",
    "webhooks",
]
