"""The process that looks at files may hang, die and grow old, and nobody notices but the sender of that file."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable

import psutil
import pytest

from account.refusals import Refusal
from gateways.pictures import Inspector
from tests.gateways.files import JPEG, refused

Others = Callable[[], set[psutil.Process]]


def _looking() -> set[psutil.Process]:
    return {each for each in psutil.Process().children() if "gateways.picture_child" in each.cmdline()}


@pytest.fixture
def nobody_else() -> Others:
    """Give the processes that look and did not when the test began."""
    before = _looking()
    return lambda: _looking() - before


async def test_a_file_that_takes_too_long_is_broken_and_nothing_of_it_stays(nobody_else: Others) -> None:
    inspector = Inspector(seconds=0.01)  # nobody starts Python and imports Pillow in that time
    assert await refused(inspector, JPEG) == Refusal("file-broken")
    assert not nobody_else()
    await inspector.close()


async def test_a_dead_process_is_replaced(nobody_else: Others) -> None:
    inspector = Inspector()
    await inspector.inspect(JPEG)
    (child,) = nobody_else()
    child.send_signal(signal.SIGSTOP)
    look = asyncio.ensure_future(inspector.inspect(JPEG))
    await asyncio.sleep(0)
    child.kill()
    with pytest.raises(Refusal, match="file-broken"):
        await look
    assert (await inspector.inspect(JPEG)).kind == "jpeg"
    await inspector.close()
    assert not nobody_else()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process's limits")
async def test_the_process_has_little_memory_writes_no_file_and_knows_no_secret(
    nobody_else: Others, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:kept-from-decoders")
    inspector = Inspector()
    await inspector.inspect(JPEG)
    (child,) = nobody_else()
    assert child.rlimit(psutil.RLIMIT_AS)[1] < 2 * 1024**3
    assert child.rlimit(psutil.RLIMIT_FSIZE) == (0, 0)
    assert child.rlimit(psutil.RLIMIT_CPU)[0] < 60
    assert set(child.environ()) <= {"PYTHONPATH", "LC_CTYPE"}
    await inspector.close()


async def test_a_process_is_replaced_before_it_grows_old(nobody_else: Others) -> None:
    inspector = Inspector(files_a_process=2)
    await inspector.inspect(JPEG)
    (first,) = nobody_else()
    await inspector.inspect(JPEG)
    assert not nobody_else()
    assert (await inspector.inspect(JPEG)).kind == "jpeg"
    assert first not in nobody_else()
    await inspector.close()


async def test_who_gives_up_waiting_leaves_no_answer_to_the_next_one() -> None:
    inspector = Inspector()
    await inspector.start()
    first = asyncio.ensure_future(inspector.inspect(JPEG + bytes(5_000_000)))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert (await inspector.inspect(JPEG)).kind == "jpeg"
    await inspector.close()


async def test_several_are_looked_at_by_as_many_processes_as_were_allowed(nobody_else: Others) -> None:
    inspector = Inspector(workers=2)
    reports = await asyncio.gather(*(inspector.inspect(JPEG) for _ in range(6)))
    assert len(nobody_else()) == 2
    await inspector.close()
    assert {report.kind for report in reports} == {"jpeg"}


async def test_the_process_that_looks_knows_no_telegram() -> None:
    code = "import gateways.picture_child, sys; print('aiogram' in sys.modules, 'aiohttp' in sys.modules)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    shown, _ = await process.communicate()
    assert shown.split() == [b"False", b"False"]
