"""What broadcasts need of the world: their rows, and a ledger with a row for each recipient."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from account.broadcasts.records import (
    Audience,
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Content,
    Deed,
    Draft,
    Recipient,
    Sent,
)


@dataclass(frozen=True, slots=True)
class Lane:
    """One of the few that work on a broadcast side by side. ``holder`` is the run that has it: only one at a time."""

    broadcast: int
    number: int
    holder: str


class Broadcasts(Protocol):
    async def count(self, audience: Audience, kind: BroadcastKind) -> int:
        """How many it would reach now."""
        ...

    async def add(self, draft: Draft, who: int, chat: int, at: datetime) -> int:
        """SCHEDULED, for the draft's time or at once; its number."""
        ...

    async def add_run(self, of: int, deed: Deed, content: Content | None, who: int, chat: int, at: datetime) -> int:
        """Make a second run over a broadcast's ledger, SCHEDULED at once; its number.

        ``content`` None: what the broadcast itself sent, where the run sends anything.
        """
        ...

    async def by_id(self, broadcast_id: int) -> Broadcast | None: ...
    async def hold(self, broadcast_id: int) -> None:
        """Nobody else makes a second run of it before the commit."""
        ...

    async def page(self, before: int | None, limit: int) -> list[Broadcast]:
        """So many, newest first, older than this number."""
        ...

    async def runs(self, of: int) -> list[Broadcast]:
        """Second runs over it, oldest first."""
        ...

    async def unsure(self, of: int) -> int:
        """How many a RESEND would reach now."""
        ...

    async def in_flight(self, broadcast_id: int) -> bool:
        """Whether somebody is marked SENDING."""
        ...

    async def in_state(self, *states: BroadcastState) -> list[Broadcast]:
        """By number; the contents are not read."""
        ...

    async def begin_due(self, at: datetime) -> list[int]:
        """Count and set RUNNING what is SCHEDULED for now."""
        ...

    async def set_state(
        self, broadcast_id: int, state: BroadcastState, *, of: Collection[BroadcastState], at: datetime
    ) -> bool:
        """Change it where it is in one of these; whether it was."""
        ...

    async def set_message(self, broadcast_id: int, message: int) -> None: ...
    async def take_lane(self, lane: Lane, at: datetime) -> None:
        """Have it from whoever had it; what that one left SENDING becomes UNKNOWN.

        An edit or a deletion has its turn AGAIN: a second one does no harm.
        """
        ...

    async def give_up(self, before: datetime, at: datetime) -> None:
        """Call the same what was claimed before that moment in broadcasts that do not run any more."""
        ...

    async def note(self, lane: Lane, results: Sequence[Sent], at: datetime) -> None:
        """Record what became of recipients, also when the lane is another's by now; the gone are marked so."""
        ...

    async def claim(self, lane: Lane, limit: int, at: datetime) -> list[Recipient] | None:
        """So many next ones, marked SENDING; none when there is nothing left to claim.

        None: the broadcast is not running, or the lane is another's.
        """
        ...

    async def finish(self, broadcast_id: int, at: datetime) -> bool:
        """Set DONE what runs and has nobody left, in flight or to come; whether that was so."""
        ...
