"""What keeps the bot from starting, in one line that names the setting to look at."""

from __future__ import annotations

from storage.database import DatabaseDown
from storage.embedded_redis import EmbeddedRedisError


def obstacle(error: Exception) -> str | None:
    """The line, without anything secret; None for what is a fault of the program."""
    match error:
        case DatabaseDown():
            return f"DATABASE_URL: {error}"
        case EmbeddedRedisError():
            return f"DATA_DIR: {error}"
    return None
