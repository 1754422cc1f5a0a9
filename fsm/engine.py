"""The engine: a place and a reply give the next place and what to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from account.broadcasts.records import Content
from account.cabinet import Cabinet
from account.refusals import Refusal
from account.step import Step
from fsm.form import Answered, Button, Drafted, Field, Form, Line, Offer, Privacy
from fsm.pieces import pieces
from fsm.place import Place
from fsm.readers import TextReader
from fsm.replies import Composed, Press, Reply, Text

BACK = Button("back", "", "button-back")
CANCEL = Button("cancel", "", "button-cancel")
KEEP = Button("keep", "", "button-keep")


class UnknownPlaceError(Exception):
    """The place was stored by a form or version that is no more."""


@dataclass(frozen=True, slots=True)
class Question:
    """The present question, ready to be worded: everything but the language."""

    talk: str
    form: str
    field: str
    key: str
    number: int
    of: int
    given: Sequence[tuple[str, str | Line]]
    args: Mapping[str, str | int]
    buttons: Sequence[Sequence[Button]]
    keyboard: str | None
    secret: bool
    exhibit: Content | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of a reply. ``place`` None: the conversation is over; ``opens`` names the next one.

    ``refusal`` and ``says`` go before the question; ``toast`` is a short word for the button pressed.
    ``exhibits``: what the question exhibits is shown once more, as others would get it.
    """

    place: Place | None
    says: tuple[Line, ...] = ()
    refusal: Line | None = None
    toast: Line | None = None
    opens: str | None = None
    moved: bool = True
    forgets: bool = False
    exhibits: bool = False


class Engine:
    """Walks people through forms. It has no I/O of its own: effects are the account's services.

    ``new_talk`` names a new conversation by the step that opens it: the same name when that step is repeated.
    """

    def __init__(self, forms: Iterable[type[Form]], cabinet: Cabinet, new_talk: Callable[[Step], str]) -> None:
        self._forms = {form.name: form for form in forms}
        self._cabinet = cabinet
        self._new_talk = new_talk

    async def begin(self, name: str, step: Step, notes: Mapping[str, str | int] | None = None) -> Turn:
        """Open a conversation, about what is noted; a refusal of its start keeps it closed."""
        kind = self._forms[name]
        place = Place(self._new_talk(step), name, kind.version, next(iter(kind.fields)), notes=dict(notes or {}))
        form = kind.at(place)
        await form.admit(self._cabinet, step)
        try:
            await form.start(self._cabinet, replace(step, place=f"{place.talk}:{place.field}"))
        except Refusal as refusal:
            return Turn(None, refusal=_line(refusal))
        return await self._onward(form, None, step)

    async def take(self, place: Place, reply: Reply, step: Step) -> Turn:
        """A reply to the present question."""
        form = self.restore(place)
        await form.admit(self._cabinet, step)
        asked = form.fields[form.place.field]
        if isinstance(reply, Press):
            if (offer := asked.offer(reply.name)) is not None:
                return await self._offer(form, asked, offer, step)
            if (target := self._led_to(form, asked, reply)) is not None:
                await self._arrive(form, target, step)
                return Turn(form.place)
            if reply.name == KEEP.name and form.answered(asked.name):
                return await self._onward(form, asked, step)
        return await self._answer(form, asked, reply, step)

    async def correct(self, place: Place, message: int, reply: Reply, step: Step) -> Turn | None:
        """The person edited an earlier answer; None when the message is no answer of this conversation."""
        form = self.restore(place)
        name, present = form.place.messages.get(str(message)), form.place.field
        if name is None or form.fields[name].final or form.fields[name].privacy is Privacy.SECRET:
            return None
        if form.fields[name] not in form.visible():
            return None
        await form.admit(self._cabinet, step)
        form.place.field = name
        turn = await self._answer(form, form.fields[name], reply, step)
        if turn.place is not None and turn.refusal is not None and form.answered(name):
            turn.place.field = present
        return turn

    def restore(self, place: Place) -> Form:
        """The form at a copy of the place, so that a failed step leaves the given one as it was."""
        return self._at(place.copied())

    def _at(self, place: Place) -> Form:
        kind = self._forms.get(place.form)
        if kind is None or kind.version != place.version or place.field not in kind.fields:
            raise UnknownPlaceError
        return kind.at(place)

    def question(self, place: Place) -> Question:
        form = self._at(place)
        asked = form.fields[place.field]
        visible = form.visible()
        given = [
            (each.key, "•" * 6 if each.privacy is Privacy.SECRET else each.reader.show(each, place.answers[each.name]))
            for each in visible
            if form.answered(each.name)
            and each.shown
            and not each.final
            and each.name != asked.name
            and not _is_page(each)
        ]
        return Question(
            talk=place.talk,
            form=place.form,
            field=asked.name,
            key=asked.key,
            number=visible.index(asked) + 1,
            of=len(visible),
            given=given,
            args=form.prompt_args(asked),
            buttons=self._buttons(form, asked),
            keyboard=asked.keyboard,
            secret=asked.privacy is Privacy.SECRET,
            exhibit=form.exhibit(asked),
        )

    def not_shown(self, place: Place, why: str) -> Turn:
        """The messenger did not take what the present question exhibits."""
        form = self.restore(place)
        return self._refused(form, form.fields[place.field], form.not_shown(why))

    def takes_words(self, place: Place) -> bool:
        """Whether the present question can be answered by typing something of one's own."""
        return isinstance(self._at(place).fields[place.field].reader, TextReader)

    def takes_messages(self, place: Place, message: int | None = None) -> bool:
        """Whether the present question, or the one that this message has answered, is for a whole message."""
        name = place.field if message is None else place.messages.get(str(message))
        return name is not None and isinstance(self._at(place).fields[name].reader, pieces)

    def _buttons(self, form: Form, asked: Field) -> list[Sequence[Button]]:
        rows: list[Sequence[Button]] = list(asked.reader.buttons(form, asked))
        if form.answered(asked.name):
            rows.append([KEEP])
        args = form.prompt_args(asked)
        rows += [[Button(offer.name, "", f"{asked.key}.{offer.name}", args)] for offer in asked.offers]
        rows.append([BACK, CANCEL] if form.before(asked) else [CANCEL])
        return rows

    async def _answer(self, form: Form, asked: Field, reply: Reply, step: Step) -> Turn:
        if isinstance(reply, Text | Composed) and reply.message is not None and asked.privacy is not Privacy.SECRET:
            form.place.remember_message(reply.message, asked.name)
        try:
            read = await asked.reader.read(form, asked, reply, self._cabinet, step)
            if isinstance(read, Drafted):
                form.place.drafts[asked.name], form.place.touched = read.draft, True
                return Turn(form.place, toast=read.line, moved=False)
            value = await self._settle(form, asked, read, step)
        except Refusal as refusal:
            return self._refused(form, asked, refusal)
        form.answer(asked, value)
        form.place.touched = True
        return await self._onward(form, asked, step)

    async def _settle(self, form: Form, asked: Field, read: Answered, step: Step) -> object:
        if asked.then is None:
            return read.value
        settled = await asked.then(form, read.value, self._cabinet, step)
        return read.value if settled is None and asked.privacy is not Privacy.SECRET else settled

    async def _onward(self, form: Form, came_from: Field | None, step: Step) -> Turn:
        target = form.next_open()
        if target is None:
            return await self._finish(form, came_from, step)
        if target.entering is not None:
            waiting = replace(step, place=f"{form.place.talk}:{target.name}")
            try:
                await target.entering(form, self._cabinet, waiting)
            except Refusal as refusal:
                if came_from is None:
                    return Turn(None, refusal=_line(refusal))
                if came_from.final:  # what is used up cannot be given again: the way on is at the next question
                    form.place.field = target.name
                    return Turn(form.place, refusal=_line(refusal))
                form.forget(came_from.name)
                return self._refused(form, came_from, refusal)
        await self._arrive(form, target, step)
        return Turn(form.place)

    async def _arrive(self, form: Form, target: Field, step: Step) -> None:
        form.place.field = target.name
        if target.figures is not None:
            await target.figures(form, self._cabinet, step)

    async def _finish(self, form: Form, came_from: Field | None, step: Step) -> Turn:
        try:
            done = await form.done(self._cabinet, step)
        except Refusal as refusal:
            if came_from is None:
                return Turn(None, refusal=_line(refusal))
            form.forget(came_from.name)
            return self._refused(form, came_from, refusal)
        return Turn(None, says=done.says, opens=done.opens, forgets=done.forgets)

    async def _offer(self, form: Form, asked: Field, offer: Offer, step: Step) -> Turn:
        if offer.goes is not None:
            await self._arrive(form, form.fields[offer.goes], step)
            return Turn(form.place)
        if offer.exhibits:
            return Turn(form.place, moved=False, exhibits=True)
        if offer.does is None and offer.ends is None:
            return Turn(None, opens=offer.opens)
        try:
            if offer.ends is not None:
                done = await offer.ends(form, self._cabinet, step)
                return Turn(None, says=done.says, opens=done.opens)
            assert offer.does is not None
            toast = await offer.does(form, self._cabinet, replace(step, place=f"{form.place.talk}:{asked.name}"))
        except Refusal as refusal:
            return Turn(form.place, refusal=_line(refusal), moved=False)
        return Turn(form.place, toast=toast, moved=False)

    @staticmethod
    def _led_to(form: Form, asked: Field, press: Press) -> Field | None:
        if press.name == BACK.name:
            return form.before(asked)
        if press.name == "correct" and press.value in getattr(asked.reader, "corrects", ()):
            target = form.fields[press.value]
            return target if target in form.visible() else None  # a page of before, when it was asked
        return None

    @staticmethod
    def _refused(form: Form, asked: Field, refusal: Refusal) -> Turn:
        form.place.field = asked.name
        if refusal.back is not None:
            form.forget(refusal.back)
            form.place.field = refusal.back
        return Turn(form.place, refusal=_line(refusal), moved=refusal.back is not None)


def _is_page(asked: Field) -> bool:
    return hasattr(asked.reader, "corrects")


def _line(refusal: Refusal) -> Line:
    return Line(f"refusal-{refusal.name}", refusal.args_of_text)
