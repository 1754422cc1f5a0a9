"""One of several processes that press the desk's buttons: a line «request presses» on stdin, a line of counts back."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from account.desk.service import DeskService
from account.refusals import Refusal
from account.requests import Slot, Staff
from account.step import Step
from storage.database import DatabaseDown, open_database
from storage.encryption import Keyring
from storage.work import works
from tests.storage.samples import PROMISE

ZONE = ZoneInfo("Europe/Moscow")


async def press(desk: DeskService, request: int, staff: Staff, number: int) -> bool:
    """Approve or reject, as often as a busy database sends us away; whether that decided."""
    step = Step(staff.telegram_id, f"{request}.{staff.telegram_id}", datetime.now(UTC), "ru", ZONE)
    while True:
        try:
            if number % 2:
                return await desk.approve(step, request, staff)
            return await desk.reject(step, request, staff, [Slot.SCAN, Slot.SELFIE], "dark")
        except Refusal as refusal:
            if refusal.name != "already-decided":
                raise
            return False
        except DatabaseDown:
            await asyncio.sleep(0.01)


def tell(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def main(address: str, key: str, first_staff: int) -> None:
    engine = open_database(address)
    desk = DeskService(works(engine, Keyring(key), lambda: None), timedelta(), PROMISE)
    tell("ready")
    while line := await asyncio.to_thread(sys.stdin.readline):
        request, presses = map(int, line.split())
        staff = [Staff(first_staff + number, f"Дежурный {number}") for number in range(presses)]
        decided = await asyncio.gather(*(press(desk, request, each, number) for number, each in enumerate(staff)))
        tell(str(sum(decided)))
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
