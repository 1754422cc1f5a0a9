"""Reads a message as a piece of a broadcast: kept as it is, for its author may change or delete it meanwhile."""

from __future__ import annotations

from typing import Any, Final

from aiogram.types import Message, TelegramObject

from account.broadcasts.records import Piece
from fsm.replies import Composed, Junk

# An animation is a document, too: it comes first.
FILES: Final = ("animation", "photo", "video", "document", "audio", "voice")


def composed_of(message: Message) -> Composed | Junk:
    """The message as it came; one of a kind that cannot be sent to many is junk."""
    if message.text is not None:
        options = message.link_preview_options
        preview = None if options is None else _as_it_came(options)
        piece = Piece("text", message.text, _entities(message), preview=preview)
    elif (found := _file(message)) is not None:
        piece = Piece(
            *(found[0], message.caption or "", _entities(message), found[1]),
            spoiler=bool(message.has_media_spoiler),
            above=bool(message.show_caption_above_media),
        )
    else:
        return Junk(str(message.content_type).removeprefix("ContentType.").lower())
    return Composed(piece, message.message_id, message.media_group_id)


def _file(message: Message) -> tuple[str, str] | None:
    for kind in FILES:
        if found := getattr(message, kind):
            return kind, (found[-1] if isinstance(found, list) else found).file_id
    return None


def _entities(message: Message) -> tuple[dict[str, Any], ...]:
    return tuple(_as_it_came(each) for each in message.entities or message.caption_entities or ())


def _as_it_came(part: TelegramObject) -> dict[str, Any]:
    """Without the defaults of the library, which are none of Telegram's."""
    return part.model_dump(mode="json", exclude_unset=True)
