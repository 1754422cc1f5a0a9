"""«Рассылка»: the message, whom it is for, its button and its time, a page with its preview, and off it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from account.broadcasts.composing import MANY, differs
from account.broadcasts.records import Audience, BroadcastKind, Content, Draft, Link, Piece, Whom
from account.cabinet import Cabinet
from account.people import LANGUAGES
from account.refusals import Refusal
from account.step import Step
from fsm.broadcast_readers import counted, link, starting, typed_number
from fsm.form import Done, Field, Form, Line, Offer, Privacy, ask
from fsm.pieces import pieces
from fsm.readers import summary

ALL: Final = "all"
MOSCOW: Final = "Europe/Moscow"  # the one zone that the texts have a word for
COMPOSED: Final = ("content", "whom", "language", "category", "link", "starts_at")


def load_language(picked: str) -> str | None:
    return None if picked == ALL else picked


async def count_whom(form: BroadcastForm, cabinet: Cabinet, step: Step) -> None:
    await _note(form, "whom", {each: (Audience(each), BroadcastKind.SERVICE) for each in Whom}, cabinet, step)


async def count_languages(form: BroadcastForm, cabinet: Cabinet, step: Step) -> None:
    wanted = {each: Audience(form.whom, load_language(each)) for each in (ALL, *LANGUAGES)}
    reached = {name: (audience, BroadcastKind.SERVICE) for name, audience in wanted.items()}
    await _note(form, "language", reached, cabinet, step)


async def count_categories(form: BroadcastForm, cabinet: Cabinet, step: Step) -> None:
    audience = Audience(form.whom, form.language)
    await _note(form, "category", {each: (audience, each) for each in BroadcastKind}, cabinet, step)


async def note_clock(form: BroadcastForm, cabinet: Cabinet, step: Step) -> None:
    """What time it is, whose time that is, and a day that is ahead, for the examples."""
    del cabinet
    zone = "moscow" if step.zone.key == MOSCOW else step.zone.key
    day = f"{step.today + timedelta(days=2):%d.%m}"
    form.place.notes |= {"since": int(step.at.timestamp()), "zone": zone, "day": day}


async def whom_there_is(form: BroadcastForm, whom: Whom, cabinet: Cabinet, step: Step) -> None:
    del form
    await _somebody(Audience(whom), BroadcastKind.SERVICE, cabinet, step)


async def language_there_is(form: BroadcastForm, language: str | None, cabinet: Cabinet, step: Step) -> str:
    await _somebody(Audience(form.whom, language), BroadcastKind.SERVICE, cabinet, step)
    return language or ALL


async def category_there_is(form: BroadcastForm, category: BroadcastKind, cabinet: Cabinet, step: Step) -> None:
    await _somebody(Audience(form.whom, form.language), category, cabinet, step)


async def weigh(form: BroadcastForm, cabinet: Cabinet, step: Step) -> None:
    """The figures of the page; nobody to write to: it is not shown. Refused: «broadcast-nobody»."""
    total = await _somebody(form.audience, form.category, cabinet, step)
    _tell(form, total, cabinet)


async def weigh_again(form: BroadcastForm, given: None, cabinet: Cabinet, step: Step) -> None:
    """«Отправить»: what counts is what the page says. Refused: «broadcast-nobody», «broadcast-changed»."""
    del given
    if await cabinet.composing.was_made(step, form.place.talk):
        return  # the step comes again: what has changed since is no matter any more
    told = int(form.place.notes["total"])
    total = await _somebody(form.audience, form.category, cabinet, step)
    _tell(form, total, cabinet)
    if differs(told, total):
        raise Refusal("broadcast-changed", back="confirm", count=total)


def may_have_link(form: BroadcastForm) -> bool:
    return not form.answered("content") or len(form.content) == 1


def asks_number(form: BroadcastForm) -> bool:
    """Above 1,000 recipients; as long as they are not counted, there may be so many."""
    return int(form.place.notes.get("total", MANY + 1)) > MANY


class BroadcastForm(Form, name="broadcast", version=1):
    """Only for whoever may write to many; that is looked up at every step."""

    content: tuple[Piece, ...] = ask(pieces(), privacy=Privacy.OPEN)
    whom: Whom = ask(counted(*Whom, load=Whom), privacy=Privacy.OPEN, then=whom_there_is, figures=count_whom)
    language: str | None = ask(
        counted(ALL, *LANGUAGES, load=load_language),
        privacy=Privacy.OPEN,
        then=language_there_is,
        figures=count_languages,
    )
    category: BroadcastKind = ask(
        counted(*BroadcastKind, load=BroadcastKind),
        privacy=Privacy.OPEN,
        then=category_there_is,
        figures=count_categories,
    )
    link: Link | None = ask(link(), privacy=Privacy.OPEN, when=may_have_link)
    starts_at: datetime | None = ask(starting(), privacy=Privacy.OPEN, figures=note_clock)
    confirm: str = ask(
        summary("send", corrects=COMPOSED),
        privacy=Privacy.OPEN,
        then=weigh_again,
        entering=weigh,
        needs=COMPOSED,
        offers=[Offer("test", exhibits=True)],
    )
    number: str = ask(typed_number(), privacy=Privacy.OPEN, when=asks_number, needs=("confirm",), shown=False)

    @property
    def audience(self) -> Audience:
        return Audience(self.whom, self.language)

    @property
    def composed(self) -> Content:
        return Content(self.content, self.link if may_have_link(self) else None)

    async def admit(self, cabinet: Cabinet, step: Step) -> None:
        await cabinet.composing.demand(step.person)

    async def start(self, cabinet: Cabinet, step: Step) -> None:
        """So that the progress says from the start whether a number will have to be typed."""
        (most,) = await cabinet.composing.counts(step.person, [(Audience(Whom.EVERYONE), BroadcastKind.SERVICE)])
        self.place.notes["total"] = most

    def prompt_args(self, asked: Field) -> Mapping[str, str | int]:
        del asked
        draft = self.place.drafts.get("content", {})
        album = "no" if may_have_link(self) else "yes"
        return self.place.notes | {"files": len(draft.get("pieces", {})), "album": album}

    def exhibit(self, asked: Field) -> Content | None:
        return self.composed if asked.name == "confirm" else None

    def not_shown(self, why: str) -> Refusal:
        return Refusal("broadcast-not-taken", back="link" if "button" in why.casefold() else "content")

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        draft = Draft(self.composed, self.audience, self.category, self.starts_at)
        told = int(self.place.notes["total"])
        try:
            number = await cabinet.composing.create(step, draft, told, self.place.talk)
        except Refusal as refusal:
            if refusal.name in {"start-past", "start-too-far"}:
                raise Refusal(refusal.name, back="starts_at", **refusal.args_of_text) from None
            _tell(self, int(refusal.args_of_text.get("count", 0)), cabinet)
            raise Refusal(refusal.name, back="confirm", **refusal.args_of_text) from None
        if self.starts_at is None:
            return Done((Line("broadcast-made", {"number": str(number)}),))
        since = int(self.starts_at.timestamp())
        return Done((Line("broadcast-planned", {"number": str(number), "since": since}),))


async def _somebody(audience: Audience, kind: BroadcastKind, cabinet: Cabinet, step: Step) -> int:
    (count,) = await cabinet.composing.counts(step.person, [(audience, kind)])
    if count:
        return count
    raise Refusal("broadcast-nobody-agreed" if kind is BroadcastKind.ADVERTISING else "broadcast-nobody")


async def _note(
    form: BroadcastForm,
    question: str,
    reached: Mapping[str, tuple[Audience, BroadcastKind]],
    cabinet: Cabinet,
    step: Step,
) -> None:
    counts: Sequence[int] = await cabinet.composing.counts(step.person, list(reached.values()))
    form.place.notes |= {f"{question}-{name}": count for name, count in zip(reached, counts, strict=True)}


def _tell(form: BroadcastForm, total: int, cabinet: Cabinet) -> None:
    minutes = cabinet.composing.lasts(total, len(form.content)) // timedelta(minutes=1)
    form.place.notes |= {"total": total, "hours": minutes // 60, "minutes": minutes % 60}
