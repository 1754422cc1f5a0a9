"""Invented policies, and their way into the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from account.policies.entries import Entry
from account.policies.imports import Figures, LineRefusal, Report
from account.policies.records import Holder, PolicyState
from account.ports import Works
from tests.storage.samples import HOUR, NOON, PROFILE

HOLDER = Holder.of(PROFILE)
ENTRY = Entry("AA-1", "ОСАГО", date(2026, 1, 1), date(2026, 12, 31), PolicyState.ACTIVE, "Лада Веста, А001АА77", HOLDER)


def entry(number: str, **given: Any) -> Entry:
    return replace(ENTRY, number=number, **given)


async def staged(works: Works, *entries: Entry, holder: str = "one") -> tuple[int, list[LineRefusal]]:
    """An import with these in its lines 2, 3, 4 …, and what was refused of them."""
    async with works() as work:
        number = await work.policy_imports.begin(holder, NOON, NOON + HOUR)
        return number, await work.policy_lines.stage(number, list(enumerate(entries, 2)))


async def imported(works: Works, *entries: Entry) -> Figures:
    number, _ = await staged(works, *entries)
    async with works() as work:
        await work.policy_lines.alone()
        figures = await work.policy_lines.apply(number, 0, 1000, NOON)
        assert await work.policy_imports.end(number, "one", figures, Report())
        await work.policy_imports.done(number, "one", NOON)
    return figures
