"""The worker of admins' tables: downloads each, imports it, shows how it goes, and sends the report."""

from __future__ import annotations

import asyncio
import io
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

import structlog
from aiogram import Bot

from account.people import PeopleService
from account.policies.files import PolicyFileService
from account.policies.imports import ImportState, PolicyImport
from account.ports import Works
from account.refusals import Refusal
from bot.imports.engine import LEASE, ImportEngine, LostError
from bot.imports.progress import ProgressMessage
from bot.imports.telling import Telling
from bot.imports.words import report_text
from bot.logs import frames
from gateways.errors import Unfetched
from gateways.telegram import Sender, download
from handlers.words import Words
from storage.database import DatabaseDown
from texts import Texts

LOOK_EVERY: Final = 1.0  # seconds
SHOW_EVERY: Final = 3.0  # seconds between two edits of the progress
FETCH_AGAIN: Final = timedelta(seconds=10)
FETCH_FOR: Final = timedelta(hours=1)  # an outage of Telegram that lasts longer is told; the file can be sent anew
FINISH_WITHIN: Final = 6.0
TRIES_MOST: Final = 5  # a file whose reading kills the process would do so for ever
TIDY_EVERY: Final = timedelta(hours=1)  # lines of people that a killed command has left must not wait for an import

log = structlog.get_logger("imports")


class _StoppingError(Exception):
    """The process ends: another one, or this one when it starts again, begins the import anew."""


class ImportWorker:
    """Runs until ``stop``; several may run at once, also in several processes: an import's lease says whose it is.

    A report goes out once: it is marked before it is sent, and when a worker is killed in between, the next one only
    edits the progress message, which then tells the figures.
    """

    def __init__(
        self,
        bot: Bot,
        works: Works,
        sender: Sender,
        engine: ImportEngine,
        people: PeopleService,
        files: PolicyFileService,
        texts: Texts,
        clock: Callable[[], datetime],
    ) -> None:
        self._bot = bot
        self._works = works
        self._sender = sender
        self._engine = engine
        self._people = people
        self._files = files
        self._texts = texts
        self._clock = clock
        self._telling = Telling(works, sender, clock)
        self._tidied: datetime | None = None
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> None:
        stopped = asyncio.ensure_future(self._stopping.wait())
        while not self._stopping.is_set():
            round_ = asyncio.ensure_future(self._round())
            await asyncio.wait([round_, stopped], return_when=asyncio.FIRST_COMPLETED)
            if self._stopping.is_set() and not round_.done():
                await asyncio.wait([round_], timeout=FINISH_WITHIN)
                round_.cancel()
                await asyncio.wait([round_])

    async def _round(self) -> None:
        try:
            took = await self._take()
        except DatabaseDown:
            log.warning("imports.no-database")
            took = False
        except Exception as error:  # noqa: BLE001 - the worker outlives whatever one round brings
            log.error("imports.round-failed", error=type(error).__name__, trace=frames(error))
            took = False
        if not took:
            try:
                await asyncio.wait_for(self._stopping.wait(), LOOK_EVERY)
            except TimeoutError:
                return

    async def _take(self) -> bool:
        holder, at = secrets.token_hex(8), self._clock()
        async with self._works() as work:
            one = await work.policy_imports.claim(holder, at, at + LEASE)
        if one is None:
            await self._tidy_now_and_then(at)
            return False
        try:
            allowed = await self._files.is_admin(one.who or 0)
            await (self._carry if allowed else self._drop)(one, holder)
        except LostError:
            log.warning("imports.lost", number=one.id)
        return True

    async def _tidy_now_and_then(self, at: datetime) -> None:
        if self._tidied is None or at >= self._tidied + TIDY_EVERY:
            await self._engine.tidy()
            self._tidied = at

    async def _carry(self, one: PolicyImport, holder: str) -> None:
        words = Words(self._texts, await self._people.language_of(one.who or 0))
        name = one.table.name if one.table else ""
        message = ProgressMessage(self._works, self._sender, words, one, name)
        if one.state in {ImportState.WAITING, ImportState.RUNNING}:
            await message.begin()
            if not await self._import(one, holder, message):
                return
        async with self._works() as work:
            ended = await work.policy_imports.by_id(one.id)
        assert ended is not None
        if one.state is ImportState.TELLING or ended.tries > TRIES_MOST:
            await message.show(report_text(words.say, name, ended))
        elif not await self._telling.tell(ended, holder, words, name, message):
            return
        async with self._works() as work:
            await work.policy_imports.done(one.id, holder, self._clock())
        await self._engine.tidy()

    async def _drop(self, one: PolicyImport, holder: str) -> None:
        """Of somebody who is no admin any more: they hear what everybody else does, nothing."""
        if one.state in {ImportState.WAITING, ImportState.RUNNING}:
            await self._engine.refuse(one, holder)
            log.warning("imports.refused", number=one.id)
        else:
            async with self._works() as work:
                await work.policy_imports.done(one.id, holder, self._clock())
        await self._engine.tidy()

    async def _import(self, one: PolicyImport, holder: str, message: ProgressMessage) -> bool:
        """Until its report is kept; False when it is put off."""
        following = asyncio.ensure_future(message.follow(SHOW_EVERY))
        try:
            fault = await self._fault(one, holder, message)
        except _StoppingError:
            await self._put_off(one, holder, ImportState.WAITING, timedelta())
            return False
        except Unfetched as error:
            if error.transient and self._clock() < one.at + FETCH_FOR:
                await self._put_off(one, holder, ImportState.WAITING, FETCH_AGAIN)
                return False
            fault = "not-fetched"
        finally:
            message.end()
            await asyncio.wait([following])
        if fault is not None:
            await self._engine.end(one.id, holder, fault)
        return True

    async def _fault(self, one: PolicyImport, holder: str, message: ProgressMessage) -> str | None:
        """Download and import; what was in the way for good."""
        assert one.table is not None
        if one.tries > TRIES_MOST:
            return "broke-off"
        try:
            file = io.BytesIO(await download(self._bot, one.table.file_id))
            await self._engine.run(one.id, holder, file, self._watched(message))
        except Refusal:
            return "too-big"
        except (LostError, DatabaseDown, Unfetched, _StoppingError):
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours would come again with every try: it is told
            log.error("imports.fault", number=one.id, error=type(error).__name__, trace=frames(error))
            return "broken"
        return None

    def _watched(self, message: ProgressMessage) -> Callable[[int, int], Awaitable[None]]:
        async def told(lines: int, percent: int) -> None:
            if self._stopping.is_set():
                raise _StoppingError
            await message.told(lines, percent)

        return told

    async def _put_off(self, one: PolicyImport, holder: str, state: ImportState, by: timedelta) -> None:
        async with self._works() as work:
            await work.policy_imports.put_off(one.id, holder, state, self._clock() + by)
