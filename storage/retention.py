"""How long what is only needed for a while is kept: one line a rule, swept every hour by a worker.

Conversations, unfinished registrations among them, are no rows: Redis drops them by itself, seven days after the last
word (``storage.conversations.WEEK``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Delete, Table, Update, delete, func, null, select, true, update
from sqlalchemy.ext.asyncio import AsyncEngine

from account.requests import RequestKind, RequestState
from storage.repositories.outbox import SENDING, WAITING
from storage.tables import (
    broadcast_sends,
    broadcasts,
    codes,
    faults,
    letters,
    mutes,
    outbox,
    people,
    policy_imports,
    request_files,
    requests,
    sign_ins,
    steps,
    tallies,
)

_log = logging.getLogger(__name__)

# Telegram repeats an update for 24 hours, and the limits count a day: an hour more leaves room for slow clocks.
_DAY: Final = timedelta(hours=25)
_MONTH: Final = timedelta(days=30)
_QUARTER: Final = timedelta(days=90)
_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: ``what`` goes ``kept`` after ``since`` (both in words); ``before`` removes or empties what is older."""

    name: str
    what: str
    kept: timedelta
    since: str
    before: Callable[[datetime], Delete | Update]


def _rows(
    table: Table, when: ColumnElement[datetime], also: ColumnElement[bool] | None = None
) -> Callable[..., Delete]:
    return lambda border: delete(table).where(when < border, true() if also is None else also)


def _files(*states: RequestState) -> Callable[[datetime], Delete]:
    def before(border: datetime) -> Delete:
        over = requests.c.state.in_([state.value for state in states])
        told = select(requests.c.id).where(over, requests.c.decided_at < border)
        return delete(request_files).where(request_files.c.request_id.in_(told))

    return before


def _letters(border: datetime) -> Delete:
    over = select(requests.c.id).where(requests.c.state != RequestState.OPEN.value, requests.c.decided_at < border)
    return delete(letters).where(letters.c.request_id.in_(over))


def _ledgers(border: datetime) -> Delete:
    over = select(broadcasts.c.id).where(broadcasts.c.finished_at < border)
    return delete(broadcast_sends).where(broadcast_sends.c.broadcast_id.in_(over))


def _contents(border: datetime) -> Update:
    full = (broadcasts.c.finished_at < border, broadcasts.c.content.is_not(None))
    return update(broadcasts).where(*full).values(content=null())


def _superseded_sign_ins(border: datetime) -> Delete:
    newer = sign_ins.alias()
    same = (newer.c.account_id == sign_ins.c.account_id, newer.c.telegram_id == sign_ins.c.telegram_id)
    there = select(newer.c.id).where(*same, newer.c.id > sign_ins.c.id).correlate(sign_ins).exists()
    return delete(sign_ins).where(sign_ins.c.ended_at < border, there)


def _without_account(telegram_id: ColumnElement[int]) -> ColumnElement[bool]:
    current = select(sign_ins.c.id).where(sign_ins.c.telegram_id == telegram_id, sign_ins.c.ended_at.is_(None))
    return ~current.exists()


def _gone_mutes(border: datetime) -> Delete:
    gone = select(people.c.telegram_id).where(people.c.gone_at < border, _without_account(people.c.telegram_id))
    return delete(mutes).where(mutes.c.telegram_id.in_(gone))


_FINISHED: Final = outbox.c.state.not_in([WAITING, SENDING])
_OF_GUESTS: Final = (requests.c.state == RequestState.CLOSED.value) & (requests.c.kind == RequestKind.QUESTION.value)

RULES: Final = (
    Rule("steps", "what came out of a step", _DAY, "the step", _rows(steps, steps.c.at)),
    Rule("tallies", "counted attempts, by keyed hashes", _DAY, "the attempt", _rows(tallies, tallies.c.at)),
    Rule("codes", "codes, as keyed hashes", _DAY, "they were made", _rows(codes, codes.c.made_at)),
    Rule(
        "outbox",
        "finished parcels; their contents are emptied at delivery",
        _MONTH,
        "they were finished",
        _rows(outbox, func.coalesce(outbox.c.finished_at, outbox.c.due_at), _FINISHED),
    ),
    Rule(
        "decided-files",
        "references to the pictures of approved, refused and withdrawn requests",
        _MONTH,
        "the decision",
        _files(RequestState.APPROVED, RequestState.REFUSED, RequestState.WITHDRAWN),
    ),
    Rule(
        "rejected-files",
        "references to the pictures of rejected requests; then all three are asked for again",
        _QUARTER,
        "the decision",
        _files(RequestState.REJECTED),
    ),
    Rule("faults", "numbers of apologies", _MONTH, "they were given", _rows(faults, faults.c.at)),
    Rule("letters", "letters about what is over", _YEAR, "the decision", _letters),
    Rule(
        "guests-questions",
        "closed questions of people without an account",
        _YEAR,
        "they were closed",
        _rows(requests, requests.c.decided_at, _OF_GUESTS & requests.c.account_id.is_(None)),
    ),
    Rule(
        "sign-ins",
        "ended sign-ins, but the newest of each person to an account: it protects the owner from lock-outs",
        _YEAR,
        "they ended",
        _superseded_sign_ins,
    ),
    Rule(
        "policy-imports",
        "what imports of policies came to",
        _YEAR,
        "they were finished",
        _rows(policy_imports, policy_imports.c.finished_at),
    ),
    Rule(
        "broadcast-ledgers",
        "who got which broadcast; how many did is kept",
        _MONTH,
        "the broadcast ended",
        _ledgers,
    ),
    Rule("broadcast-contents", "what a broadcast said", _MONTH, "it ended", _contents),
    Rule("gone-mutes", "muted reminders of people who are gone", _YEAR, "they blocked the bot", _gone_mutes),
    Rule(
        "gone-people",
        "people who are gone and not signed in to any account",
        _YEAR,
        "they blocked the bot",
        _rows(people, people.c.gone_at, _without_account(people.c.telegram_id)),
    ),
)


async def sweep(engine: AsyncEngine, at: datetime) -> dict[str, int]:
    """Remove what is past its time; how many rows by which rule, each a transaction of its own."""
    removed = {}
    for rule in RULES:
        async with engine.begin() as connection:
            removed[rule.name] = (await connection.execute(rule.before(at - rule.kept))).rowcount
        if removed[rule.name]:
            _log.info("retention: %s, rows removed: %d", rule.name, removed[rule.name])
    return removed


def paper() -> str:
    """The rules as a table, for docs/privacy.md."""
    lines = [f"| {rule.what} | {_span(rule.kept)} | {rule.since} | `{rule.name}` |" for rule in RULES]
    return "\n".join(["| what goes | after | counted from | rule |", "|---|---|---|---|", *lines])


def _span(kept: timedelta) -> str:
    return f"{kept.days} days" if kept.days > 1 else f"{int(kept.total_seconds()) // 3600} hours"
