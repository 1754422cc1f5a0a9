"""Loads the bot's modules once and forks real bot processes from there: a restart costs no seconds of imports.

A line of JSON on stdin asks for a child that then is ``python -m MODULE WORDS`` with an environment of its own; lines
of JSON on stdout tell its id, and later how it ended. When stdin ends, so do all children.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import sys
from typing import Any

_selector = selectors.DefaultSelector()
_children: set[int] = set()


def main(preload: list[str]) -> None:
    for name in preload:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    ended, wake = os.pipe()
    for each in (ended, wake):
        os.set_blocking(each, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    _selector.register(sys.stdin, selectors.EVENT_READ)
    _selector.register(ended, selectors.EVENT_READ)
    _tell({"ready": True})
    while True:
        for key, _ in _selector.select():
            if key.fileobj is sys.stdin:
                _hear()
            else:
                os.read(ended, 100)
                _reap()


def _hear() -> None:
    line = sys.stdin.readline()
    if not line:
        for child in _children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        sys.exit()
    asked = json.loads(line)
    child = os.fork()
    if child == 0:
        _become(asked)
    _children.add(child)
    _tell({"born": child})


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child == 0:
                return
            _children.discard(child)
            _tell({"ended": child, "code": os.waitstatus_to_exitcode(status)})


def _become(asked: dict[str, Any]) -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, place in (1, asked["log"]), (2, asked.get("errors", asked["log"])):
        os.dup2(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.chdir(asked.get("cwd", "."))
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = [asked["module"], *asked["words"]]
    runpy.run_module(asked["module"], run_name="__main__", alter_sys=True)
    sys.exit()


def _tell(fact: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
