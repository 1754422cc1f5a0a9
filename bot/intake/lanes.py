"""One lane a person: their updates run one after the other in order, different people's at once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Raw = dict[str, Any]


class Lanes(Generic[T]):
    """``put`` gives a future of what ``run`` makes of the update."""

    def __init__(self, run: Callable[[Raw], Awaitable[T]]) -> None:
        self._run = run
        self._waiting: dict[int, deque[tuple[Raw, asyncio.Future[T]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, raw: Raw) -> asyncio.Future[T]:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        person = person_of(raw)
        if person in self._waiting:
            self._waiting[person].append((raw, future))
            return future
        self._waiting[person] = deque([(raw, future)])
        task = asyncio.create_task(self._walk(person))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return future

    async def drain(self, within: float) -> None:
        """Let what runs finish; what has not begun is left to Telegram, which keeps it."""
        for lane in self._waiting.values():
            while len(lane) > 1:
                lane.pop()[1].cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _walk(self, person: int) -> None:
        lane = self._waiting[person]
        try:
            while lane:
                raw, future = lane[0]
                await self._settle(raw, future)
                lane.popleft()
        finally:
            for _, future in lane:
                future.cancel()
            del self._waiting[person]

    async def _settle(self, raw: Raw, future: asyncio.Future[T]) -> None:
        try:
            result = await self._run(raw)
        except Exception as error:  # noqa: BLE001 - it is handed to whoever awaits the future
            if not future.done():
                future.set_exception(error)
        else:
            if not future.done():
                future.set_result(result)


def person_of(raw: Raw) -> int:
    """Whose update this is: the user's id, for updates of chats the chat's, else 0."""
    for event in raw.values():
        if isinstance(event, dict):
            for holder in ("from", "user", "chat"):
                if isinstance(found := event.get(holder), dict) and isinstance(number := found.get("id"), int):
                    return number
    return 0


def private_sender(raw: Raw) -> dict[str, Any] | None:
    """Who sent it, where that was in their private chat."""
    for event in raw.values():
        if isinstance(event, dict) and isinstance(sender := event.get("from"), dict):
            message = event.get("message")
            chat = event.get("chat") or (message.get("chat") if isinstance(message, dict) else None)
            return sender if isinstance(chat, dict) and chat.get("type") == "private" and "id" in sender else None
    return None
