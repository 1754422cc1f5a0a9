"""«Скачать мои данные»: the file, made when it is sent, so that nothing of it lies anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from account.ports import Works
from account.privacy.records import Subject
from account.privacy.service import PrivacyService
from account.records import ClaimedParcel
from bot.parcels.outcome import NeverError, OverError, demand
from bot.parcels.talks import Talks
from fsm.form import Privacy
from fsm.forms import FORMS
from gateways.outcomes import Gone
from gateways.telegram import Sender
from handlers.record import Record
from handlers.words import Words
from texts import Texts


class ExportParcels:
    """Goes to whoever asked, while they are signed in to that account; with what they have begun in the chat."""

    def __init__(
        self,
        works: Works,
        privacy: PrivacyService,
        talks: Talks,
        sender: Sender,
        texts: Texts,
        clock: Callable[[], datetime],
    ) -> None:
        self._works = works
        self._privacy = privacy
        self._talks = talks
        self._sender = sender
        self._texts = texts
        self._clock = clock

    async def carry(self, claimed: ClaimedParcel) -> None:
        payload, person, at = claimed.parcel.payload, claimed.parcel.person, self._clock()
        if person is None:
            raise NeverError("a file for nobody")
        language, account = str(payload["language"]), payload.get("account")
        record = await self._talks.record_of(person)
        data = await self._privacy.export(Subject(person, None if account is None else int(account)), language)
        if data is None:
            raise OverError
        data = {"made_at": at.isoformat(timespec="seconds").replace("+00:00", "Z")} | data | {"begun": begun(record)}
        contents = json.dumps(data, ensure_ascii=False, indent=2).encode()
        file = BufferedInputFile(contents, f"lk-data-{at:%Y-%m-%d}.json")
        caption = Words(self._texts, language).say("privacy-file")
        outcome = await self._sender.send(SendDocument(chat_id=person, document=file, caption=caption))
        if isinstance(outcome, Gone):
            async with self._works() as work:
                await work.people.set_gone(person, at)
        demand(outcome, claimed.tries)


def begun(record: Record) -> dict[str, Any] | None:
    """The conversation that is kept for going on with it; hashes of passwords in it are named nowhere."""
    at = record.at
    form = next((each for each in FORMS if at is not None and (each.name, each.version) == (at.form, at.version)), None)
    if at is None or form is None:
        return None
    told = {name for name, each in form.fields.items() if each.privacy is not Privacy.SECRET}
    files = [file["name"] for draft in at.drafts.values() for file in draft.get("files", {}).values()]
    doubtful = [each["file"]["name"] for draft in at.drafts.values() for each in draft.get("doubtful", {}).values()]
    answers = {name: kept for name, kept in at.answers.items() if name in told}
    return {"conversation": form.name, "answers": answers, "files": files + doubtful}
