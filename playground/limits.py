"""Telegram's rate limits: 30 a second over all, 1 a second a chat with short bursts, 20 a minute a group."""

import math
from collections import deque
from collections.abc import Callable

OVERALL = (30, 1.0)
CHAT = (5, 5.0)
GROUP = (20, 60.0)
CHATS_KEPT = 10_000


class RateLimits:
    """Sliding windows; a refused send counts for nothing."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._windows: dict[str, deque[float]] = {}
        self._kept = CHATS_KEPT

    def spend(self, chat: str, messages: int) -> int:
        """Count the messages; where that is too many, count nothing and give the seconds to wait."""
        now = self._clock()
        asked = [("", OVERALL), (chat, GROUP if chat.startswith("-") else CHAT)]
        wait = max(self._wait(key, *limit, now, messages) for key, limit in asked)
        if wait > 0:
            return math.ceil(wait)
        for key, _limit in asked:
            self._windows[key].extend([now] * messages)
        if len(self._windows) > self._kept:
            self._forget(now)
        return 0

    def _forget(self, now: float) -> None:
        """Drop the chats whose window is over; a broadcast goes to very many, once."""
        old = now - GROUP[1]
        self._windows = {key: window for key, window in self._windows.items() if window and window[-1] > old}
        self._kept = max(CHATS_KEPT, 2 * len(self._windows))

    def _wait(self, key: str, size: int, seconds: float, now: float, messages: int) -> float:
        window = self._windows.setdefault(key, deque())
        while window and window[0] <= now - seconds:
            window.popleft()
        over = len(window) + messages - size
        if over <= 0 or not window:
            return 0
        return window[min(over, len(window)) - 1] + seconds - now
