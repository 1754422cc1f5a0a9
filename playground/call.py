"""One call of the Bot API: its parameters read from query, form, JSON or multipart, by their types."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.multipart import MultipartResponseWrapper

from playground.people import Json
from playground.refusal import Refused, bad
from playground.schema import strangers
from playground.state import State

UPLOAD_LIMIT = 50 * 1024 * 1024
TRUE = {"true", "yes", "1"}
KEYBOARD = "InlineKeyboardMarkup"
ANY_KEYBOARD = f"{KEYBOARD}|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"


@dataclass(frozen=True)
class Upload:
    """A file that came with the call."""

    name: str
    data: bytes
    mime: str


@dataclass
class Call:
    """What a method works with."""

    state: State
    method: str
    params: Json
    files: dict[str, Upload] = field(default_factory=dict)
    time: float = 0.0
    via: str = "http"
    answer: Json | None = None
    took: float = 0.0
    """Seconds from its arrival to its answer."""
    number: int = 0

    def need(self, name: str) -> Any:
        if self.params.get(name) in (None, ""):
            raise bad(f'parameter "{name}" is required')
        return self.params[name]

    def integer(self, name: str, default: int = 0) -> int:
        value = self.params.get(name)
        return default if value is None else int(value)

    def flag(self, name: str) -> bool:
        return bool(self.params.get(name))

    def upload(self, field_name: str, value: Any) -> Upload | None:
        """Find the file a parameter means: `attach://name`, or a part of the parameter's own name."""
        if isinstance(value, str) and value.startswith("attach://"):
            return self.files.get(value.removeprefix("attach://"))
        return self.files.get(field_name) if value in (None, "") else None


async def read_body(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Read a request's parameters as they came, and its files."""
    kind = request.content_type
    given: Json = dict(request.query)
    if kind == "multipart/form-data":
        fields, files = await read_multipart(await request.multipart())
        return given | fields, files
    if kind == "application/json":
        return given | read_json(await request.text()), {}
    return given | {key: str(value) for key, value in (await request.post()).items()}, {}


def read_json(text: str) -> Json:
    try:
        body = json.loads(text or "{}")
    except ValueError as error:
        raise bad("can't parse JSON object") from error
    if not isinstance(body, dict):
        raise bad("JSON object expected")
    return body


async def read_multipart(reader: MultipartReader | MultipartResponseWrapper) -> tuple[Json, dict[str, Upload]]:
    fields: Json = {}
    files: dict[str, Upload] = {}
    size = 0
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        data = bytes(await part.read(decode=True))
        size += len(data)
        if size > UPLOAD_LIMIT:
            raise Refused(413, "Request Entity Too Large")
        if part.filename is None:
            fields[part.name] = data.decode(errors="replace")
        else:
            files[part.name] = Upload(part.filename, data, part.headers.get("Content-Type", ""))
    return fields, files


def typed(given: Json, types: dict[str, str]) -> Json:
    """Turn parameters into their types; what the method does not know is refused (Telegram says nothing)."""
    for name in given.keys() - types.keys():
        raise bad(f'parameter "{name}" is not known to the playground')
    params = {name: _typed(name, value, types[name].lstrip("!")) for name, value in given.items()}
    for name, value in params.items():
        if isinstance(value, dict | list):
            for stranger in strangers(ANY_KEYBOARD if KEYBOARD in types[name] else types[name], value):
                raise bad(f'field "{stranger}" in {name} is not known to the playground')
    return params


def _typed(name: str, value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "Integer":
        return _integer(name, value)
    if kind == "Float":
        return _float(name, value)
    if kind == "Boolean":
        return value if isinstance(value, bool) else str(value).lower() in TRUE
    if kind == "String" or kind.startswith("InputFile") or kind == "Integer|String":
        return value if isinstance(value, str) else json.dumps(value)
    return _object(name, value, kind)


def _integer(name: str, value: Any) -> int | None:
    if value == "":
        return None
    try:
        return int(str(value).strip())
    except ValueError as error:
        raise bad(f"invalid {name} specified") from error


def _float(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise bad(f'can\'t parse "{name}" as Number') from error


def _object(name: str, value: Any, kind: str) -> Any:
    if isinstance(value, str):
        if not value:
            return None
        try:
            value = json.loads(value)
        except ValueError as error:
            what = "reply keyboard markup" if KEYBOARD in kind else name.replace("_", " ")
            raise bad(f"can't parse {what} JSON object") from error
    if kind.startswith("Array of"):
        _check_items(name, value, kind.removeprefix("Array of ").partition("|")[0])
    return value


def _check_items(name: str, value: Any, kind: str) -> None:
    if not isinstance(value, list):
        raise bad(f"expected an Array of {kind}")
    fits = {"Integer": int, "String": str}.get(kind, dict)
    if not all(isinstance(item, fits) for item in value):
        words = {"Integer": f"{name} must be an Array of Number", "String": "expected an Array of String"}
        raise bad(words.get(kind, f"can't parse {kind}: expected an Object"))
