"""The desk's timers: a decision that is to be told now, a promise that has run out."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime

from account.desk.service import DeskService
from account.records import ClaimedParcel
from account.refusals import Refusal


class DeskParcels:
    """Each runs its rule, which finds nothing to do when it was done already."""

    def __init__(self, desk: DeskService, clock: Callable[[], datetime]) -> None:
        self._desk = desk
        self._clock = clock

    async def tell(self, claimed: ClaimedParcel) -> None:
        payload = claimed.parcel.payload
        decided_at = datetime.fromisoformat(str(payload["decided_at"]))
        with contextlib.suppress(Refusal):  # it was erased
            await self._desk.tell(int(payload["request"]), decided_at, self._clock())

    async def overdue(self, claimed: ClaimedParcel) -> None:
        with contextlib.suppress(Refusal):  # it was erased
            await self._desk.overdue(int(claimed.parcel.payload["request"]), self._clock())
