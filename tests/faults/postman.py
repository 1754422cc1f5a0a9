"""Delivers updates to webhooks in place of the playground: more than once, to several replicas, or just once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from typing import Any, Final, Self

import aiohttp

from playground import Playground
from playground.updates import Entry

TAKEN: Final = 200
AGAIN_AFTER: Final = 0.1
LATE: Final = 0.2
MOST_TIMES: Final = 5


class Postman:
    """``letters`` are the updates that came since; nothing is delivered unless ``post`` or ``flood`` does it."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground
        self.letters: asyncio.Queue[Entry] = asyncio.Queue()
        self.posts = 0

    async def __aenter__(self) -> Self:
        """From here on; the bots must have told the playground their webhooks before."""
        self._session = aiohttp.ClientSession()
        self._playground.state.updates.listener = self.letters.put_nowait
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def post(self, update: dict[str, Any], url: str) -> int:
        """Once; a call in the answer is carried out. 0 when nobody answers."""
        self.posts += 1
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._playground.state.webhook.secret}
        try:
            async with self._session.post(url, json=update, headers=headers) as response:
                reply = await response.json() if response.content_type == "application/json" else {}
                status = response.status
        except (aiohttp.ClientError, OSError):
            return 0
        if status == TAKEN:
            self._playground.state.updates.confirm([update["update_id"]])
            if method := reply.pop("method", None):
                await self._playground.api.perform(method, reply, {}, via="webhook")
        return status

    async def until_taken(self, update: dict[str, Any], url: str) -> None:
        status = 0
        while status != TAKEN:
            status = await self.post(update, url)
            await asyncio.sleep(0 if status == TAKEN else AGAIN_AFTER)

    async def flood(self, urls: Sequence[str], seed: int) -> None:
        """Each update one to five times, to any of the replicas at once, some earlier one again beside it."""
        dice = random.Random(seed)
        lanes: dict[tuple[str, int], asyncio.Queue[Entry]] = {}
        async with asyncio.TaskGroup() as group:
            while True:
                letter = await self.letters.get()
                if letter.lane not in lanes:
                    lanes[letter.lane] = asyncio.Queue()
                    group.create_task(self._walk(lanes[letter.lane], urls, dice))
                lanes[letter.lane].put_nowait(letter)

    async def _walk(self, lane: asyncio.Queue[Entry], urls: Sequence[str], dice: random.Random) -> None:
        earlier: list[dict[str, Any]] = []
        while True:
            update = (await lane.get()).update
            copies = [update] * dice.randint(1, MOST_TIMES)
            if earlier and dice.random() < LATE:
                copies.append(dice.choice(earlier))
            await asyncio.gather(*(self.until_taken(each, dice.choice(urls)) for each in copies))
            earlier.append(update)
