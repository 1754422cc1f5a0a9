"""«Изменить» of a broadcast: the new message, its button, and a page with its preview before all see it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from account.broadcasts.records import Content, Deed, Link, Piece
from account.broadcasts.second_runs import reworded
from account.cabinet import Cabinet
from account.refusals import Refusal
from account.step import Step
from fsm.broadcast_readers import link
from fsm.form import Answered, Done, Drafted, Field, Form, Line, Offer, Privacy, ask
from fsm.pieces import pieces
from fsm.readers import summary
from fsm.replies import Composed, Reply

NOTHING: Final = '{"pieces":[],"link":null}'


class one_message(pieces):  # noqa: N801 - reads as a word of the vocabulary, as choice
    """A single one: what was sent cannot become an album."""

    async def read(self, form: Form, asked: Field, reply: Reply, cabinet: Cabinet, step: Step) -> Answered | Drafted:
        if isinstance(reply, Composed) and reply.album is not None:
            raise Refusal("broadcast-other-kind")
        return await super().read(form, asked, reply, cabinet, step)


async def fits(form: BroadcastEdit, kept: str, cabinet: Cabinet, step: Step) -> None:
    """Refused: «broadcast-other-kind», «broadcast-caption-long»."""
    del cabinet, step
    (piece,) = BroadcastEdit.fields["content"].reader.load(kept)
    reworded(form.sent, piece, None)


def may_have_link(form: BroadcastEdit) -> bool:
    return len(form.sent.pieces) <= 1


def present_link(form: BroadcastEdit) -> Link | None:
    return form.sent.link


class BroadcastEdit(Form, name="broadcast-edit", version=1):
    """Opened by the broadcast's button, with its number noted; whether it may be changed is looked up to the end."""

    content: tuple[Piece, ...] = ask(one_message(), privacy=Privacy.OPEN, then=fits)
    link: Link | None = ask(link(same=present_link), privacy=Privacy.OPEN, when=may_have_link)
    confirm: str = ask(
        summary("change", corrects=("content", "link")),
        privacy=Privacy.OPEN,
        needs=("content", "link"),
        offers=[Offer("test", exhibits=True)],
    )

    @property
    def number(self) -> int:
        return int(self.place.notes.get("broadcast", 0))

    @property
    def sent(self) -> Content:
        """What recipients have now."""
        kept = json.loads(str(self.place.notes.get("sent", NOTHING)))
        found = tuple(Piece(**(each | {"entities": tuple(each["entities"])})) for each in kept["pieces"])
        return Content(found, Link(**kept["link"]) if kept["link"] else None)

    @property
    def changed(self) -> Content:
        return reworded(self.sent, self.content[0], self.link if may_have_link(self) else None)

    async def admit(self, cabinet: Cabinet, step: Step) -> None:
        await cabinet.composing.demand(step.person)

    async def start(self, cabinet: Cabinet, step: Step) -> None:
        if not self.number:  # begun anew: which one it was is not known any more
            raise Refusal("broadcast-choose")
        seen = await cabinet.broadcasts.ask(step, self.number, Deed.EDIT)
        assert seen.content is not None
        self.place.notes["untraced"] = seen.untraced
        self.place.notes["sent"] = json.dumps(asdict(seen.content), ensure_ascii=False, separators=(",", ":"))

    def prompt_args(self, asked: Field) -> Mapping[str, str | int]:
        del asked
        first, *others = self.sent.pieces
        kind = "album" if others else first.kind
        return {"broadcast": str(self.number), "kind": kind, "untraced": int(self.place.notes.get("untraced", 0))}

    def exhibit(self, asked: Field) -> Content | None:
        return self.changed if asked.name == "confirm" else None

    def not_shown(self, why: str) -> Refusal:
        about_link = "URL" in why.upper() or "BUTTON" in why.upper()
        return Refusal("broadcast-not-taken", back="link" if about_link and may_have_link(self) else "content")

    async def done(self, cabinet: Cabinet, step: Step) -> Done:
        await cabinet.broadcasts.edit(step, self.number, self.changed)
        return Done((Line("broadcast-edit-done", {"broadcast": str(self.number)}),))
