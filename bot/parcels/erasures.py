"""What of an erased account lies outside of SQL: its requests in the support group, and talks of others signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aiogram.fsm.storage.base import StorageKey
from aiogram.methods import DeleteForumTopic, EditMessageCaption, EditMessageText, SendMessage
from redis.exceptions import RedisError

from account.records import ClaimedParcel
from bot.parcels.group import HARMLESS, NO_TOPIC, PATIENCE, Group
from bot.parcels.outcome import LaterError, backoff
from bot.parcels.removal import remove
from fsm.forms.registration import Registration
from gateways.outcomes import Refused, Unknown
from gateways.telegram import Sender
from handlers.record import Record
from handlers.words import Words
from storage.conversations import Conversations, LeaseBusy, LeaseLost


class ErasureParcels:
    """The rows are gone when these are carried: each parcel has with it all that it needs, and is repeatable.

    - A topic goes with all that is in it. Elsewhere messages are deleted; of those that Telegram does not delete (after
      48 hours, or where rights are missing) the words are replaced.
    - What keeps its file, or was written by a colleague, only people can delete: the group is asked to.
    """

    def __init__(self, sender: Sender, words: Words, group: Group, conversations: Conversations, bot_id: int) -> None:
        self._sender = sender
        self._words = words
        self._group = group
        self._conversations = conversations
        self._bot_id = bot_id

    async def leave_desk(self, claimed: ClaimedParcel) -> None:
        payload, group = claimed.parcel.payload, self._group.id
        messages = [int(each) for each in str(payload["messages"]).split(",") if each]
        if payload.get("group", group) != group:
            stay = messages  # numbers of a group that is another one now
        elif "topic" in payload and await self._topic_is_gone(int(payload["topic"]), claimed, messages):
            stay = []
        else:
            stay = await self._cleared(messages, claimed)
        if payload["say"]:
            await self._say("desk-request-erased", claimed)
        if stay and "again" not in payload:
            await self._say("desk-erase-by-hand", claimed)

    async def forget(self, claimed: ClaimedParcel) -> None:
        """Nothing of the account stays in this person's talk, only how to speak with them.

        And a registration: whoever is in it has left the account, and what is in it is their own.
        """
        person = claimed.parcel.person or 0
        key = StorageKey(bot_id=self._bot_id, chat_id=person, user_id=person)
        try:
            async with self._conversations.hold(key):
                before = Record.load(await self._conversations.get_data(key))
                kept = Record(before.language, seen=before.seen, stood=before.stood, keyboard=before.keyboard)
                if before.at is not None and before.at.form == Registration.name:
                    kept = replace(kept, place=before.place, acted=before.acted)
                if before != kept:
                    await self._conversations.set_data(key, kept.dump())
        except (RedisError, LeaseBusy, LeaseLost) as error:
            # Not a fault that is given up after some tries: it has to be done.
            raise LaterError(backoff(claimed.tries), type(error).__name__) from None

    async def _topic_is_gone(self, topic: int, claimed: ClaimedParcel, messages: Sequence[int]) -> bool:
        """Where the bot may not delete topics, at least the messages go, until somebody gives it the right."""
        outcome = await self._sender.answer(DeleteForumTopic(chat_id=self._group.id, message_thread_id=topic))
        if isinstance(outcome, Refused) and not any(each in outcome.description for each in (NO_TOPIC, *HARMLESS)):
            await self._cleared(messages, claimed)
        elif isinstance(outcome, Refused):
            return True
        await self._group.demand(outcome, claimed)
        return True

    async def _cleared(self, messages: Sequence[int], claimed: ClaimedParcel) -> list[int]:
        """Those of which something stays for people to delete."""
        stay = await remove(self._sender, self._group, messages, claimed) if messages else []
        gone = self._words.say("desk-erased", {"request": str(claimed.parcel.payload["request"])})
        return [each for each in stay if not await self._blanked(each, gone)]

    async def _blanked(self, message: int, gone: str) -> bool:
        """Words instead of what Telegram does not delete; a file stays under its new words."""
        group = self._group.id
        outcome = await self._sender.answer(EditMessageText(chat_id=group, message_id=message, text=gone))
        if not isinstance(outcome, Refused):
            return True
        if any(each in outcome.description for each in HARMLESS):
            return True
        await self._sender.answer(EditMessageCaption(chat_id=group, message_id=message, caption=gone))
        return False

    async def _say(self, key: str, claimed: ClaimedParcel) -> None:
        """In no topic: that of the request is gone. Where no clear answer came it most likely stands there."""
        text = self._words.say(key, {"request": str(claimed.parcel.payload["request"])})
        outcome = await self._sender.send(SendMessage(chat_id=self._group.id, text=text), PATIENCE)
        if not isinstance(outcome, Unknown):
            await self._group.demand(outcome, claimed)
