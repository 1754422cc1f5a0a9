"""The timetable of all that is sent in the background, one for every process of the installation, in Redis."""

from __future__ import annotations

import asyncio
from typing import Final

from redis.asyncio import Redis
from redis.exceptions import RedisError

from storage.redis_client import Script

CATCH_UP: Final = 0.3  # seconds: places that were missed for a little are used at once, and the pace keeps its figure
IDLE: Final = 2.0  # seconds: after a rest there is nothing to catch up with
FARTHEST: Final = 60.0  # seconds: nobody books so far ahead, so Redis' clock was set back
# ``next`` is the moment of the next free place, ``held`` that before which there is none: milliseconds by Redis' clock.
_NOW: Final = f"""
local clock = redis.call('TIME')
local now = clock[1] * 1000 + clock[2] / 1000
local kept = redis.call('HMGET', KEYS[1], 'next', 'held')
local free, held = tonumber(kept[1] or 0) or 0, tonumber(kept[2] or 0) or 0
if free - now > {FARTHEST * 1000} then free = now end
"""
_TAKE: Final = f"""{_NOW}
local first = now
if now - free < {IDLE * 1000} then first = math.max(free, now - {CATCH_UP * 1000}) end
if held > first then first = held end
local taken = first - now <= tonumber(ARGV[3])
if taken then
  free = first + ARGV[1] * ARGV[2]
  redis.call('HSET', KEYS[1], 'next', string.format('%.3f', free))
  redis.call('PEXPIRE', KEYS[1], math.ceil(math.max(free, held) - now) + 60000)
end
return {{string.format('%.3f', first - now), string.format('%.3f', held - now), taken and 1 or 0}}
"""
_HOLD: Final = f"""{_NOW}
if now + ARGV[1] > held then redis.call('HSET', KEYS[1], 'held', string.format('%.3f', now + ARGV[1])) end
redis.call('PEXPIRE', KEYS[1], math.ceil(math.max(free - now, held - now, tonumber(ARGV[1]))) + 60000)
return 1
"""


class SharedPace:
    """``rate`` messages a second over all processes that know this bot; kept over any ten seconds within 4 %.

    A pause that one process is told of holds at once there, and in the others as soon as they ask for a place.
    """

    def __init__(self, client: Redis, bot_id: int, rate: float) -> None:
        self.interval = 1 / rate
        self._key = f"pace:{bot_id}"
        self._take = Script(client, _TAKE)
        self._hold = Script(client, _HOLD)
        self._held_until = 0.0
        self._telling: set[asyncio.Task[None]] = set()

    async def take(self, amount: int, within: float) -> tuple[float, bool] | None:
        asked = _now()
        try:
            first, held, taken = await self._take(
                self._key, amount, f"{self.interval * 1000:.6f}", f"{within * 1000:.0f}"
            )
        except (RedisError, OSError):
            return None
        self._held_until = max(self._held_until, asked + float(held) / 1000)
        return asked + float(first) / 1000, bool(taken)

    def hold(self, seconds: float) -> None:
        self._held_until = max(self._held_until, _now() + seconds)
        task = asyncio.ensure_future(self._tell(seconds))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    def held(self) -> float:
        return max(0.0, self._held_until - _now())

    async def close(self) -> None:
        """Let what is being told come to its end; the client is its owner's to close."""
        if self._telling:
            await asyncio.wait(self._telling)

    async def _tell(self, seconds: float) -> None:
        try:
            await self._hold(self._key, f"{seconds * 1000:.0f}")
        except (RedisError, OSError):
            return  # the others will be told so by Telegram itself


def _now() -> float:
    return asyncio.get_running_loop().time()
