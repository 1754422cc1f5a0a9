"""Reads the answers that only a broadcast asks for: a choice with figures, the link under it, its start, its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from account.broadcasts.links import parse_link
from account.broadcasts.records import Link
from account.broadcasts.times import parse_start
from account.cabinet import Cabinet
from account.refusals import Refusal
from account.step import Step
from fsm.form import Answered, Button, Drafted, Field, Form, Line
from fsm.readers import TextReader, choice, text_within
from fsm.replies import Press, Reply

_DIGITS_MOST: Final = 12


class counted(choice):  # noqa: N801 - as choice
    """A choice with a figure on each button, as it was noted on the way to the question."""

    def buttons(self, form: Form, asked: Field) -> Sequence[Sequence[Button]]:
        notes = form.place.notes
        return [
            [Button("pick", name, f"{asked.key}.{name}", {"count": notes.get(f"{asked.name}-{name}", 0)})]
            for name in self.names
        ]

    def show(self, asked: Field, kept: str) -> str | Line:
        return Line(f"{asked.key}.{kept}-given")


class starting(TextReader):  # noqa: N801 - as choice
    """A time in words and figures, or «Сейчас», which is kept as nothing."""

    def __init__(self) -> None:
        super().__init__(_read_start, _load_start, skip=lambda _form: True)

    def show(self, asked: Field, kept: str) -> str | Line:
        starts_at = _load_start(kept)
        if starts_at is None:
            return Line(f"{asked.key}.skipped")
        return Line("broadcast-starts", {"since": int(starts_at.timestamp())})


class link(TextReader):  # noqa: N801 - as choice
    """«Подробнее — https://example.ru», none, or the ``same`` as before."""

    def __init__(self, same: Callable[[Any], Link | None] = lambda _form: None) -> None:
        super().__init__(_read_link, _load_link, _show_link, skip=lambda _form: True)
        self._same = same

    async def read(self, form: Form, asked: Field, reply: Reply, cabinet: Cabinet, step: Step) -> Answered | Drafted:
        if isinstance(reply, Press) and reply.name == "same" and (same := self._same(form)) is not None:
            return Answered(_kept_link(same))
        return await super().read(form, asked, reply, cabinet, step)

    def buttons(self, form: Form, asked: Field) -> Sequence[Sequence[Button]]:
        same = [[Button("same", "", f"{asked.key}.same")]] if self._same(form) is not None else []
        return [*same, *super().buttons(form, asked)]


def typed_number() -> TextReader:
    """The number of recipients that the question names."""
    return text_within(_read_number)


def _read_start(form: Form, typed: str, step: Step) -> str:
    del form
    starts_at = parse_start(typed, step.at, step.zone)
    return "" if starts_at is None else starts_at.isoformat()


def _load_start(kept: str) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def _read_link(form: Form, typed: str, step: Step) -> str:
    del form, step
    return _kept_link(parse_link(typed))


def _kept_link(read: Link) -> str:
    return f"{read.label}\n{read.url}"


def _load_link(kept: str) -> Link | None:
    label, _, url = kept.partition("\n")
    return Link(label, url) if url else None


def _show_link(read: Any) -> str:
    return f"{read.label} — {read.url}"


def _read_number(form: Form, typed: str, step: Step) -> str:
    del step
    digits = "".join(char for char in typed if not char.isspace() and char not in ".,'")
    if not (digits.isdecimal() and digits.isascii() and len(digits) <= _DIGITS_MOST):
        raise Refusal("broadcast-no-number")
    if int(digits) != form.place.notes["total"]:
        raise Refusal("broadcast-other-number")
    return digits
