"""Which group is the desk's: the one that was set, or the supergroup that Telegram has made of it."""

from __future__ import annotations

from datetime import datetime

from account.desk.card_parcels import card_parcel
from account.ports import Work, Works


class DeskGroup:
    """- The settings name a group; when it becomes a supergroup, the bot follows it there, and remembers.

    - Messages there have other numbers: the cards of open requests are brought anew. So they are when the settings
      name another group.
    """

    def __init__(self, works: Works, configured: int | None) -> None:
        self._works = works
        self.current = configured

    async def find(self) -> None:
        """Go along wherever the group has moved, as far as any replica knows."""
        async with self._works() as work:
            while self.current is not None and (moved := await work.moved_groups.successor(self.current)) is not None:
                self.current = moved

    async def settle_in(self, at: datetime) -> None:
        """At the start: where the settings name another group now, nothing of the old one's messages is true here."""
        await self.find()
        async with self._works() as work:
            if self.current is not None and await work.moved_groups.settle_in(self.current, at):
                await _begin_anew(work, self.current, at)

    async def is_at(self, chat: int) -> bool:
        """Whether this chat is the desk's group; a move that another replica has seen is found out here."""
        if chat != self.current and self.current is not None:
            await self.find()
        return chat == self.current

    async def follow(self, old: int, new: int, at: datetime) -> None:
        """The group ``old`` is ``new`` now. Of any number of replicas that hear of it one brings the cards."""
        async with self._works() as work:
            if await work.moved_groups.keep(old, new, at):
                await work.moved_groups.settle_in(new, at)
                await _begin_anew(work, new, at)
        await self.find()


async def _begin_anew(work: Work, group: int, at: datetime) -> None:
    await work.cards.forget_all()
    await work.letters.forget_group()
    for request in await work.requests.open_ones():
        key = f"card:{request.id}:in:{group}:{int(at.timestamp())}"
        await work.outbox.put(card_parcel(request.id, key, at))
