"""Words a page of policies and a single one, with the buttons below; the insurer's own words are cut to fit."""

from __future__ import annotations

from datetime import date
from html import escape

from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from account.policies.records import Policy
from account.policies.service import Closed, PolicyPage
from account.policies.terms import Term, term
from handlers.desk.names import NOBODY, cut, visible
from handlers.words import Words, inline

LINE_LONGEST, DETAIL_LONGEST = 120, 900
ARGUMENT_LONGEST = 2500  # that Fluent puts into a text, counted when its HTML has been made harmless
SAFE = ARGUMENT_LONGEST // len("&amp;")
NUMBER_LONGEST, LABEL_LONGEST = 64, 24
COPIED_LONGEST = 256  # Telegram's copy_text
Shown = tuple[str, InlineKeyboardMarkup]
TO_MENU = ("menu-menu", "m:menu")


def list_of(words: Words, page: PolicyPage, today: date) -> Shown:
    """One page: what each policy is, a button for each open one, and those that turn the page."""
    if not page.total:
        rows = [[("menu-profile", "m:profile")], [("menu-support", "m:support")], [TO_MENU]]
        return words.say("policies-empty"), words.choices(rows)
    parts = [words.say("policies-head", {"total": page.total})]
    parts += [_item(words, each, today) for each in page.policies]
    buttons = [[_opening(words, each, page.number)] for each in page.policies if isinstance(each, Policy)]
    if closed := [each for each in page.policies if isinstance(each, Closed)]:
        parts.append(_why_closed(words, closed[0]))
        buttons.append([(words.plain("button-supplement"), "m:verify")])
    if page.pages > 1:
        buttons.append(_turning(words, page))
    return "\n\n".join(parts), inline([*buttons, [(words.plain(TO_MENU[0]), TO_MENU[1])]])


def details_of(words: Words, policy: Policy, today: date, page: int) -> Shown:
    """All that is known of one policy, its number to be copied, and the way back to the page it came from."""
    args = {**_facts(words, policy, today), "product": _name(policy.product, DETAIL_LONGEST)}
    parts = [words.say("policy-details", args)]
    if insured := _line(policy.insured, DETAIL_LONGEST):
        parts.append(words.say("policy-insured", {"insured": insured}))
    if term(policy, today) is Term.ENDS_SOON:
        parts.append(words.say("policy-left", {"left": (policy.ends - today).days}))
    back = words.choices([[("policies-back", f"p:list:{page}")], [TO_MENU]])
    return "\n".join(parts), InlineKeyboardMarkup(inline_keyboard=[*_copying(words, policy), *back.inline_keyboard])


def closed_one(words: Words, policy: Closed, page: int) -> Shown:
    """A policy of which nothing may be told until the person is verified."""
    text = words.say("policies-closed", {"product": _name(policy.product, LINE_LONGEST)})
    rows = [[("button-supplement", "m:verify")], [("policies-back", f"p:list:{page}")], [TO_MENU]]
    return f"{text}\n\n{_why_closed(words, policy)}", words.choices(rows)


def in_short(policy: Policy) -> dict[str, str | int]:
    """Which policy it is, for a sentence about it."""
    return {
        "product": _name(policy.product, LINE_LONGEST),
        "number": _name(policy.number, NUMBER_LONGEST),
        "insured": _name(policy.insured, LINE_LONGEST),
    }


def _why_closed(words: Words, policy: Closed) -> str:
    return words.say("policies-under-review" if policy.under_review else "policies-why-closed")


def _item(words: Words, policy: Policy | Closed, today: date) -> str:
    product = _name(policy.product, LINE_LONGEST)
    if isinstance(policy, Closed):
        return words.say("policies-closed", {"product": product})
    item = words.say("policies-item", {**_facts(words, policy, today), "product": product})
    insured = _line(policy.insured, LINE_LONGEST)
    return f"{item}\n{words.say('as-typed', {'text': insured})}" if insured else item


def _facts(words: Words, policy: Policy, today: date) -> dict[str, str | int]:
    return {
        "number": _name(policy.number, NUMBER_LONGEST),
        "starts": f"{policy.starts:%d.%m.%Y}",
        "ends": f"{policy.ends:%d.%m.%Y}",
        "term": words.plain(f"policy-term-{term(policy, today)}"),
    }


def _opening(words: Words, policy: Policy, page: int) -> tuple[str, str]:
    product, number = _name(policy.product, LABEL_LONGEST), _name(policy.number, LABEL_LONGEST)
    return words.plain("policies-open", {"product": product, "number": number}), f"p:open:{policy.ref}:{page}"


def _copying(words: Words, policy: Policy) -> list[list[InlineKeyboardButton]]:
    number = _line(policy.number, COPIED_LONGEST)
    copying = CopyTextButton(text=number)
    return [[InlineKeyboardButton(text=words.plain("policies-copy"), copy_text=copying)]] if number else []


def _turning(words: Words, page: PolicyPage) -> list[tuple[str, str]]:
    """«‹», where one is, «›»; the middle one looks at the page anew."""
    position = words.plain("policies-position", {"page": str(page.number), "pages": str(page.pages)})
    turns = [("‹", page.number - 1), (position, page.number), ("›", page.number + 1)]
    return [(sign, f"p:list:{number}") for sign, number in turns if 1 <= number <= page.pages]


def _name(text: str, longest: int) -> str:
    return _line(text, longest) or NOBODY


def _line(text: str, longest: int) -> str:
    """On one line and without signs that would turn the text around; «…» where something is missing."""
    one_line = " ".join(visible(text).split())
    shown = cut(one_line, longest)
    return shown if len(escape(shown, quote=False)) <= ARGUMENT_LONGEST else cut(one_line, SAFE)
