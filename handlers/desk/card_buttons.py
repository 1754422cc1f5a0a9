"""The buttons under a request's card, by the request's state, and the menus that they lead to."""

from __future__ import annotations

from aiogram.types import InlineKeyboardMarkup

from account.desk.reasons import reasons_for
from account.requests import Proposal, Request, RequestKind, RequestState, Slot
from handlers.desk.question_card import owning, question_keyboard
from handlers.words import Words, inline

Row = list[tuple[str, str]]

DIGITS_MOST = 18  # of a number that a database takes
_BITS = {1 << position: slot for position, slot in enumerate(Slot)}


def card_keyboard(words: Words, request: Request) -> InlineKeyboardMarkup | None:
    """What can be done now; None when all is done."""
    if request.kind is RequestKind.QUESTION:
        return question_keyboard(words, request)
    if request.state is RequestState.OPEN:
        return words.choices(_of_proposal(request, request.proposal) if request.proposal else _of_open(request))
    if request.told_at is not None or request.state is RequestState.WITHDRAWN:
        return None
    rows = [[("desk-take-back", f"r:{request.id}:undo")]]
    if request.state is RequestState.REJECTED and request.proposal is None:
        rows.append([("desk-reject-more", f"r:{request.id}:no")])
    return words.choices(rows)


def _of_open(request: Request) -> list[Row]:
    number = request.id
    verdicts = [("desk-approve", f"r:{number}:ok"), ("desk-reject", f"r:{number}:no")]
    return [owning(request), verdicts, [("desk-canned", f"r:{number}:say")]]


def _of_proposal(request: Request, proposal: Proposal) -> list[Row]:
    """They name the proposal that the person sees; pressed on another one they do nothing."""
    number, seen = request.id, proposal.number
    rows = [[("desk-confirm", f"r:{number}:yes:{seen}"), ("desk-disagree", f"r:{number}:nay:{seen}")]]
    rows.append([("desk-recall", f"r:{number}:drop:{seen}")])
    if proposal.verdict.state is RequestState.REJECTED:
        rows[-1].append(("desk-reject-more", f"r:{number}:no"))
    return rows


def slots_keyboard(words: Words, request: int) -> InlineKeyboardMarkup:
    """Which file is bad."""
    rows = [[(words.plain(f"slot-{slot}"), f"r:{request}:slot:{slot}")] for slot in Slot]
    rows.append([(words.plain("desk-several"), f"r:{request}:pick:0")])
    rows.append([(words.plain("desk-refuse"), f"r:{request}:refuse")])
    return inline([*rows, [(words.plain("button-back"), f"r:{request}:card")]])


def pick_keyboard(words: Words, request: int, chosen: int) -> InlineKeyboardMarkup:
    """Which files are bad, each a tick that toggles; ``chosen`` has a bit for each of them."""
    rows = []
    for bit, slot in _BITS.items():
        tick = "☑" if chosen & bit else "☐"
        rows.append([(f"{tick} {words.plain(f'slot-{slot}')}", f"r:{request}:pick:{chosen ^ bit}")])
    rows.append([(words.plain("desk-next"), f"r:{request}:next:{chosen}")])
    return inline([*rows, [(words.plain("button-back"), f"r:{request}:no")]])


def slots_of(written: str) -> tuple[Slot, ...]:
    """The files that a button names: by a slot's name, or by their bits. ValueError for none or nonsense."""
    if not written.isdecimal():
        return (Slot(written),)
    slots = tuple(slot for bit, slot in _BITS.items() if int(written[:DIGITS_MOST]) & bit)
    if not slots:
        raise ValueError("no file is chosen")
    return slots


def reasons_keyboard(words: Words, request: int, slots: str, document: str | None = None) -> InlineKeyboardMarkup:
    """Why they are bad: what the catalogue has for all these files of this kind of document, or one's own words."""
    reasons = reasons_for(slots_of(slots), document)
    buttons = [(each.label, f"r:{request}:why:{slots}:{each.key}") for each in reasons]
    rows = [buttons[index : index + 2] for index in range(0, len(buttons), 2)]
    rows.append([(words.plain("desk-own-reason"), f"r:{request}:own:{slots}")])
    back = f"r:{request}:pick:{slots}" if slots.isdecimal() else f"r:{request}:no"
    return inline([*rows, [(words.plain("button-back"), back)]])
