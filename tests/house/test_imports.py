"""Each room knows only those it may know."""

from __future__ import annotations

import asyncio
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


async def lint(folder: Path) -> tuple[int | None, str]:
    tool = Path(sys.executable).parent / "lint-imports"
    process = await asyncio.create_subprocess_exec(
        tool, "--no-cache", "--no-logo", cwd=folder, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    return process.returncode, printed.decode()


async def test_no_room_knows_more_than_it_may() -> None:
    code, printed = await lint(ROOT)
    assert code == 0, printed
    assert " 0 broken" in printed


async def test_a_rule_that_knew_a_database_would_be_found(tmp_path: Path) -> None:
    for room in ("account", "fsm", "texts", "handlers", "storage", "gateways", "bot", "playground"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "page"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "account" / "code.py").open("a") as rule:
        rule.write("\nimport sqlalchemy\nimport playground\nfrom storage import tables\n")
    code, printed = await lint(tmp_path)
    assert code == 1
    for broken in ("Rooms", "Rules and conversations know no machinery", "Only bot switches the playground on"):
        assert broken in printed.split("Broken contracts")[1]
