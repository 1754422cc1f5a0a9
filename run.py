#!/usr/bin/env python3
"""One word a task: sets up .venv from the pinned versions, then plays, tests, checks or measures."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = "uv==0.13.9"

WORDS = {
    "playground": "the bot, its support group and its mailbox in the browser, without Telegram",
    "test": "all tests (with further words: pytest of those)",
    "check": "lint, types, import contracts, drawn pictures",
    "bench": "what a conversation step costs, as ratios",
    "torture": "the fault tests in their full sizes",
    "install": "only make .venv for `.venv/bin/python -m bot run`",
    "pictures": "the pictures of the README and docs/, taken of the playground's tour in Chromium",
    "lock": "resolve the versions anew into the two lock files",
}


def uv() -> list[str]:
    """The resolver: the one on the PATH, or one fetched by pip into .tools."""
    if found := shutil.which("uv"):
        return [found]
    own = ROOT / ".tools" / "bin" / "uv"
    if not own.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(ROOT / ".tools"), UV]
        if subprocess.run(pip, check=False, env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}).returncode:
            sys.exit("run.py: neither uv nor pip is to be had: install one of them, then try again")
    return [str(own)]


def install(lock: str) -> None:
    """Make .venv hold what the lock file names; a second call with the same lock does nothing."""
    stamp = VENV / f".{lock}"
    wanted = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not PYTHON.exists():
        call([*uv(), "venv", "--quiet", "--python", sys.executable, str(VENV)])
    call([*uv(), "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes",
          "--only-binary", ":all:", "--compile-bytecode", "-r", str(ROOT / lock)])  # fmt: skip
    stamp.write_text(wanted)


def call(command: list[str]) -> None:
    """Run to the end; a failure ends this script with the same number."""
    if code := subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit(code)


def become(*command: str) -> None:
    """Go on as another program, so that Ctrl-C and exit codes are its own."""
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), *command])  # noqa: S606 - the words of this script only


def check() -> None:
    """Everything that looks at the code without running the bot."""
    tool = VENV / "bin"
    call([str(tool / "ruff"), "check", "."])
    call([str(tool / "ruff"), "format", "--check", "."])
    call([str(tool / "mypy")])
    call([str(tool / "lint-imports")])
    call([str(PYTHON), "-m", "fsm.diagram", "--check"])


def lock() -> None:
    """Names, versions and hashes only: no address is recorded."""
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url",
               "--no-header", "--no-annotate", "--quiet", "--upgrade"]  # fmt: skip
    call([*uv(), "pip", "compile", "pyproject.toml", *options, "-o", "requirements.lock"])
    call([*uv(), "pip", "compile", "pyproject.toml", "--group", "dev", *options, "-o", "requirements-dev.lock"])


def main() -> None:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit(f"run.py: Python 3.11 to 3.13 is needed, this is {sys.version.split()[0]}")
    word, rest = (sys.argv[1:2] or [""])[0], sys.argv[2:]
    if word not in WORDS:
        sys.exit("python3 run.py WORD\n" + "\n".join(f"  {name:<11} {what}" for name, what in WORDS.items()))
    if word == "lock":
        return lock()
    install("requirements.lock" if word in {"install", "playground"} else "requirements-dev.lock")
    match word:
        case "playground":
            become("-m", "bot", "playground", *rest)
        case "test" if rest:
            become("-m", "pytest", *rest)
        case "test":
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each process would compile all tests anew
            # More processes than cores, for each waits often; in which order: tests/conftest.py.
            become("-m", "pytest", "-n", "4", "--dist", "loadfile", "--no-loadscope-reorder")
        case "check":
            check()
        case "bench" | "pictures":
            become("-m", {"bench": "tests.bench", "pictures": "tests.browser.pictures"}[word], *rest)
        case "torture":
            rules = ["tests/rules/test_attacks.py", "tests/rules/test_same_time.py"]
            others = ["tests/storage/test_policy_imports.py", "tests/storage/test_shared_pace.py"]
            become("-m", "pytest", "tests/faults", *rules, *others, "--torture", *rest)
    return None


if __name__ == "__main__":
    main()
