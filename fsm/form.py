"""The vocabulary of conversations: a form is a class, its questions are its attributes in the order of asking."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

from account.broadcasts.records import Content
from account.cabinet import Cabinet
from account.refusals import Refusal
from account.step import Step
from fsm.place import Place
from fsm.replies import Reply

if TYPE_CHECKING:
    Effect = Callable[[Any, Cabinet, Step], Awaitable["Line | None"]]
    End = Callable[[Any, Cabinet, Step], Awaitable["Done"]]
    Settle = Callable[[Any, Any, Cabinet, Step], Awaitable[Any]]

GIVEN = "✓"


class Privacy(Enum):
    """How much care an answer needs: a SECRET one is erased from the chat before it is read and never stored."""

    OPEN = "open"
    PERSONAL = "personal"
    SECRET = "secret"  # noqa: S105 - a name, not a secret


class UnansweredError(Exception):
    """A form's code read an answer that is not there yet: a mistake in the form."""


class DeclarationError(TypeError):
    """A form is declared wrongly; said when the program starts."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something to say: a text's key and the figures in it."""

    key: str
    args: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a question; ``label`` is a text's key."""

    name: str
    value: str
    label: str
    args: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """The reader understood: the question is answered with this value."""

    value: Any


@dataclass(frozen=True, slots=True)
class Drafted:
    """The reader understood a part: the question stays, with this draft."""

    draft: dict[str, Any]
    line: Line | None = None


class Reader(Protocol):
    """Turns a reply into a value, a draft or a refusal, and says which buttons belong to it."""

    async def read(
        self, form: Form, asked: Field, reply: Reply, cabinet: Cabinet, step: Step
    ) -> Answered | Drafted: ...
    def load(self, kept: str) -> Any: ...
    def show(self, asked: Field, kept: str) -> str | Line: ...
    def buttons(self, form: Form, asked: Field) -> Sequence[Sequence[Button]]: ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A way out of a question other than answering it.

    It ``does`` something and stays, ``goes`` to another field, ``ends`` the conversation, or ``opens`` another one.
    ``exhibits``: it shows what the question exhibits once more, and stays.
    """

    name: str
    does: Effect | None = None
    goes: str | None = None
    ends: End | None = None
    opens: str | None = None
    exhibits: bool = False


@dataclass(slots=True)
class Field:
    """One question. As a class attribute it is the question, on a form with a place it is the answer's value."""

    reader: Reader
    privacy: Privacy
    then: Settle | None = None
    entering: Effect | None = None
    figures: Effect | None = None
    needs: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    when: Callable[[Any], bool] | None = None
    keyboard: str | None = None
    final: bool = False
    shown: bool = True
    name: str = ""
    form: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, form: Form | None, owner: type) -> Any:
        if form is None:
            return self
        if self.name not in form.place.answers:
            raise UnansweredError(f"{self.form}.{self.name} is not answered yet")
        return self.reader.load(form.place.answers[self.name])

    @property
    def key(self) -> str:
        """The key of the question's text."""
        return f"{self.form}-{self.name}".replace("_", "-")

    def offer(self, name: str) -> Offer | None:
        return next((each for each in self.offers if each.name == name), None)


def ask(
    reader: Reader,
    *,
    privacy: Privacy,
    then: Settle | None = None,
    entering: Effect | None = None,
    figures: Effect | None = None,
    needs: Sequence[str] = (),
    offers: Sequence[Offer] = (),
    when: Callable[[Any], bool] | None = None,
    keyboard: str | None = None,
    final: bool = False,
    shown: bool = True,
) -> Any:
    """Declare a question.

    ``then`` settles the value with the account's rules and may replace or refuse it; ``entering`` happens on the way
    to the question and may refuse that; ``figures`` looks up what stands in it, whichever way somebody comes to it, and
    refuses nothing; ``needs`` names fields whose change makes this one void; ``when`` tells
    from the earlier answers whether it is asked; ``final``: nobody is led back to it
    (a code that is used up); ``shown``: it stands among the answers so far.
    """
    return Field(reader, privacy, then, entering, figures, tuple(needs), tuple(offers), when, keyboard, final, shown)


@dataclass(frozen=True, slots=True)
class Done:
    """How a conversation ends: what is said, which one opens next; ``forgets``: nothing of the chat is remembered."""

    says: tuple[Line, ...] = ()
    opens: str | None = None
    forgets: bool = False


class Form:
    """A conversation. Subclasses declare ``ask(…)`` attributes and ``done``."""

    name: ClassVar[str]
    version: ClassVar[int]
    fields: ClassVar[dict[str, Field]]

    def __init_subclass__(cls, *, name: str, version: int) -> None:
        cls.name, cls.version = name, version
        cls.fields = {key: value for key, value in vars(cls).items() if isinstance(value, Field)}
        for each in cls.fields.values():
            each.form = name
            _refuse_unknown(cls, each)

    def __init__(self, place: Place) -> None:
        self.place = place

    @classmethod
    def at(cls, place: Place) -> Self:
        return cls(place)

    async def admit(self, cabinet: Cabinet, step: Step) -> None:
        """What has to hold at every step: NotAllowed for whoever is not to know of the conversation any more."""

    async def start(self, cabinet: Cabinet, step: Step) -> None:
        """What has to hold before the first question; a refusal keeps the conversation closed."""

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        """What all the answers are for."""
        raise NotImplementedError

    def prompt_args(self, asked: Field) -> Mapping[str, str | int]:
        """Figures in the question's text: by default what effects have noted."""
        del asked
        return self.place.notes

    def exhibit(self, asked: Field) -> Content | None:
        """What is shown above the question, just as it will look to others."""
        del asked
        return None

    def not_shown(self, why: str) -> Refusal:
        """Say no to an exhibit that the messenger does not take, for the reason it gave; it is asked for again."""
        raise NotImplementedError(why)

    def visible(self) -> list[Field]:
        """The questions that this conversation has, by the answers so far."""
        return [each for each in self.fields.values() if each.when is None or each.when(self)]

    def answered(self, name: str) -> bool:
        return name in self.place.answers

    def next_open(self) -> Field | None:
        return next((each for each in self.visible() if not self.answered(each.name)), None)

    def before(self, asked: Field) -> Field | None:
        """Where «Назад» leads."""
        names = [each for each in self.visible() if not (each.final and self.answered(each.name)) or each is asked]
        position = next(index for index, each in enumerate(names) if each.name == asked.name)
        return names[position - 1] if position else None

    def answer(self, asked: Field, value: Any) -> None:
        """Keep the answer; those that hang on a changed one are void."""
        kept = GIVEN if value is None else str(value)
        changed = self.place.answers.get(asked.name) != kept
        self.place.answers[asked.name] = kept
        if changed:
            self._void_dependents(asked.name)

    def forget(self, name: str) -> None:
        self.place.answers.pop(name, None)
        self._void_dependents(name)

    def _void_dependents(self, name: str) -> None:
        for each in self.fields.values():
            if name in each.needs and each.name in self.place.answers:
                self.forget(each.name)


def _refuse_unknown(form: type[Form], asked: Field) -> None:
    names = list(form.fields)
    wanted = [*asked.needs, *(offer.goes for offer in asked.offers if offer.goes)]
    for each in wanted:
        if each not in names:
            raise DeclarationError(f"{form.name}.{asked.name} names «{each}», which is no question of the form")
    if asked.privacy is Privacy.SECRET and asked.then is None:
        raise DeclarationError(f"{form.name}.{asked.name} is secret, so `then` has to make of it what may be kept")
