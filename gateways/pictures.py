"""A look at customers' files by their content, in a process of its own that may die without harm."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from account.refusals import Refusal
from gateways.file_kinds import kind_of, shown_name
from gateways.file_report import MOST_BYTES, FileReport, Kind
from gateways.picture_process import Looker, Lost

MEGABYTE: Final = 1024 * 1024
# Seconds. Whoever sends files that are hard to look at must not keep the others waiting beyond a step's time.
TURN_WITHIN: Final = 15.0


class Inspector:
    """Look at files, a few at a time.

    Refused for good: «file-kind» (by content neither JPEG, PNG, HEIC, WebP nor PDF), «file-too-big» (megabytes),
    «file-too-small» (pixels), «file-broken», «pdf-pages» (pages), «pdf-locked», «pdf-empty»; and «file-not-fetched»
    where others' files kept it from being looked at.
    Doubts, with which a file may be sent after a second look: dark, glare, blurred, empty-page.

    A file that breaks the process that looks, or keeps it busy for ``seconds``, is broken; the next one finds a new
    process, and so does the one after ``files_a_process``, for decoders leak. The first process is started by the
    first file, or by ``start``.
    """

    def __init__(self, workers: int = 1, seconds: float = 8.0, files_a_process: int = 100) -> None:
        self._seconds = seconds
        self._files_a_process = files_a_process
        self._turn = asyncio.Semaphore(workers)
        self._idle: list[Looker] = []

    async def start(self) -> None:
        """Start a process ahead of the first file."""
        async with self._turn:
            self._idle.append(await Looker.started())

    async def close(self) -> None:
        while self._idle:
            await self._idle.pop().end()

    async def inspect(self, data: bytes, name: str | None = None) -> FileReport:
        if len(data) > MOST_BYTES:
            raise Refusal("file-too-big", megabytes=MOST_BYTES // MEGABYTE)
        kind = kind_of(data)
        if kind is None:
            raise Refusal("file-kind")
        try:
            async with asyncio.timeout(TURN_WITHIN):
                await self._turn.acquire()
        except TimeoutError:
            raise Refusal("file-not-fetched") from None
        try:
            answer = await self._look(kind, data)
        finally:
            self._turn.release()
        if "refusal" in answer:
            raise Refusal(answer["refusal"], **answer["figures"])
        return FileReport(
            kind=kind,
            size=len(data),
            width=answer["width"],
            height=answer["height"],
            pages=answer["pages"],
            doubts=tuple(answer["doubts"]),
            name=shown_name(name, kind),
        )

    async def _look(self, kind: Kind, data: bytes) -> dict[str, Any]:
        looker = self._idle.pop() if self._idle else await Looker.started()
        done = False
        try:
            async with asyncio.timeout(self._seconds):
                answer = await looker.ask(kind, data)
            done = looker.answered < self._files_a_process
        except (TimeoutError, Lost):
            return {"refusal": "file-broken", "figures": {}}
        finally:
            if done:
                self._idle.append(looker)
            else:
                await asyncio.shield(looker.end())
        return answer
