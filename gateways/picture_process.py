"""The bot's side of the process that looks at files: started without the bot's secrets, asked, ended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import Any, Final, Self

from gateways.file_report import KINDS, Kind

ROOT: Final = Path(__file__).resolve().parent.parent


class Lost(Exception):  # noqa: N818 - an outcome of looking at a hostile file
    """The process ended, or said what it never says."""


class Looker:
    """One such process."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.answered = 0

    @classmethod
    async def started(cls) -> Self:
        # Of the environment only the path to our code: a decoder that was taken over finds no token and no key.
        return cls(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "gateways.picture_child"),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                env={"PYTHONPATH": str(ROOT)},
                start_new_session=True,  # Ctrl-C is for the bot
            )
        )

    async def ask(self, kind: Kind, data: bytes) -> dict[str, Any]:
        """Give the answer about one file; ``Lost`` when there is none."""
        questions, answers = self._process.stdin, self._process.stdout
        assert questions is not None
        assert answers is not None
        try:
            questions.write(bytes([KINDS.index(kind)]) + len(data).to_bytes(4))
            questions.write(data)
            await questions.drain()
            answer = json.loads(await answers.readline())
        except (OSError, ValueError):
            raise Lost from None
        self.answered += 1
        return dict(answer)

    async def end(self) -> None:
        """End it at once, whatever it is doing."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.communicate()
