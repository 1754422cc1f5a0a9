"""The support group: presses on a request's card, each one act of the desk's service."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram import Bot, F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, SendMessage
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, Update, User

from account.reasons import REASONS
from account.refusals import Refusal
from account.requests import Staff
from account.step import Step
from handlers.card_buttons import (
    DIGITS_MOST,
    card_keyboard,
    pick_keyboard,
    reasons_keyboard,
    slots_keyboard,
    slots_of,
)
from handlers.desk_commands import DeskCommands
from handlers.desk_names import cut
from handlers.desk_reasons import OwnReasons
from handlers.desk_room import DeskRoom, InGroup, staff_of, topic_of
from handlers.visit import Call, quietly

TOAST_LONGEST = 200  # signs that Telegram shows over the chat


class Desk:
    """Each press is one act of the desk's service; who was too late is told so."""

    def __init__(self, room: DeskRoom) -> None:
        self._room = room
        self._reasons = OwnReasons(room)
        self._commands = DeskCommands(room)
        self._acts: dict[str, Callable[[Step, int, Staff], Awaitable[bool | None]]] = {
            "take": room.desk.take,
            "mine": room.desk.take_over,
            "back": room.desk.hand_back,
            "ok": room.desk.approve,
            "undo": room.desk.take_back,
            "refuse": room.desk.refuse,
        }
        self._answers = {"yes": room.desk.confirm, "nay": room.desk.disagree, "drop": room.desk.recall}

    def routes(self) -> Router:
        router = Router(name="desk")
        router.message.filter(InGroup(self._room.group))
        router.callback_query.filter(InGroup(self._room.group))
        router.callback_query.register(self.on_page, F.data.startswith("d:queue:"))
        router.callback_query.register(self.on_view, F.data.startswith("d:view:"))
        router.callback_query.register(self.on_press)
        router.message.register(self._commands.on_queue, Command("queue"))
        router.message.register(self._commands.on_request, Command("request"))
        router.message.register(self.on_message)
        return router

    async def on_page(self, callback_query: CallbackQuery, bot: Bot) -> Call:
        """A page of the queue: the message that shows it is changed."""
        number = (callback_query.data or "").removeprefix("d:queue:")[:DIGITS_MOST]
        if number.isdecimal() and (turned := await self._commands.page_of_queue(callback_query, int(number))):
            await quietly(bot, turned)
        return AnswerCallbackQuery(callback_query_id=callback_query.id)

    async def on_view(self, callback_query: CallbackQuery, bot: Bot, event_update: Update) -> Call:
        """A request of the queue: as by /request."""
        number = (callback_query.data or "").removeprefix("d:view:")[:DIGITS_MOST]
        if number.isdecimal():
            text = await self._commands.shown(callback_query.from_user, event_update, int(number))
            topic = topic_of(callback_query.message)
            await bot(SendMessage(chat_id=self._room.group, message_thread_id=topic, text=text))
        return AnswerCallbackQuery(callback_query_id=callback_query.id)

    async def on_press(self, callback_query: CallbackQuery, state: FSMContext, bot: Bot, event_update: Update) -> Call:
        request = 0
        try:
            kind, number, verb, *rest = (callback_query.data or "").split(":")
            request = int(number[:DIGITS_MOST]) if kind == "r" else 0
            if verb != "again" and (message := _message_id(callback_query)) is not None:
                await self._room.desk.adopt_card(request, message)
            if await self._menu(callback_query, state, bot, request, [verb, *rest]):
                return AnswerCallbackQuery(callback_query_id=callback_query.id)
            key = await self._act(callback_query.from_user, event_update, request, [verb, *rest])
        except ValueError:
            key = "stale-button"
        except Refusal as refusal:
            return await self._refuse(callback_query, bot, request, refusal)
        return AnswerCallbackQuery(callback_query_id=callback_query.id, text=self._room.words.plain(key))

    async def on_message(self, message: Message, state: FSMContext, event_update: Update) -> Call | None:
        """A reply to a question for a reason; the staff's other talk is their own."""
        return await self._reasons.answered(message, state, event_update)

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
            case ["own", slots] if self._room.came_again(state):
                return True  # it was asked for
            case ["own", slots]:
                await self._reasons.ask(press, state, bot, request, slots)
            case _:
                return False
        return True

    async def _show(self, press: CallbackQuery, bot: Bot, keyboard: InlineKeyboardMarkup | None) -> None:
        if (message := _message_id(press)) is not None:
            call = EditMessageReplyMarkup(chat_id=self._room.group, message_id=message, reply_markup=keyboard)
            await quietly(bot, call)


def _message_id(press: CallbackQuery) -> int | None:
    """The message whose button was pressed, if it can still be changed."""
    return press.message.message_id if isinstance(press.message, Message) else None
