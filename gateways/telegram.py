"""Telegram: calls from the background at the pace it allows, and files that customers sent."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path
from typing import Final, TypeVar

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.methods import CopyMessages, ForwardMessages, SendMediaGroup, TelegramMethod
from aiohttp import ClientError

from account.refusals import Refusal
from gateways.errors import Unfetched
from gateways.outcomes import Delivered, Outcome, Retry, failure_of
from gateways.pace import OwnTimetable, Pace, Timetable

T = TypeVar("T")
MEGABYTE: Final = 1024 * 1024
MANY_CHATS: Final = 5000


class Sender:
    """Calls to Telegram whose failure is a value and no exception.

    - ``send``, for all that nobody waits for: in its turn in the ``timetable`` of the whole installation, or ``rate``
      calls a second where there is none, or it is out of reach; one a second to a person, three at once after a rest;
      to a group or channel never more than 20 in any minute. An album counts as its messages.
    - ``placed``, for what has its turn already: only the chat's own pace is kept.
    - ``answer``, for the person who is waiting: at once, past every queue.
    - When Telegram says «too many requests», to whomever, or is not reached, all in the background pauses as long.
    - What would have to wait longer than ``patience`` seconds is given back as ``Retry`` and was not called.
    """

    def __init__(
        self, bot: Bot, rate: float = 25.0, patience: float = 15.0, timetable: Timetable | None = None
    ) -> None:
        self._bot = bot
        self._patience = patience
        self._own = OwnTimetable(rate)
        self._everyone = timetable or self._own
        self._chats: dict[int | str, Pace] = {}

    async def send(self, method: TelegramMethod[T], patience: float | None = None) -> Outcome[T]:
        """Call in its turn; ``patience`` instead of the usual one, for a caller with several calls to make."""
        patience = self._patience if patience is None else patience
        late = await self._in_chat(method, patience)
        if late is None:
            late = await self._in_everyone_s(messages_in(method), patience)
        return await self.answer(method) if late is None else late

    async def placed(self, method: TelegramMethod[T], patience: float) -> Outcome[T]:
        late = await self._in_chat(method, patience)
        return await self.answer(method) if late is None else late

    async def answer(self, method: TelegramMethod[T]) -> Outcome[T]:
        try:
            return Delivered(await self._bot(method))
        except AiogramError as error:
            failure = failure_of(error)
            if isinstance(failure, Retry):
                for each in {self._own, self._everyone}:
                    each.hold(failure.after)
            return failure

    async def _in_chat(self, method: TelegramMethod[T], patience: float) -> Retry | None:
        chat = getattr(method, "chat_id", None)
        if chat is None:
            return None
        pace, amount, now = self._pace_of(chat), messages_in(method), _now()
        moment = pace.next(now, amount)
        if moment - now > patience:
            return Retry(moment - now)
        pace.take(moment, amount)
        if moment > now:
            await asyncio.sleep(moment - now)
        return None

    async def _in_everyone_s(self, amount: int, patience: float) -> Retry | None:
        """Wait for a place in the timetable; a pause that came meanwhile makes it void."""
        while True:
            timetable: Timetable = self._everyone
            places = await timetable.take(amount, patience)
            if places is None:
                timetable, places = self._own, await self._own.take(amount, patience)
            first, taken = places
            if not taken:
                return Retry(max(0.0, first - _now()))
            await asyncio.sleep(first - _now())
            if not timetable.held():
                return None

    def _pace_of(self, chat: int | str) -> Pace:
        if len(self._chats) >= MANY_CHATS:
            now = _now()
            self._chats = {each: pace for each, pace in self._chats.items() if not pace.idle(now)}
        if chat not in self._chats:
            person = isinstance(chat, int) and chat > 0
            self._chats[chat] = Pace(1.0, burst=3) if person else a_group_s_pace()
        return self._chats[chat]


def a_group_s_pace() -> Pace:
    """Twelve at once, for three requests' cards may come together, and twenty in the worst of minutes."""
    return Pace(7.5, burst=12)


async def download(bot: Bot, file_id: str, limit: int = 20 * MEGABYTE, seconds: float = 20.0) -> bytes:
    """Get a file that a customer sent; refuses with «file-too-big», or raises ``Unfetched``."""
    failure: Exception
    try:
        async with asyncio.timeout(seconds):
            return await _fetched(bot, file_id, limit)
    except _TooBig:
        failure = Refusal("file-too-big", megabytes=limit // MEGABYTE)
    except TelegramBadRequest as error:
        too_big = "too big" in error.message
        failure = Refusal("file-too-big", megabytes=limit // MEGABYTE) if too_big else Unfetched(transient=False)
    except (TelegramForbiddenError, TelegramNotFound, TelegramUnauthorizedError):
        failure = Unfetched(transient=False)
    except (AiogramError, ClientError, OSError):
        failure = Unfetched(transient=True)
    # Raised out here, so that the address with the token in it is not even the error's context.
    raise failure


class _TooBig(Exception):  # noqa: N818 - never leaves this file
    """More bytes came than were allowed."""


async def _fetched(bot: Bot, file_id: str, limit: int) -> bytes:
    file = await bot.get_file(file_id)
    if file.file_size is not None and file.file_size > limit:
        raise _TooBig
    if file.file_path is None:
        raise OSError  # Telegram has it somewhere, and not for us
    api = bot.session.api
    if api.is_local:
        path = Path(api.wrap_local_file.to_local(file.file_path))
        data = bytearray(await asyncio.to_thread(_beginning, path, limit + 1))
    else:
        data = bytearray()
        async with aclosing(bot.session.stream_content(api.file_url(bot.token, file.file_path))) as chunks:
            async for chunk in chunks:
                data += chunk
                if len(data) > limit:
                    break
    if len(data) > limit:
        raise _TooBig
    return bytes(data)


def _beginning(path: Path, length: int) -> bytes:
    with path.open("rb") as file:
        return file.read(length)


def messages_in(method: TelegramMethod[T]) -> int:
    """Count what it costs of the pace."""
    match method:
        case SendMediaGroup(media=several):
            return len(several)
        case CopyMessages(message_ids=several) | ForwardMessages(message_ids=several):
            return len(several)
    return 1


def _now() -> float:
    return asyncio.get_running_loop().time()
