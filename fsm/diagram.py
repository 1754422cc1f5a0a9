"""Draws each conversation from its declaration as a Mermaid state diagram, into docs/conversations.md."""

from __future__ import annotations

import ast
import inspect
import itertools
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fsm.form import Field, Form, Privacy
from fsm.forms import FORMS
from fsm.place import Place

PAGE = Path(__file__).resolve().parent.parent / "docs" / "conversations.md"
END = "[*]"
Edge = tuple[str, str]
Choices = Mapping[str, str]


def drawn(form: type[Form]) -> str:
    """The picture: questions in order, where answers, offers, corrections and refusals lead."""
    lines = ["stateDiagram-v2", *_states(form)]
    for (start, end), label in edges(form):
        lines.append(f"    {start} --> {end}" + (f" : {label}" if label else ""))
    return "\n".join(["```mermaid", *lines, "```"])


def edges(form: type[Form]) -> list[tuple[Edge, str]]:
    """Every arrow with its word: from and to a question, ``END`` or «open_…», another conversation."""
    return [*_order(form), *_ways_out(form)]


def page(text: str) -> str:
    """The page with every picture between its marks drawn anew."""
    for form in FORMS:
        marks = re.compile(rf"(<!-- {form.name} -->\n).*?(<!-- end -->)", re.DOTALL)
        picture = drawn(form)
        text, found = marks.subn(lambda mark, now=picture: f"{mark[1]}{now}\n{mark[2]}", text)  # type: ignore[misc] # mypy cannot tell the default's type
        if found != 1:
            raise SystemExit(f"{PAGE.name} needs <!-- {form.name} --> and <!-- end --> once")
    return text


def _states(form: type[Form]) -> Iterator[str]:
    for each in form.fields.values():
        words = each.name.replace("_", " ")
        yield f'    state "{words}{" (secret)" if each.privacy is Privacy.SECRET else ""}" as {each.name}'
    opened = {end for (_, end), _ in _ways_out(form) if end.startswith("open_")}
    for each_opened in sorted(opened):
        yield f'    state "conversation {_name(each_opened)}" as {each_opened}'


def _order(form: type[Form]) -> Iterator[tuple[Edge, str]]:
    """The questions one after the other; an edge that depends on a choice says on which."""
    walks = [(chosen, _walk(form, chosen)) for chosen in _choices(form)]
    for edge in dict.fromkeys(edge for _, walk in walks for edge in walk):
        with_it = [chosen for chosen, walk in walks if edge in walk]
        yield edge, "" if len(with_it) == len(walks) else _condition([each for each, _ in walks], with_it)


def _walk(form: type[Form], chosen: Choices) -> list[Edge]:
    names = [each.name for each in _at(form, chosen).visible()]
    return list(itertools.pairwise([END, *names, *([] if _opened_by(form.done) else [END])]))


def _at(form: type[Form], chosen: Choices) -> Form:
    return form.at(
        Place("drawing", form.name, form.version, next(iter(form.fields)), dict(chosen), notes={"wanted": ""})
    )


def _choices(form: type[Form]) -> list[Choices]:
    """Every combination of what can be picked."""
    options: dict[str, list[str]] = {}
    for each in form.fields.values():
        if hasattr(each.reader, "names"):
            options[each.name] = list(each.reader.names)
    return [dict(zip(options, picked, strict=True)) for picked in itertools.product(*options.values())]


def _condition(every: list[Choices], with_it: list[Choices]) -> str:
    for name in with_it[0]:
        values = list(dict.fromkeys(each[name] for each in with_it))
        if with_it == [each for each in every if each[name] in values]:
            return ", ".join(values)
    return "sometimes"


def _ways_out(form: type[Form]) -> Iterator[tuple[Edge, str]]:
    for each in form.fields.values():
        yield from _offers(each)
        for target in getattr(each.reader, "corrects", ()):
            yield (each.name, target), "correct"
        for target in _constants(each.then, "back"):
            yield (each.name, target), "refused"
    last = list(form.fields)[-1]
    for target in _opened_by(form.done):
        yield (last, f"open_{target.replace('-', '_')}" if target else END), "done"
    for target in _constants(form.done, "back"):
        yield (last, target), "refused"


def _offers(asked: Field) -> Iterator[tuple[Edge, str]]:
    for offer in asked.offers:
        if offer.does or offer.exhibits:
            yield (asked.name, asked.name), offer.name
        if offer.goes:
            yield (asked.name, offer.goes), offer.name
        if offer.ends:
            for target in _opened_by(offer.ends) or [""]:
                yield (asked.name, f"open_{target.replace('-', '_')}" if target else END), offer.name
        if offer.opens:
            yield (asked.name, f"open_{offer.opens.replace('-', '_')}"), offer.name


def _opened_by(end: Callable[..., Any]) -> list[str]:
    """The conversations that an end may open; an empty one when it may also open none."""
    names = _constants(end, "opens")
    some_without = names and any(not _keyword(call, "opens") for call in _calls(end) if _called(call) == "Done")
    maybe = any(isinstance(node, ast.Constant) and node.value is None for node in _values(end, "opens"))
    return [*names, *([""] if names and (some_without or maybe) else [])]


def _constants(function: Callable[..., Any] | None, argument: str) -> list[str]:
    values = _values(function, argument) if function else []
    return list(
        dict.fromkeys(node.value for node in values if isinstance(node, ast.Constant) and isinstance(node.value, str))
    )


def _values(function: Callable[..., Any], argument: str) -> list[ast.expr]:
    """What a named argument can be in the calls of a function: a constant, or either side of «a if … else b»."""
    given = [value for call in _calls(function) if (value := _keyword(call, argument)) is not None]
    return [side for each in given for side in ((each.body, each.orelse) if isinstance(each, ast.IfExp) else (each,))]


def _calls(function: Callable[..., Any]) -> list[ast.Call]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _name(opened: str) -> str:
    return f"«{opened.removeprefix('open_').replace('_', '-')}»"


def main() -> None:
    """Draw anew; with ``--check`` only say whether that would change anything."""
    before = PAGE.read_text("utf-8")
    now = page(before)
    if "--check" in sys.argv and now != before:
        raise SystemExit(f"docs/{PAGE.name} is out of date: draw it anew with .venv/bin/python -m fsm.diagram")
    PAGE.write_text(now, "utf-8")


if __name__ == "__main__":
    main()
