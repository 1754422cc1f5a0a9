"""Applies one update: what may pass is left to be delivered again, what fails each time is set aside."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import TelegramMethod
from redis.exceptions import RedisError

from account.people import PeopleService
from bot.intake.gate import Gate, attempt, language_of
from bot.intake.lanes import Raw, person_of, private_sender
from bot.logs import frames
from handlers.visit import quietly
from storage.conversations import LeaseBusy, LeaseLost, applying
from storage.database import DatabaseDown
from texts import Texts

TRIES = 3
STEP_WITHIN = 45.0  # seconds; a file of 20 MB is fetched and looked at within a step
TROUBLE_EVERY = 60.0  # seconds between two words about one outage to one person
PASSING = (
    RedisError,
    DatabaseDown,
    LeaseBusy,
    LeaseLost,
    TelegramNetworkError,
    TelegramServerError,
    TelegramRetryAfter,
)

log = structlog.get_logger("intake")


class NotNow(Exception):  # noqa: N818 - it says what is the matter
    """The step failed for a reason that may pass: the update is not acknowledged and comes again.

    ``flooded``: seconds for which Telegram takes nothing more for this person, or for anybody.
    """

    def __init__(self, flooded: float = 0.0) -> None:
        super().__init__()
        self.flooded = flooded

    @classmethod
    def because(cls, error: Exception) -> NotNow:
        return cls(float(error.retry_after) if isinstance(error, TelegramRetryAfter) else 0.0)


class Steps:
    """Runs the dispatcher for one update and sees to what comes of errors (delivery.md, design 1)."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        gate: Gate,
        people: PeopleService,
        texts: Texts,
        clock: Callable[[], datetime],
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._gate = gate
        self._people = people
        self._texts = texts
        self._clock = clock
        self._told: dict[int, float] = {}
        self.set_aside = 0

    async def apply(self, raw: Raw) -> TelegramMethod[Any] | None:
        """The last call of the answer, to be sent now that the step is committed. Raises NotNow."""
        if await self._gate.turns_away(raw):
            return None
        for tried in range(TRIES):
            try:
                async with asyncio.timeout(STEP_WITHIN):
                    with applying(int(raw["update_id"])):
                        result = await self._dispatcher.feed_raw_update(self._bot, raw)
            except PASSING as error:
                if not isinstance(error, TelegramRetryAfter):
                    await self._say_trouble(raw)
                log.warning("step.not-now", error=type(error).__name__)
                raise NotNow.because(error) from None
            except TelegramForbiddenError:
                await self._gone(raw)
                return None
            except Exception as error:  # noqa: BLE001 - a fault of ours must not stop everybody else's updates
                if _nobody_there(error):
                    await self._gone(raw)
                    return None
                if tried == TRIES - 1:
                    await self._set_aside(raw, error)
            else:
                return result if isinstance(result, TelegramMethod) and result is not UNHANDLED else None
        return None

    async def deliver(self, raw: Raw) -> None:
        """Apply, and send the last call as well: for polling, where there is no reply to carry it."""
        call = await self.apply(raw)
        if call is None:
            return
        try:
            await quietly(self._bot, call)
        except PASSING as error:
            raise NotNow.because(error) from None
        except TelegramForbiddenError:
            await self._gone(raw)
        except Exception as error:  # noqa: BLE001 - the step is done: nothing may keep its update from being confirmed
            log.error("answer.refused", error=type(error).__name__, trace=frames(error))

    def give_up(self) -> None:
        """Set a step aside of which nobody can be told, for Telegram takes no words for that person."""
        self.set_aside += 1
        log.error("step.set-aside", error="flooded")

    async def _set_aside(self, raw: Raw, error: Exception) -> None:
        number = secrets.token_hex(3).upper()
        self.set_aside += 1
        log.error("step.set-aside", number=number, error=type(error).__name__, trace=frames(error))
        await self._say(raw, "fault", {"number": number})
        if (sender := private_sender(raw)) is not None:
            await attempt(self._people.apologised(int(sender["id"]), number, self._clock()))

    async def _say_trouble(self, raw: Raw) -> None:
        now, person = time.monotonic(), person_of(raw)
        if now - self._told.get(person, -TROUBLE_EVERY) < TROUBLE_EVERY:
            return
        self._told = {each: when for each, when in self._told.items() if now - when < TROUBLE_EVERY}
        self._told[person] = now
        await self._say(raw, "trouble", {})

    async def _say(self, raw: Raw, key: str, args: dict[str, str | int]) -> None:
        """A word in the private chat, in the language Telegram tells, for our own memory may be what is away."""
        sender = private_sender(raw)
        if sender is None:
            return
        await attempt(self._bot.send_message(sender["id"], self._texts.say(language_of(sender), key, args)))

    async def _gone(self, raw: Raw) -> None:
        """Mark a person who cannot be written to; that the bot was put out of a group says nothing of its members."""
        if private_sender(raw) is None:
            return
        await attempt(self._people.gone(person_of(raw), self._clock()))


def _nobody_there(error: Exception) -> bool:
    return isinstance(error, TelegramBadRequest) and "chat not found" in error.message
