"""What the bot keeps of a person, as it is stored: for the playground's page, read past the running bot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.hood_drawing import drawing
from bot.hood_rows import Rows
from bot.hood_talk import Kept, Talks
from handlers.record import Record
from storage.encryption import Keyring


class KeptByBot:
    """The port ``playground.Hood``: reads Redis and the SQLite file, changes nothing.

    Of what is encrypted only the place of the conversation is opened (form, step, which steps are answered), to light
    it up in the drawing; no answer leaves here.
    """

    def __init__(self, bot_id: int, redis_url: str, database: Path, keyring: Keyring) -> None:
        self._talks = Talks(redis_url, bot_id, keyring)
        self._rows = Rows(database)

    async def look(self, person_id: int) -> dict[str, Any]:
        talk = await self._talks.of(person_id)
        return {"form": _place(talk), "redis": talk.card(), "sql": await self._rows.of(person_id)}


def _place(talk: Kept) -> dict[str, Any] | None:
    place = Record.load(talk.answers).at
    if place is None or (picture := drawing(place.form)) is None:
        return None
    return picture | {"at": place.field, "answered": sorted(place.answers)}
