"""A request's card in the support group: who applies, and how the request stands."""

from __future__ import annotations

from datetime import datetime

from account.desk.dossiers import Dossier
from account.desk.reasons import for_colleagues, own, own_words
from account.records import Profile
from account.requests import Request, RequestKind, RequestState
from handlers.commands import rejection
from handlers.desk.names import NOBODY, cut, shown_name, visible
from handlers.desk.question_card import answer_by, how_to_write, question_text
from handlers.durations import time_left
from handlers.words import Words

# Of what people write freely, three times each in one card, which may have 4096 signs.
REASON_LONGEST, NOTE_LONGEST = 500, 300


def card_text(words: Words, dossier: Dossier, now: datetime) -> str:
    """Who applies, how often before, until when an answer is promised, and how it stands."""
    request, account, profile = dossier.request, dossier.account, dossier.profile
    if request.kind is RequestKind.QUESTION:
        return question_text(words, dossier, standing(words, request, now))
    args: dict[str, str | int] = {
        "request": str(request.id),
        "name": shown_name(str(profile.name)) if profile else NOBODY,
        "born": str(profile.born) if profile else NOBODY,
        "document": _document(words, profile) if profile else NOBODY,
        "email": account.email.pretty if account else NOBODY,
        "phone": account.phone.pretty if account else NOBODY,
        "before": dossier.before,
    }
    head = "\n".join([words.say("desk-card", args), *answer_by(words, request)])
    return "\n\n".join([head, "\n".join(standing(words, request, now)), *how_to_write(words, request)])


def standing(words: Words, request: Request, now: datetime) -> list[str]:
    """Line by line: who has it in hand and how long there is, or who decided what, and whether that is told."""
    left = [_capital(time_left(words, request.answer_by, now)) if request.waits else words.say("desk-answered")]
    proposed = _proposed(words, request)
    by = {"name": shown_name(request.decided_by.name) if request.decided_by else NOBODY}
    match request.state:
        case RequestState.OPEN if request.taken_by is not None:
            return [words.say("desk-taken", {"name": shown_name(request.taken_by.name)}), *left, *proposed]
        case RequestState.OPEN:
            return [*([words.say("desk-waiting")] if request.waits else []), *left, *proposed]
        case _:
            rows = [line for each in request.rejected for line in _rejected(words, each.slot, each.reason, each.note)]
            return [words.say(f"desk-{request.state}", by), *proposed, *rows, *_telling(words, request)]


def _document(words: Words, profile: Profile) -> str:
    document = profile.document
    return f"{words.say(f'profile-document-type.{document.type}')} {document}"


def _proposed(words: Words, request: Request) -> list[str]:
    """Who proposes what; once it is decided, only who did."""
    proposal = request.proposal
    if proposal is None or request.state is RequestState.WITHDRAWN:
        return []
    name = {"name": shown_name(proposal.by.name)}
    if request.state is not RequestState.OPEN:
        return [words.say("desk-proposed-by", name)]
    rows = [line for slot, why in proposal.verdict.rejected.items() for line in _rejected(words, slot, *why)]
    return ["", words.say(f"desk-proposes-{proposal.verdict.state}", name), *rows]


def _rejected(words: Words, slot: str, reason: str | None, note: str | None) -> list[str]:
    """What the customer reads about it, and below that what colleagues should know."""
    written = own_words(reason or "")
    why = own(cut(visible(written), REASON_LONGEST)) if written is not None else reason or ""
    aside = cut(visible(for_colleagues(reason or "", note)), NOTE_LONGEST)
    return [rejection(words, slot, why), *([words.say("desk-note", {"note": aside})] if aside else [])]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _telling(words: Words, request: Request) -> list[str]:
    if request.state in {RequestState.WITHDRAWN, RequestState.CLOSED}:
        return []
    return [words.say("desk-told" if request.told_at else "desk-not-told")]
