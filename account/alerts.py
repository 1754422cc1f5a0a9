"""Tells the others who are signed in to an account what was done there, so that a stranger does not go unnoticed."""

from __future__ import annotations

from collections.abc import Iterable

from account.ports import Work
from account.records import Parcel
from account.step import Step


async def alert(work: Work, step: Step, text: str, people: Iterable[int], session: int | None = None) -> None:
    """Put a notice for each of them but whoever did it; ``session`` is the sign-in that they may end."""
    for person in people:
        if person == step.person:
            continue
        payload: dict[str, str | int] = {"text": text} | ({} if session is None else {"session": session})
        await work.outbox.put(Parcel(step.key(f"alert-{person}"), "notice", person, payload, step.at))
