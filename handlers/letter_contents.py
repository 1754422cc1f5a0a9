"""Reads a message as a letter: what of it goes to the other side, and in how many pieces."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from aiogram.types import Message, MessageEntity
from aiogram.utils.text_decorations import html_decoration

from account.desk.letters import Content, Written
from handlers.desk.room import topic_of
from handlers.headers import answers_support, request_answered

NOTE = "//"  # a line that begins so stays among colleagues
TEXT_MOST, CAPTION_MOST = 4096, 1024  # UTF-16 units in a message of Telegram's
HEADER = 64  # units kept free for the words above a customer's letter
KINDS = ("animation", "photo", "video", "document", "audio", "voice")
COPIED = frozenset({"sticker", "video_note", "location", "contact", "dice", "venue", "poll"})  # as they are


def from_staff(message: Message) -> Written | None:
    """A message of the group without the notes in it; None when nothing is left, or it is a message of Telegram's."""
    text, entities = _without_notes(message.text or message.caption or "", message.entities or message.caption_entities)
    kind, file = _file(message)
    words = html_decoration.unparse(text, entities)
    if kind == "text" and not text.strip():
        if message.text or message.content_type not in COPIED:
            return None
        kind = "other"
    return _written(message, Content(kind, words, file))


def is_note(message: Message) -> bool:
    """Whether all the words are for colleagues: then what came with them is, too."""
    words = message.text or message.caption or ""
    return bool(words.strip()) and not _without_notes(words, None)[0].strip()


def from_customer(message: Message) -> Written | None:
    """A customer's message as plain words and a file, in pieces that fit under a header; None for all else."""
    kind, file = _file(message)
    words = message.text or message.caption or ""
    if kind == "text" and not words:
        return None
    first, rest = _cut(words, (TEXT_MOST if kind == "text" else CAPTION_MOST) - HEADER)
    contents = [Content(kind, escape(first, quote=False), file)]
    while rest:
        first, rest = _cut(rest, TEXT_MOST - HEADER)
        contents.append(Content("text", escape(first, quote=False)))
    return _written(message, *contents)


def _written(message: Message, *contents: Content) -> Written:
    about, to_support = request_answered(message), answers_support(message)
    return Written(message.message_id, contents, _answered(message), message.media_group_id, about, to_support)


def _answered(message: Message) -> int | None:
    """What it replies to; in a topic the opening of it is no message that anybody wrote."""
    answered = message.reply_to_message
    if answered is None or answered.message_id == topic_of(message):
        return None
    return answered.message_id


def _file(message: Message) -> tuple[str, str | None]:
    for kind in KINDS:
        if found := getattr(message, kind):
            return kind, (found[-1] if isinstance(found, list) else found).file_id
    return "text", None


def _without_notes(text: str, entities: list[MessageEntity] | None) -> tuple[str, list[MessageEntity]]:
    """The text and its formatting without the lines of notes; offsets count UTF-16 units."""
    kept, moved, at, to = "", [], 0, 0
    for line in text.splitlines(keepends=True):
        length = _units(line)
        if not line.lstrip().startswith(NOTE):
            moved += list(_clipped(entities or [], at, at + length, to - at))
            kept, to = kept + line, to + length
        at += length
    return kept, moved


def _clipped(entities: list[MessageEntity], begin: int, end: int, shift: int) -> Iterator[MessageEntity]:
    for each in entities:
        first, last = max(each.offset, begin), min(each.offset + each.length, end)
        if first < last:
            yield each.model_copy(update={"offset": first + shift, "length": last - first})


def _cut(text: str, most: int) -> tuple[str, str]:
    """The beginning that fits, at a blank where there is one, and the rest."""
    if _units(text) <= most:
        return text, ""
    end = len(text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore"))
    blank = max(text.rfind("\n", 0, end), text.rfind(" ", 0, end))
    end = blank if blank > end // 2 else end
    return text[:end], text[end:].lstrip()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
