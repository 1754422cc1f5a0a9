"""/broadcasts and the buttons under a broadcast: to whoever may not use them there is no such command or button."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import TelegramMethod
from aiogram.types import Message

from account.admins.roles import NotAllowed, Permission
from account.broadcasts.control import BroadcastPage
from account.broadcasts.records import Broadcast, Content, Deed
from account.broadcasts.second_runs import OVER, Overview
from account.cabinet import Cabinet
from account.refusals import Refusal
from handlers.broadcast_card import (
    card_keyboard,
    card_text,
    excerpt_line,
    figures_of,
    percent,
    untraced_line,
    when,
)
from handlers.buttons import DIGITS_MOST
from handlers.page import Act, ClosedAct
from handlers.talk import Talk
from handlers.visit import Visit
from handlers.words import Words, inline

A_ROW: Final = 3
FORM: Final = "broadcast-edit"


class BroadcastControl:
    """What the bot keeps up to date by itself it draws by itself, too; a press there is answered over the chat.

    What cannot be undone asks again below, in a message of its own.
    """

    kind = "k"

    def __init__(self, cabinet: Cabinet, talk: Talk, call_of: Callable[[Content, int], TelegramMethod[Any]]) -> None:
        self._control = cabinet.broadcasts
        self._roles = cabinet.roles
        self._talk = talk
        self._call_of = call_of
        self._at_once = {"pause": self._control.pause, "resume": self._control.resume}
        self._runs = {Deed.DELETE: self._control.delete, Deed.RESEND: self._control.resend_unknown}

    def commands(self) -> Mapping[str, Act]:
        return {}

    def closed(self) -> Mapping[str, ClosedAct]:
        return {"broadcasts": self._command}

    async def takes(self, visit: Visit, message: Message) -> bool:
        del visit, message
        return False

    async def pressed(self, visit: Visit, rest: Sequence[str]) -> bool:
        try:
            match rest:
                case ["list"]:
                    await self._list(visit, None)
                case ["list", number] if _is_number(number):
                    await self._list(visit, int(number))
                case ["no"]:
                    visit.show(visit.words.say("broadcasts-as-it-was"), None)
                case ["content", number] if _is_number(number):
                    await self._content(visit, int(number))
                case [act, number] if _is_number(number):
                    return await self._asked(visit, act, int(number), int(number))
                case [act, run, number] if _is_number(run) and _is_number(number):
                    return await self._asked(visit, act, int(run), int(number))
                case [act, number, "yes"] if _is_number(number):
                    return await self._confirmed(visit, act, int(number))
                case _:
                    return False
        except NotAllowed:
            return False
        except Refusal as refusal:
            visit.toast(visit.words.plain(f"refusal-{refusal.name}", refusal.args_of_text), alert=True)
        return True

    async def _command(self, visit: Visit, typed: str) -> bool:
        del typed
        try:
            await self._list(visit, None)
        except NotAllowed:
            return False
        return True

    async def _asked(self, visit: Visit, act: str, number: int, page: int) -> bool:
        """``page``: of which broadcast the pressed message tells, for a second run is steered from there, too."""
        if act in self._at_once:
            done = await self._at_once[act](visit.step, number)
            visit.toast(visit.words.plain(f"broadcasts-did-{act}" if done else "broadcasts-did-not"))
            await self._redraw(visit, page)
        elif act == "show":
            await self._redraw(visit, page)
        elif act == "stop":
            await self._ask_to_stop(visit, number, page)
        elif act == Deed.EDIT:
            await self._edit(visit, number)
        elif act in self._runs:
            await self._ask(visit, Deed(act), number)
        else:
            return False
        return True

    async def _content(self, visit: Visit, number: int) -> None:
        """Below, as its recipients see it."""
        content = (await self._control.one(visit.step.person, number)).content
        if content is None:
            raise Refusal("broadcast-forgotten")
        try:
            await visit.bot(self._call_of(content, visit.chat))
        except TelegramBadRequest:
            raise Refusal("broadcast-not-shown") from None
        visit.stay_below()

    async def _edit(self, visit: Visit, number: int) -> None:
        """The questions come below: the figures stay, with their buttons."""
        await self._control.ask(visit.step, number, Deed.EDIT)
        place = self._talk.present_place(visit)
        if place is not None and place.touched:
            visit.toast(visit.words.plain("broadcasts-finish-first"), alert=True)
            return
        await self._talk.open(replace(visit, press=None), FORM, notes={"broadcast": number})

    async def _confirmed(self, visit: Visit, act: str, number: int) -> bool:
        if act == "stop":
            done = await self._control.stop(visit.step, number)
            visit.show(visit.words.say("broadcasts-did-stop" if done else "broadcasts-did-not"), None)
        elif act in self._runs:
            await self._runs[Deed(act)](visit.step, number)
            visit.show(visit.words.say(f"broadcasts-did-{act}", {"broadcast": str(number)}), None)
        else:
            return False
        return True

    async def _ask_to_stop(self, visit: Visit, number: int, page: int) -> None:
        seen = await self._control.one(visit.step.person, number)
        one = seen.one
        if one.state in OVER:
            visit.toast(visit.words.plain("broadcasts-did-not"))
            await self._redraw(visit, page)
            return
        what = "cancel" if one.started_at is None else "stop"
        ways = [[("broadcasts-yes-stop", f"k:stop:{number}:yes"), ("broadcasts-no", "k:no")]]
        question = visit.words.say(f"broadcasts-ask-{what}", {"deed": str(one.deed), "broadcast": str(number)})
        visit.say("\n\n".join([question, *excerpt_line(visit.words, seen)]), visit.words.choices(ways))

    async def _ask(self, visit: Visit, deed: Deed, number: int) -> None:
        seen = await self._control.ask(visit.step, number, deed)
        reached = seen.unsure if deed is Deed.RESEND else seen.delivered
        args: dict[str, str | int] = {"broadcast": str(number), "number": reached}
        yes, no = visit.words.plain(f"broadcasts-yes-{deed}"), visit.words.plain("broadcasts-no")
        ways = inline([[(yes, f"k:{deed}:{number}:yes"), (no, "k:no")]])
        question = visit.words.say(f"broadcasts-ask-{deed}", args)
        lines = [*excerpt_line(visit.words, seen), *untraced_line(visit.words, seen, deed)]
        visit.say("\n\n".join([question, *lines]), ways)

    async def _redraw(self, visit: Visit, number: int) -> None:
        """In the pressed message, but not in one that the bot is still drawing by itself."""
        seen = await self._control.one(visit.step.person, number)
        pressed = visit.press.message if visit.press is not None else None
        live = pressed is not None and (pressed.chat.id, pressed.message_id) == (seen.one.chat, seen.one.message)
        if live and seen.one.state not in OVER:
            return
        who = await self._roles.may(visit.step.person, Permission.MANAGE_ROLES)
        text, keyboard = card_text(visit.words, seen, who=who), card_keyboard(visit.words, seen, live=live)
        if isinstance(pressed, Message):
            visit.edit(pressed.message_id, text, keyboard)
        else:
            visit.say(text, keyboard)

    async def _list(self, visit: Visit, before: int | None) -> None:
        page = await self._control.page(visit.step.person, before)
        words = visit.words
        lines = [words.say("broadcasts-page" if page.broadcasts else "broadcasts-none")]
        lines += [_line(visit, each) for each in page.broadcasts]
        visit.show("\n\n".join(lines), inline(_rows(visit, page)))


def _line(visit: Visit, seen: Overview) -> str:
    words, one = visit.words, seen.one
    state = "cancelled" if one.started_at is None and one.state in OVER else str(one.state)
    args: dict[str, str | int] = {"broadcast": str(one.id), "state": state, "since": when(one)}
    lines = [words.say("broadcasts-line", args | {"percent": str(percent(one))}), *excerpt_line(words, seen)]
    if one.started_at is not None:
        figures = figures_of(one, seen.counts)
        lines += [words.say("broadcasts-figures", {"deed": str(one.deed), **figures}), *_marks(words, seen)]
    return "\n".join(lines)


def _marks(words: Words, seen: Overview) -> list[str]:
    """What was done about it since: each kind once, as the last one of it stands."""
    last = {each.deed: each for each in seen.runs}
    return [words.say("broadcasts-mark", _about(each)) for each in last.values()]


def _about(run: Broadcast) -> dict[str, str | int]:
    return {"deed": str(run.deed), "state": str(run.state), **figures_of(run)}


def _rows(visit: Visit, page: BroadcastPage) -> list[list[tuple[str, str]]]:
    words = visit.words
    numbers = [each.one.id for each in page.broadcasts]
    opens = [(words.plain("broadcasts-open", {"broadcast": str(each)}), f"k:show:{each}") for each in numbers]
    rows = [opens[index : index + A_ROW] for index in range(0, len(opens), A_ROW)]
    ways = [] if page.first else [(words.plain("broadcasts-newest"), "k:list")]
    ways += [] if page.older is None else [(words.plain("broadcasts-older"), f"k:list:{page.older}")]
    return [*rows, *([ways] if ways else []), [(words.plain("broadcasts-refresh"), "k:list")]]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS_MOST
