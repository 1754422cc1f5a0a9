"""A request's card in the support group: who applies, and how the request stands."""

from __future__ import annotations

from account.records import Account
from account.requests import Request, RequestState
from handlers.commands import rejection
from handlers.words import Words


def card_text(words: Words, request: Request, account: Account, before: int) -> str:
    """Who applies, how often before, until when an answer is promised, and how it stands."""
    profile = account.profile
    name = document = born = "—"
    if profile is not None:
        name, born = str(profile.name), str(profile.born)
        document = " ".join(
            each
            for each in (words.say(f"profile-document-type.{profile.document.type}"), profile.document.series)
            if each
        )
        document = f"{document} {profile.document.number}"
    card = words.say(
        "desk-card",
        {
            "request": str(request.id),
            "name": name,
            "born": born,
            "document": document,
            "email": account.email.pretty,
            "phone": account.phone.pretty,
            "before": before,
            "until": int(request.answer_by.timestamp()),
        },
    )
    return "\n\n".join([card, _state(words, request)])


def _state(words: Words, request: Request) -> str:
    by = {"name": request.decided_by.name} if request.decided_by else {"name": "—"}
    match request.state:
        case RequestState.OPEN if request.taken_by is not None:
            return words.say("desk-taken", {"name": request.taken_by.name})
        case RequestState.OPEN:
            return words.say("desk-waiting")
        case RequestState.REJECTED:
            rows = [rejection(words, str(each.slot), each.reason or "") for each in request.rejected]
            return "\n".join([words.say("desk-rejected", by), *rows, *_telling(words, request)])
        case _:
            return "\n".join([words.say(f"desk-{request.state}", by), *_telling(words, request)])


def _telling(words: Words, request: Request) -> list[str]:
    if request.state is RequestState.WITHDRAWN:
        return []
    return [words.say("desk-told" if request.told_at else "desk-not-told")]
