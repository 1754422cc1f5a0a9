"""The group's side of the correspondence: what staff write, change and take back."""

from __future__ import annotations

from html import escape

from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, DeleteMessages, EditMessageReplyMarkup, SendMessage
from aiogram.types import (
    CallbackQuery,
    InaccessibleMessage,
    InlineKeyboardMarkup,
    Message,
    ReplyParameters,
    Update,
    User,
)

from account.letters import Content, Written
from account.people import LANGUAGES
from account.refusals import Refusal
from handlers.desk_door import in_the_groups_name
from handlers.desk_room import DeskRoom, staff_of, topic_of
from handlers.letter_contents import NOTE, from_staff
from handlers.question_card import replies_keyboard, reply_keyboard
from handlers.visit import Call, quietly
from handlers.words import inline

TAKE_BACK = "/delete"
TOAST_MOST = 200  # signs over the chat


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
            return await self._asked_to_take_back(message, bot, update, None if nameless else user)
        written = None if _is_command(message) else from_staff(message)
        if written is None:
            return None
        staff = None if nameless else staff_of(user)
        letter = await self._letters.from_staff(self._room.step(user, update), staff, written, topic_of(message))
        return self._ask_who(message, letter) if letter is not None and nameless else None

    async def on_edit(self, edited_message: Message, event_update: Update) -> None:
        user, written = edited_message.from_user, from_staff(edited_message)
        if user is not None and written is not None:
            step = self._room.step(user, event_update)
            content = written.contents[0]
            await self._letters.edited_by_staff(step, staff_of(user), edited_message.message_id, content)

    async def look_at(self, press: CallbackQuery, bot: Bot, request: int, words: list[str]) -> Call:
        """The list of ready replies, or one of them in full before it is sent. KeyError for one that is no more."""
        room, message = self._room, press.message
        if words:
            reply = room.replies[words[0]]
            markup, shown = reply_keyboard(room.words, request, reply.key), reply.customer[LANGUAGES[0]]
        else:
            markup, shown = replies_keyboard(room.words, request, room.replies), ""
        if message is not None:
            call = EditMessageReplyMarkup(chat_id=room.group, message_id=message.message_id, reply_markup=markup)
            await quietly(bot, call)
        return AnswerCallbackQuery(callback_query_id=press.id, text=shown[:TOAST_MOST], show_alert=bool(shown))

    async def post(self, press: CallbackQuery, bot: Bot, update: Update, request: int, words: list[str]) -> Call:
        """Send a ready reply: the group sees it as it goes. KeyError for one that is no more."""
        room, staff = self._room, staff_of(press.from_user)
        found = await room.desk.request(request)
        text = room.replies[words[0]].customer[await room.cabinet.people.language_of(found.telegram_id)]
        html = escape(text, quote=False)
        head = room.words.say("desk-posted", {"name": staff.name})
        place, topic = below(press.message), topic_of(press.message)
        sent = await bot(
            SendMessage(chat_id=room.group, message_thread_id=topic, text=f"{head}\n{html}", reply_parameters=place)
        )
        written = Written(sent.message_id, (Content("text", html),), found.card.message)
        await self._letters.from_staff(room.step(press.from_user, update), staff, written, topic)
        return AnswerCallbackQuery(callback_query_id=press.id, text=room.words.plain("desk-did-post"))

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

    async def take_back(self, press: CallbackQuery, bot: Bot, update: Update, letter: int) -> Call:
        """As by /delete, of somebody who hid behind the group."""
        key = await self._take_back(bot, update, press.from_user, letter, press.message)
        return AnswerCallbackQuery(callback_query_id=press.id, text=self._words.plain(key))

    async def _asked_to_take_back(self, message: Message, bot: Bot, update: Update, user: User | None) -> Call | None:
        answered = message.reply_to_message
        if answered is None or answered.message_id == topic_of(message):
            return self._below(message, self._words.say("desk-delete-how"))
        if user is None:
            button = [(self._words.plain("desk-delete"), f"x:{answered.message_id}")]
            return self._below(message, self._words.say("desk-who-looks"), inline([button]))
        key = await self._take_back(bot, update, user, answered.message_id, message)
        return None if key == "desk-did-delete" else self._below(message, self._words.say(key))

    async def _take_back(
        self, bot: Bot, update: Update, user: User, letter: int, asked: Message | InaccessibleMessage | None
    ) -> str:
        """The key of what came of it; with the letter what asked for it leaves the group."""
        try:
            await self._letters.take_back(self._room.step(user, update), staff_of(user), letter)
        except Refusal as refusal:
            return f"refusal-{refusal.name}"
        gone = [letter, *([asked.message_id] if asked is not None else [])]
        await quietly(bot, DeleteMessages(chat_id=self._room.group, message_ids=gone))
        return "desk-did-delete"

    def _below(self, message: Message, text: str, markup: InlineKeyboardMarkup | None = None) -> SendMessage:
        return SendMessage(
            chat_id=message.chat.id,
            text=text,
            message_thread_id=topic_of(message),
            reply_parameters=below(message),
            reply_markup=markup,
        )


def _is_command(message: Message) -> bool:
    """A command that nobody knows is not for the customer either; two strokes begin a note."""
    return (message.text or "").startswith("/") and not (message.text or "").startswith(NOTE)


def below(message: Message | InaccessibleMessage | None) -> ReplyParameters | None:
    """A reply that is sent without one when the message is gone."""
    if message is None:
        return None
    return ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True)
