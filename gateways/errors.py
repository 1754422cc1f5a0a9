"""What can be said of a delivery that failed: never to whom, never what, never by which key."""

from __future__ import annotations

from typing import Literal

Reason = Literal["address-refused", "unavailable", "rejected", "unknown"]


class Undelivered(Exception):  # noqa: N818 - an outcome that a caller words, not a fault
    """A mail or an SMS did not go out.

    ``address-refused``: this contact takes no messages, another one may. ``unavailable``: the server was not
    reached or asks for patience. ``rejected``: it said no to us, and will again. ``unknown``: the message was handed
    over and no answer came, so it may be on its way. ``transient`` says whether sending again is safe and may help.
    ``status`` is the server's figure, for the log.
    """

    def __init__(self, reason: Reason, *, transient: bool, status: int | None = None) -> None:
        super().__init__(reason if status is None else f"{reason} ({status})")
        self.reason = reason
        self.transient = transient
        self.status = status


class Unfetched(Exception):  # noqa: N818 - likewise
    """A customer's file could not be got from Telegram; ``transient`` says whether another try may help."""

    def __init__(self, *, transient: bool) -> None:
        super().__init__("telegram gave no file" if transient else "telegram knows no such file")
        self.transient = transient
