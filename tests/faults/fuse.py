"""A wire that breaks at a chosen moment: stands between the bot and a server, counts what passes, cuts when told to."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Final, Self

CHUNK: Final = 65536
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Fuse:
    """``arm(n)`` lets n more messages to the server pass and breaks every connection at the next, until ``mend``."""

    def __init__(self, connect: Callable[[], Awaitable[Streams]]) -> None:
        self._connect = connect
        self._left: int | None = None
        self._deliver_last = False
        self._swallow = False
        self._open: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()
        self.blown = False
        self.passed = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self._cut()
        for pump in self._pumps:
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    def arm(self, after: int, *, answer_lost: bool = False) -> None:
        """Break after so many messages; ``answer_lost``: that one still reaches the server, its answer nobody."""
        self._left, self._deliver_last = after, answer_lost

    def mend(self) -> None:
        self._left, self._swallow, self.blown = None, False, False

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.blown:
            writer.close()
            return
        upstream_reader, upstream_writer = await self._connect()
        self._open |= {writer, upstream_writer}
        for work in (self._to_server(reader, upstream_writer), self._to_client(upstream_reader, writer)):
            pump = asyncio.create_task(work)
            self._pumps.add(pump)
            pump.add_done_callback(self._pumps.discard)

    async def _to_server(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(CHUNK):
                if self._left == 0:
                    self._left = None
                    if not self._deliver_last:
                        return self._cut()
                    self._swallow = True
                elif self._left is not None:
                    self._left -= 1
                self.passed += 1
                writer.write(data)
                await writer.drain()
        writer.close()
        return None

    async def _to_client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(CHUNK):
                if self._swallow:
                    return self._cut()
                writer.write(data)
                await writer.drain()
        writer.close()
        return None

    def _cut(self) -> None:
        self.blown = True
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()
