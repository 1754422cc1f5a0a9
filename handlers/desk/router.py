"""The support group: presses on a request's card, each one act of the desk's service."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, Update, User

from account.desk.ports import Members
from account.desk.reasons import REASONS
from account.refusals import Refusal
from account.requests import Staff
from account.step import Step
from handlers.desk.card_buttons import (
    DIGITS_MOST,
    card_keyboard,
    pick_keyboard,
    reasons_keyboard,
    slots_keyboard,
    slots_of,
)
from handlers.desk.commands import DeskCommands
from handlers.desk.door import Door, InGroup, OnlyMembers
from handlers.desk.letters import Letters
from handlers.desk.names import cut
from handlers.desk.ready_replies import ReadyReplies
from handlers.desk.reasons import OwnReasons
from handlers.desk.room import DeskRoom, staff_of
from handlers.visit import Call, quietly

ONE_TAP = {"post", "own"}  # each press makes a message of its own
TAPS_WITHIN = 10  # seconds
ADDRESSED = r"^/\w+@"  # one without a name may be for another bot of the group
OTHERS = re.compile(r"(?!delete$).+", re.IGNORECASE)  # «/delete» is read as a reply to a letter
TOAST_LONGEST = 200  # signs that Telegram shows over the chat


class Desk:
    """Each press is one act of the desk's service; who was too late is told so."""

    def __init__(self, room: DeskRoom, members: Members) -> None:
        self._room = room
        self._only_members = OnlyMembers(room.desk_group, members, room.words, room.clock)
        self._door = Door(room.desk_group, members)
        self._reasons = OwnReasons(room)
        self._commands = DeskCommands(room)
        self._letters = Letters(room)
        self._replies = ReadyReplies(room)
        self._acts: dict[str, Callable[[Step, int, Staff], Awaitable[bool | None]]] = {
            "take": room.desk.take,
            "mine": room.desk.take_over,
            "back": room.desk.hand_back,
            "ok": room.desk.approve,
            "undo": room.desk.take_back,
            "refuse": room.desk.refuse,
            "close": room.cabinet.questions.close,
        }
        self._answers = {"yes": room.desk.confirm, "nay": room.desk.disagree, "drop": room.desk.recall}

    def routes(self) -> Router:
        router = Router(name="desk")
        for observer in (router.message, router.edited_message, router.callback_query, router.chat_member):
            observer.filter(InGroup(self._room.desk_group))
        for observer in (router.message, router.edited_message, router.callback_query):
            observer.middleware(self._only_members)
        router.callback_query.register(self.on_press)
        router.message.register(self._commands.on_queue, Command("queue"))
        router.message.register(self._commands.on_request, Command("request"))
        router.message.register(self._commands.on_desk, Command("desk"))
        router.message.register(self._commands.on_help, Command("help", "start"))
        router.message.register(self._commands.on_help, F.text.regexp(ADDRESSED), Command(OTHERS))
        router.message.register(self.on_message)
        router.edited_message.register(self._letters.on_edit)
        router.chat_member.register(self._door.on_member)
        return router

    async def on_press(self, callback_query: CallbackQuery, state: FSMContext, bot: Bot, event_update: Update) -> Call:
        """What the button says; the first letter of its data tells whose it is."""
        kind, number, *rest = [*(callback_query.data or "").split(":"), ""]
        try:
            match kind:
                case "d":
                    return await self._commands.on_press(callback_query, bot, event_update, number, rest[0])
                case "x":
                    return await self._letters.take_back(callback_query, event_update, _number(number))
                case "w":
                    return await self._letters.release(callback_query, bot, event_update, _number(number))
                case "r" if rest[:-1]:
                    return await self._on_card(callback_query, state, bot, event_update, _number(number), rest[:-1])
        except (ValueError, LookupError):
            pass
        return self._answer(callback_query, "stale-button")

    async def _on_card(
        self, press: CallbackQuery, state: FSMContext, bot: Bot, update: Update, request: int, words: list[str]
    ) -> Call:
        try:
            if words != ["again"] and (message := _message_id(press)) is not None:
                await self._room.desk.adopt_card(request, message)
            if words[0] in ONE_TAP and await self._tapped_twice(press, state):
                return AnswerCallbackQuery(callback_query_id=press.id)
            if words[0] == "say":
                return await self._replies.look_at(press, bot, request, words[1:])
            if words[0] == "post":
                return await self._replies.post(press, bot, update, request, words[1:])
            if await self._menu(press, state, bot, request, words):
                return AnswerCallbackQuery(callback_query_id=press.id, text=self._question(words))
            return self._answer(press, await self._act(press.from_user, update, request, words))
        except Refusal as refusal:
            return await self._refuse(press, bot, request, refusal)

    async def on_message(self, message: Message, state: FSMContext, event_update: Update) -> Call | None:
        """A reply to a question for a reason, a letter, or the staff's own talk."""
        if await self._door.moved(message):
            return None
        answer = await self._reasons.answered(message, state, event_update)
        return answer or await self._letters.on_message(message, state, event_update)

    async def _tapped_twice(self, press: CallbackQuery, state: FSMContext) -> bool:
        """Whether this person pressed the very same a moment ago, or the press came again: once is meant."""
        data, now = await state.get_data(), int(self._room.clock().timestamp())
        what, at = data.get("tap", ["", 0])
        here = f"{press.message.message_id if press.message else 0}:{press.data}"
        await state.set_data(data | {"tap": [here, now]})
        return self._room.came_again(state) or (what == here and now - at < TAPS_WITHIN)

    def _answer(self, press: CallbackQuery, key: str) -> Call:
        return AnswerCallbackQuery(callback_query_id=press.id, text=self._room.words.plain(key))

    async def _refuse(self, press: CallbackQuery, bot: Bot, number: int, refusal: Refusal) -> Call:
        """Say who was faster, and bring the buttons up to what can be done now."""
        room = self._room
        request = await room.found(number)
        if request is not None and request.card.message == _message_id(press):
            await self._show(press, bot, card_keyboard(room.words, request))
        text = cut(room.objection(room.words.plain, refusal, request), TOAST_LONGEST)
        return AnswerCallbackQuery(callback_query_id=press.id, text=text, show_alert=True)

    async def _act(self, user: User, update: Update, request: int, words: list[str]) -> str:
        """Do what the button says; the key of the word that answers it."""
        step, staff = self._room.step(user, update), staff_of(user)
        decided: bool | None = None
        match words:
            case [verb] if verb in self._acts:
                decided = await self._acts[verb](step, request, staff)
            case [verb, number] if verb in self._answers:
                await self._answers[verb](step, request, staff, int(number[:DIGITS_MOST]))
            case ["again"]:
                await self._room.desk.show_again(step, request)
            case ["why", slots, reason] if reason in REASONS:
                decided = await self._room.desk.reject(step, request, staff, slots_of(slots), reason)
            case ["next", "0"]:
                return "desk-no-file"
            case _:
                return "stale-button"
        return "desk-did-propose" if decided is False else f"desk-did-{words[0]}"

    async def _menu(self, press: CallbackQuery, state: FSMContext, bot: Bot, request: int, words: list[str]) -> bool:
        """Buttons that only lead to other buttons; False when this is none of them."""
        desk, say = self._room.desk, self._room.words
        if words == ["card"]:
            await self._show(press, bot, card_keyboard(say, await desk.request(request)))
            return True
        if words[0] not in {"no", "slot", "pick", "next", "own"}:
            return False
        await desk.may_reject(request, staff_of(press.from_user))
        match words:
            case ["no"]:
                await self._show(press, bot, slots_keyboard(say, request))
            case ["pick", chosen]:
                await self._show(press, bot, pick_keyboard(say, request, int(chosen[:DIGITS_MOST])))
            case ["next", "0"]:
                return False  # it leads nowhere yet
            case ["slot" | "next", slots]:
                document = (await desk.dossier(request)).document
                await self._show(press, bot, reasons_keyboard(say, request, slots, document))
            case ["own", slots]:
                await self._reasons.ask(press, state, bot, request, slots)
            case _:
                return False
        return True

    def _question(self, words: list[str]) -> str | None:
        """What the buttons that follow ask, over the chat: the card's own text stays as it is."""
        say = self._room.words.plain
        match words:
            case ["no"]:
                return say("desk-what-is-wrong")
            case ["slot" | "next", slots]:
                return say("desk-why", {"slot": "», «".join(say(f"slot-{slot}") for slot in slots_of(slots))})
        return None

    async def _show(self, press: CallbackQuery, bot: Bot, keyboard: InlineKeyboardMarkup | None) -> None:
        if (message := _message_id(press)) is not None:
            call = EditMessageReplyMarkup(chat_id=self._room.group, message_id=message, reply_markup=keyboard)
            await quietly(bot, call)


def _number(text: str) -> int:
    """ValueError for what is no number that a database takes."""
    return int(text[:DIGITS_MOST])


def _message_id(press: CallbackQuery) -> int | None:
    """The message whose button was pressed, if Telegram names it."""
    return press.message.message_id if press.message is not None else None
