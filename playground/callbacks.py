"""Button presses that wait for answerCallbackQuery, and the answers people saw."""

from collections.abc import Callable
from dataclasses import dataclass

from playground.refusal import bad

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass
class Toast:
    """What a person saw after pressing a button."""

    to: int
    text: str
    alert: bool
    url: str | None = None


class CallbackQueries:
    """Each press can be answered once, and not for ever."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.lifetime = 30.0
        self.toasts: list[Toast] = []
        self.askers: dict[str, int] = {}
        self._clock = clock
        self._open: dict[str, tuple[int, float]] = {}
        self._last = 4_000_000_000_000_000

    def ask(self, person_id: int) -> str:
        self._last += 1
        query = str(self._last)
        self._open[query] = (person_id, self._clock())
        self.askers[query] = person_id
        return query

    def answer(self, query: str, text: str, url: str | None, *, alert: bool) -> Toast:
        person_id, asked = self._open.pop(query, (0, 0.0))
        if not person_id or self._clock() - asked > self.lifetime:
            raise bad(TOO_OLD)
        toast = Toast(person_id, text, alert, url)
        self.toasts.append(toast)
        return toast

    @property
    def unanswered(self) -> list[str]:
        """Give the presses whose button still spins."""
        return list(self._open)
