"""One update of one person: what is known of them, and the calls that will answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.fsm.context import FSMContext
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    SendMessage,
    TelegramMethod,
)
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, ReplyKeyboardRemove

from account.step import Step
from handlers.record import Record
from handlers.words import Markup, Words

Call = TelegramMethod[Any]

HARMLESS = (
    "query is too old",
    "query ID is invalid",
    "message is not modified",
    "message to delete not found",
    "REACTION_INVALID",  # a sign that this chat does not take
)
STANDS = "n:"  # before the data of a notice's buttons: its words are not edited away by what the button opens
BEYOND_EDITING = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")


@dataclass(slots=True)
class Visit:
    """Answers are gathered here and sent before the step is committed: what is not sent then comes again.

    ``in_reply``: the question that comes next may travel in the webhook's reply, after the commit; were it lost, the
    question would be asked again. The end of a conversation would not, so it is never left to the reply.
    """

    bot: Bot
    chat: int
    step: Step
    record: Record
    words: Words
    fresh: bool
    again: bool
    overtaken: bool
    in_reply: bool
    press: CallbackQuery | None = None
    calls: list[Call] = field(default_factory=list)

    def say(self, text: str, markup: Markup | None = None) -> None:
        """Answer below; a reply keyboard that is not wanted any more goes first."""
        if self.record.keyboard and not isinstance(markup, ReplyKeyboardRemove):
            self.record.keyboard = False
            self.calls.append(
                SendMessage(chat_id=self.chat, text=self.words.say("keyboard-gone"), reply_markup=ReplyKeyboardRemove())
            )
        self.calls.append(SendMessage(chat_id=self.chat, text=text, reply_markup=markup))

    def show(self, text: str, markup: InlineKeyboardMarkup | None) -> None:
        """Answer in the message whose button was pressed, unless the talk has gone on below it.

        Nor when the press comes again: what its first answer made of the message may be all that the person was told.
        """
        pressed = self.press.message if self.press is not None else None
        in_sight = isinstance(pressed, Message) and pressed.message_id > self.record.seen and not self.record.keyboard
        if isinstance(pressed, Message) and in_sight and not self.again:
            self.calls.append(
                EditMessageText(chat_id=self.chat, message_id=pressed.message_id, text=text, reply_markup=markup)
            )
            return
        self.take_buttons_away()
        self.say(text, markup)

    def edit(self, message: int, text: str, markup: Markup) -> None:
        inline = markup if isinstance(markup, InlineKeyboardMarkup) else None
        self.calls.append(EditMessageText(chat_id=self.chat, message_id=message, text=text, reply_markup=inline))

    def let_stand(self) -> bool:
        """What the pressed message says stays to be read again, the answer comes below it; False at a second press."""
        pressed = self.press.message if self.press is not None else None
        if isinstance(pressed, Message) and self.record.stood != pressed.message_id:
            self.record.stood = pressed.message_id
            self.record.seen = max(self.record.seen, pressed.message_id)
            return True
        return not isinstance(pressed, Message)

    def stay_below(self) -> None:
        """Something stands below the pressed message by now, so that the answer comes below that."""
        if isinstance(pressed := self.press.message if self.press is not None else None, Message):
            self.record.seen = max(self.record.seen, pressed.message_id)

    def take_buttons_away(self) -> None:
        pressed = self.press.message if self.press is not None else None
        if isinstance(pressed, Message) and pressed.reply_markup is not None:
            call = EditMessageReplyMarkup(chat_id=self.chat, message_id=pressed.message_id, reply_markup=None)
            if call not in self.calls:
                self.calls.append(call)

    def toast(self, text: str, *, alert: bool = False) -> None:
        """The word that answers a press; without one the press is answered silently."""
        if self.press is not None:
            self.calls.insert(
                0, AnswerCallbackQuery(callback_query_id=self.press.id, text=text[:200], show_alert=alert)
            )

    async def erase(self, message: int) -> bool:
        """Delete a message of the person; False when Telegram refuses."""
        try:
            return bool(await self.bot.delete_message(self.chat, message))
        except TelegramBadRequest as error:
            return "message to delete not found" in error.message

    async def leave(self, state: FSMContext) -> Call | None:
        """Keep the record and answer; the call that is to travel in the reply is given back."""
        if self.press is not None and not any(isinstance(call, AnswerCallbackQuery) for call in self.calls):
            self.toast("")
        await state.set_data(self.record.dump())
        last = self.calls.pop() if self.calls and self.in_reply and self.record.place is not None else None
        for call in self.calls:
            await quietly(self.bot, call)
        return last


async def quietly(bot: Bot, call: Call) -> Any:
    """Send; what Telegram refuses because it came late or twice is no fault."""
    try:
        return await bot(call)
    except TelegramBadRequest as error:
        if any(words in error.message for words in HARMLESS):
            return None
        beyond_editing = any(words in error.message for words in BEYOND_EDITING)
        if beyond_editing and isinstance(call, EditMessageReplyMarkup):
            return None  # the person has deleted it, and its buttons with it
        if beyond_editing and isinstance(call, EditMessageText):
            return await bot(
                SendMessage(chat_id=call.chat_id or 0, text=call.text or "", reply_markup=call.reply_markup)
            )
        raise
