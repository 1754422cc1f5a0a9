"""The queue of updates that wait for the bot, with the exact meaning of getUpdates' offset."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from playground.people import Json
from playground.refusal import ImpossibleError, Refused

LIFETIMES = {"callback_query": 150.0}
DAY = 86400.0
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
TERMINATED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass
class Entry:
    """One waiting update, the webhook lane it keeps its order in, and how often it is still to be delivered."""

    update: Json
    kind: str
    lane: tuple[str, int]
    expires: float
    left: int = 1

    @property
    def id(self) -> int:
        number: int = self.update["update_id"]
        return number


class UpdateQueue:
    """Updates stay until confirmed: by a greater offset, or by the webhook's 2xx."""

    def __init__(self, clock: Callable[[], float], times: Callable[[], int]) -> None:
        self.pending: dict[int, Entry] = {}
        self.allowed: list[str] | None = None
        self.listener: Callable[[Entry], None] | None = None
        self._clock = clock
        self._times = times
        self._last_id = 700_000_000
        self._newest: Entry | None = None
        self._poller: asyncio.Future[None] | None = None

    def add(self, kind: str, content: Json, lane: tuple[str, int]) -> None:
        if not self._wanted(kind):
            return
        self._last_id += 1
        expires = self._clock() + LIFETIMES.get(kind, DAY)
        entry = Entry({"update_id": self._last_id, kind: content}, kind, lane, expires, self._times())
        self._deliver(entry)

    def repeat(self) -> None:
        """Deliver the newest update once more, as when its confirmation was lost; ImpossibleError when none was."""
        newest = self._newest
        if newest is None:
            raise ImpossibleError("the bot was told nothing yet")
        if newest.id in self.pending:
            newest.left += 1
            return
        # A poll to come confirms it by its offset before it is delivered; one that waits did so already.
        left = 1 if self.listener or self.being_polled else 2
        expires = self._clock() + LIFETIMES.get(newest.kind, DAY)
        self._deliver(replace(newest, left=left, expires=expires))

    def _deliver(self, entry: Entry) -> None:
        self._newest = self.pending[entry.id] = entry
        if self.listener:
            self.listener(entry)
        self.release()

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def allow(self, kinds: list[str] | None) -> None:
        """Take over allowed_updates: None keeps what was said before, empty means the default."""
        if kinds is not None:
            self.allowed = kinds or None

    @property
    def being_polled(self) -> bool:
        """Tell whether a getUpdates waits now."""
        return self._poller is not None

    def clear(self) -> None:
        self.pending.clear()

    def confirm(self, ids: Iterable[int]) -> None:
        for number in list(ids):
            entry = self.pending.get(number)
            if entry is None:
                continue
            entry.left -= 1
            if entry.left <= 0:
                del self.pending[number]

    def alive(self, entry: Entry) -> bool:
        """Tell whether the update still waits; one that is too old leaves here."""
        if entry.expires <= self._clock():
            self.pending.pop(entry.id, None)
        return entry.id in self.pending

    async def get(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Answer getUpdates: confirm below the offset, then wait for the first update."""
        self.terminate(TERMINATED)
        self._confirm_by(offset)
        if not (batch := self._batch(limit)) and seconds > 0:
            await self._wait(seconds)
            batch = self._batch(limit)
        return batch

    def _confirm_by(self, offset: int) -> None:
        if offset < 0:
            for number in list(self.pending)[:offset]:
                del self.pending[number]
        elif offset:
            self.confirm([number for number in self.pending if number < offset])

    def _batch(self, limit: int) -> list[Json]:
        batch: list[Json] = []
        for entry in list(self.pending.values()):
            if len(batch) == limit:
                break
            if self.alive(entry):
                batch.append(entry.update)
        return batch

    async def _wait(self, seconds: float) -> None:
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poller
        except TimeoutError:
            pass
        finally:
            if self._poller is poller:
                self._poller = None

    def release(self) -> None:
        """Let the long poll that waits now end with nothing."""
        if self._poller and not self._poller.done():
            self._poller.set_result(None)

    def terminate(self, words: str) -> None:
        """End the long poll that waits now, in favour of another request."""
        if self._poller and not self._poller.done():
            self._poller.set_exception(Refused(409, words))
        self._poller = None
