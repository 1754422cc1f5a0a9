"""Whom a broadcast reaches: the conditions of its audience."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, select

from account.broadcasts.records import Audience, BroadcastKind, Whom
from storage.tables import accounts, bans, consents, people, sign_ins
from storage.tables.people import AGREED

# What their account lacks; the registered have one, and that is all.
_LACKS: Final[dict[Whom, ColumnElement[Any]]] = {
    Whom.UNFINISHED: accounts.c.profile,
    Whom.UNVERIFIED: accounts.c.verified_at,
}
_SIGNED_IN: Final = and_(sign_ins.c.telegram_id == people.c.telegram_id, sign_ins.c.ended_at.is_(None))


def recipients(audience: Audience, kind: BroadcastKind) -> Select[Any]:
    """The Telegram ids that it reaches: nobody who has blocked the bot or was shut out.

    A few of them are found by looking at each person's account, in whatever order they are wanted.
    """
    wanted = select(people.c.telegram_id).where(*_reachable(audience))
    if not _by_account(audience, kind):
        return wanted
    theirs = [
        select(column).where(column == sign_ins.c.account_id, condition).correlate(sign_ins).exists()
        for column, condition in _of_account(audience, kind)
    ]
    return wanted.where(select(sign_ins.c.id).where(_SIGNED_IN, *theirs).correlate(people).exists())


def size(audience: Audience, kind: BroadcastKind) -> Select[Any]:
    """How many of them there are: all accounts of the audience are taken out of their index at once."""
    reached = select(func.count()).where(*_reachable(audience))
    if not _by_account(audience, kind):
        return reached.select_from(people)
    # Nobody is signed in to two accounts.
    theirs = [
        sign_ins.c.account_id.in_(select(column).where(condition)) for column, condition in _of_account(audience, kind)
    ]
    return reached.select_from(people.join(sign_ins, _SIGNED_IN)).where(*theirs)


def _reachable(audience: Audience) -> Iterator[ColumnElement[bool]]:
    yield people.c.gone_at.is_(None)
    yield ~select(bans.c.telegram_id).where(bans.c.telegram_id == people.c.telegram_id).correlate(people).exists()
    if audience.language is not None:
        yield people.c.language == audience.language


def _by_account(audience: Audience, kind: BroadcastKind) -> bool:
    return audience.whom is not Whom.EVERYONE or kind is BroadcastKind.ADVERTISING


def _of_account(audience: Audience, kind: BroadcastKind) -> Iterator[tuple[ColumnElement[int], Any]]:
    """Columns that name accounts, and which of their rows count."""
    if (lacks := _LACKS.get(audience.whom)) is not None:
        yield accounts.c.id, lacks.is_(None)
    if kind is BroadcastKind.ADVERTISING:
        yield consents.c.account_id, AGREED
