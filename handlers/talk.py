"""Leads a visit through the engine: replies in, the next question out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardMarkup

from account.admins.roles import NotAllowed
from account.broadcasts.records import Content
from fsm.engine import Engine, Question, Turn, UnknownPlaceError
from fsm.form import Line
from fsm.place import Place
from fsm.replies import Composed, File, Press, Reply
from handlers.menu import Menu
from handlers.record import Record
from handlers.visit import Call, Visit

# What helps after a refusal or at an end, beside the question or the menu: text key and callback data.
WAYS_OUT = {
    "refusal-already-registered": [("menu-reset", "i:go:reset")],
    "refusal-wrong-pair": [("menu-reset", "m:reset")],
    "refusal-locked": [("menu-reset", "m:reset")],
    "refusal-signed-out": [("menu-login", "m:login")],
    "refusal-profile-first": [("menu-profile", "m:profile")],
    "refusal-profile-frozen": [("menu-verify", "m:verify")],
    "old-contact-lost": [("menu-support", "m:support")],
}


def joined(ways: InlineKeyboardMarkup | None, keyboard: InlineKeyboardMarkup) -> InlineKeyboardMarkup:
    """The ways out above the question's own buttons; one that the question offers itself is not there twice."""
    own = {button.text for row in keyboard.inline_keyboard for button in row}
    rows = [[each for each in row if each.text not in own] for row in (ways.inline_keyboard if ways else [])]
    return InlineKeyboardMarkup(inline_keyboard=[*(row for row in rows if row), *keyboard.inline_keyboard])


class Talk:
    """Opens conversations, hands replies to the engine and shows what comes of them."""

    def __init__(self, engine: Engine, menu: Menu, call_of: Callable[[Content, int], Call]) -> None:
        """``call_of`` makes the call that sends a content to a chat, as those whom it is for will get it."""
        self._engine = engine
        self._menu = menu
        self._call_of = call_of

    def present_place(self, visit: Visit) -> Place | None:
        """The open conversation; one that this version does not know is over."""
        place = visit.record.at
        try:
            if place is not None:
                self._engine.question(place)
        except (UnknownPlaceError, KeyError, ValueError):
            place = None
        if place is None:
            visit.record.place = None
        return place

    async def open(
        self, visit: Visit, form: str, lines: Sequence[str] = (), notes: Mapping[str, str | int] | None = None
    ) -> None:
        try:
            turn = await self._engine.begin(form, visit.step, notes)
        except NotAllowed:
            return await self._deny(visit)
        return await self._follow(visit, turn, list(lines))

    async def reply(self, visit: Visit, place: Place, reply: Reply, lines: Sequence[str] = ()) -> None:
        """Answer the present question with this; ``lines`` are said before all else."""
        try:
            turn = await self._engine.take(place, reply, visit.step)
        except NotAllowed:
            return await self._deny(visit)
        if isinstance(reply, File | Composed) and reply.album:
            return await self._answer_album(visit, turn, reply.album)
        if visit.press is not None and turn.refusal is not None and not turn.moved and turn.place is not None:
            visit.record.place = turn.place.dump()
            return self._object(visit, turn.refusal)
        return await self._follow(visit, turn, list(lines))

    def as_press(self, visit: Visit, place: Place, typed: str) -> Press | None:
        """The button of the present question whose label was typed, or pressed under the chat."""
        button = visit.words.pressed(self._engine.question(place), typed)
        return Press(button.name, button.value) if button is not None else None

    async def correct(self, visit: Visit, place: Place, message: int, reply: Reply) -> bool:
        """An earlier answer was edited; False when the message is none."""
        try:
            turn = await self._engine.correct(place, message, reply, visit.step)
        except NotAllowed:
            await self._deny(visit)
            return True
        if turn is None:
            return False
        lines = [] if turn.refusal else [visit.words.say("corrected")]
        await self._follow(visit, turn, lines)
        return True

    def ask_again(self, visit: Visit, place: Place, lines: Sequence[str] = ()) -> None:
        """The present question once more, below."""
        question = self._engine.question(place)
        self._ask(visit, question, list(lines), None)

    def is_secret(self, place: Place) -> bool:
        return self._engine.question(place).secret

    def takes_words(self, place: Place) -> bool:
        return self._engine.takes_words(place)

    def takes_messages(self, place: Place, message: int | None = None) -> bool:
        return self._engine.takes_messages(place, message)

    async def _deny(self, visit: Visit) -> None:
        """Whoever may not be in this conversation (any more) is answered as if there were none."""
        visit.record.place = None
        visit.toast(visit.words.plain("stale-button"))
        await self._menu.show(visit, [visit.words.say("unknown-command")])

    async def _follow(self, visit: Visit, turn: Turn, lines: list[str]) -> None:
        lines += [visit.words.line(line) for line in turn.says]
        if turn.refusal is not None:
            lines.append(visit.words.line(turn.refusal))
        if turn.toast is not None:
            visit.toast(visit.words.plain(turn.toast.key, turn.toast.args))
        visit.record.place = turn.place.dump() if turn.place is not None else None
        if turn.place is not None:
            question = self._engine.question(turn.place)
            if question.exhibit is not None and (turn.moved or turn.exhibits):
                return await self._exhibit(visit, turn, turn.place, question, question.exhibit, lines)
            return self._ask(visit, question, lines, turn.refusal)
        if turn.opens is not None:
            return await self.open(visit, turn.opens, lines)
        ends = [*turn.says, *([turn.refusal] if turn.refusal else [])]
        extra = next((WAYS_OUT[each.key] for each in ends if each.key in WAYS_OUT), [])
        await self._menu.show(visit, lines, extra)
        if turn.forgets:
            visit.record = Record()
        return None

    async def _exhibit(
        self, visit: Visit, turn: Turn, place: Place, question: Question, content: Content, lines: list[str]
    ) -> None:
        """Show it just as it will look, silently unless it is asked for, and the question below."""
        call = self._call_of(content, visit.chat)
        try:
            await visit.bot(call if turn.exhibits else call.model_copy(update={"disable_notification": True}))
        except TelegramBadRequest as error:
            return await self._follow(visit, self._engine.not_shown(place, error.message), lines)
        visit.stay_below()
        return self._ask(visit, question, lines, turn.refusal)

    def _ask(self, visit: Visit, question: Question, lines: list[str], refusal: Line | None) -> None:
        text, keyboard = visit.words.question(question, lines), visit.words.keyboard(question)
        if isinstance(keyboard, InlineKeyboardMarkup):
            ways = visit.words.choices([WAYS_OUT.get(refusal.key, [])]) if refusal is not None else None
            return visit.show(text, joined(ways, keyboard))
        visit.take_buttons_away()
        visit.record.keyboard = False
        visit.say(text, keyboard)
        visit.record.keyboard = True
        return None

    def _object(self, visit: Visit, refusal: Line) -> None:
        """A press that was refused: the words over the chat, the question stays as it is."""
        if ways := WAYS_OUT.get(refusal.key):
            visit.say(visit.words.line(refusal), visit.words.choices([ways]))
            return
        visit.toast(visit.words.plain(refusal.key, refusal.args), alert=True)

    async def _answer_album(self, visit: Visit, turn: Turn, album: str) -> None:
        """One answer an album: the first file's answer is edited as the others come in."""
        if turn.place is None:
            return await self._follow(visit, turn, [])
        visit.record.place = turn.place.dump()
        question = self._engine.question(turn.place)
        known = visit.record.album == album and visit.record.album_answer
        said = visit.record.album_said if known else []
        new = [visit.words.line(turn.refusal)] if turn.refusal else []
        visit.record.album_said = lines = [*said, *(each for each in new if each not in said)]
        text, keyboard = visit.words.question(question, lines), visit.words.keyboard(question)
        if known:
            visit.edit(visit.record.album_answer, text, keyboard)
            return None
        sent = await visit.bot(SendMessage(chat_id=visit.chat, text=text, reply_markup=keyboard))
        visit.record.album = album
        visit.record.album_answer = sent.message_id
        return None
