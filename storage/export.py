"""A person's rows in words that anybody can read: the file that «Скачать мои данные» gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Row

from account.desk.letters import Sender
from account.desk.reasons import for_customer
from account.privacy.records import Subject

ABOUT: Final = (
    "Everything that the personal account bot keeps about you. Times are UTC (ISO 8601). Not in here: your password, "
    "of which only a hash is kept; Telegram's own numbers of files and messages; names of staff. What you wrote to the "
    "support is kept until it is sent, the chat itself is kept by Telegram."
)
Rows = Mapping[str, Sequence[Row[Any]]]


def document(subject: Subject, rows: Rows, language: str) -> dict[str, Any]:
    """The whole file; an account's parts are left out for a guest."""
    whole: dict[str, Any] = {"about": ABOUT, "telegram": _telegram(subject, rows)}
    if rows["accounts"]:
        whole |= _account(rows["accounts"][0], rows)
    requests = [_request(row, rows, language) for row in rows["requests"]]
    return whole | {
        "requests": requests,
        "codes": [_code(row) for row in rows["codes"]],
        "outbox": [_parcel(row) for row in rows["outbox"]],
        "broadcasts": [
            {"number": row.broadcast_id, "state": row.state, "at": _time(row.at)} for row in rows["broadcast_sends"]
        ],
        "trail": [{"request": row.request_id, "what": row.what, "at": _time(row.at)} for row in rows["audit"]],
    }


def _telegram(subject: Subject, rows: Rows) -> dict[str, Any]:
    person, fault = next(iter(rows["people"]), None), next(iter(rows["faults"]), None)
    return {
        "id": subject.telegram_id,
        "language": person.language if person else None,
        "first_seen_at": _time(person.first_seen_at) if person else None,
        "blocked_the_bot_at": _time(person.gone_at) if person else None,
        "last_fault": {"number": fault.number, "at": _time(fault.at)} if fault else None,
        "milestones": [{"what": row.what, "at": _time(row.at)} for row in rows["milestones"]],
        "muted_reminders": [{"what": row.what, "at": _time(row.at)} for row in rows["mutes"]],
    }


def _account(account: Row[Any], rows: Rows) -> dict[str, Any]:
    return {
        "account": {
            "email": account.email,
            "phone": account.phone,
            "password": "kept as a hash",
            "sent_password_until": _time(account.password_until),
            "identity_verified_at": _time(account.verified_at),
            "created_at": _time(account.created_at),
            "profile_completed_at": _time(account.profiled_at),
            "blocked_at": _time(account.blocked_at),
        },
        "profile": _profile(account.profile) if account.profile else None,
        "consents": [
            {
                "document": row.kind,
                "version": row.version,
                "given_at": _time(row.at),
                "given_by_telegram_id": row.telegram_id,
                "withdrawn_at": _time(row.withdrawn_at),
            }
            for row in rows["consents"]
        ],
        "sign_ins": [
            {"telegram_id": row.telegram_id, "since": _time(row.since), "ended_at": _time(row.ended_at)}
            for row in rows["sign_ins"]
        ],
    }


def _profile(kept: Mapping[str, Any]) -> dict[str, Any]:
    surname, name, patronymic = kept["name"]
    return {
        "surname": surname,
        "name": name,
        "patronymic": patronymic,
        "birth_date": kept["born"],
        "gender": kept["gender"],
        "document_type": kept["document"],
        "document_series": kept["series"],
        "document_number": kept["number"],
    }


def _request(request: Row[Any], rows: Rows, language: str) -> dict[str, Any]:
    return {
        "number": request.id,
        "kind": request.kind,
        "state": request.state,
        "sent_by_telegram_id": request.telegram_id,
        "sent_at": _time(request.submitted_at),
        "answer_promised_by": _time(request.answer_by),
        "answered_at": _time(request.answered_at),
        "decided_at": _time(request.decided_at),
        "told_at": _time(request.told_at),
        "files": [_file(row, language) for row in rows["request_files"] if row.request_id == request.id],
        "letters": [_letter(row) for row in rows["letters"] if row.request_id == request.id],
    }


def _file(row: Row[Any], language: str) -> dict[str, Any]:
    return {
        "picture": row.slot,
        "name": row.file["name"],
        "size_bytes": row.file["size"],
        "sent_as": row.file["kind"],
        "rejected": row.rejected,
        "reason": for_customer(row.reason, language) if row.reason else None,
    }


def _letter(row: Row[Any]) -> dict[str, Any]:
    """Staff are not named, and what they have not sent yet is theirs."""
    own = row.sender == Sender.CUSTOMER.value
    return {
        "from": "you" if own else "support",
        "by_telegram_id": row.who if own else None,
        "state": row.state,
        "at": _time(row.at),
        "with_file": row.has_file,
        "waiting_text": row.content["html"] if own and row.content else None,
    }


def _code(row: Row[Any]) -> dict[str, Any]:
    return {
        "purpose": row.purpose,
        "made_at": _time(row.made_at),
        "valid_until": _time(row.until),
        "used_at": _time(row.used_at),
        "ended_at": _time(row.ended_at),
    }


def _parcel(row: Row[Any]) -> dict[str, Any]:
    due, finished = _time(row.due_at), _time(row.finished_at)
    return {"kind": row.kind, "state": row.state, "due_at": due, "finished_at": finished}


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
