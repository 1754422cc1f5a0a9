"""Looks for a string in everything that an exception shows or keeps, as a log or a crash reporter would."""

from __future__ import annotations

import traceback


def told_by(error: BaseException) -> str:
    """Give all that can be read off an exception: its text, its values, its trace, its causes and contexts."""
    parts: list[str] = []
    seen: set[int] = set()
    left: list[BaseException | None] = [error]
    while left:
        each = left.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        parts += [str(each), repr(each), repr(each.args), repr(vars(each)), *traceback.format_exception(each)]
        left += [each.__cause__, each.__context__]
    return "\n".join(parts)
