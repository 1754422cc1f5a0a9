"""`python -m playground`: the stand-in alone, with what its document says run to the letter."""

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = re.compile(r"(.*?)^# →(.*?)\n", re.DOTALL | re.MULTILINE)
EXAMPLES = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)


@asynccontextmanager
async def alone(*options: str) -> AsyncIterator[dict[str, str]]:
    """Start it, give what it printed; ended by Ctrl-C, in good order."""
    command = (sys.executable, "-m", "playground", "--port", "0", *options)
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    try:
        printed = {}
        for _ in range(6 if "--group" in options else 5):
            line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
            printed[line[:8].strip()] = line[8:].strip()
        yield printed
    finally:
        process.send_signal(signal.SIGINT)
        complaints = await asyncio.wait_for(process.stderr.read(), 10)
    assert (await process.wait(), complaints) == (0, b"")


async def test_any_bot_finds_what_it_needs(session: ClientSession) -> None:
    async with alone(
        "--token", "77:other", "--group", "Поддержка", "--topics", "--people", "Вера:+79990001122"
    ) as town:
        assert list(town) == ["page", "token", "bot api", "smtp", "sms", "group"]
        async with session.get(f"{town['bot api']}/bot{town['token']}/getChat?chat_id={town['group']}") as response:
            group = (await response.json())["result"]
        assert (group["title"], group["is_forum"]) == ("Поддержка", True)
        async with session.get(f"{town['page']}play/state") as response:
            people = (await response.json())["people"]
        assert [(one["first_name"], one["phone"], one["role"]) for one in people] == [
            ("Вера", "+79990001122", "customer"),
            ("Ольга", None, "staff"),
            ("Пётр", None, "staff"),
        ]
        async with session.get(town["page"]) as response:
            assert "Площадка" in await response.text()


@pytest.mark.parametrize("options", [("--host", "0.0.0.0"), ("--topics",), ("--token", "secret")])  # noqa: S104 - refused
async def test_what_cannot_be_is_refused_in_words(options: tuple[str, ...]) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "playground", *options), cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    said = (await process.communicate())[1].decode()
    assert process.returncode
    assert "Traceback" not in said
    assert said.strip()


def examples() -> list[tuple[str, str]]:
    """Give each command of the document, and what its answer has in it."""
    text = "".join(EXAMPLES.findall((ROOT / "docs" / "playground.md").read_text(encoding="utf-8")))
    return [(command.strip(), wanted.strip()) for command, wanted in EXAMPLE.findall(text)]


async def test_the_documents_commands_do_what_it_says(tmp_path: Path) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl on this machine")
    assert len(examples()) > 10
    async with alone() as town:
        play = town["page"].removesuffix("/")
        names = os.environ | {"PLAY": play, "BOT": f"{play}/bot{town['token']}"}
        for command, wanted in examples():
            process = await asyncio.create_subprocess_exec(
                "bash", "-c", command, cwd=tmp_path, env=names, stdout=asyncio.subprocess.PIPE
            )
            said = (await process.communicate())[0].decode()
            assert (process.returncode, wanted in said) == (0, True), (command, said[:2000])
