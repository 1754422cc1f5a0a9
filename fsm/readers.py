"""The usual ways to read an answer: typed text, a shared contact, a choice, ticks, a summary to confirm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from account.cabinet import Cabinet
from account.contacts import Email, Phone
from account.refusals import Refusal
from account.step import Step
from fsm.form import Answered, Button, Drafted, Field, Form, Line
from fsm.replies import Composed, File, Junk, Press, Reply, SharedContact, Text

Parse = Callable[[str], Any]
ParseWithin = Callable[[Any, str, Step], Any]


def unfit(reply: Reply) -> Refusal:
    """The refusal of a reply whose kind does not fit the question."""
    match reply:
        case Junk(kind=kind):
            return Refusal("unfit", kind=kind)
        case File():
            return Refusal("unfit", kind="file")
        case SharedContact():
            return Refusal("unfit", kind="contact")
        case Press():
            return Refusal("stale-button")
        case Text() | Composed():
            return Refusal("unfit", kind="text")


class TextReader:
    """A typed line, understood by a value type's parser."""

    def __init__(
        self,
        parse: ParseWithin,
        load: Parse,
        show: Callable[[Any], str] = str,
        skip: Callable[[Any], bool] | None = None,
    ) -> None:
        self._parse = parse
        self._load = load
        self._show = show
        self._skip = skip

    async def read(self, form: Form, asked: Field, reply: Reply, cabinet: Cabinet, step: Step) -> Answered | Drafted:
        del cabinet, asked
        if isinstance(reply, Press) and reply.name == "skip" and self._skip is not None and self._skip(form):
            return Answered("")
        if not isinstance(reply, Text):
            raise unfit(reply)
        return Answered(self._parse(form, reply.text, step))

    def load(self, kept: str) -> Any:
        return self._load(kept)

    def show(self, asked: Field, kept: str) -> str | Line:
        return self._show(self._load(kept)) if kept else Line(f"{asked.key}.skipped")

    def buttons(self, form: Form, asked: Field) -> Sequence[Sequence[Button]]:
        may_skip = self._skip is not None and self._skip(form)
        return [[Button("skip", "", f"{asked.key}.skip")]] if may_skip else ()


class ContactReader(TextReader):
    """A typed number or the sender's own contact card; somebody else's is refused."""

    async def read(self, form: Form, asked: Field, reply: Reply, cabinet: Cabinet, step: Step) -> Answered | Drafted:
        if isinstance(reply, SharedContact):
            if not reply.own:
                raise Refusal("foreign-contact")
            return Answered(Phone.of_shared_contact(reply.phone))
        return await super().read(form, asked, reply, cabinet, step)


def text(parse: Parse, load: Parse | None = None, show: Callable[[Any], str] = str) -> TextReader:
    """Typed text; ``load`` reads the kept form where the parser would be too strict for it."""
    return TextReader(lambda _form, typed, _step: parse(typed), load or parse, show)


def text_within(parse: ParseWithin, load: Parse = str, skip: Callable[[Any], bool] | None = None) -> TextReader:
    """Typed text whose meaning depends on earlier answers or on the day; ``skip`` tells whether it may be left out."""
    return TextReader(parse, load, skip=skip)


def phone_number() -> ContactReader:
    return ContactReader(lambda _form, typed, _step: Phone.parse(typed), Phone, lambda kept: kept.pretty)


def email_address() -> TextReader:
    return TextReader(lambda _form, typed, _step: Email.parse(typed), Email, lambda kept: kept.pretty)


class choice:  # noqa: N801 - reads as a word of the vocabulary beside text() and contact()
    """One of named options, a button each; ``load`` makes the value of the name."""

    def __init__(self, *names: str, load: Parse = str) -> None:
        self.names = names
        self._load = load

    async def read(self, form: Form, asked: Field, reply: Reply, cabinet: Cabinet, step: Step) -> Answered | Drafted:
        del form, asked, cabinet, step
        if isinstance(reply, Text):
            raise Refusal("choose-button")
        if not isinstance(reply, Press) or reply.name != "pick" or reply.value not in self.names:
            raise unfit(reply)
        return Answered(self._load(reply.value))

    def load(self, kept: str) -> Any:
        return self._load(kept)

    def show(self, asked: Field, kept: str) -> str | Line:
        return Line(f"{asked.key}.{kept}")

    def buttons(self, form: Form, asked: Field) -> Sequence[Sequence[Button]]:
        del form
        return [[Button("pick", name, f"{asked.key}.{name}")] for name in self.names]


class summary:  # noqa: N801 - as choice
    """All answers on one page: each of ``corrects`` can be asked again, ``submit`` goes on."""

    def __init__(self, submit: str, *, corrects: Sequence[str]) -> None:
        self._submit = submit
        self.corrects = tuple(corrects)

    async def read(self, form: Form, asked: Field, reply: Reply, cabinet: Cabinet, step: Step) -> Answered | Drafted:
        del form, asked, cabinet, step
        if isinstance(reply, Text):
            raise Refusal("choose-button")
        if not isinstance(reply, Press) or reply.name != self._submit:
            raise unfit(reply)
        return Answered(None)

    def load(self, kept: str) -> Any:
        return kept

    def show(self, asked: Field, kept: str) -> str | Line:
        del asked
        return kept

    def buttons(self, form: Form, asked: Field) -> Sequence[Sequence[Button]]:
        rows = [[self.submit_button(asked)]]
        fields = [each for each in form.visible() if each.name in self.corrects and form.answered(each.name)]
        corrections = [Button("correct", each.name, f"{each.key}.correct") for each in fields]
        rows += [corrections[index : index + 2] for index in range(0, len(corrections), 2)]
        return rows

    def submit_button(self, asked: Field) -> Button:
        return Button(self._submit, "", f"{asked.key}.{self._submit}")


class ticks(summary):  # noqa: N801 - as choice
    """Ticks that all have to be set before ``submit`` does anything; each button says the state it sets.

    So a tap that comes twice sets the same tick twice instead of taking it away again.
    """

    def __init__(self, *names: str, submit: str, corrects: Sequence[str]) -> None:
        super().__init__(submit, corrects=corrects)
        self._names = names

    async def read(self, form: Form, asked: Field, reply: Reply, cabinet: Cabinet, step: Step) -> Answered | Drafted:
        draft = dict(form.place.drafts.get(asked.name, {}))
        if isinstance(reply, Press) and reply.name == "tick":
            name, _, state = reply.value.partition("=")
            if name in self._names:
                return Drafted(draft | {name: state == "1"})
        answered = await super().read(form, asked, reply, cabinet, step)
        if not all(draft.get(name) for name in self._names):
            raise Refusal("tick-both")
        return answered

    def buttons(self, form: Form, asked: Field) -> Sequence[Sequence[Button]]:
        draft = form.place.drafts.get(asked.name, {})
        rows: list[Sequence[Button]] = []
        for name in self._names:
            on = bool(draft.get(name))
            label = f"{asked.key}.{name}-{'on' if on else 'off'}"
            rows.append([Button("tick", f"{name}={0 if on else 1}", label)])
        return [*rows, *super().buttons(form, asked)]
