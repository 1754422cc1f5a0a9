"""Reasons that staff write themselves: the question for one, and the reply that answers it."""

from __future__ import annotations

from typing import Any

from aiogram import Bot
from aiogram.fsm.context import FSMContext
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, ForceReply, Message, Update

from account.reasons import own
from account.refusals import Refusal
from account.requests import Slot
from handlers.desk_names import mention
from handlers.desk_room import DeskRoom, staff_of, topic_of
from handlers.visit import Call

OWN_REASON_LONGEST = 500
QUESTIONS_KEPT = 10  # questions for a reason that one member may leave open


class OwnReasons:
    """Each question waits for its reply; several may be open at once."""

    def __init__(self, room: DeskRoom) -> None:
        self._room = room

    async def ask(self, press: CallbackQuery, state: FSMContext, bot: Bot, number: int, slot: Slot) -> None:
        words = self._room.words
        question = words.say("desk-write-reason", {"request": str(number), "slot": words.plain(f"slot-{slot}")})
        sent = await bot(
            SendMessage(
                chat_id=self._room.group,
                text=f"{mention(words, staff_of(press.from_user))}\n{question}",
                message_thread_id=topic_of(press.message),
                reply_markup=ForceReply(force_reply=True, selective=True),
            )
        )
        questions: dict[str, list[Any]] = (await state.get_data()).get("reasons", {})
        latest = dict(list(questions.items())[1 - QUESTIONS_KEPT :])
        await state.set_data({"reasons": latest | {str(sent.message_id): [number, str(slot)]}})

    async def answered(self, message: Message, state: FSMContext, update: Update) -> Call | None:
        """What becomes of a reply; None where this answers no question."""
        asked_by, user = message.reply_to_message, message.from_user
        if asked_by is None or not message.text or user is None:
            return None
        questions: dict[str, list[Any]] = (await state.get_data()).get("reasons", {})
        if (asked := questions.pop(str(asked_by.message_id), None)) is None:
            return None
        request, slot = asked
        room = self._room
        try:
            reason = own(message.text[:OWN_REASON_LONGEST])
            await room.desk.reject(room.step(user, update), request, staff_of(user), Slot(slot), reason)
            text = room.words.say("desk-did-why")
        except Refusal as refusal:
            text = room.objection(room.words.say, refusal, await room.found(request))
        await state.set_data({"reasons": questions})
        return SendMessage(chat_id=room.group, text=text, message_thread_id=topic_of(message))
