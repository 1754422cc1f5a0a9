"""A request's card in the support group: its words and its buttons by the request's state."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup

from account.records import Account
from account.requests import Request, RequestState, Slot
from handlers.commands import rejection
from handlers.words import Words, inline

REASONS = (
    "blurred",
    "glare",
    "dark",
    "cut-off",
    "not-readable",
    "wrong-document",
    "other-person",
    "no-face",
    "expired",
    "retouched",
)


def card_text(words: Words, request: Request, account: Account | None, before: int) -> str:
    """Who applies, how often before, until when an answer is promised, and how it stands."""
    profile = account.profile if account is not None else None
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
            "email": account.email.pretty if account is not None else "—",
            "phone": account.phone.pretty if account is not None else "—",
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


def card_keyboard(words: Words, request: Request) -> InlineKeyboardMarkup | None:
    """What can be done now; None when all is done."""
    number = request.id
    if request.state is RequestState.OPEN:
        own = ("desk-hand-back", f"r:{number}:back") if request.taken_by else ("desk-take", f"r:{number}:take")
        return words.choices([[own], [("desk-approve", f"r:{number}:ok"), ("desk-reject", f"r:{number}:no")]])
    if request.told_at is not None or request.state is RequestState.WITHDRAWN:
        return None
    rows = [[("desk-take-back", f"r:{number}:undo")]]
    if request.state is RequestState.REJECTED:
        rows.append([("desk-reject-more", f"r:{number}:no")])
    return words.choices(rows)


def slots_keyboard(words: Words, request: int) -> InlineKeyboardMarkup:
    """Which file is bad."""
    rows = [[(words.plain(f"slot-{slot}"), f"r:{request}:slot:{slot}")] for slot in Slot]
    rows.append([(words.plain("desk-refuse"), f"r:{request}:refuse")])
    return inline([*rows, [(words.plain("button-back"), f"r:{request}:card")]])


def reasons_keyboard(words: Words, request: int, slot: str) -> InlineKeyboardMarkup:
    """Why it is bad: the catalogue, or one's own words."""
    buttons = [(words.plain(f"desk-reason-{reason}"), f"r:{request}:why:{slot}:{reason}") for reason in REASONS]
    rows = [buttons[index : index + 2] for index in range(0, len(buttons), 2)]
    rows.append([(words.plain("desk-own-reason"), f"r:{request}:own:{slot}")])
    return inline([*rows, [(words.plain("button-back"), f"r:{request}:no")]])
