"""Commands of the support group: /queue and /request, and the buttons that do the same."""

from __future__ import annotations

import re

from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, Update, User

from account.refusals import Refusal
from handlers.desk.door import in_the_groups_name
from handlers.desk.queue import queue_keyboard, queue_text
from handlers.desk.room import DeskRoom, staff_of, topic_of
from handlers.desk.trail import request_text
from handlers.visit import Call, quietly
from handlers.words import inline

DIGITS_MOST = 18  # of a number that a database takes
NUMBER = re.compile(r"[№#]?\s*([0-9]{1,18})\.?")


class DeskCommands:
    """What is asked for in a topic is answered there."""

    def __init__(self, room: DeskRoom) -> None:
        self._room = room

    async def on_queue(self, message: Message) -> Call:
        room = self._room
        page = await room.desk.queue(1)
        return SendMessage(
            chat_id=room.group,
            message_thread_id=topic_of(message),
            text=queue_text(room.words, page, room.clock()),
            reply_markup=queue_keyboard(room.words, page),
        )

    async def on_help(self, message: Message) -> Call:
        """What the desk has, to whoever asks or tries a command that there is not."""
        text = self._room.words.say("desk-help")
        return SendMessage(chat_id=self._room.group, message_thread_id=topic_of(message), text=text)

    async def on_desk(self, message: Message, event_update: Update) -> None:
        """The figures, which come when they are drawn."""
        if (user := message.from_user) is not None:
            step, topic = self._room.step(user, event_update), topic_of(message)
            await self._room.cabinet.figures.ask(step, staff_of(user), topic, message.message_id)

    async def on_request(self, message: Message, event_update: Update) -> Call:
        """«/request 12»: how it stands and its trail; the card of an open one follows below."""
        words = (message.text or message.caption or "").split(maxsplit=1)[1:]
        number = NUMBER.fullmatch(words[0].strip()) if words else None
        text, markup = self._room.words.say("desk-which-request"), None
        if number is not None and in_the_groups_name(message):
            text, markup = self._ask_who(number[1])
        elif number is not None and message.from_user is not None:
            text = await self.shown(message.from_user, event_update, int(number[1]))
        topic = topic_of(message)
        return SendMessage(chat_id=self._room.group, message_thread_id=topic, text=text, reply_markup=markup)

    def _ask_who(self, number: str) -> tuple[str, InlineKeyboardMarkup]:
        """The trail is to know who looked: of those who hide behind the group a press tells."""
        words = self._room.words
        return words.say("desk-who-looks"), inline(
            [[(words.plain("desk-number", {"request": number}), f"d:view:{number}")]]
        )

    async def shown(self, user: User, update: Update, number: int) -> str:
        """The request in words, or why there is none."""
        room = self._room
        try:
            await room.desk.view(room.step(user, update), number, staff_of(user))
            dossier, trail = await room.desk.dossier(number), await room.desk.trail(number)
        except Refusal as refusal:
            return room.words.say(f"refusal-{refusal.name}", refusal.args_of_text)
        return request_text(room.words, dossier, trail, room.zone, room.clock())

    async def on_press(self, press: CallbackQuery, bot: Bot, update: Update, what: str, number: str) -> Call:
        """A page of the queue, or a request in it; ValueError for anything else."""
        if not number.isdecimal() or what not in {"queue", "view"}:
            raise ValueError("no button of ours")
        if what == "view":
            text = await self.shown(press.from_user, update, int(number[:DIGITS_MOST]))
            topic = topic_of(press.message)
            await bot(SendMessage(chat_id=self._room.group, message_thread_id=topic, text=text))
        elif turned := await self.page_of_queue(press, int(number[:DIGITS_MOST])):
            await quietly(bot, turned)
        return AnswerCallbackQuery(callback_query_id=press.id)

    async def page_of_queue(self, press: CallbackQuery, number: int) -> Call | None:
        """Turn the page of the message whose button was pressed."""
        room, pressed = self._room, press.message
        if not isinstance(pressed, Message):
            return None
        page = await room.desk.queue(number)
        return EditMessageText(
            chat_id=room.group,
            message_id=pressed.message_id,
            text=queue_text(room.words, page, room.clock()),
            reply_markup=queue_keyboard(room.words, page),
        )
