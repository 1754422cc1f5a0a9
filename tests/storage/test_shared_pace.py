"""The timetable of the installation: one rate over all processes, one pause for all, and Redis may go away."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from storage.redis_client import connect
from storage.shared_pace import SharedPace
from tests.servers import Valkey

RATE = 100.0
SECONDS = 12.0
WINDOW = 10.0


@asynccontextmanager
async def pacing(server: Valkey, rate: float = RATE) -> AsyncIterator[SharedPace]:
    async with connect(server.url) as client:
        pace = SharedPace(client, 42, rate)
        yield pace
        await pace.close()


def now() -> float:
    return asyncio.get_running_loop().time()


async def taken(pace: SharedPace, amount: int = 1, within: float = 0.5) -> float:
    """How far away the first place is."""
    asked = now()
    places = await pace.take(amount, within)
    assert places is not None
    return places[0] - asked


async def places_of(server: Valkey, amount: int) -> list[float]:
    """What another process was given."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.storage.pace_taker", server.url, str(RATE), str(amount), str(SECONDS)),
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()
    assert process.returncode == 0
    return [float(each) for each in told.decode().split()]


@pytest.mark.alone(9)
async def test_two_processes_keep_one_rate_within_four_percent_over_any_ten_seconds(server: Valkey) -> None:
    given = await asyncio.gather(places_of(server, 5), places_of(server, 7))
    assert all(len(each) > RATE * SECONDS / 4 for each in given), "one had nearly everything"
    begin, end = max(each[0] for each in given), min(each[-1] for each in given)
    moments = sorted(moment for some in given for moment in some if begin <= moment <= end)
    assert end - begin > WINDOW
    for index, first in enumerate(moments):
        if first + WINDOW < end:
            within = sum(1 for each in moments[index:] if each < first + WINDOW)
            assert abs(within - RATE * WINDOW) <= RATE * WINDOW * 0.04


async def test_places_follow_each_other_whatever_is_taken(server: Valkey) -> None:
    async with pacing(server) as pace:
        first = now() + await taken(pace, 10)
        second = now() + await taken(pace, 5)
        third = now() + await taken(pace)
        assert second - first == pytest.approx(0.10, abs=0.05)
        assert third - second == pytest.approx(0.05, abs=0.05)


async def test_nothing_is_booked_beyond_what_was_asked(server: Valkey) -> None:
    async with pacing(server) as pace:
        await taken(pace, 100)
        far = [await taken(pace, 50, within=0.3) for _ in range(3)]
        assert all(0.5 < each <= 1 for each in far)
        assert await taken(pace, 1, within=2) <= 1


async def test_a_short_delay_is_caught_up_with_and_a_rest_is_not(server: Valkey) -> None:
    async with pacing(server) as pace:
        await taken(pace)
        await asyncio.sleep(0.2)
        assert -0.3 <= await taken(pace, 10) < -0.1
        await asyncio.sleep(1)
        assert await taken(pace) == pytest.approx(-0.3, abs=0.05)
        await asyncio.sleep(2.5)
        assert await taken(pace) == pytest.approx(0, abs=0.05)


async def test_a_pause_holds_every_process(server: Valkey) -> None:
    async with pacing(server) as one, pacing(server) as other:
        one.hold(1.5)
        assert one.held() == pytest.approx(1.5, abs=0.1)
        async with asyncio.timeout(5):
            while await taken(other, within=0) < 1:  # noqa: ASYNC110 - of another's connection
                await asyncio.sleep(0.01)
        assert other.held() == pytest.approx(1.5, abs=0.3)
        assert await taken(one) > 1
        one.hold(0.1)
        assert one.held() > 1, "a shorter pause does not end a longer one"


async def test_without_redis_nobody_can_tell_and_afterwards_all_is_well(own_server: Valkey) -> None:
    async with pacing(own_server) as pace:
        await taken(pace)
        await own_server.kill()
        assert await pace.take(1, 0.5) is None
        pace.hold(0.1)
        assert pace.held() > 0
        await own_server.start()
        async with asyncio.timeout(5):
            while await pace.take(1, 0.5) is None:  # noqa: ASYNC110 - the connection comes back
                await asyncio.sleep(0.05)


async def test_a_clock_that_was_set_back_stops_nobody(server: Valkey) -> None:
    async with pacing(server) as pace:
        await taken(pace)
        ahead = float((await server.run("HGET", "pace:42", "next")).decode()) + 3_600_000
        await server.run("HSET", "pace:42", "next", str(ahead))
        assert await taken(pace) < 0.1
