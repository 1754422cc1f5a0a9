"""People who walk a script step by step: each sends an answer, waits for the next question, and goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from playground import Person as Resident
from tests.faults.street import Street

PATIENCE: Final = 30.0
LOOK_UP_AFTER: Final = 1.0
QUIET_FOR: Final = 5  # looks: after so many without another word, what was heard is not just late
STALE: Final = "уже не действует"


@dataclass(frozen=True, slots=True)
class Act:
    """What a person does, and the words by which they know that it was understood."""

    kind: Literal["says", "presses", "shows"]
    what: Any
    hears: str


def says(text: str, hears: str) -> Act:
    return Act("says", text, hears)


def presses(label: str, hears: str) -> Act:
    return Act("presses", label, hears)


def shows(picture: bytes, hears: str) -> Act:
    return Act("shows", picture, hears)


class Walker:
    """``silent`` is the act that got no answer; ``extra`` counts answers beyond one an act."""

    def __init__(self, street: Street, resident: Resident, script: Sequence[Act], patience: float = PATIENCE) -> None:
        self.street = street
        self.resident = resident
        self.script = list(script)
        self.done = 0
        self.silent: Act | None = None
        self._patience = patience

    @property
    def id(self) -> int:
        return self.resident.id

    @property
    def extra(self) -> int:
        return len(self.street.heard(self.id)) - self.done

    @property
    def last_heard(self) -> str:
        return (self.street.heard(self.id) or ["nothing"])[-1]

    async def walk(self) -> None:
        """To the end, or to the first silence."""
        for act in self.script:
            if not await self._understood(act):
                self.silent = act
                return
            self.done += 1

    async def _understood(self, act: Act) -> bool:
        """Do it, and once more where a word says that the button is an old one: the newest is below it.

        A command too: by webhook a press that a kill delayed may end the conversation after the command was answered.
        What was typed as an answer is never said again: it must not get lost.
        """
        after, told = len(self.street.heard(self.id)), self._stale_words()
        heard, quiet = after, 0
        assert self._do(act), f"there is no button «{act.what}»"
        for _ in range(int(self._patience / LOOK_UP_AFTER)):
            if await self.street.hears(self.id, after, act.hears, LOOK_UP_AFTER) is not None:
                return True
            heard, quiet = len(self.street.heard(self.id)), quiet + 1 if len(self.street.heard(self.id)) == heard else 0
            crossed = act.kind == "says" and act.what.startswith("/") and heard > after and quiet >= QUIET_FOR
            if self._stale_words() > told or crossed:
                told, after, quiet = self._stale_words(), heard, 0
                self._do(act)
        return False

    def _stale_words(self) -> int:
        return sum(each.to == self.id and STALE in str(each.text) for each in self.street.playground.world.toasts)

    def _do(self, act: Act) -> bool:
        """False where the button is gone: the press was taken, and the word of an old button came of a copy."""
        world = self.street.playground.world
        match act.kind:
            case "says":
                world.say(self.resident, act.what)
            case "shows":
                world.send_files(self.resident, [("page.jpg", act.what, "image/jpeg")])
            case "presses":
                if (button := self._button(act.what)) is None:
                    return False
                world.press(self.resident, *button)
        return True

    def _button(self, label: str) -> tuple[int, str] | None:
        for message in reversed(self.street.playground.world.messages(self.id)):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if label in button["text"]:
                        return message["message_id"], button["callback_data"]
        return None


class Crowd:
    """Walkers at once; ``at`` waits for a share of all their steps to be done."""

    def __init__(self, walkers: Sequence[Walker]) -> None:
        self.walkers = walkers
        self.steps = sum(len(each.script) for each in walkers)

    @property
    def done(self) -> int:
        return sum(each.done for each in self.walkers)

    @property
    def silent(self) -> list[str]:
        """Who got no answer, to what, and what they had heard last."""
        return [
            f"{each.resident.first_name}: {each.silent.what!s:.60} → «{each.silent.hears}» after {each.last_heard:.300}"
            for each in self.walkers
            if each.silent
        ]

    @property
    def extra(self) -> int:
        return sum(each.extra for each in self.walkers)

    async def walk(self) -> None:
        async with asyncio.TaskGroup() as group:
            for each in self.walkers:
                group.create_task(each.walk())

    async def at(self, share: float, walking: asyncio.Task[None]) -> None:
        """Until this share of the steps is done, or the walk is over."""
        while self.done < share * self.steps and not walking.done():
            await self.walkers[0].street.change()
