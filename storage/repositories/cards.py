"""Where requests stand in the support group: what is gone from there is forgotten."""

from __future__ import annotations

from sqlalchemy import delete, select, true, update

from account.requests import Card, Request
from storage.repositories.base import Repository
from storage.repositories.request_rows import CARD, load
from storage.tables import request_messages, requests


class SqlCards(Repository):
    async def forget(self, request_id: int, gone: Card, *, keep_topic: bool) -> bool:
        shown = select(request_messages.c.request_id).where(
            request_messages.c.position == CARD, request_messages.c.message_id == gone.message
        )
        same = requests.c.topic == gone.topic if gone.message is None else requests.c.id.in_(shown)
        topic = gone.topic if keep_topic else None
        # Locked first: while one waits for another who forgets it, the update would go by the messages of before.
        await self._connection.execute(select(requests.c.id).where(requests.c.id == request_id).with_for_update())
        changed = await self._changed(update(requests).where(requests.c.id == request_id, same).values(topic=topic))
        if changed:
            lost = request_messages.c.position == CARD if keep_topic else true()
            await self._connection.execute(
                delete(request_messages).where(request_messages.c.request_id == request_id, lost)
            )
        return changed

    async def of_topic(self, topic: int) -> Request | None:
        found = select(requests).where(requests.c.topic == topic).order_by(requests.c.id.desc()).limit(1)
        return next(iter(await load(self._connection, found)), None)

    async def forget_all(self) -> None:
        await self._connection.execute(update(requests).values(topic=None))
        await self._connection.execute(delete(request_messages))
