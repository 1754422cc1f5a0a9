"""The report of an import in words: figures, why nothing was taken, and the refused lines as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Final

from account.policies.imports import LineRefusal, PolicyImport
from account.ports import Works
from handlers.words import Words

PAGE: Final = 1000
LISTED_MOST: Final = 50_000


def report_text(say: Callable[..., str], name: str, one: PolicyImport) -> str:
    """What came of the file, with ``Words.say`` or ``Words.plain``; never anything of the lines themselves."""
    report, figures = one.report, one.figures
    if report.fault is not None:
        columns = ", ".join(f"«{say(f'policy-column-{each}')}»" for each in report.columns)
        why = say(f"policy-fault-{report.fault}", {"columns": columns})
        return "\n\n".join([say("policy-file-not-taken", {"file": name}), why])
    counts = {
        "accepted": str(figures.accepted),
        "new": str(figures.new),
        "changed": str(figures.changed),
        "unchanged": str(figures.unchanged),
        "refused": str(figures.refused),
    }
    head = say("policy-file-done" if figures.accepted else "policy-file-all-refused", {"file": name})
    parts = [head, say("policy-file-figures", counts)]
    if report.unknown:
        parts.append(say("policy-file-unknown", {"columns": ", ".join(f"«{each}»" for each in report.unknown)}))
    return "\n\n".join(parts)


async def refusals_of(works: Works, import_id: int) -> AsyncIterator[list[LineRefusal]]:
    """The refused lines by pages, in their order."""
    after = listed = 0
    while listed < LISTED_MOST:
        async with works() as work:
            page = await work.policy_lines.refused(import_id, after, PAGE)
        if not page:
            return
        yield page
        after, listed = page[-1].line, listed + len(page)


def rows(words: Words, refusals: Iterable[LineRefusal]) -> list[list[str]]:
    return [[str(each.line), column(words, each), reason(words, each)] for each in refusals]


def column(words: Words, refusal: LineRefusal) -> str:
    return words.plain(f"policy-column-{refusal.column or 'line'}")


def reason(words: Words, refusal: LineRefusal) -> str:
    return words.plain(f"policy-reason-{refusal.reason}", {"first": str(refusal.first or "")})


def head(words: Words) -> list[str]:
    return [words.plain("policy-report-line"), words.plain("policy-report-column"), words.plain("policy-report-reason")]


async def refusals_table(words: Words, works: Works, one: PolicyImport) -> bytes:
    """A CSV as the import itself would read it: line, column, reason; spreadsheets know UTF-8 by its mark."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(head(words))
    async for page in refusals_of(works, one.id):
        table.writerows(rows(words, page))
    if (more := one.figures.refused - LISTED_MOST) > 0:
        table.writerow(["", "", words.plain("policy-report-more", {"number": str(more)})])
    return text.getvalue().encode("utf-8-sig")
