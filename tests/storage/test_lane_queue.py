"""The queue of lanes is closed and opened again as broadcasts come and go, also while a lane hangs."""

from __future__ import annotations

import asyncio

from bot.broadcasts.queue import LaneQueue
from tests.servers import Valkey


async def test_what_was_closed_with_a_lane_in_hand_ends_with_it_and_the_next_one_works(server: Valkey) -> None:
    done: list[int] = []
    waits, goes_on, others = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def do(broadcast: int, number: int) -> None:
        del number
        done.append(broadcast)
        if broadcast == 1:
            waits.set()
            await goes_on.wait()
        if {2, 3} <= set(done):
            others.set()

    queue = LaneQueue(server.url, "broadcasts:1", do)
    queue.open()
    await queue.put([(1, 0)])
    await asyncio.wait_for(waits.wait(), 20)
    (earlier,) = runs()
    await queue.close()
    queue.open()
    await queue.put([(2, 0)])
    goes_on.set()
    await asyncio.wait([earlier], timeout=20)
    assert earlier.done(), "two of them would share the lanes for ever"
    await queue.put([(3, 0)])
    await asyncio.wait_for(others.wait(), 20)
    await queue.close()
    assert sorted(done) == [1, 2, 3]  # docket promises no order
    assert not runs()


def runs() -> list[asyncio.Task[object]]:
    return [each for each in asyncio.all_tasks() if "LaneQueue._run" in repr(each.get_coro())]
