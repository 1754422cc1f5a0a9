"""The support group: presses on a request's card, and the reasons that staff write themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot, Router
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, SendMessage
from aiogram.types import CallbackQuery, ForceReply, InlineKeyboardMarkup, Message, TelegramObject, Update, User

from account.cabinet import Cabinet
from account.records import Slot, Staff
from account.refusals import Refusal
from account.step import Step
from handlers.card import REASONS, card_keyboard, reasons_keyboard, slots_keyboard
from handlers.visit import Call, quietly
from handlers.words import Words

OWN_REASON_LONGEST = 500


class InGroup(Filter):
    """Updates of the support group and of no other chat."""

    def __init__(self, chat: int) -> None:
        self._chat = chat

    async def __call__(self, event: TelegramObject) -> bool:
        message = event.message if isinstance(event, CallbackQuery) else event
        chat = getattr(message, "chat", None)
        return chat is not None and chat.id == self._chat


class Desk:
    """Each press is one act of the desk's service; who was too late is told so."""

    def __init__(
        self, cabinet: Cabinet, words: Words, group: int, zone: ZoneInfo, clock: Callable[[], datetime]
    ) -> None:
        self._desk = cabinet.desk
        self._words = words
        self._group = group
        self._zone = zone
        self._clock = clock
        self._acts = {
            "take": self._desk.take,
            "back": self._desk.hand_back,
            "ok": self._desk.approve,
            "undo": self._desk.take_back,
            "refuse": self._desk.refuse,
        }

    def routes(self) -> Router:
        router = Router(name="desk")
        router.message.filter(InGroup(self._group))
        router.callback_query.filter(InGroup(self._group))
        router.callback_query.register(self.on_press)
        router.message.register(self.on_message)
        return router

    async def on_press(self, callback_query: CallbackQuery, state: FSMContext, bot: Bot, event_update: Update) -> Call:
        try:
            kind, number, verb, *rest = (callback_query.data or "").split(":")
            request = int(number) if kind == "r" else 0
            if await self._menu(callback_query, state, bot, request, [verb, *rest]):
                key = ""
            else:
                key = await self._act(callback_query.from_user, event_update, request, [verb, *rest])
        except ValueError:
            key = "stale-button"
        except Refusal as refusal:
            key = f"refusal-{refusal.name}"
        text = self._words.plain(key) if key else None
        return AnswerCallbackQuery(callback_query_id=callback_query.id, text=text, show_alert=key.startswith("refusal"))

    async def _act(self, user: User, update: Update, request: int, words: list[str]) -> str:
        """Do what the button says; the key of the word that answers it."""
        step, staff = self._step(user, update), Staff(user.id, user.full_name)
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
        keyboard: InlineKeyboardMarkup | None
        match words:
            case ["no"]:
                keyboard = slots_keyboard(self._words, request)
            case ["slot", slot]:
                keyboard = reasons_keyboard(self._words, request, Slot(slot))
            case ["card"]:
                keyboard = card_keyboard(self._words, await self._desk.request(request))
            case ["own", slot]:
                await self._ask_reason(press, state, bot, request, Slot(slot))
                return True
            case _:
                return False
        if isinstance(press.message, Message):
            message = press.message.message_id
            call = EditMessageReplyMarkup(chat_id=self._group, message_id=message, reply_markup=keyboard)
            await quietly(bot, call)
        return True

    async def on_message(self, message: Message, state: FSMContext, event_update: Update) -> Call | None:
        """A reply to the question for a reason; the staff's other talk is their own."""
        data = await state.get_data()
        asked: dict[str, Any] = data.get("reason") or {}
        answered, user = message.reply_to_message, message.from_user
        if answered is None or answered.message_id != asked.get("message") or not message.text or user is None:
            return None
        reason = f"text:{message.text[:OWN_REASON_LONGEST]}"
        staff, step = Staff(user.id, user.full_name), self._step(user, event_update)
        try:
            await self._desk.reject(step, asked["request"], staff, Slot(asked["slot"]), reason)
            key = "desk-did-why"
        except Refusal as refusal:
            key = f"refusal-{refusal.name}"
        await state.set_data({})
        return SendMessage(
            chat_id=self._group,
            text=self._words.say(key),
            message_thread_id=message.message_thread_id if message.is_topic_message else None,
        )

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
                chat_id=self._group,
                text=f"{mention}\n{question}",
                message_thread_id=topic,
                reply_markup=ForceReply(force_reply=True, selective=True),
            )
        )
        await state.set_data({"reason": {"message": sent.message_id, "request": number, "slot": str(slot)}})

    def _step(self, user: User, update: Update) -> Step:
        return Step(user.id, str(update.update_id), self._clock(), self._words.language, self._zone)
