"""The methods of the Bot API that the playground knows, one subject a file."""

from playground.methods import edits, messages, updates
from playground.methods.registry import METHODS

__all__ = ["METHODS", "edits", "messages", "updates"]
