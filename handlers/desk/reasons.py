"""Reasons that staff write themselves: the question for one, and the reply that answers it."""

from __future__ import annotations

from typing import Any

from aiogram import Bot
from aiogram.fsm.context import FSMContext
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, ForceReply, Message, Update

from account.desk.reasons import apart, own
from account.refusals import Refusal
from handlers.desk.card_buttons import slots_of
from handlers.desk.names import cut, mention, visible
from handlers.desk.room import DeskRoom, staff_of, topic_of
from handlers.visit import Call

OWN_REASON_LONGEST = NOTE_LONGEST = 500
QUESTIONS_KEPT = 10  # questions for a reason that one member may leave open


class OwnReasons:
    """Each question waits for its reply; several may be open at once."""

    def __init__(self, room: DeskRoom) -> None:
        self._room = room

    async def ask(self, press: CallbackQuery, state: FSMContext, bot: Bot, number: int, slots: str) -> None:
        """Ask for the reason of these files, as a button names them."""
        words = self._room.words
        names = "», «".join(words.plain(f"slot-{slot}") for slot in slots_of(slots))
        question = words.say("desk-write-reason", {"request": str(number), "slot": names})
        sent = await bot(
            SendMessage(
                chat_id=self._room.group,
                text=f"{mention(words, staff_of(press.from_user))}\n{question}",
                message_thread_id=topic_of(press.message),
                reply_markup=ForceReply(force_reply=True, selective=True),
            )
        )
        data = await state.get_data()
        questions: dict[str, list[Any]] = data.get("reasons", {})
        latest = dict(list(questions.items())[1 - QUESTIONS_KEPT :])
        await state.set_data(data | {"reasons": latest | {str(sent.message_id): [number, slots]}})

    async def answered(self, message: Message, state: FSMContext, update: Update) -> Call | None:
        """What becomes of a reply; None where this answers no question."""
        asked_by, user = message.reply_to_message, message.from_user
        if asked_by is None or not message.text or user is None:
            return None
        questions: dict[str, list[Any]] = (await state.get_data()).get("reasons", {})
        if (asked := questions.get(str(asked_by.message_id))) is None:
            return None
        reason, note = apart(visible(message.text))
        if not reason:  # the question stays
            return self._below(message, self._room.words.say("desk-only-notes"))
        number, slots = asked
        text = await self._rejected(message, update, number, slots, reason, note)
        del questions[str(asked_by.message_id)]
        await state.set_data(await state.get_data() | {"reasons": questions})
        return self._below(message, text)

    async def _rejected(
        self, message: Message, update: Update, request: int, slots: str, reason: str, note: str
    ) -> str:
        room, user = self._room, message.from_user
        assert user is not None
        why, aside = own(cut(reason, OWN_REASON_LONGEST)), cut(note, NOTE_LONGEST) or None
        try:
            step = room.step(user, update)
            decided = await room.desk.reject(step, request, staff_of(user), slots_of(slots), why, aside)
        except Refusal as refusal:
            return room.objection(room.words.say, refusal, await room.found(request))
        return room.words.say("desk-did-why" if decided else "desk-did-propose")

    def _below(self, message: Message, text: str) -> Call:
        return SendMessage(chat_id=self._room.group, text=text, message_thread_id=topic_of(message))
