"""The embedded Redis begins and ends with the bot, and forgets nothing whoever is killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import stat
import sys
import tempfile
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from redis.exceptions import RedisError

from storage.embedded_redis import EmbeddedRedis, EmbeddedRedisError
from storage.redis_client import connect
from storage.redis_directory import lock_file

SOON = 8.0


@pytest.fixture
def directory() -> Generator[Path]:
    """A short path, as pytest's own are too long for a socket."""
    parent = Path(tempfile.mkdtemp(prefix="emb-"))
    directory = parent / "redis"
    directory.mkdir(mode=0o755)
    yield directory
    shutil.rmtree(parent)


@asynccontextmanager
async def a_server(directory: Path) -> AsyncGenerator[EmbeddedRedis]:
    server = EmbeddedRedis(directory)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@asynccontextmanager
async def a_bot(directory: Path) -> AsyncGenerator[asyncio.subprocess.Process]:
    """Run it in a process of its own, until it has its Redis."""
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.storage.redis_bot", str(directory)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield bot
    finally:
        if bot.returncode is None:
            bot.kill()
        await bot.communicate()


async def url_of(bot: asyncio.subprocess.Process) -> str:
    assert bot.stdout is not None
    return (await bot.stdout.readline()).decode().strip()


async def put(url: str, value: str) -> int:
    """Keep a value, and tell which process did."""
    async with connect(url) as client:
        await client.set("key", value)
        return int((await client.info("server"))["process_id"])


async def got(url: str) -> bytes | None:
    """Ask until there is an answer."""
    async with asyncio.timeout(SOON), connect(url) as client:
        while True:
            try:
                value: bytes | None = await client.get("key")
            except RedisError:
                await asyncio.sleep(0.05)
            else:
                return value


async def ended(directory: Path) -> None:
    """Wait until no server holds its lock."""
    async with asyncio.timeout(SOON):
        while (lock := lock_file(directory / "server.lock")) is None:  # noqa: ASYNC110 - a file tells no events
            await asyncio.sleep(0.02)
        os.close(lock)


async def test_what_was_kept_is_there_after_a_restart(directory: Path) -> None:
    async with a_server(directory) as server:
        await put(server.url, "kept")
    await ended(directory)
    async with a_server(directory) as server:
        assert await got(server.url) == b"kept"


async def test_the_directory_is_closed_to_others(directory: Path) -> None:
    async with a_server(directory):
        status = await asyncio.to_thread(directory.stat)
        assert stat.S_IMODE(status.st_mode) == 0o700


async def test_a_killed_server_is_started_again_and_has_forgotten_nothing(directory: Path) -> None:
    async with a_server(directory) as server:
        first = await put(server.url, "before the kill")
        os.kill(first, signal.SIGKILL)
        assert await got(server.url) == b"before the kill"
        assert await put(server.url, "after") != first


async def test_whatever_was_answered_is_there_after_kills_in_the_midst_of_writing(directory: Path) -> None:
    async with a_server(directory) as server, connect(server.url) as client:
        answered: set[str] = set()

        async def write(writer: int) -> None:
            for number in range(60):
                with contextlib.suppress(RedisError):
                    await client.set(f"{writer}-{number}", "kept")
                    answered.add(f"{writer}-{number}")

        writers = [asyncio.create_task(write(writer)) for writer in range(10)]
        for _ in range(2):
            os.kill(await put(server.url, "x"), signal.SIGKILL)
            await got(server.url)
        await asyncio.gather(*writers)
        kept = await client.mget(sorted(answered))
    assert len(answered) > 100
    assert set(kept) == {b"kept"}


async def test_a_killed_bot_takes_its_server_along_and_the_next_one_finds_everything(directory: Path) -> None:
    async with a_bot(directory) as bot:
        await put(await url_of(bot), "before the kill")
        bot.kill()
        await bot.wait()
        async with a_server(directory) as server:  # at once, while the old one may still be ending
            assert await got(server.url) == b"before the kill"
            await put(server.url, "after")
    async with a_server(directory) as server:
        assert await got(server.url) == b"after"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a server outlives a killed bot until the next one")
async def test_no_server_is_left_behind_by_a_killed_bot(directory: Path) -> None:
    async with a_bot(directory) as bot:
        await put(await url_of(bot), "kept")
        bot.kill()
        await ended(directory)


@pytest.mark.parametrize("frozen", [False, True], ids=["alive", "frozen"])
async def test_a_server_that_outlived_its_bot_is_replaced(directory: Path, *, frozen: bool) -> None:
    async with a_bot(directory) as bot:
        old = await put(await url_of(bot), "kept")
        # As if nothing had told it of the bot's death: a frozen process hears no SIGTERM.
        os.kill(old, signal.SIGSTOP)
        bot.kill()
        await bot.wait()
        if not frozen:
            os.kill(old, signal.SIGCONT)
        async with a_server(directory) as server:
            assert await got(server.url) == b"kept"
            assert await put(server.url, "mine") != old


async def test_a_second_bot_on_the_same_directory_is_told_so_and_disturbs_nobody(directory: Path) -> None:
    async with a_server(directory) as server:
        await put(server.url, "mine")
        with pytest.raises(EmbeddedRedisError, match="another bot is running"):
            await EmbeddedRedis(directory).start()
        async with a_bot(directory) as bot:
            _, said = await bot.communicate()
        assert said.startswith(b"another bot is running")
        assert said.count(b"\n") == 1
        assert await got(server.url) == b"mine"


async def test_ctrl_c_in_the_terminal_does_not_reach_the_server(directory: Path) -> None:
    async with a_server(directory) as server:
        pid = await put(server.url, "kept")
        assert os.getsid(pid) != os.getsid(0)


async def test_a_directory_with_a_long_path_works_too(directory: Path) -> None:
    long = directory / ("долгий путь " * 5) / ("x" * 100)
    async with a_server(long) as server:
        await put(server.url, "kept")
        socket = Path(server.url.removeprefix("unix://"))
        assert len(os.fsencode(socket)) < 100
    assert not await asyncio.to_thread(socket.parent.exists)  # nothing is left outside of the directory
    async with a_server(long) as server:
        assert await got(server.url) == b"kept"


async def test_a_path_with_odd_characters_works_too(directory: Path) -> None:
    async with a_server(directory / "my data? 100% #1") as server:
        await put(server.url, "kept")
        assert await got(server.url) == b"kept"


async def test_a_server_that_cannot_start_says_why(directory: Path) -> None:
    async with a_server(directory) as server:
        await put(server.url, "kept")
    for file in (directory / "appendonlydir").glob("*.manifest"):
        file.write_text("what is this")
    server = EmbeddedRedis(directory)
    with pytest.raises(EmbeddedRedisError, match="did not start") as refused:
        await server.start()
    assert "AOF manifest" in str(refused.value)
    assert "\n" not in str(refused.value)
    file.unlink()
    async with a_server(directory):
        """Nothing of the failed attempt is in the way."""


async def test_stopping_a_frozen_server_takes_no_longer_than_five_seconds(directory: Path) -> None:
    server = EmbeddedRedis(directory)
    pid = await put(await server.start(), "kept")
    os.kill(pid, signal.SIGSTOP)
    begun = asyncio.get_running_loop().time()
    await server.stop()
    assert asyncio.get_running_loop().time() - begun < 5
    async with a_server(directory) as server:
        assert await got(server.url) == b"kept"
