"""Who comes in at the desk: updates of the support group, wherever it has moved, of those who are in it now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramMigrateToChat
from aiogram.filters import Filter
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, TelegramObject, User

from account.desk.group import DeskGroup
from account.desk.ports import Members
from handlers.words import Words

ANONYMOUS = 1087968824  # Telegram's user for whoever writes in the group's name


class InGroup(Filter):
    """Updates of the support group and of no other chat."""

    def __init__(self, group: DeskGroup) -> None:
        self._group = group

    async def __call__(self, event: TelegramObject) -> bool:
        message = event.message if isinstance(event, CallbackQuery) else event
        chat = getattr(message, "chat", None)
        return chat is not None and chat.type != "private" and await self._group.is_at(chat.id)


class OnlyMembers(BaseMiddleware):
    """Lets nobody act who has left the group, or was put out of it."""

    def __init__(self, group: DeskGroup, members: Members, words: Words, clock: Callable[[], datetime]) -> None:
        self._group = group
        self._members = members
        self._words = words
        self._clock = clock

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user: User | None = getattr(event, "from_user", None)
        if user is None or in_the_groups_name(event) or _is_telegrams_own(event) or await self._is_in(user):
            return await handler(event, data)
        if isinstance(event, CallbackQuery):
            words = self._words.plain("refusal-not-a-member")
            return AnswerCallbackQuery(callback_query_id=event.id, text=words, show_alert=True)
        return None

    async def _is_in(self, user: User) -> bool:
        if (group := self._group.current) is None:
            return False
        try:
            return await self._members.has(group, user.id)
        except TelegramMigrateToChat as moved:
            await self._group.follow(group, moved.migrate_to_chat_id, self._clock())
        return await self._is_in(user)


class Door:
    """Comings and goings: what is known of members is forgotten, and the group is followed where it moves."""

    def __init__(self, group: DeskGroup, members: Members) -> None:
        self._group = group
        self._members = members

    async def on_member(self, chat_member: ChatMemberUpdated) -> None:
        self._members.forget(chat_member.chat.id, chat_member.new_chat_member.user.id)

    async def moved(self, message: Message) -> bool:
        """Whether the message says that somebody has come or gone, or the group is another one now."""
        came = [*(message.new_chat_members or []), message.left_chat_member]
        for user in filter(None, came):
            self._members.forget(message.chat.id, user.id)
        if message.migrate_to_chat_id is not None:
            await self._group.follow(message.chat.id, message.migrate_to_chat_id, message.date)
        elif message.migrate_from_chat_id is not None:
            await self._group.follow(message.migrate_from_chat_id, message.chat.id, message.date)
        else:
            return any(came)
        return True


def _is_telegrams_own(event: TelegramObject) -> bool:
    """Whether Telegram tells of a move, of comings or goings: nobody acts by that, and the group may be gone."""
    told = ("migrate_to_chat_id", "migrate_from_chat_id", "new_chat_members", "left_chat_member")
    return isinstance(event, Message) and any(getattr(event, each) is not None for each in told)


def in_the_groups_name(event: TelegramObject) -> bool:
    """Whether an admin hides behind the group: who it is, only a press of theirs shows."""
    return isinstance(event, Message) and event.sender_chat is not None and event.sender_chat.id == event.chat.id
