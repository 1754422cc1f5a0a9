"""How a request lies in its three tables, and is put together again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from account.requests import (
    Answered,
    Card,
    Proposal,
    Request,
    RequestFile,
    RequestKind,
    RequestState,
    SentFile,
    Slot,
    Staff,
    Verdict,
)
from storage.tables import request_files, request_messages, requests

ANSWERED: Final = (
    requests.c.submitted_at,
    requests.c.decided_at,
    requests.c.decided_by,
    requests.c.decided_by_name,
)
CARD, _FIRST_FILE = 0, 1


async def load(connection: AsyncConnection, wanted: Select[Any]) -> list[Request]:
    """Give the requests that the select finds, in its order; three statements however many they are."""
    rows = (await connection.execute(wanted)).all()
    if not rows:
        return []
    ids = [row.id for row in rows]
    files = await _by_request(connection, select(request_files).where(request_files.c.request_id.in_(ids)))
    in_order = select(request_messages).where(request_messages.c.request_id.in_(ids))
    messages = await _by_request(connection, in_order.order_by(request_messages.c.position))
    return [_request(row, files[row.id], messages[row.id]) for row in rows]


def file_rows(request_id: int, files: Iterable[RequestFile]) -> list[dict[str, Any]]:
    return [
        {
            "request_id": request_id,
            "slot": each.slot.value,
            "file": asdict(each.file),
            "rejected": each.rejected,
            "reason": each.reason,
            "note": each.note,
        }
        for each in files
    ]


def message_rows(request_id: int, card: Card) -> list[dict[str, int]]:
    places = dict(enumerate(card.files, _FIRST_FILE))
    if card.message is not None:
        places[CARD] = card.message
    return [
        {"message_id": message, "request_id": request_id, "position": position} for position, message in places.items()
    ]


def answered(row: Row[Any]) -> Answered:
    return Answered(row.submitted_at, row.decided_at, Staff(row.decided_by, row.decided_by_name or ""))


async def _by_request(connection: AsyncConnection, wanted: Select[Any]) -> Mapping[int, list[Row[Any]]]:
    grouped: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in await connection.execute(wanted):
        grouped[row.request_id].append(row)
    return grouped


def _request(row: Row[Any], files: list[Row[Any]], messages: list[Row[Any]]) -> Request:
    return Request(
        id=row.id,
        account_id=row.account_id,
        telegram_id=row.telegram_id,
        state=RequestState(row.state),
        submitted_at=row.submitted_at,
        answer_by=row.answer_by,
        files=tuple(sorted(map(_file, files), key=lambda file: list(Slot).index(file.slot))),
        kind=RequestKind(row.kind),
        taken_by=_staff(row.taken_by, row.taken_by_name),
        active_at=row.active_at,
        answered_at=row.answered_at,
        proposal=None if row.proposal is None else _proposal(row.proposal, row.proposals),
        decided_by=_staff(row.decided_by, row.decided_by_name),
        decided_at=row.decided_at,
        told_at=row.told_at,
        card=_card(row.topic, messages),
    )


def _file(row: Row[Any]) -> RequestFile:
    sent = SentFile(**row.file)
    return RequestFile(Slot(row.slot), sent, rejected=row.rejected, reason=row.reason, note=row.note)


def plain_proposal(verdict: Verdict, by: Staff, at: datetime) -> dict[str, Any]:
    rejected = {slot: list(why) for slot, why in verdict.rejected.items()}
    return {"state": verdict.state.value, "rejected": rejected, "by": asdict(by), "at": at.isoformat()}


def _proposal(plain: dict[str, Any], number: int) -> Proposal:
    rejected = {slot: (reason, note) for slot, (reason, note) in plain["rejected"].items()}
    verdict = Verdict(RequestState(plain["state"]), rejected)
    return Proposal(verdict, Staff(**plain["by"]), datetime.fromisoformat(plain["at"]), number)


def _staff(telegram_id: int | None, name: str | None) -> Staff | None:
    return None if telegram_id is None else Staff(telegram_id, name or "")


def _card(topic: int | None, messages: list[Row[Any]]) -> Card:
    card = next((each.message_id for each in messages if each.position == CARD), None)
    return Card(topic, card, tuple(each.message_id for each in messages if each.position >= _FIRST_FILE))
