"""Reads a Telegram message as a reply in the engine's words."""

from __future__ import annotations

from aiogram.types import Message

from account.requests import SentFile
from fsm.replies import File, Junk, Reply, SharedContact, Text

NAME_LONGEST = 120


def reply_of(message: Message) -> Reply:
    """What the person answered; whatever cannot be an answer is junk of its kind."""
    if message.text is not None:
        return Text(message.text, message.message_id)
    if message.contact is not None:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return SharedContact(message.contact.phone_number, own=own and message.forward_origin is None)
    if (file := _file(message)) is not None:
        return File(file, message.caption or "", message.media_group_id)
    return Junk(str(message.content_type).removeprefix("ContentType.").lower())


def kind_of(reply: Reply) -> str:
    """What was sent, for a word about it."""
    match reply:
        case Junk(kind=kind):
            return kind
        case SharedContact():
            return "contact"
        case _:
            return "file"


def _file(message: Message) -> SentFile | None:
    if message.photo:
        best = message.photo[-1]
        name = f"photo_{message.message_id}.jpg"
        return SentFile(best.file_id, best.file_unique_id, "photo", name, best.file_size or 0)
    if (document := message.document) is not None and message.animation is None:
        name = (document.file_name or "file")[-NAME_LONGEST:]
        return SentFile(document.file_id, document.file_unique_id, "document", name, document.file_size or 0)
    return None
