"""Reads whole messages, to be kept as they are: one, or an album whose pieces come in one by one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from account.broadcasts.records import Piece
from account.cabinet import Cabinet
from account.refusals import Refusal
from account.step import Step
from fsm.form import Answered, Button, Drafted, Field, Form, Line
from fsm.replies import Composed, File, Junk, Press, Reply, SharedContact

CAPTION_MOST: Final = 1024  # UTF-16 units: what people with a subscription write beyond, a bot cannot send
SHOWN_MOST: Final = 40
Kept = dict[str, Any]


class pieces:  # noqa: N801 - reads as a word of the vocabulary, as choice
    """The answer and, for an album that is still coming in, the draft: ``album`` and ``pieces`` by message."""

    async def read(self, form: Form, asked: Field, reply: Reply, cabinet: Cabinet, step: Step) -> Answered | Drafted:
        del cabinet, step
        draft: Kept = form.place.drafts.get(asked.name, {})
        if isinstance(reply, Press) and reply.name == "next" and draft:
            return self._answered(form, asked, draft)
        if isinstance(reply, Press):
            raise Refusal("stale-button")
        if not isinstance(reply, Composed):
            raise Refusal("broadcast-kind", kind=_kind(reply))
        if len(reply.piece.text.encode("utf-16-le")) // 2 > CAPTION_MOST and reply.piece.kind != "text":
            raise Refusal("broadcast-caption", most=CAPTION_MOST)
        return self._composed(form, asked, draft, reply)

    def _composed(self, form: Form, asked: Field, draft: Kept, reply: Composed) -> Answered | Drafted:
        there: Kept = json.loads(form.place.answers[asked.name]) if form.answered(asked.name) else {}
        if str(reply.message) in there.get("pieces", {}):  # it was edited
            return self._answered(form, asked, _with(there, reply))
        if reply.album is None:
            return self._answered(form, asked, _with({"album": None}, reply))
        begun = draft if draft.get("album") == reply.album else {"album": reply.album}
        return Drafted(_with(begun, reply))

    def _answered(self, form: Form, asked: Field, kept: Kept) -> Answered:
        """Editing an earlier message that is no part of the answer any more changes nothing."""
        form.place.drafts.pop(asked.name, None)
        named = form.place.messages.items()
        form.place.messages = {each: name for each, name in named if name != asked.name or each in kept["pieces"]}
        return Answered(json.dumps(kept, ensure_ascii=False, separators=(",", ":")))

    def load(self, kept: str) -> tuple[Piece, ...]:
        by_message = sorted(json.loads(kept)["pieces"].items(), key=lambda each: int(each[0]))
        return tuple(Piece(**(piece | {"entities": tuple(piece["entities"])})) for _, piece in by_message)

    def show(self, asked: Field, kept: str) -> str | Line:
        del asked
        return excerpt(self.load(kept))

    def buttons(self, form: Form, asked: Field) -> Sequence[Sequence[Button]]:
        draft = form.place.drafts.get(asked.name, {})
        return [[Button("next", "", f"{asked.key}.next", {"count": len(draft["pieces"])})]] if draft else ()


def excerpt(said: Sequence[Piece]) -> Line:
    """Its kind and its first words, to tell it from others by."""
    text = " ".join(next((each.text for each in said if each.text), "").split())
    words = text if len(text) <= SHOWN_MOST else f"{text[:SHOWN_MOST].rstrip()}…"
    kind = said[0].kind if len(said) == 1 else "album"
    return Line("broadcast-shown", {"kind": kind, "count": len(said), "words": words or "none"})


def _with(kept: Mapping[str, Any], reply: Composed) -> Kept:
    return {**kept, "pieces": {**kept.get("pieces", {}), str(reply.message): asdict(reply.piece)}}


def _kind(reply: Reply) -> str:
    match reply:
        case Junk(kind=kind):
            return kind
        case SharedContact():
            return "contact"
        case File():
            return "file"
        case _:
            return "text"
