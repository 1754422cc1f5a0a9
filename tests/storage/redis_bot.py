"""A bot in a process of its own that has an embedded Redis and nothing else, to be killed: says the URL, then waits."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from storage.embedded_redis import EmbeddedRedis, EmbeddedRedisError


async def main(directory: Path) -> None:
    server = EmbeddedRedis(directory)
    try:
        print(await server.start(), flush=True)  # noqa: T201 - the test listens
    except EmbeddedRedisError as error:
        sys.exit(str(error))
    await asyncio.to_thread(sys.stdin.readline)
    await server.stop()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
