"""A replica in a process of its own, to be killed and frozen: takes a lease, and writes when told to."""

from __future__ import annotations

import asyncio
import sys

from storage.leases import LeaseLost, Leases
from storage.redis_client import connect


async def main(url: str, key: str, seconds: float) -> None:
    client = connect(url)
    lease, _ = await Leases(client, seconds=seconds, patience=10).take(key)
    try:
        async with lease.kept():
            print("held", flush=True)  # noqa: T201 - the test that started this process reads it - the test listens
            await asyncio.to_thread(sys.stdin.readline)
        await lease.write(b"written by the holder", ttl=60)
        print("written", flush=True)  # noqa: T201 - the test that started this process reads it
    except LeaseLost:
        print("lost", flush=True)  # noqa: T201 - the test that started this process reads it
    await client.aclose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3])))
