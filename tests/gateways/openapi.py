"""Holds bodies against an OpenAPI file: reads the plain YAML that is written there, and checks by its schemas."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

ENTRY = re.compile(r'("[^"]*"|[^\s"#][^:#]*):(?: (.*))?')
KINDS = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
WORDS = {"description", "summary"}
Lines = list[tuple[int, str]]


def read_yaml(text: str) -> Any:
    """Mappings, lists, «[a, b]», quoted and plain scalars and «>-»; anything else is an error and no guess."""
    lines = [(len(each) - len(each.lstrip()), each.strip()) for each in text.splitlines() if each.strip()]
    value, rest = _block(lines)
    assert not rest, rest[0]
    return value


def _block(lines: Lines) -> tuple[Any, Lines]:
    indent, first = lines[0]
    return _list(lines, indent) if first.startswith("- ") else _mapping(lines, indent)


def _list(lines: Lines, indent: int) -> tuple[list[Any], Lines]:
    found = []
    while lines and lines[0][0] == indent and lines[0][1].startswith("- "):
        inner = lines[0][1][2:]
        if ENTRY.fullmatch(inner):
            value, lines = _block([(indent + 2, inner), *lines[1:]])
        else:
            value, lines = _scalar(inner), lines[1:]
        found.append(value)
    return found, lines


def _mapping(lines: Lines, indent: int) -> tuple[dict[str, Any], Lines]:
    found: dict[str, Any] = {}
    while lines and lines[0][0] == indent and not lines[0][1].startswith("- "):
        entry = ENTRY.fullmatch(lines[0][1])
        assert entry, lines[0]
        name, written, lines = str(_scalar(entry[1])), entry[2], lines[1:]
        assert name not in found, name
        if written == ">-":
            end = next((place for place, (each, _) in enumerate(lines) if each <= indent), len(lines))
            found[name], lines = " ".join(line for _, line in lines[:end]), lines[end:]
        elif written is None:
            found[name], lines = _block(lines)
        else:
            found[name] = _scalar(written)
    return found, lines


def _scalar(written: str) -> Any:
    if written.startswith('"'):
        return json.loads(written)
    if written.startswith("["):
        assert written.endswith("]"), written
        inner = written[1:-1].strip()
        return [_scalar(each.strip()) for each in inner.split(",")] if inner else []
    assert not re.match(r"[{&*!|>'%@`]", written), written
    assert ": " not in written, written
    assert " #" not in written, written
    if written in {"true", "false", "null"}:
        return {"true": True, "false": False, "null": None}[written]
    return int(written) if re.fullmatch(r"\d+", written) else written


class Contract:
    """The file's questions and answers."""

    def __init__(self, file: Path) -> None:
        self.file: dict[str, Any] = read_yaml(file.read_text("utf-8"))

    def question(self, path: str, body: Any) -> list[str]:
        """What is wrong with a body that is sent there."""
        return self.faults(self._post(path)["requestBody"]["content"]["application/json"]["schema"], body)

    def answer(self, path: str, status: int, body: Any) -> list[str]:
        """What is wrong with an answer from there."""
        response = self.at(self._post(path)["responses"].get(str(status), {}))
        if "description" not in response:
            return [f"{path}: {status} is not described"]
        if "content" not in response:
            return [] if body is None else [f"{path}: {status} has no body"]
        return self.faults(response["content"]["application/json"]["schema"], body)

    def examples(self) -> list[tuple[str, Any, Any]]:
        """Every example with its schema."""
        found = []
        for path in self.file["paths"]:
            post = self._post(path)
            for place in (post["requestBody"], *map(self.at, post["responses"].values())):
                for content in place.get("content", {}).values():
                    found += [(path, content["schema"], each["value"]) for each in content["examples"].values()]
        return found

    def at(self, node: Any) -> Any:
        """What is referred to, with what is said beside the reference."""
        if "$ref" not in node:
            return node
        target: Any = self.file
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return {**self.at(target), **{name: value for name, value in node.items() if name != "$ref"}}

    def faults(self, schema: Any, value: Any, where: str = "") -> list[str]:
        schema = self.at(schema)
        found = []
        for rule, told in schema.items():
            check = getattr(self, f"_{rule.lower()}", None)
            assert check or rule in WORDS | {"required", "additionalProperties"}, f"nobody checks «{rule}»"
            if check and (ok := check(told, value, schema, where)) is not True:
                found += ok if isinstance(ok, list) else [f"{where}: {rule}"]
        return found

    def _post(self, path: str) -> Any:
        return self.file["paths"][path]["post"]

    def _type(self, told: str, value: Any, *_: Any) -> bool:
        return isinstance(value, KINDS[told]) and not isinstance(value, bool)

    def _enum(self, told: list[Any], value: Any, *_: Any) -> bool:
        return value in told

    def _pattern(self, told: str, value: Any, *_: Any) -> bool:
        return not isinstance(value, str) or bool(re.search(told, value))

    def _minlength(self, told: int, value: Any, *_: Any) -> bool:
        return not isinstance(value, str) or len(value) >= told

    def _maxlength(self, told: int, value: Any, *_: Any) -> bool:
        return not isinstance(value, str) or len(value) <= told

    def _minimum(self, told: int, value: Any, *_: Any) -> bool:
        return not isinstance(value, int) or value >= told

    def _maximum(self, told: int, value: Any, *_: Any) -> bool:
        return not isinstance(value, int) or value <= told

    def _maxitems(self, told: int, value: Any, *_: Any) -> bool:
        return not isinstance(value, list) or len(value) <= told

    def _anyof(self, told: list[Any], value: Any, schema: Any, where: str) -> bool:
        del schema
        return any(not self.faults(each, value, where) for each in told)

    def _items(self, told: Any, value: Any, schema: Any, where: str) -> list[str] | bool:
        del schema
        if not isinstance(value, list):
            return True
        return [fault for each in value for fault in self.faults(told, each, f"{where}[]")] or True

    def _properties(self, told: dict[str, Any], value: Any, schema: Any, where: str) -> list[str] | bool:
        if not isinstance(value, dict):
            return True
        found = [f"{where}.{name}: required" for name in schema.get("required", ()) if name not in value]
        if schema.get("additionalProperties") is False:
            found += [f"{where}.{name}: not described" for name in value.keys() - told.keys()]
        for name in told.keys() & value.keys():
            found += self.faults(told[name], value[name], f"{where}.{name}")
        return found or True
