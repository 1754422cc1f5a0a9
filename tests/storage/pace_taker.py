"""Takes places of the shared timetable in a process of its own, and prints the moments: the test's second process."""

from __future__ import annotations

import asyncio
import sys
import time

from storage.redis_client import connect
from storage.shared_pace import SharedPace

BOOKED = 0.5


async def main(url: str, rate: float, amount: int, seconds: float) -> None:
    client = connect(url)
    pace = SharedPace(client, 42, rate)
    loop = asyncio.get_running_loop()
    offset, until = time.time() - loop.time(), loop.time() + seconds
    while loop.time() < until:
        places = await pace.take(amount, BOOKED)
        assert places is not None
        first, taken = places
        if taken:
            moments = (offset + first + each * pace.interval for each in range(amount))
            sys.stdout.write(" ".join(f"{each:.4f}" for each in moments) + "\n")
        else:
            await asyncio.sleep(first - loop.time() - BOOKED)
    await client.aclose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
