"""Every word the bot says, by key and language, and the strict reader of them."""

from texts.reader import LANGUAGES, Texts, TextsError, beginning

__all__ = ["LANGUAGES", "Texts", "TextsError", "beginning"]
