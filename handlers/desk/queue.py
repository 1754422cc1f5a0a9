"""/queue: what waits for the desk, by deadline, in pages that turn within one message."""

from __future__ import annotations

from datetime import datetime

from aiogram.types import InlineKeyboardMarkup

from account.desk.queue import QueuePage, QueueRow
from account.requests import RequestKind
from handlers.desk.names import NOBODY, shown_name
from handlers.durations import time_left
from handlers.words import Words, inline

BUTTONS_A_ROW = 5


def queue_text(words: Words, page: QueuePage, now: datetime) -> str:
    """One line a request: its number, of whom, how long there is, and who has it."""
    if not page.total:
        return words.say("desk-queue-empty")
    head = words.say("desk-queue", {"total": page.total, "page": str(page.number), "pages": str(page.pages)})
    return "\n".join([head, "", *(_line(words, row, now) for row in page.rows)])


def queue_keyboard(words: Words, page: QueuePage) -> InlineKeyboardMarkup | None:
    """A button for each request, and those that turn the page."""
    if not page.total:
        return None
    each = [(words.plain("desk-number", {"request": str(row.id)}), f"d:view:{row.id}") for row in page.rows]
    rows = [each[index : index + BUTTONS_A_ROW] for index in range(0, len(each), BUTTONS_A_ROW)]
    turns = [("‹", page.number - 1), ("›", page.number + 1)]
    turning = [(sign, f"d:queue:{number}") for sign, number in turns if 1 <= number <= page.pages]
    return inline([*rows, turning] if turning else rows)


def _line(words: Words, row: QueueRow, now: datetime) -> str:
    name = shown_name(row.name.short) if row.name else NOBODY
    if row.kind is RequestKind.QUESTION:
        question = words.say("desk-question")
        name = f"{name}, {question}" if row.name else question
    return words.say(
        "desk-queue-line",
        {
            "request": str(row.id),
            "name": name,
            "left": time_left(words, row.answer_by, now),
            "owner": shown_name(row.taken_by.name) if row.taken_by else words.plain("desk-queue-free"),
        },
    )
