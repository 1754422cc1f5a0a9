"""What the log does not repeat: the words of exceptions that nobody caught, and of warnings."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CANARY = "снегопад47"
SCRIPT = f"""
import asyncio, gc, logging, warnings
from bot import logs
logs.configure("DEBUG", "{{form}}")

async def fails():
    raise ValueError("{CANARY}")

async def main():
    asyncio.create_task(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gc.collect()
    logging.getLogger("aiohttp.server").error("Error handling request", exc_info=ValueError("{CANARY}"))
    warnings.warn("an update of an unknown kind: {CANARY}", RuntimeWarning)
    logging.getLogger("bot").error("all was logged")

asyncio.run(main())
"""


@pytest.mark.parametrize("form", ["text", "json"])
async def test_nothing_that_went_wrong_is_quoted(form: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SCRIPT.format(form=form), cwd=ROOT,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    printed = (await process.communicate())[0].decode()
    assert "never retrieved" in printed
    assert "Error handling request" in printed
    assert "all was logged" in printed
    assert CANARY not in printed
    assert CANARY.encode("unicode_escape").decode() not in printed
