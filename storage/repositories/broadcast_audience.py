"""Whom a broadcast reaches: the conditions of its audience."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, select

from account.broadcasts.records import Audience, BroadcastKind, Whom
from storage.tables import accounts, bans, consents, people, sign_ins

ADVERTISING: Final = "advertising"  # the consent's kind


_ACCOUNTS: Final[dict[Whom, ColumnElement[bool]]] = {
    Whom.REGISTERED: accounts.c.id.is_not(None),
    Whom.UNFINISHED: accounts.c.profile.is_(None),
    Whom.UNVERIFIED: accounts.c.verified_at.is_(None),
}


def recipients(audience: Audience, kind: BroadcastKind) -> Select[Any]:
    """The Telegram ids that it reaches: nobody who has blocked the bot or was shut out."""
    banned = select(bans.c.telegram_id).where(bans.c.telegram_id == people.c.telegram_id).exists()
    wanted = select(people.c.telegram_id).where(people.c.gone_at.is_(None), ~banned)
    if audience.language is not None:
        wanted = wanted.where(people.c.language == audience.language)
    if audience.whom is not Whom.EVERYONE:
        wanted = wanted.where(_signed_in(_ACCOUNTS[audience.whom]))
    if kind is BroadcastKind.ADVERTISING:
        agreed = select(consents.c.id).where(
            consents.c.account_id == sign_ins.c.account_id,
            consents.c.kind == ADVERTISING,
            consents.c.withdrawn_at.is_(None),
        )
        wanted = wanted.where(_signed_in(agreed.exists()))
    return wanted


def _signed_in(also: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the person is signed in to an account of which this holds, too."""
    joined = sign_ins.join(accounts, accounts.c.id == sign_ins.c.account_id)
    theirs = (sign_ins.c.telegram_id == people.c.telegram_id, sign_ins.c.ended_at.is_(None), also)
    return select(sign_ins.c.id).select_from(joined).where(*theirs).correlate(people).exists()
