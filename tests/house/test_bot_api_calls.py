"""Every method of the Bot API that the bot's sources can call: the playground serves it, held to its description."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import aiogram
import aiogram.methods
import pytest
from aiogram.types import CallbackQuery, Message

from playground import Playground
from playground.methods import METHODS
from playground.schema import methods
from tests.playground.botapi import TYPES, UNIONS, returned_type

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("bot", "handlers", "gateways")
CLASSES = {
    name
    for name in aiogram.methods.__all__
    if isinstance(getattr(getattr(aiogram.methods, name), "__api_method__", None), str)
}


def _shortcuts() -> dict[str, set[str]]:
    """Give the methods behind `bot.send_message`, `message.answer`, `query.answer` and such, by the last name."""
    found: dict[str, set[str]] = {}
    for name in CLASSES:
        snake = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name).lstrip("_")
        if hasattr(aiogram.Bot, snake):
            found.setdefault(snake, set()).add(name)
    for kind in (Message, CallbackQuery):
        for attribute, function in inspect.getmembers(kind, inspect.isfunction):
            returned = str(inspect.signature(function).return_annotation)
            if returned in CLASSES:
                found.setdefault(attribute, set()).add(returned)
    return found | {"download": {"GetFile"}, "me": {"GetMe"}}


def _called(source: str) -> Iterator[str]:
    """Name what may be called: classes of methods that are named, and attributes called as on a bot or message."""
    shortcuts = _shortcuts()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name in CLASSES:
                yield name
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            last = node.value.rpartition("/")[2]  # an address that ends in a method's name
            yield from CLASSES & {last[:1].upper() + last[1:]} if last[:1].islower() else ()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from shortcuts.get(node.func.attr, ())


def used() -> list[str]:
    found: set[str] = set()
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            found.update(_called(file.read_text(encoding="utf-8")))
    return sorted(name[0].lower() + name[1:] for name in found)


def test_the_bots_sources_name_what_it_is_known_to_call() -> None:
    """An empty list would make the tests below idle."""
    known = {"getUpdates", "setWebhook", "sendMessage", "sendDocument", "sendMediaGroup", "answerCallbackQuery"}
    assert known | {"deleteMessages", "editMessageText", "copyMessage", "getChatMember", "setMyCommands"} <= set(used())


def test_a_call_is_seen_however_it_is_written() -> None:
    source = "await bot.send_video(1, x)\nawait message.edit_caption('x')\nSendAnimation(chat_id=1)\nfile.read()"
    assert set(_called(source)) == {"SendVideo", "EditMessageCaption", "SendAnimation"}


@pytest.mark.parametrize("name", used())
async def test_each_is_served_and_held_to_the_description(name: str) -> None:
    assert name in METHODS
    assert methods()[name.lower()][0] == name
    kind = returned_type(name).removeprefix("Array of ")
    assert kind in {*TYPES, *UNIONS, "Boolean", "Integer"}
    answer = await Playground().api.perform(name, {"no_such_field": "1"}, {})
    assert answer["description"] == 'Bad Request: parameter "no_such_field" is not known to the playground'
