"""The support group: presses on a request's card, and the reasons that staff write themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot, Router
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, SendMessage
from aiogram.types import CallbackQuery, ForceReply, InlineKeyboardMarkup, Message, Update, User

from account.cabinet import Cabinet
from account.desk_group import DeskGroup
from account.ports import Members
from account.refusals import Refusal
from account.requests import Request, RequestState, Slot, Staff
from account.step import Step
from handlers.card import REASONS, card_keyboard, reasons_keyboard, slots_keyboard
from handlers.desk_door import Door, InGroup, OnlyMembers
from handlers.letters import Letters
from handlers.visit import Call, quietly
from handlers.words import Words

OWN_REASON_LONGEST = 500
NAME_LONGEST = 60  # of a colleague's name over the chat, where Telegram shows 200 signs in all
DIGITS_MOST = 18  # of a number that a database takes
QUESTIONS_KEPT = 10  # questions for a reason that one member may leave open


class Desk:
    """Each press is one act of the desk's service; who was too late is told so."""

    def __init__(
        self,
        cabinet: Cabinet,
        words: Words,
        group: DeskGroup,
        members: Members,
        letters: Letters,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        came_again: Callable[[FSMContext], bool],
    ) -> None:
        self._desk = cabinet.desk
        self._words = words
        self._group = group
        self._members = members
        self._letters = letters
        self._door = Door(group, members)
        self._zone = zone
        self._clock = clock
        self._came_again = came_again
        self._acts = {
            "take": self._desk.take,
            "back": self._desk.hand_back,
            "ok": self._desk.approve,
            "undo": self._desk.take_back,
            "refuse": self._desk.refuse,
        }

    def routes(self) -> Router:
        router = Router(name="desk")
        only_members = OnlyMembers(self._group, self._members, self._words, self._clock)
        for observer in (router.message, router.edited_message, router.callback_query, router.chat_member):
            observer.filter(InGroup(self._group))
        for observer in (router.message, router.edited_message, router.callback_query):
            observer.middleware(only_members)
        router.callback_query.register(self.on_press)
        router.message.register(self.on_message)
        router.edited_message.register(self._letters.on_edit)
        router.chat_member.register(self._door.on_member)
        return router

    async def on_press(self, callback_query: CallbackQuery, state: FSMContext, bot: Bot, event_update: Update) -> Call:
        request = 0
        try:
            kind, number, *_ = (callback_query.data or "").split(":")
            if kind == "w":
                return await self._letters.release(callback_query, bot, event_update, int(number[:DIGITS_MOST]))
            kind, number, verb, *rest = (callback_query.data or "").split(":")
            request = int(number[:DIGITS_MOST]) if kind == "r" else 0
            if verb != "again" and (message := _message_id(callback_query)) is not None:
                await self._desk.adopt_card(request, message)
            if await self._menu(callback_query, state, bot, request, [verb, *rest]):
                return AnswerCallbackQuery(callback_query_id=callback_query.id)
            key = await self._act(callback_query.from_user, event_update, request, [verb, *rest])
        except ValueError:
            key = "stale-button"
        except Refusal as refusal:
            return await self._refuse(callback_query, bot, request, refusal)
        return AnswerCallbackQuery(callback_query_id=callback_query.id, text=self._words.plain(key))

    async def _refuse(self, press: CallbackQuery, bot: Bot, number: int, refusal: Refusal) -> Call:
        """Say who was faster, and bring the buttons up to what can be done now."""
        request = await self._found(number)
        if request is not None and request.card.message == _message_id(press):
            await self._show(press, bot, card_keyboard(self._words, request))
        text = self._objection(self._words.plain, refusal, request)
        return AnswerCallbackQuery(callback_query_id=press.id, text=text, show_alert=True)

    def _objection(self, say: Callable[..., str], refusal: Refusal, request: Request | None) -> str:
        """What is the matter, and whose doing it is."""
        if request is not None and request.state is RequestState.WITHDRAWN:
            return say("desk-withdrawn")
        words = say(f"refusal-{refusal.name}")
        who = (request.decided_by or request.taken_by) if request is not None else None
        if request is None or who is None:
            return words
        key = "desk-taken" if request.state is RequestState.OPEN else f"desk-{request.state}"
        return f"{words}\n{say(key, {'name': who.name[:NAME_LONGEST]})}"

    async def _found(self, number: int) -> Request | None:
        try:
            return await self._desk.request(number)
        except Refusal:
            return None

    async def _act(self, user: User, update: Update, request: int, words: list[str]) -> str:
        """Do what the button says; the key of the word that answers it."""
        step, staff = self._step(user, update), _staff(user)
        match words:
            case [verb] if verb in self._acts:
                await self._acts[verb](step, request, staff)
            case ["again"]:
                await self._desk.show_again(step, request)
            case ["why", slot, reason] if reason in REASONS:
                await self._desk.reject(step, request, staff, Slot(slot), reason)
            case _:
                return "stale-button"
        return f"desk-did-{words[0]}"

    async def _menu(self, press: CallbackQuery, state: FSMContext, bot: Bot, request: int, words: list[str]) -> bool:
        """Buttons that only lead to other buttons; False when this is none of them."""
        if words == ["card"]:
            await self._show(press, bot, card_keyboard(self._words, await self._desk.request(request)))
            return True
        if words[0] not in {"no", "slot", "own"}:
            return False
        await self._desk.may_reject(request, _staff(press.from_user))
        match words:
            case ["no"]:
                await self._show(press, bot, slots_keyboard(self._words, request))
            case ["slot", slot]:
                await self._show(press, bot, reasons_keyboard(self._words, request, Slot(slot)))
            case ["own", slot] if self._came_again(state):
                return True  # it was asked for
            case ["own", slot]:
                await self._ask_reason(press, state, bot, request, Slot(slot))
            case _:
                return False
        return True

    async def _show(self, press: CallbackQuery, bot: Bot, keyboard: InlineKeyboardMarkup | None) -> None:
        if (message := _message_id(press)) is not None:
            call = EditMessageReplyMarkup(chat_id=_chat(press), message_id=message, reply_markup=keyboard)
            await quietly(bot, call)

    async def on_message(self, message: Message, state: FSMContext, bot: Bot, event_update: Update) -> Call | None:
        """A reply to a question for a reason, a letter, or the staff's own talk."""
        if await self._door.moved(message):
            return None
        answered, user = message.reply_to_message, message.from_user
        questions: dict[str, list[Any]] = (await state.get_data()).get("reasons", {})
        asked = questions.pop(str(answered.message_id), None) if answered is not None else None
        if asked is None or not message.text or user is None:
            return await self._letters.on_message(message, bot, event_update)
        request, slot = asked
        try:
            reason = f"text:{message.text[:OWN_REASON_LONGEST]}"
            await self._desk.reject(self._step(user, event_update), request, _staff(user), Slot(slot), reason)
            text = self._words.say("desk-did-why")
        except Refusal as refusal:
            text = self._objection(self._words.say, refusal, await self._found(request))
        await state.set_data({"reasons": questions})
        topic = message.message_thread_id if message.is_topic_message else None
        return SendMessage(chat_id=message.chat.id, text=text, message_thread_id=topic)

    async def _ask_reason(self, press: CallbackQuery, state: FSMContext, bot: Bot, number: int, slot: Slot) -> None:
        pressed = press.message
        topic = pressed.message_thread_id if isinstance(pressed, Message) and pressed.is_topic_message else None
        name = self._words.say("as-typed", {"text": press.from_user.full_name})
        mention = f'<a href="tg://user?id={press.from_user.id}">{name}</a>'
        question = self._words.say(
            "desk-write-reason", {"request": str(number), "slot": self._words.plain(f"slot-{slot}")}
        )
        sent = await bot(
            SendMessage(
                chat_id=_chat(press),
                text=f"{mention}\n{question}",
                message_thread_id=topic,
                reply_markup=ForceReply(force_reply=True, selective=True),
            )
        )
        questions: dict[str, list[Any]] = (await state.get_data()).get("reasons", {})
        latest = dict(list(questions.items())[1 - QUESTIONS_KEPT :])
        await state.set_data({"reasons": latest | {str(sent.message_id): [number, str(slot)]}})

    def _step(self, user: User, update: Update) -> Step:
        return Step(user.id, str(update.update_id), self._clock(), self._words.language, self._zone)


def _staff(user: User) -> Staff:
    return Staff(user.id, user.full_name)


def _chat(press: CallbackQuery) -> int:
    return press.message.chat.id if press.message is not None else 0


def _message_id(press: CallbackQuery) -> int | None:
    """The message whose button was pressed, if it can still be changed."""
    return press.message.message_id if isinstance(press.message, Message) else None
