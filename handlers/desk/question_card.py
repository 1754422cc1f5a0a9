"""A question's card in the support group: who asks, until when an answer is promised, and its buttons."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup

from account.desk.dossiers import Dossier
from account.desk.replies import Replies
from account.requests import Request, RequestState
from handlers.desk.names import NOBODY, shown_name
from handlers.words import Words, inline


def question_text(words: Words, dossier: Dossier, standing: list[str]) -> str:
    """Whoever has no account is a guest, of whom nothing is known."""
    request, account, profile = dossier.request, dossier.account, dossier.profile
    if account is None:
        who = words.say("desk-guest")
    else:
        who = words.say(
            "desk-asks",
            {
                "name": shown_name(str(profile.name)) if profile else NOBODY,
                "email": account.email.pretty,
                "phone": account.phone.pretty,
            },
        )
    head = "\n".join([words.say("desk-question-card", {"request": str(request.id)}), *answer_by(words, request)])
    return "\n\n".join([head, who, "\n".join(standing), *how_to_write(words, request)])


def answer_by(words: Words, request: Request) -> list[str]:
    """The promise, for as long as somebody waits for it."""
    return [words.say("desk-answer-by", {"until": int(request.answer_by.timestamp())})] if request.waits else []


def how_to_write(words: Words, request: Request) -> list[str]:
    """How colleagues reach the customer from here, for as long as somebody waits."""
    if request.state is not RequestState.OPEN:
        return []
    return [words.say("desk-how-to-write" if request.card.topic is None else "desk-how-to-write-here")]


def question_keyboard(words: Words, request: Request) -> InlineKeyboardMarkup | None:
    if request.state is not RequestState.OPEN:
        return None
    number = request.id
    return words.choices([owning(request), [("desk-canned", f"r:{number}:say"), ("desk-close", f"r:{number}:close")]])


def owning(request: Request) -> list[tuple[str, str]]:
    """To take it, or what becomes of one that is taken."""
    number = request.id
    if request.taken_by is None:
        return [("desk-take", f"r:{number}:take")]
    return [("desk-hand-back", f"r:{number}:back"), ("desk-take-over", f"r:{number}:mine")]


def replies_keyboard(words: Words, request: int, replies: Replies) -> InlineKeyboardMarkup:
    """Which reply to look at."""
    rows = [[(reply.label, f"r:{request}:say:{reply.key}")] for reply in replies.values()]
    return inline([*rows, [(words.plain("button-back"), f"r:{request}:card")]])


def reply_keyboard(words: Words, request: int, reply: str) -> InlineKeyboardMarkup:
    """Send it, or look at another."""
    send = [(words.plain("desk-letter-send"), f"r:{request}:post:{reply}")]
    return inline([send, [(words.plain("button-back"), f"r:{request}:say")]])
