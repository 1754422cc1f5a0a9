"""Tells a password or a code that was typed where nobody asked for one: twice, too late, or after all was over."""

from __future__ import annotations

from collections.abc import Callable

from account.code import Code
from account.contacts import Email
from account.passwords import Password
from account.policies.numbers import osago_number
from account.refusals import Refusal


def may_be_secret(text: str) -> bool:
    """One word that would do as a password, or six digits; no e-mail address, link or policy number: those are none."""
    if osago_number(text) is not None:
        return False
    if len(text.split()) == 1 and _is(Password.parse, text):
        return "://" not in text and not _is(Email.parse, text)
    return all(char.isdecimal() or char in " -" for char in text) and _is(Code.parse, text)


def _is(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except Refusal:
        return False
    return True
