"""Real databases for the rules that count, with a clock that is only told."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from account.ports import Works
from gateways.hashing import Hasher
from tests.rules.counted import Teller
from tests.rules.door import Door
from tests.storage.redis_fixtures import keyring
from tests.storage.sql_fixtures import database, databases, engine, woken, works

__all__ = ["database", "databases", "engine", "keyring", "woken", "works"]


@pytest.fixture
def teller(works: Works) -> Teller:
    return Teller(works)


@pytest.fixture
async def hasher() -> AsyncIterator[Hasher]:
    hasher = Hasher(64)
    yield hasher
    hasher.close()


@pytest.fixture
async def door(teller: Teller, hasher: Hasher) -> Door:
    """The sign-in to an account that is there."""
    door = Door(teller, hasher)
    await door.open_account()
    return door
