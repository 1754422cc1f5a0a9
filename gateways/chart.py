"""The bot's side of drawing a chart: asked of a process of its own, that the bot needs no matplotlib in it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PNG: Final = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines above bars over the same places, with all words that stand in it.

    ``places`` name the values of each line and the bars; a line's None is a gap in it. ``unit`` is that of the lines.
    """

    title: str
    places: Sequence[str]
    unit: str
    lines: Mapping[str, Sequence[float | None]]
    bars_title: str
    bars: Sequence[int]


@dataclass(frozen=True, slots=True)
class Overview:
    """Bars of ``steps``, from first to last, above lines over ``places``; an empty place has no label under it."""

    title: str
    steps: Mapping[str, int]
    places: Sequence[str]
    unit: str
    lines: Mapping[str, Sequence[int]]


class Charts:
    """Draw one at a time; what cannot be drawn within ``seconds``, waiting included, is not drawn."""

    def __init__(self, seconds: float = 6.0) -> None:
        self._seconds = seconds
        self._turn = asyncio.Lock()

    async def draw(self, chart: Chart | Overview) -> bytes | None:
        """A PNG 1200 pixels wide, or None."""
        try:
            async with asyncio.timeout(self._seconds), self._turn:
                return await _drawn(chart)
        except (TimeoutError, OSError):
            return None


async def _drawn(chart: Chart | Overview) -> bytes | None:
    # matplotlib keeps settings and a list of fonts in a folder, in the user's home if it is given no other.
    with TemporaryDirectory(prefix="chart-") as own:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "gateways.chart_child"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            cwd=own,
            env={"PYTHONPATH": str(ROOT), "MPLCONFIGDIR": own},
            start_new_session=True,  # Ctrl-C is for the bot
        )
        try:
            picture, _ = await process.communicate(json.dumps(asdict(chart)).encode())
        finally:
            await asyncio.shield(_end(process))
    return picture if process.returncode == 0 and picture.startswith(PNG) else None


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.communicate()
