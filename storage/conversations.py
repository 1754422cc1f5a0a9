"""Conversations in Redis, one key a person: read once when a step begins, written once when it ends well."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import Any
from weakref import WeakValueDictionary

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import DEFAULT_DESTINY, BaseEventIsolation, BaseStorage, StateType, StorageKey
from redis.asyncio import Redis
from redis.exceptions import RedisError

from storage.conversation_record import Record, record_key
from storage.conversation_walk import all_answers
from storage.encryption import Keyring
from storage.leases import Lease, LeaseBusy, LeaseLost, Leases

__all__ = ["Conversations", "LeaseBusy", "LeaseLost", "applying"]

WEEK = 7 * 24 * 3600.0

_update: ContextVar[int | None] = ContextVar("update", default=None)
_steps: ContextVar[tuple[_Step, ...]] = ContextVar("steps", default=())


@contextmanager
def applying(update_id: int) -> Generator[None]:
    """Say which update the steps within are for: they will be remembered as having applied it."""
    token = _update.set(update_id)
    try:
        yield
    finally:
        _update.reset(token)


@dataclasses.dataclass(slots=True, eq=False)
class _Step:
    """What a running step sees and changes; Redis learns of it at the end."""

    owner: Conversations
    lease: Lease
    record: Record
    running: bool = True


class Conversations(BaseStorage, BaseEventIsolation):
    """aiogram's storage and its isolation in one, so that a step costs two round trips.

    - Within a process the steps of one person run one after the other, in the order they asked.
    - Between replicas a lease of a few seconds does it, renewed while the step runs. Whoever was overtaken is refused
      with ``LeaseLost`` and has written nothing.
    - State and data are read and set inside ``lock`` only. When the block ends well they are written in one piece,
      with the update being applied; when it raises, nothing is.
    - A write that raises may have happened all the same (its answer was lost): ``was_applied`` tells the next time.
    """

    def __init__(
        self, client: Redis, keyring: Keyring, *, lease: float = 5.0, patience: float = 10.0, ttl: float = WEEK
    ) -> None:
        self._client = client
        self._keyring = keyring
        self._leases = Leases(client, seconds=lease, patience=patience)
        self._ttl = ttl
        # asyncio.Lock lets in those who wait in their order; it lives as long as somebody holds or awaits it.
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None]:
        name = redis_key(key)
        if self._running(name):
            raise RuntimeError("this conversation is already locked here: a second lock would wait for ever")
        async with self._queues.setdefault(name, asyncio.Lock()):
            lease, body = await self._leases.take(name)
            step = _Step(self, lease, Record.opened(body, self._keyring, name))
            before = dataclasses.replace(step.record)
            token = _steps.set((*_steps.get(), step))
            try:
                async with lease.kept():
                    yield
            except BaseException:
                # In a task of its own: this one may be cancelled, and in such a one timeouts fail before Python 3.11.3.
                await asyncio.wait([asyncio.create_task(_let_go(lease))])
                raise
            finally:
                step.running = False
                _steps.reset(token)
            await self._finish(step, before)

    @asynccontextmanager
    async def hold(self, key: StorageKey) -> AsyncGenerator[None]:
        """Lock it for a worker: for no update, not even for the one during which the worker was started."""
        token = _update.set(None)
        try:
            async with self.lock(key):
                yield
        finally:
            _update.reset(token)

    def was_applied(self, key: StorageKey) -> bool:
        """Tell whether the present update was applied before: it came again, and must have no second effect."""
        return _update.get() in self._record(key).applied

    def was_overtaken(self, key: StorageKey) -> bool:
        """Tell whether something that the person did after the present update was applied: they had their answer.

        By number, not by order of application: a press that was sent earlier may come to be applied later.
        """
        update = _update.get()
        return update is not None and any(each > update for each in self._record(key).applied)

    def is_new(self, key: StorageKey) -> bool:
        """Tell whether nothing was known of this conversation: it never was, it expired, or Redis was emptied."""
        return self._record(key).new

    async def get_state(self, key: StorageKey) -> str | None:
        return self._record(key).state

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        self._record(key).state = state.state if isinstance(state, State) else state

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return self._record(key).answers()

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        self._record(key).keep(data)

    def everyones(self, bot_id: int) -> AsyncGenerator[dict[str, Any]]:
        """The kept data of all conversations, for figures."""
        return all_answers(self._client, self._keyring, bot_id)

    async def close(self) -> None:
        await self._client.aclose()

    async def _finish(self, step: _Step, before: Record) -> None:
        update = _update.get()
        if update is not None and update not in step.record.applied:
            step.record.apply(update)
        if step.record == before:
            await step.lease.give_back()
        else:
            await step.lease.write(step.record.sealed(self._keyring, step.lease.key), ttl=self._ttl)

    def _record(self, key: StorageKey) -> Record:
        step = self._running(redis_key(key))
        if step is None:
            raise RuntimeError("a conversation is read and changed inside its lock only (lock or hold)")
        return step.record

    def _running(self, name: str) -> _Step | None:
        # By the caller's context, not by key alone: another task must not see a step that is none of its own.
        for step in _steps.get():
            if step.running and step.owner is self and step.lease.key == name:
                return step
        return None


async def _let_go(lease: Lease) -> None:
    with contextlib.suppress(RedisError):  # it may be the very reason; then the lease ends by itself
        await lease.give_back()


def redis_key(key: StorageKey) -> str:
    parts = [record_key(key.bot_id, key.chat_id, key.user_id)]
    if key.thread_id:
        parts.append(f"thread-{key.thread_id}")
    if key.business_connection_id:
        parts.append(f"business-{key.business_connection_id}")
    if key.destiny != DEFAULT_DESTINY:
        parts.append(f"destiny-{key.destiny}")
    return ":".join(parts)
