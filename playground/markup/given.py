"""Entities that a bot gives itself, checked as Telegram checks them; those it finds by itself are left to it."""

import re
from typing import Final

from playground.markup.entities import ordered, width
from playground.people import Json
from playground.refusal import Refused, bad

FOUND_ANYWAY: Final = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card"}
NEEDS: Final = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
PLAIN: Final = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
    "date_time",
}
NUMBER: Final = re.compile(r"-?[0-9]{1,19}")
GREATEST: Final = 2**63


def given_entities(text: str, entities: list[Json]) -> list[Json]:
    """Give the entities that stay; refuse what cannot be read or lies beyond the text."""
    length = width(text)
    kept = [
        entity for entity in map(_readable, entities) if entity["type"] not in FOUND_ANYWAY and entity["length"] > 0
    ]
    for entity in kept:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if start < 0 or end > length:
            where = (
                f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {length}"
            )
            raise bad(where)
    return ordered(kept)


def _readable(entity: Json) -> Json:
    for name, kind in (("offset", int), ("length", int), ("type", str)):
        if not isinstance(entity.get(name), kind):
            raise _unreadable(f'Can\'t find field "{name}"')
    need = NEEDS.get(entity["type"])
    if need and not entity.get(need):
        raise _unreadable(f'Can\'t find field "{need}"')
    if not need and entity["type"] not in PLAIN | FOUND_ANYWAY:
        raise _unreadable("Unsupported type specified")
    if need == "custom_emoji_id":
        emoji_id(entity[need])
    return entity


def emoji_id(value: object) -> str:
    """Give a custom emoji's number as it is, or refuse it."""
    number = str(value)
    if not NUMBER.fullmatch(number) or not 0 < abs(int(number)) < GREATEST:
        raise bad("invalid custom emoji identifier specified")
    return number


def _unreadable(words: str) -> Refused:
    return bad(f"can't parse MessageEntity: {words}")
