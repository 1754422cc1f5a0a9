"""Logs for people or machines; whatever looks like personal data or a secret is cut out on the way."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

CUT = (
    (re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}"), "<token>"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "<e-mail>"),
    (re.compile(r"(?<![\w.:-])\+?\d[\d ()-]{9,}\d(?![\w:-])"), "<number>"),
    (re.compile(r"://[^/\s:@]+:[^/\s@]+@"), "://<login>@"),
    # asyncio shows a task with the words of its exception.
    (re.compile(r"exception=([\w.]+)\(.*", re.DOTALL), r"exception=\1(…)"),
)


def configure(level: str, form: str) -> None:
    """Route the standard library's logging and our own through one redacting processor to standard error."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_exception_text,
        redact,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    last = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=False)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in (
        "aiogram.event",
        "aiosqlite",
        "asyncio",
        "aiohttp.access",
        "sqlalchemy",
        "PIL",
        "mail.log",
        "alembic",
        "docket",
    ):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.getLogger("aiogram.dispatcher").setLevel(logging.ERROR)  # its warnings print whole updates
    logging.captureWarnings(True)  # noqa: FBT003 - its only argument
    logging.getLogger("py.warnings").setLevel(logging.ERROR)  # aiogram's print updates of unknown kinds


def redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last word on what is logged: no token, address or long number passes."""
    for name, value in event.items():
        if isinstance(value, str) and name != "timestamp":
            for pattern, instead in CUT:
                value = pattern.sub(instead, value)  # noqa: PLW2901 - each pattern goes over what the last one left
            event[name] = value
    return event


def frames(error: BaseException) -> str:
    """Where an error came from, without the words of it: those may quote what a person typed."""
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    return " < ".join(reversed(places[-12:]))


def _without_exception_text(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info if isinstance(info, BaseException) else None
    if info is True:
        error = sys.exc_info()[1]
    if error is not None:
        event["error"] = type(error).__name__
        event["trace"] = frames(error)
    return event
