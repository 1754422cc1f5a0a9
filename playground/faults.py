"""What can be made to go wrong: slowness, floods, outages, repeated deliveries, refused methods."""

from dataclasses import dataclass, field


@dataclass
class Faults:
    """Switches, all off at the start; each may be turned at any moment."""

    slow_seconds: float = 0.0
    """Every call is answered this much later."""
    flood: int = 0
    """So many sends to come get 429."""
    flooding: bool = False
    """Every send gets 429."""
    retry_after: int = 1
    down: bool = False
    """Every call gets 502."""
    page: bool = False
    """Every call gets 502 as a page, as from the machines in front of Telegram."""
    pages: int = 0
    """So many were given."""
    flooded: set[int] = field(default_factory=set)
    """Chats to which every send gets 429."""
    deliver_twice: int | bool = False
    """True: each new update is delivered twice; a number: so many times."""
    rate_limits: bool = False
    """Telegram's own: 30 a second, 1 a second a chat, 20 a minute a group."""
    lose_answers: dict[str, int] = field(default_factory=dict)
    """Method name → so many calls to come are carried out, but the connection breaks before the answer."""
    refuse: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Method name → code and description it is refused with."""

    def loses_answer(self, method: str) -> bool:
        left = self.lose_answers.get(method, 0)
        if left > 0:
            self.lose_answers[method] = left - 1
        return left > 0

    def deliveries(self) -> int:
        if self.deliver_twice is True:
            return 2
        return max(int(self.deliver_twice), 1)
