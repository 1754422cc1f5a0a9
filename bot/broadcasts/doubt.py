"""Whether Telegram answers at all: while it does not, few are written to, for of each it is unknown afterwards."""

from __future__ import annotations

from typing import Final

from account.broadcasts.records import SendState

IN_A_ROW: Final = 3
WAIT_MOST: Final = 5.0  # seconds: so long the outbox waits, too, when Telegram is back
_ANSWERS: Final = {SendState.SENT, SendState.BLOCKED, SendState.FAILED}


class Doubt:
    """Of one process. An answer that is lost now and then is no outage; several in a row are."""

    def __init__(self) -> None:
        self._unclear = 0

    @property
    def arises(self) -> bool:
        """People are to be tried one at a time."""
        return self._unclear >= IN_A_ROW

    def heard(self, state: SendState) -> float:
        """How many seconds nothing should be sent now. What surely did not happen tells nothing."""
        if state in _ANSWERS:
            self._unclear = 0
        elif state is SendState.UNKNOWN:
            self._unclear += 1
        return min(WAIT_MOST, float(self._unclear - IN_A_ROW + 1)) if self.arises else 0.0
