"""The group's side of the correspondence: what staff write, change and take back."""

from __future__ import annotations

from aiogram import Bot
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, DeleteMessages, SendMessage
from aiogram.types import (
    CallbackQuery,
    InaccessibleMessage,
    InlineKeyboardMarkup,
    Message,
    Update,
    User,
)

from account.desk.letters import Written
from account.refusals import Refusal
from handlers.desk.door import in_the_groups_name
from handlers.desk.room import DeskRoom, below, staff_of, topic_of
from handlers.letter_contents import NOTE, from_staff, is_note
from handlers.visit import Call, quietly
from handlers.words import inline

TAKE_BACK = "/delete"


class Letters:
    """What is no letter stays the group's own talk, unanswered."""

    def __init__(self, room: DeskRoom) -> None:
        self._letters = room.cabinet.correspondence
        self._words = room.words
        self._room = room

    async def on_message(self, message: Message, state: FSMContext, update: Update) -> Call | None:
        user = message.from_user
        nameless = in_the_groups_name(message)
        if user is None or (user.is_bot and not nameless):
            return None
        if (message.text or "").partition("@")[0].strip() == TAKE_BACK:
            return await self._asked_to_take_back(message, update, None if nameless else user)
        written = None if _is_command(message) else from_staff(message)
        if written is None or not await self._is_for_customers(message, state, written):
            return None
        staff = None if nameless else staff_of(user)
        letter = await self._letters.from_staff(self._room.step(user, update), staff, written, topic_of(message))
        return await self._ask_who(message, state, letter) if letter is not None and nameless else None

    async def on_edit(self, edited_message: Message, event_update: Update) -> None:
        if (user := edited_message.from_user) is None:
            return
        written = from_staff(edited_message)
        content = written.contents[0] if written is not None and not is_note(edited_message) else None
        staff = None if in_the_groups_name(edited_message) else staff_of(user)
        changes, step = self._room.cabinet.letter_changes, self._room.step(user, event_update)
        await changes.edited_by_staff(step, staff, edited_message.message_id, content)

    @staticmethod
    async def _is_for_customers(message: Message, state: FSMContext, written: Written) -> bool:
        """Files under nothing but a note stay inside, with the whole album they came in."""
        data = await state.get_data()
        if is_note(message):
            await state.set_data(data | {"inside": written.album})
            return False
        return written.album is None or data.get("inside") != written.album

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

    async def _ask_who(self, message: Message, state: FSMContext, letter: int) -> Call | None:
        """Once an album."""
        data = await state.get_data()
        if message.media_group_id is not None and data.get("held") == message.media_group_id:
            return None
        await state.set_data(data | {"held": message.media_group_id})
        send = [(self._words.plain("desk-letter-send"), f"w:{letter}")]
        return self._below(message, self._words.say("desk-letter-held"), inline([send]))

    async def take_back(self, press: CallbackQuery, update: Update, letter: int) -> Call:
        """As by /delete, of somebody who hid behind the group."""
        key = await self._take_back(update, press.from_user, letter, press.message)
        return AnswerCallbackQuery(callback_query_id=press.id, text=self._words.plain(key))

    async def _asked_to_take_back(self, message: Message, update: Update, user: User | None) -> Call | None:
        answered = message.reply_to_message
        if answered is None or answered.message_id == topic_of(message):
            return self._below(message, self._words.say("desk-delete-how"))
        if user is None:
            button = [(self._words.plain("desk-delete"), f"x:{answered.message_id}")]
            return self._below(message, self._words.say("desk-who-looks"), inline([button]))
        key = await self._take_back(update, user, answered.message_id, message)
        return None if key == "desk-did-delete" else self._below(message, self._words.say(key))

    async def _take_back(
        self, update: Update, user: User, letter: int, asked: Message | InaccessibleMessage | None
    ) -> str:
        """The key of what came of it."""
        step, by = self._room.step(user, update), asked.message_id if asked is not None else None
        try:
            await self._room.cabinet.letter_changes.take_back(step, staff_of(user), letter, by)
        except Refusal as refusal:
            return f"refusal-{refusal.name}"
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
