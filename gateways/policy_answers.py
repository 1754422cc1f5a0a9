"""Reads what an insurer's system answers (docs/policies-api.yaml), strictly: half an answer is none."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import date
from typing import Any, TypeVar

from account.policies.records import Ending, Match, Policy, PolicyState

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
REF = re.compile(r"[A-Za-z0-9_-]{1,32}")
MOST = 1_000_000  # policies of one holder; far beyond it no text could name the number
NUMBER_LONGEST, PRODUCT_LONGEST, INSURED_LONGEST = 64, 200, 1000

State = TypeVar("State", PolicyState, Match)


class Malformed(Exception):  # noqa: N818 - it says what is the matter
    """The answer is not as agreed; the words name the field and never what is in it."""


def read_json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        pass
    raise Malformed("json")


def read_page(answer: Any, limit: int) -> tuple[list[Policy], int]:
    policies, total = _list(answer, "policies"), _number(answer, "total")
    if len(policies) > limit or len(policies) > total:
        raise Malformed("policies: too many")
    return [_policy(each) for each in policies], total


def read_one(answer: Any, ref: str) -> Policy | None:
    """The one that was asked for; ``null`` is none."""
    policy = _of(answer, "policy", (dict, type(None)))
    if policy is None:
        return None
    if (found := _policy(policy)).ref != ref:
        raise Malformed("ref: not the one asked for")
    return found


def read_endings(answer: Any, holders: int, on: Collection[date]) -> list[Ending]:
    endings = []
    for each in _list(answer, "endings"):
        holder, policy = _number(each, "holder"), _policy(_of(each, "policy", dict))
        if holder >= holders:
            raise Malformed("holder: nobody asked for")
        if policy.ends not in on or policy.state is not PolicyState.ACTIVE:
            raise Malformed("endings: one that was not asked for")
        endings.append(Ending(holder, policy))
    return endings


def _policy(entry: Any) -> Policy:
    policy = Policy(
        ref=_words(entry, "ref", 32),
        number=_words(entry, "number", NUMBER_LONGEST),
        product=_words(entry, "product", PRODUCT_LONGEST),
        starts=_day(entry, "starts"),
        ends=_day(entry, "ends"),
        state=_one_of(entry, "state", PolicyState),
        insured=_words(entry, "insured", INSURED_LONGEST, least=0),
        match=_one_of(entry, "match", Match),
    )
    if not REF.fullmatch(policy.ref):
        raise Malformed("ref")
    if policy.ends < policy.starts:
        raise Malformed("ends: before it starts")
    return policy


def _of(entry: Any, name: str, kind: type | tuple[type, ...]) -> Any:
    if not isinstance(entry, dict) or name not in entry or not isinstance(entry[name], kind):
        raise Malformed(name)
    return entry[name]


def _list(entry: Any, name: str) -> list[Any]:
    found: list[Any] = _of(entry, name, list)
    return found


def _number(entry: Any, name: str) -> int:
    found = _of(entry, name, int)
    if isinstance(found, bool) or not 0 <= found <= MOST:
        raise Malformed(name)
    return int(found)


def _words(entry: Any, name: str, longest: int, least: int = 1) -> str:
    words = str(_of(entry, name, str)).strip()
    if not least <= len(words) <= longest or any("\ud800" <= char <= "\udfff" for char in words):
        raise Malformed(name)  # half a character is nothing that Telegram takes
    return words


def _day(entry: Any, name: str) -> date:
    written = _of(entry, name, str)
    if DAY.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    raise Malformed(name)


def _one_of(entry: Any, name: str, states: type[State]) -> State:
    written = _of(entry, name, str)
    if written not in set(states):
        raise Malformed(name)
    return states(written)
