"""The calls to Telegram that a broadcast's content makes: to send it, to edit what was sent, to delete it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageText,
    SendAnimation,
    SendAudio,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendVideo,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMedia,
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    MessageEntity,
)

from account.broadcasts.records import Content, Link, Piece

_MEDIA: Final[dict[str, type[InputMedia]]] = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "animation": InputMediaAnimation,
    "document": InputMediaDocument,
    "audio": InputMediaAudio,
}
_SENDING: Final[dict[str, type[TelegramMethod[Any]]]] = {
    "photo": SendPhoto,
    "video": SendVideo,
    "animation": SendAnimation,
    "document": SendDocument,
    "audio": SendAudio,
    "voice": SendVoice,
}
_SHOWN: Final = {"photo", "video", "animation"}  # what can be hidden behind a spoiler, or have its words above


def calls_of(content: Content, chat_id: int) -> TelegramMethod[Any]:
    """Make the one call that sends it there: its formatting is in entities, so no parse mode applies."""
    if len(content.pieces) > 1:
        return SendMediaGroup(chat_id=chat_id, media=[_media(each) for each in content.pieces])
    (piece,) = content.pieces
    markup = _markup(content.link)
    if piece.kind == "text":
        return SendMessage(chat_id=chat_id, reply_markup=markup, **_text(piece))
    file = {piece.kind: piece.file, "chat_id": chat_id, "reply_markup": markup}
    return _SENDING[piece.kind](**file, **_caption(piece))


def edit_of(content: Content, chat_id: int, messages: Sequence[int]) -> list[TelegramMethod[Any]]:
    """Make a call for each of these messages, an album's in their order; a voice message keeps its sound."""
    markup = _markup(content.link) if len(content.pieces) == 1 else None
    pairs = zip(content.pieces, messages, strict=False)
    return [_edit(piece, {"chat_id": chat_id, "message_id": each, "reply_markup": markup}) for piece, each in pairs]


def delete_of(chat_id: int, messages: Sequence[int]) -> TelegramMethod[bool]:
    """Make the one call that deletes them; several go together, or not at all."""
    if len(messages) == 1:
        return DeleteMessage(chat_id=chat_id, message_id=messages[0])
    return DeleteMessages(chat_id=chat_id, message_ids=list(messages))


def _edit(piece: Piece, where: dict[str, Any]) -> TelegramMethod[Any]:
    if piece.kind == "text":
        return EditMessageText(**where, **_text(piece))
    if piece.kind == "voice":
        return EditMessageCaption(**where, **_caption(piece))
    return EditMessageMedia(media=_media(piece), **where)


def _media(piece: Piece) -> Any:
    return _MEDIA[piece.kind](media=piece.file, **_caption(piece))


def _text(piece: Piece) -> dict[str, Any]:
    preview = None if piece.preview is None else LinkPreviewOptions(**piece.preview)
    return {
        "text": piece.text,
        "entities": _entities(piece),
        "parse_mode": None,
        "link_preview_options": preview,
    }


def _caption(piece: Piece) -> dict[str, Any]:
    words = {"caption": piece.text or None, "caption_entities": _entities(piece), "parse_mode": None}
    if piece.kind not in _SHOWN:
        return words
    return words | {"has_spoiler": piece.spoiler or None, "show_caption_above_media": piece.above or None}


def _entities(piece: Piece) -> list[MessageEntity] | None:
    return [MessageEntity.model_validate(each) for each in piece.entities] or None


def _markup(link: Link | None) -> InlineKeyboardMarkup | None:
    if link is None:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=link.label, url=link.url)]])
