"""The fixtures of the storage tests: Redis servers, and databases of both kinds."""

from tests.storage.broadcast_desk import desk
from tests.storage.redis_fixtures import anna, keyring, own_server, replica, server, shared_server
from tests.storage.sql_fixtures import database, databases, engine, second_works, woken, works

__all__ = [
    "anna",
    "database",
    "databases",
    "desk",
    "engine",
    "keyring",
    "own_server",
    "replica",
    "second_works",
    "server",
    "shared_server",
    "woken",
    "works",
]
