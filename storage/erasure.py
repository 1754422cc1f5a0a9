"""Removes a person's rows in one transaction, and says what of them lies elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from account.contacts import Contact
from account.privacy.records import Erased, ErasedRequest
from account.requests import RequestState
from storage.database import snapshot
from storage.encryption import Keyring
from storage.personal_search import Search, requests_of
from storage.tables import (
    accounts,
    audit,
    broadcast_sends,
    codes,
    faults,
    letters,
    milestones,
    mutes,
    outbox,
    people,
    request_messages,
    requests,
    sign_ins,
)

TALKS_LIVE: Final = timedelta(days=7)  # as long as conversations live in Redis


async def erase(search: Search, at: datetime) -> Erased | None:
    """Remove every row of theirs; None when the account is no more.

    Rows are locked before what is told of them is read: who is just showing a request in the group finds it gone, and
    takes back what they have sent.
    """
    subject, contacts = search.subject, await search.contacts()
    if subject.account_id is not None and not contacts:
        return None
    shown = await _requests(search)
    told, talks = await _others(search, at)
    parcels = [row.id for row in await search.parcels(contacts)]
    for statement in (
        delete(outbox).where(outbox.c.id.in_(parcels)),
        delete(codes).where(search.of_codes(contacts)),
        delete(requests).where(requests_of(subject)),
        delete(accounts).where(accounts.c.id == subject.account_id),
        delete(mutes).where(mutes.c.telegram_id == subject.telegram_id),
        delete(faults).where(faults.c.telegram_id == subject.telegram_id),
        delete(milestones).where(milestones.c.telegram_id == subject.telegram_id),
        delete(broadcast_sends).where(broadcast_sends.c.telegram_id == subject.telegram_id),
        delete(people).where(people.c.telegram_id == subject.telegram_id),
    ):
        await search.connection.execute(statement)
    return Erased(_proof(search, contacts), told, talks, shown)


def erasure_prints(keyring: Keyring, contact: Contact) -> list[str]:
    """What a proof says of a contact, by each key."""
    return [f"{contact.kind}:{each.hex()}" for each in keyring.fingerprints(contact.key, f"erasure.{contact.kind}")]


async def erasures_of(engine: AsyncEngine, keyring: Keyring, contact: Contact) -> list[datetime]:
    """When accounts of this contact were erased, as the trail's proofs say."""
    prints = set(erasure_prints(keyring, contact))
    proofs = select(audit.c.at, audit.c.detail).where(audit.c.what == "erased").order_by(audit.c.id)
    async with snapshot(engine) as connection:
        return [row.at for row in await connection.execute(proofs) if prints & set(row.detail.split())]


def _proof(search: Search, contacts: Sequence[Contact]) -> str:
    if contacts:
        return " ".join(erasure_prints(search.keyring, contact)[0] for contact in contacts)
    return f"telegram:{search.keyring.fingerprint(str(search.subject.telegram_id), 'erasure.telegram').hex()}"


async def _requests(search: Search) -> tuple[ErasedRequest, ...]:
    columns = (requests.c.id, requests.c.state, requests.c.topic)
    locked = select(*columns).where(requests_of(search.subject)).order_by(requests.c.id).with_for_update()
    rows = (await search.connection.execute(locked)).all()
    numbers = [row.id for row in rows]
    messages = await _messages(search, numbers)
    return tuple(
        ErasedRequest(row.id, row.state == RequestState.OPEN.value, row.topic, tuple(messages[row.id])) for row in rows
    )


async def _messages(search: Search, numbers: Sequence[int]) -> Mapping[int, list[int]]:
    """What shows each request in the group: card, files, letters of both sides."""
    found: dict[int, list[int]] = {number: [] for number in numbers}
    of_letters = select(letters.c.request_id, letters.c.group_message.label("message_id")).where(
        letters.c.request_id.in_(numbers)
    )
    of_cards = select(request_messages.c.request_id, request_messages.c.message_id).where(
        request_messages.c.request_id.in_(numbers)
    )
    rows: list[Row[Any]] = []
    for wanted in (of_cards.order_by(request_messages.c.position), of_letters.order_by(letters.c.id)):
        rows += await search.connection.execute(wanted.with_for_update())
    for row in rows:
        if row.message_id is not None and row.message_id not in found[row.request_id]:
            found[row.request_id].append(row.message_id)
    return found


async def _others(search: Search, at: datetime) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Who is signed in beside the person, and in whose talk may be something of the account."""
    mine = sign_ins.c.account_id == search.subject.account_id
    recent = or_(sign_ins.c.ended_at.is_(None), sign_ins.c.ended_at > at - TALKS_LIVE)
    rows = (await search.connection.execute(select(sign_ins).where(mine, recent))).all()
    current = {row.telegram_id for row in rows if row.ended_at is None} - {search.subject.telegram_id}
    before = {row.telegram_id for row in rows} - {search.subject.telegram_id}
    elsewhere = select(sign_ins.c.telegram_id).where(
        sign_ins.c.ended_at.is_(None), ~mine, sign_ins.c.telegram_id.in_(before)
    )
    talks = before - set(await search.connection.scalars(elsewhere))
    return tuple(sorted(current)), tuple(sorted(talks))
