"""Messages leave the group: by the hundred, and one by one where Telegram refuses some of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aiogram.methods import DeleteMessage, DeleteMessages

from account.records import ClaimedParcel
from bot.parcels.group import Group
from gateways.outcomes import Refused
from gateways.telegram import Sender

AT_ONCE_MOST: Final = 100
GONE_ALREADY: Final = "message to delete not found"


async def remove(sender: Sender, group: Group, messages: Sequence[int], claimed: ClaimedParcel) -> list[int]:
    """Give those that Telegram will not delete: it never will."""
    stay: list[int] = []
    for start in range(0, len(messages), AT_ONCE_MOST):
        some = list(messages[start : start + AT_ONCE_MOST])
        outcome = await sender.answer(DeleteMessages(chat_id=group.id, message_ids=some))
        if isinstance(outcome, Refused):
            stay += [each for each in some if not await _removed(sender, group, each, claimed)]
        else:
            await group.demand(outcome, claimed)
    return stay


async def _removed(sender: Sender, group: Group, message: int, claimed: ClaimedParcel) -> bool:
    outcome = await sender.answer(DeleteMessage(chat_id=group.id, message_id=message))
    if isinstance(outcome, Refused):
        return GONE_ALREADY in outcome.description
    await group.demand(outcome, claimed)
    return True
