"""Where canaries are let fly: a log at DEBUG and a Redis of the test's own, and all that is kept looked through."""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import AsyncIterator, Iterator

import pytest
import structlog
from sqlalchemy import text

from bot import logs
from tests.house.canaries import found
from tests.servers import Valkey
from tests.town import Town

CONTROL = "control-canary-that-is-let-out"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that the bot logs at DEBUG, by its own configuration."""
    root, written = logging.getLogger(), io.StringIO()
    before = root.handlers[:], root.level
    with contextlib.redirect_stderr(written):
        logs.configure("DEBUG", "text")
    yield written
    root.handlers[:], root.level = before
    structlog.reset_defaults()


@pytest.fixture
async def valkey() -> AsyncIterator[Valkey]:
    """A Redis whose files are this test's alone."""
    async with Valkey() as server:
        yield server


async def let_control_out(town: Town, valkey: Valkey) -> None:
    """Into the log and each of the stores: what is searched really holds what was written."""
    structlog.get_logger("control").debug("control", word=CONTROL)
    await valkey.run("SET", "control", CONTROL)
    async with town.app.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE control (word TEXT)"))
        await connection.execute(text("INSERT INTO control VALUES (:word)"), {"word": CONTROL})


def assert_only_control(canaries: dict[str, str], log: io.StringIO, town: Town, valkey: Valkey) -> None:
    kept = {
        "log": log.getvalue().encode(),
        "database": b"".join(file.read_bytes() for file in town.data.rglob("*") if file.is_file()),
        "Redis": valkey.kept(),
    }
    for where, data in kept.items():
        assert found(canaries | {"control": CONTROL}, data) == ["control"], where


async def not_now(town: Town, log: io.StringIO) -> None:
    """Until another step has failed for a reason that passes."""
    before = log.getvalue().count("step.not-now")
    await town._until_true(lambda: log.getvalue().count("step.not-now") > before, "a step that fails")
