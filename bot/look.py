"""The look at a customer's file: fetched from Telegram, judged by its content, kept nowhere."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Bot

from account.refusals import Refusal
from account.requests import Looked, SentFile
from gateways.errors import Unfetched
from gateways.file_report import MOST_BYTES
from gateways.pictures import MEGABYTE, Inspector
from gateways.telegram import download


class LookAtFile:
    """The port ``account.ports.Look``. Refused as ``Inspector``, and «file-not-fetched»."""

    def __init__(self, bot: Bot, inspector: Inspector) -> None:
        self._bot = bot
        self._inspector = inspector

    async def __call__(self, file: SentFile) -> Looked:
        if file.size > MOST_BYTES:
            raise Refusal("file-too-big", megabytes=MOST_BYTES // MEGABYTE)
        try:
            data = await download(self._bot, file.file_id)
        except Unfetched:
            raise Refusal("file-not-fetched") from None
        report = await self._inspector.inspect(data, file.name)
        return Looked(replace(file, name=report.name or file.name, size=report.size), report.doubts)
