"""Posting updates to the webhook: lanes in order, retries, and calls that come back in the answer."""

import asyncio
import json
from collections import deque
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import parse_qsl

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, MultipartReader

from playground.call import Upload, read_json, read_multipart
from playground.people import Json
from playground.refusal import Refused
from playground.server import BotApi
from playground.updates import Entry

Lane = tuple[str, int]


class WebhookDelivery:
    """One task a lane, as long as there is something in it."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._state = api.state
        self._setting = api.state.webhook
        self._lanes: dict[Lane, deque[Entry]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        self._session = ClientSession()
        self._setting.changed = self.refresh
        self.refresh()

    async def stop(self) -> None:
        self._cut()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    def refresh(self) -> None:
        """Begin anew with the address as it is now, and with all that waits."""
        self._cut()
        if not self._setting.url:
            return
        self._slots = asyncio.Semaphore(self._setting.max_connections)
        self._state.updates.listener = self._push
        for entry in list(self._state.updates.pending.values()):
            self._push(entry)

    def _cut(self) -> None:
        """Stop delivering; a lane whose answer asked for this ends by itself."""
        self._state.updates.listener = None
        self._lanes = {}
        for task in self._tasks - {asyncio.current_task()}:
            task.cancel()

    def _push(self, entry: Entry) -> None:
        if entry.lane in self._lanes:
            self._lanes[entry.lane].append(entry)
            return
        lane = self._lanes[entry.lane] = deque([entry])
        task = asyncio.get_running_loop().create_task(self._run(entry.lane, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, key: Lane, lane: deque[Entry]) -> None:
        while lane and self._lanes.get(key) is lane:
            await self._deliver(lane[0])
            lane.popleft()
        if self._lanes.get(key) is lane:
            del self._lanes[key]

    async def _deliver(self, entry: Entry) -> None:
        """Post until it is taken, or until it is too old."""
        url, failures = self._setting.url, 0
        while self._state.updates.alive(entry) and self._setting.url == url:
            async with self._slots:
                taken = await self._post(entry)
            if not taken:
                delays = self._setting.retry_delays
                await asyncio.sleep(delays[min(failures, len(delays) - 1)])
                failures += 1

    async def _post(self, entry: Entry) -> bool:
        headers = {"Content-Type": "application/json"}
        if self._setting.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._setting.secret
        body = json.dumps(entry.update, ensure_ascii=False).encode()
        limit = ClientTimeout(total=self._setting.timeout)
        try:
            posting = self._session.post(
                self._setting.url, data=body, headers=headers, timeout=limit, allow_redirects=False
            )
            async with posting as response:
                if not response.ok or response.status >= HTTPStatus.MULTIPLE_CHOICES:
                    self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                    return False
                await self._take_reply(entry, response)
        except (ClientError, OSError) as error:
            self._failed("Read timeout expired" if isinstance(error, TimeoutError) else "Connection refused")
            return False
        return True

    def _failed(self, words: str) -> None:
        self._setting.failed(self._state.now(), words)
        self._state.events.touch()

    async def _take_reply(self, entry: Entry, response: ClientResponse) -> None:
        """Confirm the update, then carry out the call in the answer, if there is one; its result goes nowhere."""
        given: Json = {}
        files: dict[str, Upload] = {}
        with suppress(Refused, ValueError):
            if response.content_type.startswith("multipart/"):
                given, files = await read_multipart(MultipartReader.from_response(response))
            elif response.content_type == "application/json":
                given = read_json(await response.text())
            elif response.content_type == "application/x-www-form-urlencoded":
                given = dict(parse_qsl(await response.text()))
        self._state.updates.confirm([entry.id])
        self._state.events.touch()
        if name := given.pop("method", None):
            await self._api.perform(str(name), given, files, via="webhook")
