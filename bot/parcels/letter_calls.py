"""How letters are put into calls of the Bot API: sent, alone or as an album, and changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, Final

from aiogram.methods import (
    CopyMessage,
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
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    ReplyParameters,
)

from account.desk.letters import Content, Letter

TEXT_MOST: Final = 4096  # UTF-16 units of a text without its markup
CAPTION_MOST: Final = 1024
SENDS: Final[Mapping[str, Any]] = {
    "photo": SendPhoto,
    "document": SendDocument,
    "video": SendVideo,
    "audio": SendAudio,
    "voice": SendVoice,
    "animation": SendAnimation,
}
MEDIA: Final[Mapping[str, Any]] = {
    "photo": InputMediaPhoto,
    "document": InputMediaDocument,
    "video": InputMediaVideo,
    "audio": InputMediaAudio,
    "animation": InputMediaAnimation,
}


def headed(header: str, content: Content) -> str:
    """The words under their header; where both are too long for a message, the words alone."""
    most = TEXT_MOST if content.kind == "text" else CAPTION_MOST
    whole = f"{header}\n{content.html}".rstrip()
    return whole if _units(whole) <= most else content.html


def sending(letters: Sequence[Letter], header: str, source: int, **where: Any) -> TelegramMethod[Any]:
    """The call for one letter or an album; ``source`` is the chat of a message that can only be copied."""
    first = letters[0]
    assert first.content is not None, "it is kept until it is sent"
    words, content = headed(header, first.content), first.content
    if len(letters) > 1:
        contents = [each.content for each in letters if each.content is not None]
        texts = [words, *(each.html for each in contents[1:])]
        media = [MEDIA[each.kind](media=each.file, caption=text) for each, text in zip(contents, texts, strict=True)]
        return SendMediaGroup(media=media, **where)
    if content.kind == "text":
        return SendMessage(text=words, **where)
    if (send := SENDS.get(content.kind)) is not None:
        return send(**{content.kind: content.file}, caption=words, **where)  # type: ignore[no-any-return] # one of these
    written = first.group_message or first.customer_message or 0
    return CopyMessage(from_chat_id=source, message_id=written, **where)


def changing(content: Content, header: str, chat: int, message: int) -> TelegramMethod[Any] | None:
    """The call that changes what was sent; None for what cannot be changed."""
    words = headed(header, content)
    if content.kind == "text":
        return EditMessageText(text=words, chat_id=chat, message_id=message)
    if (media := MEDIA.get(content.kind)) is not None:
        shown = media(media=content.file, caption=words)
        return EditMessageMedia(media=shown, chat_id=chat, message_id=message)
    if content.kind in SENDS:
        return EditMessageCaption(caption=words, chat_id=chat, message_id=message)
    return None


def below(message: int | None) -> ReplyParameters | None:
    """A reply that is sent without one when the message is gone."""
    return ReplyParameters(message_id=message, allow_sending_without_reply=True) if message else None


def _units(html: str) -> int:
    return len(unescape(re.sub(r"<[^>]+>", "", html)).encode("utf-16-le")) // 2
