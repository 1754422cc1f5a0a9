"""The report of an import in words: figures, why nothing was taken, and the refused lines as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Final, TypeAlias

from account.policies.imports import LineRefusal, PolicyImport
from account.ports import Works

PAGE: Final = 1000
LISTED_MOST: Final = 50_000
# Words a text's key with its arguments, as ``handlers.words.Words.say`` and ``plain`` do.
Say: TypeAlias = Callable[..., str]


def report_text(say: Say, name: str, one: PolicyImport) -> str:
    """What came of the file, in somebody's words; never anything of the lines themselves."""
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
    after = 0
    while True:
        async with works() as work:
            page = await work.policy_lines.refused(import_id, after, PAGE)
        if not page:
            return
        yield page
        after = page[-1].line


def rows(say: Say, refusals: Iterable[LineRefusal]) -> list[list[str]]:
    return [[str(each.line), column(say, each), reason(say, each)] for each in refusals]


def column(say: Say, refusal: LineRefusal) -> str:
    return say(f"policy-column-{refusal.column or 'line'}")


def reason(say: Say, refusal: LineRefusal) -> str:
    return say(f"policy-reason-{refusal.reason}", {"first": str(refusal.first or "")})


def head(say: Say) -> list[str]:
    return [say("policy-report-line"), say("policy-report-column"), say("policy-report-reason")]


async def refusals_table(say: Say, works: Works, one: PolicyImport) -> bytes:
    """A CSV as the import itself would read it, no longer than a chat takes; spreadsheets know UTF-8 by its mark."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(head(say))
    listed = 0
    async for page in refusals_of(works, one.id):
        table.writerows(rows(say, page))
        listed += len(page)
        if listed >= LISTED_MOST:
            break
    if one.figures.refused > listed:
        table.writerow(["", "", say("policy-report-more", {"number": str(one.figures.refused - listed)})])
    return text.getvalue().encode("utf-8-sig")
