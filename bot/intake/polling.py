"""Polling that confirms an update only once its step is committed, while other people's go on."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from functools import partial
from typing import Any

import aiohttp
import structlog

from bot.intake.lanes import Lanes, Raw, person_of
from bot.intake.steps import NotNow, Steps

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
LONG_POLL = 25  # seconds
RETRY_FIRST, RETRY_MOST = 0.3, 2.0  # all is normal again within 5 s of the end of an outage
DRAIN_WITHIN = 6.0
REMEMBERED = 1000
AT_ONCE = 100  # updates: Telegram shows no more of those that are not confirmed
FEW = 10  # people
FLOODED_MOST = 10.0  # seconds between two tries for somebody whom Telegram takes no more words for

log = structlog.get_logger("polling")


class Polling:
    """The offset moves over the oldest updates that are done; what is not done is given by Telegram again.

    So a kill at any moment loses nothing. An update known to be in work or done is not begun a second time, though an
    answer that was on its way meanwhile may hold it once more. By membership: after a silence ids start anew anywhere.

    Telegram shows a hundred updates, of which the oldest is the first not confirmed. So a few whom it takes no words
    for (429) could make the bot deaf to all others: their steps are set aside once the hundred are full.
    """

    def __init__(self, api: str, steps: Steps) -> None:
        self._api = api
        self._lanes: Lanes[None] = Lanes(self._until_done)
        self._steps = steps
        self._begun: dict[int, int | None] = {}  # in the order in which they came: whose it is, None when it is done
        self._finished: deque[int] = deque(maxlen=REMEMBERED)
        self._offset = 0
        self._moved = asyncio.Event()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until ``stop``."""
        timeout = aiohttp.ClientTimeout(total=LONG_POLL + 10, sock_connect=5)
        pause = RETRY_FIRST
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while not self._stopping.is_set():
                try:
                    batch = await self._get(session, 0 if self._in_work() else LONG_POLL)
                except (aiohttp.ClientError, TimeoutError, ValueError) as error:
                    log.warning("polling.failed", error=type(error).__name__)
                    await self._wait(self._stopping, pause)
                    pause = min(pause * 2, RETRY_MOST)
                    continue
                pause = RETRY_FIRST
                if not self._begin(batch) and self._in_work():
                    await self._wait(self._moved, RETRY_FIRST)
            await self._finish(session)

    def stop(self) -> None:
        self._stopping.set()
        self._moved.set()

    async def _finish(self, session: aiohttp.ClientSession) -> None:
        await self._lanes.drain(DRAIN_WITHIN)
        try:
            await self._get(session, 0, limit=1)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            log.warning("polling.not-confirmed", error=type(error).__name__)

    def _in_work(self) -> bool:
        return bool(self._begun)

    async def _get(self, session: aiohttp.ClientSession, wait: int, limit: int = AT_ONCE) -> list[Raw]:
        asked = {"offset": self._offset, "timeout": wait, "limit": limit, "allowed_updates": ALLOWED}
        request = asyncio.create_task(self._post(session, asked))
        stopping = asyncio.create_task(self._stopping.wait())
        waiting = {request, stopping} if wait else {request}
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not request.done():
            request.cancel()
            return []
        return await request

    async def _post(self, session: aiohttp.ClientSession, asked: dict[str, Any]) -> list[Raw]:
        async with session.post(f"{self._api}/getUpdates", json=asked) as response:
            body = json.loads(await response.read())
        if not isinstance(body, dict) or not body.get("ok") or not isinstance(body.get("result"), list):
            log.warning("polling.refused", status=response.status)
            raise ValueError("refused")
        return [raw for raw in body["result"] if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]

    def _begin(self, batch: list[Raw]) -> bool:
        """Start what is new; whether anything was."""
        self._moved.clear()
        fresh = [raw for raw in batch if raw["update_id"] not in self._begun and raw["update_id"] not in self._finished]
        for raw in fresh:
            number = raw["update_id"]
            self._begun[number] = person_of(raw)
            self._lanes.put(raw).add_done_callback(partial(self._ended, number))
        return bool(fresh)

    def _ended(self, number: int, future: asyncio.Future[None]) -> None:
        if future.cancelled() or future.exception() is not None:
            return
        self._begun[number] = None
        for oldest in list(self._begun):
            if self._begun[oldest] is not None:
                break
            del self._begun[oldest]
            self._finished.append(oldest)
            self._offset = oldest + 1
        self._moved.set()

    async def _until_done(self, raw: Raw) -> None:
        """Again and again while the reason may pass: the person's later updates wait behind this one."""
        pause = RETRY_FIRST
        while True:
            try:
                return await self._steps.deliver(raw)
            except NotNow as reason:
                if self._stopping.is_set():
                    raise
                if reason.flooded and self._deaf_for_a_few():
                    return self._steps.give_up()
                rest = max(pause, min(reason.flooded, FLOODED_MOST))
            await self._wait(self._stopping, rest)
            pause = min(pause * 2, RETRY_MOST)

    def _deaf_for_a_few(self) -> bool:
        waiting = {person for person in self._begun.values() if person is not None}
        return len(self._begun) >= AT_ONCE and len(waiting) <= FEW

    @staticmethod
    async def _wait(event: asyncio.Event, seconds: float) -> None:
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            return
