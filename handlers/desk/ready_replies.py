"""«Готовый ответ»: which replies there are, how one of them begins, and its sending."""

from __future__ import annotations

from html import escape

from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, SendMessage
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Update

from account.desk.letters import Content, Written
from account.people import LANGUAGES
from account.refusals import Refusal
from account.requests import Request, RequestState
from handlers.desk.card_buttons import card_keyboard
from handlers.desk.names import cut
from handlers.desk.question_card import replies_keyboard, reply_keyboard
from handlers.desk.room import DeskRoom, below, staff_of, topic_of
from handlers.visit import Call, quietly

TOAST_LONGEST = 200  # signs that Telegram shows over the chat


class ReadyReplies:
    """A reply that is no more in the file is a KeyError; what is over is answered as any other act on it."""

    def __init__(self, room: DeskRoom) -> None:
        self._room = room

    async def look_at(self, press: CallbackQuery, bot: Bot, number: int, words: list[str]) -> Call:
        """The list, or how one begins."""
        room = self._room
        await self._open(number)
        if not words:
            await self._show(press, bot, replies_keyboard(room.words, number, room.replies))
            return AnswerCallbackQuery(callback_query_id=press.id)
        reply = room.replies[words[0]]
        await self._show(press, bot, reply_keyboard(room.words, number, reply.key))
        shown = cut(reply.customer[LANGUAGES[0]], TOAST_LONGEST)
        return AnswerCallbackQuery(callback_query_id=press.id, text=shown, show_alert=True)

    async def post(self, press: CallbackQuery, bot: Bot, update: Update, number: int, words: list[str]) -> Call:
        """The group sees it as it goes."""
        room, staff = self._room, staff_of(press.from_user)
        request, reply = await self._open(number), room.replies[words[0]]
        await self._show(press, bot, card_keyboard(room.words, request))
        text = reply.customer[await room.cabinet.people.language_of(request.telegram_id)]
        html, topic = escape(text, quote=False), topic_of(press.message)
        head = room.words.say("desk-posted", {"name": staff.name})
        shown = SendMessage(
            chat_id=room.group,
            message_thread_id=topic,
            text=f"{head}\n{html}",
            reply_parameters=below(press.message),
        )
        sent = await bot(shown)
        content = Content("text", html, holding=not reply.answers)
        written = Written(sent.message_id, (content,), request.card.message)
        step = room.step(press.from_user, update)
        await room.cabinet.correspondence.from_staff(step, staff, written, topic)
        return AnswerCallbackQuery(callback_query_id=press.id, text=room.words.plain("desk-did-post"))

    async def _open(self, number: int) -> Request:
        request = await self._room.desk.request(number)
        if request.state is not RequestState.OPEN:
            raise Refusal("already-decided")
        return request

    async def _show(self, press: CallbackQuery, bot: Bot, markup: InlineKeyboardMarkup | None) -> None:
        if press.message is not None:
            shown = press.message.message_id
            call = EditMessageReplyMarkup(chat_id=self._room.group, message_id=shown, reply_markup=markup)
            await quietly(bot, call)
