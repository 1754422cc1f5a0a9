"""Classes that aiogram builds at their first use and the garbage collector throws away: 3 ms each time, unless kept."""

from __future__ import annotations

from aiogram.methods import (
    AnswerCallbackQuery,
    CreateForumTopic,
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    GetChat,
    GetFile,
    Response,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
)

METHODS = (
    AnswerCallbackQuery,
    CreateForumTopic,
    DeleteMessage,
    EditMessageReplyMarkup,
    EditMessageText,
    GetChat,
    GetFile,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
)
RESPONSES = tuple(Response[each.__returning__] for each in METHODS)  # type: ignore[name-defined] # as aiogram does
