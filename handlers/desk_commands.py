"""Commands of the support group: /queue and /request, and the buttons that do the same."""

from __future__ import annotations

from aiogram.methods import EditMessageText, SendMessage
from aiogram.types import CallbackQuery, Message

from handlers.desk_queue import queue_keyboard, queue_text
from handlers.desk_room import DeskRoom, topic_of
from handlers.visit import Call


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
