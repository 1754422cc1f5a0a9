"""Reads the Fluent files for what each text needs and which shapes it can take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from texts.reader import FOLDER

NUMBERS = (0, 1, 2, 5, 21, 120)


@dataclass(slots=True)
class Needs(Visitor):
    """Arguments of one text, the texts that it quotes, and the variants by the argument that selects them."""

    args: set[str] = field(default_factory=set)
    quoted: set[str] = field(default_factory=set)
    selects: dict[str, list[str | int]] = field(default_factory=dict)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - fluent.syntax calls it so
        self.args.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 - likewise
        self.quoted.add(node.id.name + (f".{node.attribute.name}" if node.attribute else ""))

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - likewise
        names = [getattr(each.key, "name", "") for each in node.variants]
        plural = set(names) <= {"", "one", "few", "many", "other"}
        assert isinstance(node.selector, ast.VariableReference)
        self.selects[node.selector.id.name] = list(NUMBERS) if plural else [*names, "something else"]
        self.generic_visit(node)


def files(language: str) -> list[Path]:
    return sorted((FOLDER / language).glob("*.ftl"))


def needs_of_file(file: Path) -> Iterator[tuple[str, Needs]]:
    """What each text of a file needs, by its key."""
    for entry in FluentParser().parse(file.read_text("utf-8")).body:
        if isinstance(entry, ast.Message):
            patterns = {entry.id.name: entry.value} if entry.value else {}
            patterns |= {f"{entry.id.name}.{each.id.name}": each.value for each in entry.attributes}
            for key, pattern in patterns.items():
                needs = Needs()
                needs.visit(pattern)
                yield key, needs


def needs(language: str) -> dict[str, Needs]:
    """What each text needs, quoted ones included."""
    found = {key: each for file in files(language) for key, each in needs_of_file(file)}
    for each in found.values():
        for quoted in each.quoted:
            each.args |= found[quoted].args
            each.selects |= found[quoted].selects
    return found


def shapes(each: Needs, sample: dict[str, str | int]) -> Iterator[dict[str, str | int]]:
    """Arguments for every variant of a text."""
    values = [each.selects.get(name, [sample[name]]) for name in sorted(each.args)]
    for chosen in product(*values):
        yield dict(zip(sorted(each.args), chosen, strict=True))
