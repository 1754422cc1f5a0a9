"""`python -m bot …` as an operator calls it: a process of its own, afresh or forked from one that has loaded it."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.faults.nursery import Nursery

ROOT = Path(__file__).parents[1]
ENDS_WITHIN = 60.0
# How it ended, what it said, and what it said on standard error.
Ended = tuple[int | None, str, str]


def bare(environment: dict[str, str]) -> dict[str, str]:
    """An environment with this in it and no setting of the tests' own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | environment


async def afresh(
    cwd: Path, *words: str, given: bytes = b"", printed_to: Any = asyncio.subprocess.PIPE, **environment: str
) -> Ended:
    """A process from its first breath on."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, cwd=cwd, env=bare(environment),
        stdin=asyncio.subprocess.PIPE, stdout=printed_to, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(ENDS_WITHIN):
            printed, errors = await process.communicate(given)
    finally:
        if process.returncode is None:
            process.kill()
    return process.returncode, (printed or b"").decode(), errors.decode()


class Commands(Nursery):
    """Processes that need not load ``modules``, which takes longer than what they do."""

    async def call(self, cwd: Path, *words: str, **environment: str) -> Ended:
        with tempfile.TemporaryDirectory() as folder:
            printed, errors = Path(folder, "printed"), Path(folder, "errors")
            child = await self.bear("bot", *words, log=printed, errors=errors, cwd=cwd, env=bare(environment))
            try:
                async with asyncio.timeout(ENDS_WITHIN):
                    code = await asyncio.shield(child.ended)
            except TimeoutError:
                await child.kill()
                raise
            return code, _read(printed), _read(errors)


def _read(file: Path) -> str:
    return file.read_text("utf-8")
