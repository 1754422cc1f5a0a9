"""What every handler of the support group has at hand: the desk's service, its words, the group and the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.fsm.context import FSMContext
from aiogram.types import InaccessibleMessage, Message, ReplyParameters, Update, User

from account.cabinet import Cabinet
from account.desk.group import DeskGroup
from account.desk.replies import Replies
from account.desk.service import DeskService
from account.refusals import Refusal
from account.requests import Request, RequestState, Staff
from account.step import Step
from handlers.desk.names import shown_name
from handlers.words import Words


@dataclass(frozen=True, slots=True)
class DeskRoom:
    """``came_again`` tells whether this update was answered before."""

    cabinet: Cabinet
    words: Words
    desk_group: DeskGroup
    zone: ZoneInfo
    clock: Callable[[], datetime]
    replies: Replies
    came_again: Callable[[FSMContext], bool]

    @property
    def desk(self) -> DeskService:
        return self.cabinet.desk

    @property
    def group(self) -> int:
        """The chat, as it is now: updates come from no other."""
        return self.desk_group.current or 0

    def step(self, user: User, update: Update) -> Step:
        return Step(user.id, str(update.update_id), self.clock(), self.words.language, self.zone)

    async def found(self, number: int) -> Request | None:
        try:
            return await self.desk.request(number)
        except Refusal:
            return None

    def objection(self, say: Callable[..., str], refusal: Refusal, request: Request | None) -> str:
        """What is the matter, and whose doing it is."""
        if request is not None and request.state is RequestState.WITHDRAWN:
            return say("desk-withdrawn")
        words = say(f"refusal-{refusal.name}", refusal.args_of_text)
        return "\n".join([words, *(_whose(say, request) if request is not None else [])])


def _whose(say: Callable[..., str], request: Request) -> list[str]:
    if request.state is RequestState.OPEN and (proposal := request.proposal) is not None:
        return [say(f"desk-proposes-{proposal.verdict.state}", {"name": shown_name(proposal.by.name)})]
    who = request.decided_by or request.taken_by
    key = "desk-taken" if request.state is RequestState.OPEN else f"desk-{request.state}"
    return [say(key, {"name": shown_name(who.name)})] if who is not None else []


def staff_of(user: User) -> Staff:
    return Staff(user.id, shown_name(user.full_name))


def topic_of(message: object) -> int | None:
    """The topic in which a message of the group stands."""
    return message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None


def below(message: Message | InaccessibleMessage | None) -> ReplyParameters | None:
    """A reply that is sent without one when the message is gone."""
    if message is None:
        return None
    return ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True)
