"""The group's side of the correspondence: what staff write, change and take back."""

from __future__ import annotations

from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, DeleteMessages, SendMessage
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, ReplyParameters, Update, User

from account.refusals import Refusal
from account.step import Step
from handlers.desk_door import in_the_groups_name
from handlers.desk_room import DeskRoom, staff_of, topic_of
from handlers.letter_contents import from_staff
from handlers.visit import Call, quietly
from handlers.words import inline

TAKE_BACK = "/delete"


class Letters:
    """What is no letter stays the group's own talk, unanswered."""

    def __init__(self, room: DeskRoom) -> None:
        self._letters = room.cabinet.correspondence
        self._words = room.words
        self._room = room

    async def on_message(self, message: Message, bot: Bot, update: Update) -> Call | None:
        user = message.from_user
        nameless = in_the_groups_name(message)
        if user is None or (user.is_bot and not nameless):
            return None
        if (message.text or "").partition("@")[0].strip() == TAKE_BACK:
            return await self._take_back(message, bot, self._room.step(user, update), user)
        written = from_staff(message)
        if written is None:
            return None
        staff = None if nameless else staff_of(user)
        letter = await self._letters.from_staff(self._room.step(user, update), staff, written, topic_of(message))
        return self._ask_who(message, letter) if letter is not None and nameless else None

    async def on_edit(self, edited_message: Message, event_update: Update) -> None:
        user, written = edited_message.from_user, from_staff(edited_message)
        if user is not None and written is not None:
            step = self._room.step(user, event_update)
            await self._letters.edited_by_staff(step, edited_message.message_id, written.contents[0])

    async def release(self, press: CallbackQuery, bot: Bot, update: Update, letter: int) -> Call:
        """Whoever pressed wrote it."""
        try:
            await self._letters.release(self._room.step(press.from_user, update), staff_of(press.from_user), letter)
            key = "desk-letter-released"
        except Refusal as refusal:
            key = f"refusal-{refusal.name}"
        if isinstance(press.message, Message):
            await quietly(bot, DeleteMessages(chat_id=press.message.chat.id, message_ids=[press.message.message_id]))
        return AnswerCallbackQuery(callback_query_id=press.id, text=self._words.plain(key))

    def _ask_who(self, message: Message, letter: int) -> Call:
        return self._below(
            message,
            self._words.say("desk-letter-held"),
            inline([[(self._words.plain("desk-letter-send"), f"w:{letter}")]]),
        )

    async def _take_back(self, message: Message, bot: Bot, step: Step, user: User) -> Call | None:
        answered = message.reply_to_message
        if answered is None or answered.message_id == topic_of(message):
            return self._below(message, self._words.say("desk-delete-how"))
        try:
            await self._letters.take_back(step, staff_of(user), answered.message_id)
        except Refusal as refusal:
            return self._below(message, self._words.say(f"refusal-{refusal.name}"))
        gone = DeleteMessages(chat_id=message.chat.id, message_ids=[answered.message_id, message.message_id])
        await quietly(bot, gone)
        return None

    def _below(self, message: Message, text: str, markup: InlineKeyboardMarkup | None = None) -> SendMessage:
        return SendMessage(
            chat_id=message.chat.id,
            text=text,
            message_thread_id=topic_of(message),
            reply_parameters=ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True),
            reply_markup=markup,
        )
