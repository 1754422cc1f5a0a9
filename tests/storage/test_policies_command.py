"""`python -m bot policies import`, as an operator calls it: progress, report and exit code."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.settings import load
from storage.database import open_database
from storage.tables import policies, policy_lines, policy_refusals
from tests.commands import Commands, afresh
from tests.tables_of_policies import line, table, write

IMPORT = ("policies", "import")


@pytest.fixture(scope="module")
async def commands() -> AsyncIterator[Commands]:
    async with Commands("bot.imports.command", "bot.logs") as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path, migrated: Path) -> Path:
    """Where the bot's own database is, of this version."""
    settings = load(_env_file=None, data_dir=tmp_path / "data")
    settings.data_folder()
    shutil.copy(migrated, settings.database().removeprefix("sqlite:///"))
    return tmp_path


async def kept(folder: Path) -> tuple[int, int]:
    """How many policies there are, and staged lines and refusals that nobody needs any more."""
    engine = open_database(load(_env_file=None, data_dir=folder / "data").database())
    try:
        async with engine.connect() as connection:
            tables = (policies, policy_lines, policy_refusals)
            counts = [await connection.scalar(select(func.count()).select_from(each)) or 0 for each in tables]
    finally:
        await engine.dispose()
    return counts[0], sum(counts[1:])


async def test_what_was_refused_is_told_by_line_and_kept_in_a_table(commands: Commands, folder: Path) -> None:
    (folder / "new.csv").write_text(table(line(), line(number="B", birth_date="весной"), line(number="A-1") + ";x"))
    code, printed, _ = await commands.call(folder, *IMPORT, "new.csv", "--report", "refused.csv")
    assert code == 1
    assert "The file “new.csv” is imported.\n\nLines accepted: 1\n• new policies: 1\n" in printed
    assert printed.endswith(
        "line 3: birth-date: not a date: write it like 31.12.2026 or 2026-12-31\n"
        "line 4: line: more cells than columns\n"
    )
    assert not {"Птицына", "908172", "весной"} & set(printed.split())
    with (folder / "refused.csv").open(encoding="utf-8-sig", newline="") as report:
        rows = list(csv.reader(report, delimiter=";"))
    assert [row[:2] for row in rows] == [["line", "column"], ["3", "birth-date"], ["4", "the whole line"]]
    assert await kept(folder) == (1, 0)


async def test_what_comes_through_a_pipe_is_imported_and_told_again_as_unchanged(folder: Path) -> None:
    data = table(line()).encode("cp1251")
    code, printed, _ = await afresh(folder, *IMPORT, "-", given=data)
    assert (code, "new policies: 1" in printed) == (0, True)
    code, printed, _ = await afresh(folder, *IMPORT, "-", given=data)
    assert (code, "unchanged: 1" in printed) == (0, True)
    assert await kept(folder) == (1, 0)


async def test_progress_is_told_every_ten_thousand_lines(commands: Commands, folder: Path) -> None:
    write(folder / "many.csv", 10_200)
    code, _, progress = await commands.call(folder, *IMPORT, "many.csv")
    assert code == 0
    assert [each.split(" lines")[0] for each in progress.splitlines()] == ["10000"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (table(line(end="")), "not one line was accepted"),
        (table(), "no lines with policies"),
        (table(line(), header="номер"), "Columns are missing: «product»"),
    ],
)
async def test_nothing_imported_is_an_exit_code_of_its_own(
    commands: Commands, folder: Path, text: str, told: str
) -> None:
    (folder / "bad.csv").write_text(text)
    code, printed, _ = await commands.call(folder, *IMPORT, "bad.csv")
    assert (code, told in printed) == (2, True)
    assert (await kept(folder))[0] == 0


@pytest.mark.parametrize(
    ("report", "told"),
    [
        ("nowhere/refused.csv", "No such file"),
        ("/dev/full", "No space left"),
        ("new.csv", "--report is the table itself"),
    ],
)
async def test_a_report_that_cannot_be_written_is_told_before_anything_is_imported(
    commands: Commands, folder: Path, report: str, told: str
) -> None:
    (folder / "new.csv").write_text(table(line(), line(number="B", end="")))
    code, printed, progress = await commands.call(folder, *IMPORT, "new.csv", "--report", report)
    assert (code, printed) == (2, "")
    assert told in progress
    assert (await kept(folder))[0] == 0
    assert len((folder / "new.csv").read_text().splitlines()) == 3


async def test_a_report_that_is_cut_off_is_not_told_as_nothing_imported(folder: Path) -> None:
    (folder / "new.csv").write_text(table(line(), line(number="B", end="")))
    full = os.open("/dev/full", os.O_WRONLY)
    code, _, progress = await afresh(folder, *IMPORT, "new.csv", printed_to=full)
    os.close(full)
    assert code
    assert (await kept(folder))[0] == 1
    assert "nothing was imported" not in progress
    assert "its report was cut off: [Errno 28]" in progress


async def test_what_nobody_would_see_is_not_imported(commands: Commands, folder: Path) -> None:
    (folder / "new.csv").write_text(table(line()))
    (folder / ".env").write_text("POLICIES_URL=https://policies.example.org/api\nPOLICIES_TOKEN=secret\n")
    code, printed, progress = await commands.call(folder, *IMPORT, "new.csv")
    assert (code, printed) == (2, "")
    assert progress.startswith("nothing was imported: POLICIES_URL is set")
    assert (await kept(folder))[0] == 0


async def test_a_name_that_is_not_utf_8_is_told_as_well_as_may_be(folder: Path) -> None:
    name = os.fsdecode("полисы.csv".encode("cp1251"))
    (folder / name).write_text(table(line()))
    code, printed, _ = await afresh(folder, *IMPORT, name)
    assert (code, ".csv” is imported" in printed) == (0, True)


async def test_a_file_that_is_not_there_is_told_in_a_line(commands: Commands, folder: Path) -> None:
    code, printed, told = await commands.call(folder, *IMPORT, "none.csv")
    assert (code, printed) == (2, "")
    assert told.splitlines() == ["nothing was imported: [Errno 2] No such file or directory: 'none.csv'"]


async def test_a_database_of_another_version_is_told_in_a_line(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "new.csv").write_text(table(line()))
    code, _, told = await commands.call(tmp_path, *IMPORT, "new.csv")
    assert (code, len(told.splitlines())) == (2, 1)
    assert told.startswith("nothing was imported: DATABASE_URL: migrations are missing")
