"""Which group is the desk's: the one that was set, or the supergroup that Telegram has made of it."""

from __future__ import annotations

from datetime import datetime

from account.card_parcels import card_parcel
from account.ports import Works


class DeskGroup:
    """- The settings name a group; when it becomes a supergroup, the bot follows it there, and remembers.

    - Messages there have other numbers: the cards of open requests are brought anew.
    """

    def __init__(self, works: Works, configured: int | None) -> None:
        self._works = works
        self.current = configured

    async def find(self) -> None:
        """Go along wherever the group has moved, as far as any replica knows."""
        async with self._works() as work:
            while self.current is not None and (moved := await work.moved_groups.successor(self.current)) is not None:
                self.current = moved

    async def is_at(self, chat: int) -> bool:
        """Whether this chat is the desk's group; a move that another replica has seen is found out here."""
        if chat != self.current and self.current is not None:
            await self.find()
        return chat == self.current

    async def follow(self, old: int, new: int, at: datetime) -> None:
        """The group ``old`` is ``new`` now. Of any number of replicas that hear of it one brings the cards."""
        async with self._works() as work:
            if await work.moved_groups.keep(old, new, at):
                await work.cards.forget_all()
                await work.letters.forget_group()
                for request in await work.requests.open_ones():
                    await work.outbox.put(card_parcel(request.id, f"card:{request.id}:moved:{new}", at))
        await self.find()
