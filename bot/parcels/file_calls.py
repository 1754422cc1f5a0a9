"""How a request's files are put into calls of the Bot API: below its card, with its number, protected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram.methods import SendDocument, SendMediaGroup, SendPhoto
from aiogram.types import InputMediaPhoto

from account.requests import Card, RequestFile, Slot
from bot.parcels.letter_calls import below


def album(group: int, files: Sequence[RequestFile], card: Card, captions: Mapping[Slot, str]) -> SendMediaGroup:
    media = [InputMediaPhoto(media=each.file.file_id, caption=captions[each.slot]) for each in files]
    return SendMediaGroup(media=list(media), **_beside(group, card))


def single(group: int, each: RequestFile, card: Card, caption: str) -> SendPhoto | SendDocument:
    if each.file.kind == "photo":
        return SendPhoto(photo=each.file.file_id, caption=caption, **_beside(group, card))
    return SendDocument(document=each.file.file_id, caption=caption, **_beside(group, card))


def _beside(group: int, card: Card) -> dict[str, Any]:
    return {
        "chat_id": group,
        "message_thread_id": card.topic,
        "reply_parameters": below(card.message),
        "protect_content": True,
    }
