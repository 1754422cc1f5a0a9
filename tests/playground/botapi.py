"""A bare client of the Bot API, and the check of what goes in and out against Telegram's description of it."""

import asyncio
import io
import json
from collections.abc import Iterator
from typing import Any

from aiohttp import ClientSession, FormData

from playground import Playground
from playground.schema import SCHEMA

DESCRIBED = json.loads(SCHEMA.read_text(encoding="utf-8"))
METHODS, TYPES, UNIONS = DESCRIBED["methods"], DESCRIBED["types"], DESCRIBED["unions"]
# The description is of Bot API 10.1; aiogram, our second source, knows 10.3 and demands this one.
NEWER = {("ChatMemberAdministrator", "can_send_welcome_messages")}
PLAIN: dict[str, Any] = {"Integer": int, "String": str, "Float": (int, float), "Boolean": bool, "InputFile": str}

RETURNS = {
    "getMe": "User",
    "getUpdates": "Array of Update",
    "getWebhookInfo": "WebhookInfo",
    "sendMediaGroup": "Array of Message",
    "copyMessage": "MessageId",
    "copyMessages": "Array of MessageId",
    "forwardMessage": "Message",
    "forwardMessages": "Array of MessageId",
    "getMyCommands": "Array of BotCommand",
    "getMyName": "BotName",
    "getMyDescription": "BotDescription",
    "getMyShortDescription": "BotShortDescription",
    "getChat": "ChatFullInfo",
    "getChatMember": "ChatMember",
    "getChatAdministrators": "Array of ChatMember",
    "getChatMemberCount": "Integer",
    "getChatMenuButton": "MenuButton",
    "getFile": "File",
    "createForumTopic": "ForumTopic",
    "sendChatAction": "Boolean",
}


def returned_type(method: str) -> str:
    if method in RETURNS:
        return RETURNS[method]
    return "Message" if method.startswith(("send", "editMessage")) else "Boolean"


def complaints(kind: str, value: Any, where: str, *, strict: bool) -> Iterator[str]:
    """Say what of a value does not fit its type; strict also minds fields that the type does not have."""
    kind, _, constant = kind.lstrip("!").partition("=")
    if kind.startswith("Array of ") and "|" not in kind:
        if not isinstance(value, list):
            yield f"{where}: no array"
            return
        for index, item in enumerate(value):
            yield from complaints(kind.removeprefix("Array of "), item, f"{where}[{index}]", strict=strict)
    elif kind in PLAIN:
        fits = isinstance(value, PLAIN[kind]) and (kind == "Boolean") == isinstance(value, bool)
        if not fits or (constant and value != constant):
            yield f"{where}: {value!r} is no {kind} {constant}"
    elif kind in TYPES:
        yield from _object_complaints(kind, value, where, strict=strict)
    else:
        choices = UNIONS.get(kind) or kind.split("|")
        found = [list(complaints(choice, value, where, strict=strict)) for choice in choices]
        if all(found):
            yield from min(found, key=len)


def _object_complaints(kind: str, value: Any, where: str, *, strict: bool) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: no {kind}"
        return
    fields = TYPES[kind]
    yield from (f"{where}: {kind} without {key}" for key, one in fields.items() if one[0] == "!" and key not in value)
    for key, item in value.items():
        if key in fields:
            yield from complaints(fields[key], item, f"{where}.{key}", strict=strict)
        elif strict and (kind, key) not in NEWER:
            yield f"{where}: {kind} has no {key}"


def check_calls(town: Playground) -> None:
    """Hold every successful call of this town, and every update that waits, against the description."""
    found: list[str] = []
    for call in town.calls:
        if call.answer is None or not call.answer["ok"]:
            continue
        types = METHODS[call.method]
        for name, value in call.params.items():
            found += complaints(types[name], value, f"{call.method}({name})", strict=True)
        result = call.answer["result"]
        found += complaints(returned_type(call.method), result, f"{call.method} →", strict=True)
    for entry in town.state.updates.pending.values():
        found += complaints("Update", entry.update, "update", strict=True)
    assert found == []


def soon(seconds: float = 5) -> float:
    """Give a deadline."""
    return asyncio.get_running_loop().time() + seconds


class Api:
    """Calls methods as a bot would; `ok` gives the result, `no` the refusal's words."""

    def __init__(self, town: Playground, session: ClientSession) -> None:
        self.town = town
        self.session = session

    def address(self, method: str) -> str:
        return f"{self.town.url}/bot{self.town.token}/{method}"

    async def call(self, method: str, **params: Any) -> Any:
        async with self.session.post(self.address(method), json=params) as response:
            answer = await response.json()
            assert response.status == (200 if answer["ok"] else answer["error_code"])
            return answer

    async def ok(self, method: str, **params: Any) -> Any:
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def no(self, method: str, **params: Any) -> str:
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def upload(self, method: str, files: dict[str, tuple[str, bytes]], **params: Any) -> Any:
        form = FormData(quote_fields=False)
        for name, value in params.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        for field, (name, data) in files.items():
            form.add_field(field, io.BytesIO(data), filename=name)
        async with self.session.post(self.address(method), data=form) as response:
            return await response.json()

    async def updates(self, **params: Any) -> list[Any]:
        result: list[Any] = await self.ok("getUpdates", **params)
        return result
