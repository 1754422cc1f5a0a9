"""One recipient's turn: the calls of the run's deed, and what came of them as a line for the ledger."""

from __future__ import annotations

from typing import Any, Final

from aiogram.methods import TelegramMethod
from aiogram.types import Message

from account.broadcasts.records import Broadcast, Content, Deed, Recipient, SendState, Sent
from bot.broadcasts.calls import calls_of, delete_of, edit_of
from gateways.outcomes import Delivered, Failure, Gone, Moved, Refused, Retry, Unknown
from gateways.telegram import Sender, messages_in

CHAT_PATIENCE: Final = 4.0  # seconds that one person's own pace may keep a message waiting
# What Telegram says where the wish is fulfilled already.
_FULFILLED: Final = {
    Deed.EDIT: "message is not modified",
    Deed.DELETE: "message to delete not found",
}
_NO_TOKEN: Final = {"Unauthorized", "Not Found"}


class Calling:
    """Makes the calls of one broadcast; ``cost`` is what one recipient takes of the pace."""

    def __init__(self, one: Broadcast, sender: Sender) -> None:
        self._sender = sender
        self._deed = one.deed
        self._content = one.content
        # Built once: a copy with another chat costs a tenth.
        sends = one.deed in {Deed.SEND, Deed.RESEND}
        self._call = calls_of(_given(one.content), 0) if sends else None
        self.cost = self._cost()
        self.locked_out = False
        """Telegram does not know the bot's token: nobody can be reached."""

    async def reach(self, recipient: Recipient) -> Sent:
        messages = recipient.messages
        for call in self._calls(recipient):
            outcome = await self._sender.placed(call, CHAT_PATIENCE)
            if isinstance(outcome, Delivered):
                messages = _ids(outcome.result) or messages
            elif (state := self._state(outcome)) is not SendState.SENT:
                return Sent(recipient.telegram_id, state, messages)
        return Sent(recipient.telegram_id, SendState.SENT, messages)

    def _calls(self, recipient: Recipient) -> list[TelegramMethod[Any]]:
        if self._call is not None:
            return [self._call.model_copy(update={"chat_id": recipient.telegram_id})]
        if self._deed is Deed.DELETE:
            return [delete_of(recipient.telegram_id, recipient.messages)] if recipient.messages else []
        return edit_of(_given(self._content), recipient.telegram_id, recipient.messages)

    def _cost(self) -> int:
        if self._call is not None:
            return messages_in(self._call)
        return 1 if self._content is None else len(self._content.pieces)

    def _state(self, failure: Failure) -> SendState:
        match failure:
            case Gone():
                return SendState.BLOCKED
            case Retry():
                return SendState.AGAIN
            case Refused(description=words) if words in _NO_TOKEN:
                self.locked_out = True
                return SendState.AGAIN
            case Refused(description=words) if words.startswith(_FULFILLED.get(self._deed, "\n")):
                return SendState.SENT
            case Refused() | Moved():
                return SendState.FAILED
            case Unknown():
                return SendState.UNKNOWN


def _given(content: Content | None) -> Content:
    assert content is not None
    return content


def _ids(result: Any) -> tuple[int, ...]:
    if isinstance(result, Message):
        return (result.message_id,)
    return tuple(each.message_id for each in result) if isinstance(result, list) else ()
