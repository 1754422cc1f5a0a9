"""Reads the code for what it says: literal keys, families of keys, refusals, each with the arguments it gives."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Calls that take a text's key, and those of the rules that say no by a name.
SPEAKERS = {"say", "plain", "Line", "_say", "_unknown"}
REFUSERS = {"Refusal", "Unreadable", "refusal", "password_or"}
KEY = re.compile(r"[a-z]+(-[a-z0-9]+)*(\.[a-z-]+)?")
# A constant that begins so is a text's key wherever it stands.
BEGINNINGS = (
    "menu-",
    "help-",
    "button-",
    "refusal-",
    "desk-",
    "notice-",
    "status-",
    "slot-",
    "doubt-",
    "language-",
    "command-",
    "mail-",
    "sms-",
    "delivery-failed-",
    "form-",
    "privacy-",
    "erasure-",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A key that the code says. ``args`` None: they are made elsewhere, so they cannot be read here."""

    key: str
    args: frozenset[str] | None
    where: str


def literal_keys() -> Iterator[Said]:
    """Keys said as such: by a speaker, on a button, or by their beginning."""
    for node, where in _nodes("handlers", "bot", "fsm", "account"):
        match node:
            case ast.Call() if _called(node) in SPEAKERS:
                for position, argument in enumerate(node.args):
                    yield from (Said(key, _given(node, position + 1), where) for key in _constants(argument))
            case ast.Tuple(elts=[ast.Constant(value=str(key)), data]) if KEY.fullmatch(key) and _is_data(data):
                yield Said(key, frozenset(), where)
            case ast.Constant(value=str(key)) if key.startswith(BEGINNINGS) and KEY.fullmatch(key):
                yield Said(key, None, where)


def families() -> set[str]:
    """Beginnings of keys whose end is found out at run time («reason-»)."""
    found = set()
    for node, _ in _nodes("handlers", "bot", "fsm", "account"):
        if isinstance(node, ast.JoinedStr) and (begins := _beginning(node)).startswith(BEGINNINGS):
            found.add(begins)
        if isinstance(node, ast.Call) and _called(node) in SPEAKERS:
            found |= {_beginning(each) for each in node.args if isinstance(each, ast.JoinedStr)} - {""}
    return found


def refusals() -> Iterator[Said]:
    """Every refusal's name, with the figures that go with it."""
    for file in _files("account", "fsm", "gateways", "handlers", "bot"):
        tree = ast.parse(file.read_text("utf-8"))
        names = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name) and isinstance(node.value.value, str)
        }
        for node in ast.walk(tree):
            # What the process that looks at files answers, to be raised by the one that asked.
            if isinstance(node, ast.Dict) and (named := _entry(node, "refusal")) is not None:
                yield from (Said(name, None, f"{file.name}:{node.lineno}") for name in _constants(named))
            if isinstance(node, ast.Call) and _called(node) in REFUSERS and node.args:
                first = node.args[0]
                found = [names[first.id]] if isinstance(first, ast.Name) and first.id in names else _constants(first)
                # Notation.refusal, which names its own figures, is the one refuser that is a method.
                args = None if _called(node) == "refusal" else frozenset(each.arg or "" for each in node.keywords)
                yield from (Said(name, args and args - {"back"}, f"{file.name}:{node.lineno}") for name in found)


def verbs_of_the_desk() -> set[str]:
    """What a button on a request's card can say: «r:12:take» → take."""
    verbs = set()
    for node, _ in _nodes("handlers", "bot"):
        if isinstance(node, ast.JoinedStr) and _beginning(node) == "r:" and isinstance(node.values[2], ast.Constant):
            verbs.add(str(node.values[2].value).split(":")[1])
    return verbs


def _files(*rooms: str) -> list[Path]:
    return sorted(file for room in rooms for file in (ROOT / room).rglob("*.py"))


def _nodes(*rooms: str) -> Iterator[tuple[ast.AST, str]]:
    """Every node but the pieces of f-strings, which are no words by themselves."""
    for file in _files(*rooms):
        waiting: list[ast.AST] = [ast.parse(file.read_text("utf-8"))]
        while waiting:
            node = waiting.pop()
            yield node, f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
            inside = ast.iter_child_nodes(node)
            waiting += [each for each in inside if not (isinstance(node, ast.JoinedStr) and _is_text(each))]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _constants(node: ast.expr) -> list[str]:
    """The keys of an argument: «a», or both of «a if … else b»."""
    match node:
        case ast.Constant(value=str(key)) if KEY.fullmatch(key):
            return [key]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_constants(body), *_constants(orelse)]
    return []


def _entry(node: ast.Dict, name: str) -> ast.expr | None:
    pairs = zip(node.keys, node.values, strict=True)
    return next((value for key, value in pairs if isinstance(key, ast.Constant) and key.value == name), None)


def _given(node: ast.Call, position: int) -> frozenset[str] | None:
    if len(node.args) <= position:
        return frozenset()
    args = node.args[position]
    if not isinstance(args, ast.Dict):
        return None
    names = [key.value for key in args.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    return frozenset(names) if len(names) == len(args.keys) else None


def _beginning(node: ast.JoinedStr) -> str:
    first = node.values[0] if node.values else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _is_data(node: ast.expr) -> bool:
    """A button's data: «m:menu», f"r:{number}:take"."""
    text = _beginning(node) if isinstance(node, ast.JoinedStr) else getattr(node, "value", None)
    return isinstance(text, str) and re.match("[a-z]:", text) is not None
