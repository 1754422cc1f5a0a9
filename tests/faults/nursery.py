"""Bot processes for the fault tests: born ready, killed at any moment."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
BORN_WITHIN = 60.0


class Child:
    """A running bot; ``ended`` gives its exit code."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.log: Path
        self.ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def signal(self, number: signal.Signals) -> None:
        if not self.ended.done():
            os.kill(self.pid, number)

    async def kill(self) -> None:
        self.signal(signal.SIGKILL)
        await self.ended

    def said(self) -> str:
        return self.log.read_text(errors="replace")


class Nursery:
    """One process that has loaded ``modules``, and forks children that go on as ``python -m`` would."""

    def __init__(self, *modules: str) -> None:
        self._modules = modules
        self._children: dict[int, Child] = {}
        self._born: asyncio.Queue[Child] = asyncio.Queue()
        self._ready = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.nursery_process", *self._modules),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
        )
        self._listening = asyncio.create_task(self._listen())
        async with asyncio.timeout(BORN_WITHIN):
            await self._ready.wait()
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
        await self._listening

    async def bear(self, module: str, *words: str, log: Path, env: dict[str, str], **more: Path) -> Child:
        """``more`` are a ``cwd``, and an ``errors`` that takes standard error apart from the log."""
        asked = {"module": module, "words": words, "env": env, "log": str(log)}
        asked |= {name: str(path) for name, path in more.items()}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        child = await self._born.get()
        child.log = log
        return child

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            match json.loads(line):
                case {"born": pid}:
                    child = self._children[pid] = Child(pid)
                    self._born.put_nowait(child)
                case {"ended": pid, "code": code}:
                    self._children.pop(pid).ended.set_result(code)
                case _:
                    self._ready.set()
