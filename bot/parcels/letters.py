"""Letters on their way: to the customer from «the support», to the group below the card; what fails is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiogram.methods import SetMessageReaction
from aiogram.types import ReactionTypeEmoji

from account.desk.card_parcels import redraw_parcel
from account.desk.letters import Letter, LetterState, Sender
from account.people import LANGUAGES
from account.ports import Work, Works
from account.privacy.records import ErasedRequest
from account.records import Care, ClaimedParcel, Parcel
from account.requests import Request, RequestState
from bot.parcels.group import NO_TOPIC, Group
from bot.parcels.letter_calls import below, sending
from bot.parcels.outcome import LaterError, demand
from gateways.outcomes import Delivered, Gone, Outcome, Refused, Retry, Unknown
from gateways.telegram import Sender as Telegram
from handlers.words import Words
from texts import Texts

DELIVERED = "👌"
AFTER_THE_CARD = 0.3  # seconds
PATIENCE = 8.0  # seconds in the queue: with the call itself well within the courier's time, or it would seem unknown
TRIES = 5  # of a letter that the group refuses: it may be the letter
FILES_STAY = timedelta(hours=47)


@dataclass(frozen=True, slots=True)
class Batch:
    """A letter, or those of one album, with all that is needed to send it."""

    request: Request
    letters: Sequence[Letter]
    answered: Letter | None
    words: Words

    @property
    def to_customer(self) -> bool:
        return self.letters[0].sender is Sender.STAFF


class LetterParcels:
    """- A letter is marked before it is sent: what a crash left marked is unknown, which is told; nothing repeats it.

    - What was not marked yet goes as if nothing had been.
    - Where it was written a sign shows that it arrived, a word that it did not.
    """

    def __init__(
        self, works: Works, telegram: Telegram, texts: Texts, group: Group, clock: Callable[[], datetime]
    ) -> None:
        self._works = works
        self._telegram = telegram
        self._texts = texts
        self._group = group
        self._clock = clock

    async def carry(self, claimed: ClaimedParcel) -> None:
        """Bring it to the other side; nothing where it was taken back, or went with its album."""
        letter_id = int(claimed.parcel.payload["letter"])
        batch = await self._begin(letter_id)
        if batch is None:
            return await self._fail(letter_id, LetterState.UNKNOWN, "unknown")
        try:
            outcome = await self._telegram.send(self._call(batch), PATIENCE)
        except LaterError:
            await self._put_off(batch)
            raise
        return await self._settle(batch, outcome, claimed)

    async def _begin(self, letter_id: int) -> Batch | None:
        async with self._works() as work:
            letters = await work.letters.begin(letter_id)
            if not letters:
                return None
            request = await work.requests.by_id(letters[0].request_id)
            assert request is not None, "letters go with their request"
            answers = letters[0].answers
            answered = await work.letters.by_id(answers) if answers is not None else None
            person = await work.people.by_id(request.telegram_id)
        to_customer = letters[0].sender is Sender.STAFF
        language = person.language if person is not None and to_customer else LANGUAGES[0]
        return Batch(request, letters, answered, Words(self._texts, language))

    def _call(self, batch: Batch) -> Any:
        request, first, answered = batch.request, batch.letters[0], batch.answered
        header = header_of(batch.words, request, first)
        if batch.to_customer:
            place = below(answered.customer_message if answered else None)
            return sending(batch.letters, header, self._group.id, chat_id=request.telegram_id, reply_parameters=place)
        if request.card.message is None and request.state is RequestState.OPEN:
            raise LaterError(AFTER_THE_CARD, "the card is not there yet")
        return sending(
            batch.letters,
            header,
            request.telegram_id,
            chat_id=self._group.id,
            message_thread_id=request.card.topic,
            reply_parameters=below((answered and answered.group_message) or request.card.message),
            protect_content=True,
        )

    async def _settle(self, batch: Batch, outcome: Outcome[Any], claimed: ClaimedParcel) -> None:
        match outcome:
            case Delivered(result=result):
                return await self._arrived(batch, result if isinstance(result, list) else [result])
            case Unknown():
                return await self._fail(batch.letters[0].id, LetterState.UNKNOWN, "unknown")
            case Gone() if batch.to_customer:
                async with self._works() as work:
                    await work.people.set_gone(batch.request.telegram_id, self._clock())
                return await self._fail(batch.letters[0].id, LetterState.FAILED, "gone")
            case Refused(description=why) if batch.to_customer or (claimed.tries >= TRIES and NO_TOPIC not in why):
                return await self._fail(batch.letters[0].id, LetterState.FAILED, "refused")
        await self._put_off(batch)
        if not batch.to_customer and not isinstance(outcome, Retry):
            return await self._group.demand(outcome, claimed, batch.request)
        return demand(outcome, claimed.tries)

    async def _arrived(self, batch: Batch, messages: list[Any]) -> None:
        numbers = [message.message_id for message in messages]
        async with self._works() as work:
            noted = [
                await self._noted(work, batch, letter, number)
                for letter, number in zip(batch.letters, numbers, strict=True)
            ]
        if not all(noted):  # erased on the way: nobody else knows of what has just been sent
            if not batch.to_customer:
                shown = ErasedRequest(batch.request.id, open=False, topic=None, messages=tuple(numbers))
                await self._group.take_back(shown)
            return
        for letter in batch.letters:
            chat, written = self._group.id if batch.to_customer else batch.request.telegram_id, _written(letter)
            sign = SetMessageReaction(chat_id=chat, message_id=written, reaction=[ReactionTypeEmoji(emoji=DELIVERED)])
            await self._telegram.answer(sign)  # only a sign: a chat that takes no reactions goes without

    async def _noted(self, work: Work, batch: Batch, letter: Letter, message: int) -> bool:
        """False when the letter is no more."""
        if not await work.letters.delivered(letter.id, message):
            return False
        if batch.to_customer and letter.content is not None and not letter.content.holding:
            await self._answered(work, batch.request.id, letter.id)
        if letter.has_file and not batch.to_customer:
            key, payload = f"letter-file:{letter.id}", {"letter": letter.id}
            await work.outbox.put(Parcel(key, "letter-file", None, payload, self._clock() + FILES_STAY))
        return True

    async def _answered(self, work: Work, request_id: int, letter_id: int) -> None:
        """Only what has arrived is an answer."""
        at = self._clock()
        if await work.questions.answered(request_id, at):
            await work.outbox.put(redraw_parcel(request_id, f"redraw:answered:{letter_id}", at))

    async def _put_off(self, batch: Batch) -> None:
        async with self._works() as work:
            for letter in batch.letters:
                await work.letters.put_off(letter.id)

    async def _fail(self, letter_id: int, state: LetterState, word: str) -> None:
        """Tell that it did not arrive, or that nobody knows; nothing for what is not being sent."""
        async with self._works() as work:
            if await work.letters.settle(letter_id, state):
                await work.outbox.put(word_of(letter_id, word, f"letter:{letter_id}", self._clock()))


def header_of(words: Words, request: Request, letter: Letter, *, changed: bool = False) -> str:
    if letter.sender is Sender.STAFF:
        return words.say("letter-from-support")
    return words.say("desk-letter-changed" if changed else "desk-letter", {"request": str(request.id)})


def _written(letter: Letter) -> int:
    return (letter.group_message if letter.sender is Sender.STAFF else letter.customer_message) or 0


def word_of(letter_id: int, word: str, of: str, at: datetime) -> Parcel:
    payload: dict[str, str | int] = {"letter": letter_id, "word": word}
    return Parcel(f"{of}:{word}", "letter-word", None, payload, at, Care.REPEATABLE)
