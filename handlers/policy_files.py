"""Tables of policies sent by an admin: taken here, read by a worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from aiogram.types import Document, Message

from account.policies.files import PolicyFileService
from account.policies.imports import SentTable
from account.typed_text import one_line
from handlers.page import Act
from handlers.visit import Visit

MEGABYTE: Final = 1024 * 1024
MOST: Final = 20 * MEGABYTE  # what Telegram gives to bots
NAME_LONGEST: Final = 60
TYPES: Final = frozenset({"text/csv", "application/vnd.ms-excel"})

WORKBOOKS = (".xls", ".xlsx", ".xlsm", ".ods", ".numbers")


class PolicyFiles:
    """The page of a document that is a table: it has neither commands nor buttons."""

    kind = "f"

    def __init__(self, files: PolicyFileService) -> None:
        self._files = files

    def commands(self) -> Mapping[str, Act]:
        return {}

    async def pressed(self, visit: Visit, rest: Sequence[str]) -> bool:
        del visit, rest
        return False

    async def takes(self, visit: Visit, message: Message) -> bool:
        document = message.document
        if document is None or not await self._files.is_admin(visit.step.person):
            return False
        if not _is_table(document):
            return _is_workbook(visit, document)
        name, size = one_line((document.file_name or "policies.csv")[-NAME_LONGEST:]), document.file_size or 0
        if self._files.elsewhere:
            visit.say(visit.words.say("policy-file-elsewhere"))
            return True
        if size > MOST:
            visit.say(visit.words.say("policy-file-too-big", {"megabytes": str(MOST // MEGABYTE)}))
            return True
        await self._files.take(visit.step, SentTable(document.file_id, name, size))
        visit.say(visit.words.say("policy-file-taken", {"file": name}))
        return True


def _is_table(document: Document) -> bool:
    """By its name; by its type only where the name says nothing else, for Excel's type is that of workbooks too."""
    name = (document.file_name or "").casefold()
    return name.endswith(".csv") or ("." not in name and document.mime_type in TYPES)


def _is_workbook(visit: Visit, document: Document) -> bool:
    """An admin who sends a workbook is told what is taken instead."""
    if not (document.file_name or "").casefold().endswith(WORKBOOKS):
        return False
    visit.say(visit.words.say("policy-file-workbook"))
    return True
