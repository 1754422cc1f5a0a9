"""Races of many presses over two processes: one decision a request, and one notice."""

from __future__ import annotations

import asyncio
import random
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.contacts import Email, Phone
from account.desk.service import DeskService
from account.ports import Works
from storage.encryption import Keyring
from storage.tables import audit, outbox, request_files, requests
from tests.faults.nursery import ROOT
from tests.storage.samples import ANNA, DAY, FILES, PROMISE, open_account
from tests.town import SECRET

PRESSES = range(2, 21)
FIRST_STAFF = 7000


@pytest.fixture
def keyring() -> Keyring:
    return Keyring(SECRET)


@asynccontextmanager
async def presser(database: str, number: int) -> AsyncIterator[Process]:
    argv = ("-m", "tests.faults.desk_presser", database, SECRET, str(FIRST_STAFF + 100 * number))
    process = await asyncio.create_subprocess_exec(sys.executable, *argv, stdin=PIPE, stdout=PIPE, cwd=ROOT)
    assert process.stdin is not None
    try:
        yield process
    finally:
        process.stdin.close()
        await process.wait()


async def said(process: Process) -> str:
    assert process.stdout is not None
    line = await process.stdout.readline()
    assert line, "the presser has ended"
    return line.decode().strip()


async def pressed(process: Process, request: int, presses: int) -> int:
    """How many of these presses decided."""
    assert process.stdin is not None
    process.stdin.write(f"{request} {presses}\n".encode())
    return int(await said(process))


async def submitted(works: Works, many: int) -> list[int]:
    made, at = [], datetime.now(UTC)
    async with works() as work:
        for number in range(many):
            account = await open_account(work, Email(f"racer{number}@example.org"), Phone(f"+7916{4_000_000 + number}"))
            request = await work.requests.add(account.id, ANNA + number, FILES, at, at + DAY)
            assert request is not None
            made.append(request.id)
    return made


async def told(works: Works) -> None:
    """What two workers do that both carry each «tell»."""
    desk, at = DeskService(works, timedelta(), PROMISE), datetime.now(UTC)
    while True:
        async with works() as work:
            claimed = await work.outbox.claim(100, at, at + DAY)
        if not claimed:
            return
        for each in claimed:
            if each.parcel.kind == "tell":
                payload = each.parcel.payload
                decided_at = datetime.fromisoformat(str(payload["decided_at"]))
                await asyncio.gather(*(desk.tell(int(payload["request"]), decided_at, at) for _ in range(2)))


async def counted(engine: AsyncEngine, many: int) -> None:
    async with engine.connect() as connection:
        decisions = (await connection.execute(select(audit.c.request_id).where(audit.c.what != "submitted"))).all()
        kinds = select(outbox.c.kind, func.count()).where(outbox.c.kind.in_(["tell", "notice"])).group_by(outbox.c.kind)
        put = dict((await connection.execute(kinds)).all())
        states = dict((await connection.execute(select(requests.c.id, requests.c.state))).all())
        rejected = (await connection.execute(select(request_files.c.request_id).where(request_files.c.rejected))).all()
    assert len(decisions) == len({row.request_id for row in decisions}) == many
    assert put == {"tell": many, "notice": many}
    assert set(states.values()) <= {"approved", "rejected"}
    both = sorted([number for number, state in states.items() if state == "rejected"] * 2)
    assert sorted(row.request_id for row in rejected) == both, "two files of each rejected request, none of the others"


async def test_of_many_presses_in_two_processes_one_decides_and_is_told_once(
    request: pytest.FixtureRequest, database: str, engine: AsyncEngine, works: Works
) -> None:
    many = 1000 if request.config.getoption("--torture") else 60
    made, chance = await submitted(works, many), random.Random(7)
    async with presser(database, 0) as first, presser(database, 1) as second:
        assert [await said(first), await said(second)] == ["ready", "ready"]
        for number in made:
            presses = chance.choice(PRESSES)
            here = chance.randint(1, presses - 1)
            decided = await asyncio.gather(pressed(first, number, here), pressed(second, number, presses - here))
            assert sum(decided) == 1
    await told(works)
    await counted(engine, many)
