"""When what was sent may be changed, taken back, or sent once more to those of whom it is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from account.broadcasts.records import Broadcast, BroadcastState, Content, Counts, Deed, Link, Piece
from account.ports import Work
from account.refusals import Refusal

CHANGED_WITHIN: Final = timedelta(hours=48)  # Telegram deletes nothing older
CAPTION_MOST: Final = 1024  # UTF-16 units, Telegram's
OVER: Final = (BroadcastState.STOPPED, BroadcastState.DONE)
# Telegram gives a caption to all of these.
CAPTIONED: Final = frozenset({"photo", "video", "animation", "document", "audio", "voice"})


@dataclass(frozen=True, slots=True)
class Overview:
    """A broadcast with its second runs; ``unsure``: how many of whom nobody knows, and to whom nothing went since.

    ``untraced`` counts all of whom it was never known, also those who have got it again since: the message that they
    may have has no number by which to change or delete it. ``content`` is what recipients have, or will have; None
    where it was forgotten in time. Of a second run both are the broadcast's.
    """

    one: Broadcast
    runs: tuple[Broadcast, ...] = ()
    unsure: int = 0
    untraced: int = 0
    content: Content | None = None

    @property
    def deeds(self) -> list[Deed]:
        """What is offered: a time that runs out is told only to whoever presses."""
        if self.one.deed is not Deed.SEND or self.one.state not in OVER or self.busy:
            return []
        fresh, there = not self._taken_back, self.delivered > 0
        offered = [(Deed.EDIT, fresh and there), (Deed.DELETE, not self._gone and there)]
        return [deed for deed, may in [*offered, (Deed.RESEND, fresh and self.unsure > 0)] if may]

    def demand(self, deed: Deed, at: datetime) -> None:
        """Refused: «broadcast-not-over», «broadcast-run-busy», «broadcast-taken-back», «broadcast-too-late», …

        … «broadcast-nobody-has-it», «broadcast-none-unsure», «broadcast-forgotten».
        """
        if self.one.state not in OVER:
            raise Refusal("broadcast-not-over")
        if self.busy:
            raise Refusal("broadcast-run-busy")
        if self._gone if deed is Deed.DELETE else self._taken_back:
            raise Refusal("broadcast-taken-back")
        if deed is Deed.RESEND and not self.unsure:
            raise Refusal("broadcast-none-unsure")
        if deed is not Deed.RESEND and not self.delivered:
            raise Refusal("broadcast-nobody-has-it")
        if deed is not Deed.RESEND and at >= self.ended + CHANGED_WITHIN:
            raise Refusal("broadcast-too-late")
        if deed is not Deed.DELETE and self.one.content is None:
            raise Refusal("broadcast-forgotten")

    @property
    def ended(self) -> datetime:
        """When the last of it went out: a repetition to some is a part of it."""
        sent = [self.one, *(each for each in self.runs if each.deed is Deed.RESEND)]
        return max(each.finished_at or each.created_at for each in sent)

    @property
    def busy(self) -> Broadcast | None:
        """The second run that is not over: there is one at a time."""
        return next((each for each in self.runs if each.state not in OVER), None)

    @property
    def _deletions(self) -> list[Broadcast]:
        return [each for each in self.runs if each.deed is Deed.DELETE and each.started_at is not None]

    @property
    def _taken_back(self) -> bool:
        return bool(self._deletions)

    @property
    def _gone(self) -> bool:
        """A deletion that came to its end is not made again; one that was stopped, or not sure of all, may be."""
        return any(each.state is BroadcastState.DONE and not each.counts.unknown for each in self._deletions)

    @property
    def delivered(self) -> int:
        """How many are known to have it."""
        return self.one.counts.sent + sum(each.counts.sent for each in self.runs if each.deed is Deed.RESEND)

    @property
    def counts(self) -> Counts:
        """With the repetitions: whoever was reached by one is not unknown any more."""
        again = [each.counts for each in self.runs if each.deed is Deed.RESEND]
        sent, blocked = sum(each.sent for each in again), sum(each.blocked for each in again)
        failed, one = sum(each.failed for each in again), self.one.counts
        unknown = max(one.unknown - sent - blocked - failed, 0)
        return Counts(one.sent + sent, one.blocked + blocked, one.failed + failed, unknown)


async def overview(work: Work, broadcast_id: int) -> Overview:
    """Refused: «broadcast-gone»."""
    one = await work.broadcasts.by_id(broadcast_id)
    if one is None:
        raise Refusal("broadcast-gone")
    runs = await work.broadcasts.runs(one.of or one.id)
    if one.of is not None and (first := await work.broadcasts.by_id(one.of)) is not None:
        given = one.content or await _as_it_is(work, first, runs)
        return Overview(one, untraced=first.counts.unknown, content=given)
    lost = one.counts.unknown + sum(each.counts.unknown for each in runs if each.deed is Deed.RESEND)
    unsure = await work.broadcasts.unsure(one.id) if lost else 0
    # Whoever it was repeated to was unknown before, and is counted there.
    return Overview(one, tuple(runs), unsure, one.counts.unknown, await _as_it_is(work, one, runs))


async def _as_it_is(work: Work, one: Broadcast, runs: Sequence[Broadcast]) -> Content | None:
    """What was sent, or what the last change that began has made of it."""
    changes = [each for each in runs if each.deed is Deed.EDIT and each.started_at is not None]
    changed = await work.broadcasts.by_id(changes[-1].id) if changes else None
    return one.content if changed is None or changed.content is None else changed.content


def reworded(content: Content, words: Piece, link: Link | None) -> Content:
    """The same with another text or caption, or with another file of its kind.

    A voice message keeps its sound, and an album its files (Telegram); its caption stays under the file that has one.
    Refused: «broadcast-other-kind», «broadcast-caption-long».
    """
    first, *others = content.pieces
    if words.kind == first.kind and first.kind != "voice" and not others:
        return Content((words,), link)
    if words.kind != "text" or first.kind not in CAPTIONED:
        raise Refusal("broadcast-other-kind")
    if len(words.text.encode("utf-16-le")) // 2 > CAPTION_MOST:
        raise Refusal("broadcast-caption-long", most=str(CAPTION_MOST))
    captioned = list(content.pieces)
    place = next((index for index, each in enumerate(captioned) if each.text), 0)
    captioned[place] = replace(captioned[place], text=words.text, entities=words.entities)
    return Content(tuple(captioned), None if others else link)
