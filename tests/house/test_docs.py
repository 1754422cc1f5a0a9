"""The papers lead somewhere, and say only what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
PAPERS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_every_link_leads_to_something(paper: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", paper.read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (paper.parent / link.partition("#")[0]).exists()] == []


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[^)]+)\)", (folder / "README.md").read_text("utf-8"))
    assert listed == sorted(each.name for each in folder.glob("[0-9]*.md"))


def test_the_settings_and_commands_that_are_named_are_there() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"`([A-Z]+_[A-Z_]+)[`=]", text))
    assert named
    assert named <= {name.upper() for name in Settings.model_fields}
    assert set(re.findall(r"python -m bot ([a-z]+)", text)) <= set(COMMANDS)


def test_the_words_of_run_py_that_are_named_are_there() -> None:
    words = set(re.findall(r'^    "([a-z]+)": ', (ROOT / "run.py").read_text("utf-8"), re.MULTILINE))
    for paper in PAPERS:
        assert set(re.findall(r"run\.py ([a-z]+)\b", paper.read_text("utf-8"))) <= words, paper.name


def test_the_pictures_stay_small() -> None:
    pictures = {picture.name: picture.stat().st_size for picture in (ROOT / "docs").rglob("*.png")}
    assert pictures
    assert [name for name, size in pictures.items() if size > 300_000] == []
