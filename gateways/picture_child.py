"""The process that looks at files: one question a time on stdin, one line of JSON on stdout, and nothing else.

Started by gateways.picture_process with an empty environment; it limits itself before the first file comes.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from typing import Final

from gateways.file_report import KINDS, Kind, Unreadable
from gateways.pdf_rules import look_at_pdf
from gateways.picture_rules import look_at_picture

MEMORY: Final = 1536 * 1024 * 1024
CPU_SECONDS: Final = 10
OPEN_FILES: Final = 64


def limit_itself() -> None:
    """Take away what a decoder gone wild could use: memory, files, core dumps."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS knows some of them by name only
            resource.setrlimit(what, (most, most))


def wind_up() -> None:
    """Give the next file its own processor time; the system ends this process when it is used up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def look(kind: Kind, data: bytes) -> dict[str, object]:
    """Answer with what was found or with a refusal; whatever a decoder raises means that the file is broken."""
    try:
        if kind == "pdf":
            pages, doubts = look_at_pdf(data)
            return {"width": None, "height": None, "pages": pages, "doubts": doubts}
        width, height, doubts = look_at_picture(data, kind)
    except Unreadable as refusal:
        return {"refusal": refusal.name, "figures": refusal.figures}
    except Exception:  # noqa: BLE001 - decoders raise anything at hostile input: SyntaxError, struct.error, MemoryError
        return {"refusal": "file-broken", "figures": {}}
    return {"width": width, "height": height, "pages": 1, "doubts": doubts}


def serve() -> None:
    """Answer until nobody asks: an ended bot closes the pipe."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := questions.read(5):
        wind_up()
        answer = look(KINDS[head[0]], questions.read(int.from_bytes(head[1:])))
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    limit_itself()
    with contextlib.suppress(BrokenPipeError):
        serve()
