"""Redis for the storage tests: Valkey and Redis 6.2, and replicas of the bot that talk to them."""

from __future__ import annotations

import itertools
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack

import pytest
from aiogram.fsm.storage.base import StorageKey

from storage.conversations import Conversations
from storage.encryption import Keyring
from storage.redis_client import connect
from tests.servers import Redis62, Unavailable, Valkey

Replica = Callable[..., Conversations]

_people = itertools.count(1001)


@pytest.fixture(scope="session", params=[Valkey, Redis62], ids=["valkey", "redis-6.2"])
async def shared_server(request: pytest.FixtureRequest) -> AsyncGenerator[Valkey]:
    async with AsyncExitStack() as stack:
        try:
            server = await stack.enter_async_context(request.param())
        except Unavailable as reason:
            pytest.skip(str(reason))
        yield server


@pytest.fixture
async def server(shared_server: Valkey) -> Valkey:
    """Either server, with nothing in it; for tests that leave it running."""
    await shared_server.run("FLUSHALL")
    return shared_server


@pytest.fixture
async def own_server() -> AsyncGenerator[Valkey]:
    """A server to kill and to freeze."""
    async with Valkey() as server:
        yield server


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    return Keyring("a-secret-for-the-tests")


@pytest.fixture
async def replica(keyring: Keyring) -> AsyncGenerator[Replica]:
    """Start one more replica: its own connections, nothing shared but Redis."""
    async with AsyncExitStack() as stack:

        def start(server: Valkey, **options: float) -> Conversations:
            conversations = Conversations(connect(server.url), keyring, **options)
            stack.push_async_callback(conversations.close)
            return conversations

        yield start


@pytest.fixture
def anna() -> StorageKey:
    person = next(_people)
    return StorageKey(bot_id=42, chat_id=person, user_id=person)
