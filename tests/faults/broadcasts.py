"""Broadcasts in the fault tests: a crowd that both the playground and the bot's database know, and the ledger."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.broadcasts.records import (
    Audience,
    Broadcast,
    BroadcastKind,
    BroadcastState,
    Content,
    Deed,
    Draft,
    Piece,
    Whom,
)
from account.ports import Work
from storage.column_types import Utc, give_keyring
from storage.database import DatabaseDown, open_database, snapshot
from storage.encryption import Keyring
from storage.repositories.broadcasts import SqlBroadcasts
from storage.tables import broadcast_sends, people
from storage.work import works as sql_works
from tests.town import SECRET

FIRST = 1_000_000_001
ADMIN = 4_000_000_000
LOOK_AGAIN_AFTER = 0.1
PATIENCE = 30.0
TEXT = Content((Piece("text", "Новые правила", ({"type": "bold", "offset": 0, "length": 5},)),))
EVERYONE = Draft(TEXT, Audience(Whom.EVERYONE), BroadcastKind.SERVICE)


class Ledger:
    """The broadcasts of a database, read and written beside the running bot."""

    def __init__(self, engine: AsyncEngine, keyring: Keyring) -> None:
        self._engine = engine
        self._keyring = keyring
        self._works = sql_works(engine, keyring, lambda: None)

    @asynccontextmanager
    async def _patient(self) -> AsyncIterator[Work]:
        """A unit of work that gets SQLite's lock sooner or later, also from a worker that has it most of the time."""
        async with AsyncExitStack() as stack:
            async with asyncio.timeout(PATIENCE):
                work = None
                while work is None:
                    with contextlib.suppress(DatabaseDown):
                        work = await stack.enter_async_context(self._works())
            yield work

    async def settle(self, count: int) -> None:
        """So many people of the crowd have talked to the bot: rows made by SQL, a million in seconds."""
        ids = select(literal(FIRST).label("id")).cte("ids", recursive=True)
        ids = ids.union_all(select(ids.c.id + 1).where(ids.c.id < FIRST + count - 1))
        at = datetime.now(UTC) - timedelta(days=1)
        rows = select(ids.c.id, literal("ru"), literal(at, Utc))
        async with self._engine.begin() as connection:
            await connection.execute(insert(people).from_select(["telegram_id", "language", "first_seen_at"], rows))

    async def begin(self, draft: Draft = EVERYONE) -> int:
        async with self._patient() as work:
            return await work.broadcasts.add(draft, ADMIN, ADMIN, datetime.now(UTC))

    async def again(self, of: int, deed: Deed, content: Content | None = None) -> int:
        async with self._patient() as work:
            return await work.broadcasts.add_run(of, deed, content, ADMIN, ADMIN, datetime.now(UTC))

    async def set_state(self, number: int, state: BroadcastState) -> None:
        running = {BroadcastState.RUNNING, BroadcastState.PAUSED}
        async with self._patient() as work:
            assert await work.broadcasts.set_state(number, state, of=running, at=datetime.now(UTC))

    async def broadcast(self, number: int) -> Broadcast:
        async with snapshot(self._engine) as connection:  # waits for no writer
            one = await SqlBroadcasts(connection, self._keyring).by_id(number)
        assert one is not None
        return one

    async def until(self, number: int, state: BroadcastState, patience: float) -> Broadcast:
        async with asyncio.timeout(patience):
            while (one := await self.broadcast(number)).state is not state:  # noqa: ASYNC110 - of another process
                await asyncio.sleep(LOOK_AGAIN_AFTER)
        return one

    async def until_over(self, number: int, recipients: int, patience: float) -> Broadcast:
        """Until it is known of so many what became of them."""
        async with asyncio.timeout(patience):
            while (one := await self.broadcast(number)).counts.over < recipients:  # noqa: ASYNC110 - likewise
                await asyncio.sleep(LOOK_AGAIN_AFTER)
        return one

    async def states(self, number: int) -> Counter[str]:
        state = broadcast_sends.c.state
        wanted = select(state, func.count()).where(broadcast_sends.c.broadcast_id == number).group_by(state)
        async with snapshot(self._engine) as connection:
            return Counter({row[0]: row[1] for row in await connection.execute(wanted)})

    async def of(self, number: int, *states: str) -> set[int]:
        """Who is in one of these states."""
        wanted = select(broadcast_sends.c.telegram_id).where(
            broadcast_sends.c.broadcast_id == number, broadcast_sends.c.state.in_(states)
        )
        async with snapshot(self._engine) as connection:
            return set((await connection.execute(wanted)).scalars())


@asynccontextmanager
async def ledger_of(url: str) -> AsyncIterator[Ledger]:
    keyring = Keyring(SECRET)
    engine = open_database(url)
    give_keyring(engine.dialect, keyring)
    try:
        yield Ledger(engine, keyring)
    finally:
        await engine.dispose()


def memory_of(pid: int) -> int:
    """What a process has in memory now, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))
