"""The buttons under a request's card, by the request's state, and the menus that they lead to."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup

from account.reasons import reasons_for
from account.requests import Request, RequestKind, RequestState, Slot
from handlers.question_card import question_keyboard
from handlers.words import Words, inline


def card_keyboard(words: Words, request: Request) -> InlineKeyboardMarkup | None:
    """What can be done now; None when all is done."""
    number = request.id
    if request.kind is RequestKind.QUESTION:
        return question_keyboard(words, request)
    if request.state is RequestState.OPEN:
        own = [("desk-take", f"r:{number}:take")]
        if request.taken_by is not None:
            own = [("desk-hand-back", f"r:{number}:back"), ("desk-take-over", f"r:{number}:mine")]
        canned = [("desk-canned", f"r:{number}:say")]
        return words.choices([own, [("desk-approve", f"r:{number}:ok"), ("desk-reject", f"r:{number}:no")], canned])
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


def reasons_keyboard(words: Words, request: int, slot: Slot, document: str | None = None) -> InlineKeyboardMarkup:
    """Why it is bad: what the catalogue has for this file of this kind of document, or one's own words."""
    buttons = [(each.label, f"r:{request}:why:{slot}:{each.key}") for each in reasons_for([slot], document)]
    rows = [buttons[index : index + 2] for index in range(0, len(buttons), 2)]
    rows.append([(words.plain("desk-own-reason"), f"r:{request}:own:{slot}")])
    return inline([*rows, [(words.plain("button-back"), f"r:{request}:no")]])
