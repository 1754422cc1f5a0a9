"""What comes after a letter: it is changed or deleted on the other side, its file leaves, a failure is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiogram.methods import DeleteMessage, DeleteMessages, SendMessage

from account.desk.letters import Content, Letter, LetterState, Sender
from account.desk.questions import QuestionService
from account.people import LANGUAGES
from account.ports import Works
from account.records import ClaimedParcel
from account.requests import Request
from bot.parcels.group import HARMLESS, Group
from bot.parcels.letter_calls import below, changing
from bot.parcels.letters import header_of, word_of
from bot.parcels.outcome import OverError, demand
from gateways.outcomes import Gone, Moved, Outcome, Refused
from gateways.telegram import Sender as Telegram
from handlers.words import Words
from texts import Texts

ALREADY_GONE = "message to delete not found"


class LetterChanges:
    """Each is repeatable: what is done already is refused by Telegram without harm."""

    def __init__(
        self,
        works: Works,
        telegram: Telegram,
        texts: Texts,
        group: Group,
        questions: QuestionService,
        clock: Callable[[], datetime],
    ) -> None:
        self._works = works
        self._questions = questions
        self._telegram = telegram
        self._texts = texts
        self._group = group
        self._clock = clock

    async def edit(self, claimed: ClaimedParcel) -> None:
        payload = claimed.parcel.payload
        letter, request, words = await self._read(int(payload["letter"]))
        if letter.state is not LetterState.DELIVERED or letter.arrived is None:
            if letter.state is not LetterState.TAKEN_BACK:
                await self._tell_later(letter, claimed, "not-changed")
            return
        file = str(payload["file"]) if "file" in payload else None
        content = Content(str(payload["kind"]), str(payload["html"]), file)
        header = header_of(words, request, letter, changed=True)
        call = changing(content, header, self._chat(request, letter), letter.arrived)
        if call is not None:
            await self._follow(letter, await self._telegram.answer(call), claimed, "not-changed")

    async def delete(self, claimed: ClaimedParcel) -> None:
        """On the other side first: what stays there stays in the group, too, with a word about it."""
        letter, request, _ = await self._read(int(claimed.parcel.payload["letter"]))
        if letter.arrived is not None:
            call = DeleteMessage(chat_id=self._chat(request, letter), message_id=letter.arrived)
            if not await self._follow(letter, await self._telegram.answer(call), claimed, "not-deleted"):
                return
        async with self._works() as work:
            await work.letters.taken_back(letter.id)
            if letter.sender is Sender.STAFF and request.answered_at and not await work.letters.has_answer(request.id):
                await self._questions.renew(work, request, self._clock())
        if letter.sender is Sender.STAFF:
            numbers = (letter.group_message, claimed.parcel.payload.get("asked"))
            gone = [int(each) for each in numbers if each is not None]
            await self._telegram.answer(DeleteMessages(chat_id=self._group.id, message_ids=gone))

    async def tell(self, claimed: ClaimedParcel) -> None:
        """Say below the message itself that it did not arrive, or was not changed there."""
        payload = claimed.parcel.payload
        letter, request, words = await self._read(int(payload["letter"]), to_writer=True)
        staff = letter.sender is Sender.STAFF
        word = str(payload["word"])
        text = words.say(f"desk-letter-{word}" if staff else f"letter-{word}")
        told = SendMessage(
            chat_id=self._group.id if staff else request.telegram_id,
            text=text,
            message_thread_id=request.card.topic if staff else None,
            reply_parameters=below(letter.group_message if staff else letter.customer_message),
        )
        if staff:
            await self._group.call(told, claimed, request)
        else:
            demand(await self._telegram.send(told), claimed.tries)

    async def remove_file(self, claimed: ClaimedParcel) -> None:
        """Take a customer's file out of the group before Telegram keeps it for ever."""
        letter, request, _ = await self._read(int(claimed.parcel.payload["letter"]))
        if letter.has_file and letter.group_message is not None:
            outcome = await self._telegram.answer(
                DeleteMessage(chat_id=self._group.id, message_id=letter.group_message)
            )
            if not isinstance(outcome, Refused):
                await self._group.demand(outcome, claimed, request)

    async def _read(self, letter_id: int, *, to_writer: bool = False) -> tuple[Letter, Request, Words]:
        async with self._works() as work:
            letter = await work.letters.by_id(letter_id)
            request = await work.requests.by_id(letter.request_id) if letter is not None else None
            if letter is None or request is None:
                raise OverError
            person = await work.people.by_id(request.telegram_id)
        to_customer = (letter.sender is Sender.STAFF) is not to_writer
        language = person.language if person is not None and to_customer else LANGUAGES[0]
        return letter, request, Words(self._texts, language)

    async def _follow(self, letter: Letter, outcome: Outcome[Any], claimed: ClaimedParcel, word: str) -> bool:
        """Whether it is so on the other side now."""
        if isinstance(outcome, Refused) and any(each in outcome.description for each in (*HARMLESS, ALREADY_GONE)):
            return True
        if isinstance(outcome, Refused | Gone):
            await self._tell_later(letter, claimed, word)
            return False
        if isinstance(outcome, Moved):
            await self._group.demand(outcome, claimed)
        demand(outcome, claimed.tries)
        return True

    async def _tell_later(self, letter: Letter, claimed: ClaimedParcel, word: str) -> None:
        async with self._works() as work:
            await work.outbox.put(word_of(letter.id, word, claimed.parcel.key, self._clock()))

    def _chat(self, request: Request, letter: Letter) -> int:
        return request.telegram_id if letter.sender is Sender.STAFF else self._group.id
