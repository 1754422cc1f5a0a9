"""Letters between staff and customer, one row a message, each moved on by a conditional update."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, update

from account.desk.letters import Content, Letter, LetterState, Sender
from storage.repositories.base import Repository
from storage.tables import letters, requests

_WAITING: Final = letters.c.state == LetterState.WAITING.value
_UNSENT: Final = letters.c.state.in_([LetterState.HELD.value, LetterState.WAITING.value])


class SqlLetters(Repository):
    async def add(
        self,
        request_id: int,
        sender: Sender,
        who: int,
        message: int,
        content: Content,
        at: datetime,
        *,
        answers: int | None = None,
        album: str | None = None,
        state: LetterState = LetterState.WAITING,
    ) -> int:
        own = "group_message" if sender is Sender.STAFF else "customer_message"
        row = await self._insert_new(
            letters,
            request_id=request_id,
            sender=sender.value,
            who=who,
            state=state.value,
            album=album,
            content=asdict(content) | {"answers": answers},
            has_file=content.file is not None,
            at=at,
            **{own: message},
        )
        assert row is not None, "its number is new"
        return int(row.id)

    async def by_id(self, letter_id: int) -> Letter | None:
        return next(iter(await self._all(select(letters).where(letters.c.id == letter_id))), None)

    async def in_group(self, message: int) -> list[Letter]:
        return await self._all(select(letters).where(letters.c.group_message == message))

    async def with_customer(self, telegram_id: int, message: int) -> list[Letter]:
        theirs = (requests.c.telegram_id == telegram_id, letters.c.customer_message == message)
        return await self._all(select(letters).join(requests).where(*theirs))

    async def wrote(self, request_id: int, sender: Sender) -> bool:
        of_side = (letters.c.request_id == request_id, letters.c.sender == sender.value)
        return await self._connection.scalar(select(letters.c.id).where(*of_side).limit(1)) is not None

    async def has_answer(self, request_id: int) -> bool:
        of_customer = (letters.c.request_id == request_id, letters.c.sender == Sender.CUSTOMER.value)
        last = select(func.coalesce(func.max(letters.c.id), 0)).where(*of_customer).scalar_subquery()
        answer = (letters.c.sender == Sender.STAFF.value, letters.c.state == LetterState.DELIVERED.value)
        found = await self._all(select(letters).where(letters.c.request_id == request_id, *answer, letters.c.id > last))
        return any(each.content is None or not each.content.holding for each in found)

    async def show_again(self, request_id: int) -> list[int]:
        pieces = select(func.min(letters.c.id)).where(
            letters.c.request_id == request_id,
            letters.c.sender == Sender.CUSTOMER.value,
            letters.c.state == LetterState.DELIVERED.value,
        )
        firsts = list(await self._connection.scalars(pieces.group_by(letters.c.customer_message)))
        copied = {"state": LetterState.WAITING.value, "group_message": None, "album": None}
        content = asdict(Content("other")) | {"answers": None}
        anew = update(letters).where(letters.c.id.in_(firsts)).values(**copied, content=content)
        await self._connection.execute(anew)
        return sorted(firsts)

    async def begin(self, letter_id: int) -> list[Letter]:
        taken = update(letters).where(_WAITING, _with_album(letter_id)).values(state=LetterState.SENDING.value)
        rows = await self._connection.execute(taken.returning(letters))
        return sorted(map(_letter, rows), key=lambda each: each.id)

    async def release(self, letter_id: int, who: int) -> list[int]:
        held = (letters.c.state == LetterState.HELD.value, _with_album(letter_id))
        freed = update(letters).where(*held).values(state=LetterState.WAITING.value, who=who)
        return sorted(await self._connection.scalars(freed.returning(letters.c.id)))

    async def delivered(self, letter_id: int, message: int) -> bool:
        # Locked: who erases the correspondence has to know of this message, or we have to know of the erasure.
        letter = next(iter(await self._all(select(letters).where(letters.c.id == letter_id).with_for_update())), None)
        if letter is None:
            return False
        other = "customer_message" if letter.sender is Sender.STAFF else "group_message"
        # Of what was said nothing is kept, but whether it said anything.
        held = letter.content is not None and letter.content.holding
        left = asdict(Content("", holding=True)) | {"answers": None} if held else None
        values = {other: message, "state": LetterState.DELIVERED.value, "content": left}
        await self._changes(letter_id, letters.c.state == LetterState.SENDING.value, **values)
        return True

    async def put_off(self, letter_id: int) -> None:
        await self._changes(letter_id, letters.c.state == LetterState.SENDING.value, state=LetterState.WAITING.value)

    async def settle(self, letter_id: int, state: LetterState) -> bool:
        sending = update(letters).where(letters.c.state == LetterState.SENDING.value, _with_album(letter_id))
        return await self._changed(sending.values(state=state.value, content=None))

    async def change(self, letter_id: int, content: Content, answers: int | None) -> bool:
        plain = asdict(content) | {"answers": answers}
        return await self._changes(letter_id, _UNSENT, content=plain, has_file=content.file is not None)

    async def take_back(self, letter_id: int) -> bool:
        return await self._changes(letter_id, _UNSENT, state=LetterState.TAKEN_BACK.value, content=None)

    async def taken_back(self, letter_id: int) -> None:
        await self._changes(letter_id, state=LetterState.TAKEN_BACK.value)

    async def files_in_group(self, request_id: int) -> list[int]:
        shown = (
            letters.c.request_id == request_id,
            letters.c.sender == Sender.CUSTOMER.value,
            letters.c.has_file,
            letters.c.group_message.is_not(None),
        )
        return list(await self._connection.scalars(select(letters.c.group_message).where(*shown)))

    async def forget_files(self, request_id: int) -> None:
        theirs = (letters.c.request_id == request_id, letters.c.sender == Sender.CUSTOMER.value)
        sent = letters.c.state == LetterState.DELIVERED.value
        await self._connection.execute(update(letters).where(*theirs, sent).values(has_file=False))

    async def forget_group(self) -> None:
        await self._connection.execute(update(letters).values(group_message=None))

    async def _all(self, wanted: Select[Any]) -> list[Letter]:
        rows = await self._connection.execute(wanted.with_only_columns(letters).order_by(letters.c.id))
        return [_letter(row) for row in rows]

    async def _changes(self, letter_id: int, *conditions: ColumnElement[bool], **values: Any) -> bool:
        return await self._changed(update(letters).where(letters.c.id == letter_id, *conditions).values(values))


def _with_album(letter_id: int) -> ColumnElement[bool]:
    """The letter, and those of the same side and request that came in one album with it."""
    one = letters.alias()
    same = (
        one.c.id == letter_id,
        one.c.request_id == letters.c.request_id,
        one.c.sender == letters.c.sender,
        or_(one.c.id == letters.c.id, one.c.album == letters.c.album),
    )
    return select(one.c.id).where(*same).correlate(letters).exists()


def _letter(row: Row[Any]) -> Letter:
    content = dict(row.content) if row.content is not None else None
    answers = content.pop("answers") if content is not None else None
    return Letter(
        id=row.id,
        request_id=row.request_id,
        sender=Sender(row.sender),
        who=row.who,
        state=LetterState(row.state),
        group_message=row.group_message,
        customer_message=row.customer_message,
        album=row.album,
        content=Content(**content) if content is not None else None,
        answers=answers,
        has_file=row.has_file,
    )
