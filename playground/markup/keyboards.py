"""Reply markup: inline and reply keyboards, read and refused as Telegram does."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playground.markup.entities import width
from playground.people import Json
from playground.refusal import Refused, bad

DATA_LIMIT = 64
COPIED_LIMIT = 256
BUTTONS_LIMIT = 100
NOTHING_IF_EMPTY = ("url", "callback_data")
INLINE_ACTIONS = (
    *NOTHING_IF_EMPTY,
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
REPLY_FIELDS = ("is_persistent", "resize_keyboard", "one_time_keyboard", "input_field_placeholder", "selective")
BUTTON_REQUESTS = ("request_contact", "request_location", "request_users", "request_chat", "request_poll", "web_app")


def reply_markup(value: Any, *, private: bool, inline_only: bool = False) -> Json | None:
    """Read what was given as reply_markup; None where there is no keyboard in it."""
    if value in (None, ""):
        return None
    if not isinstance(value, dict):
        raise bad("object expected as reply markup")
    markup: Json | None
    if value.get("keyboard"):
        markup = _reply_keyboard(value, private=private)
    elif "inline_keyboard" in value:
        rows = _rows(value["inline_keyboard"], "inline_keyboard", _inline_button)
        return {"inline_keyboard": rows} if rows else None
    else:
        markup = _plain(value)
    if inline_only and markup is not None:
        raise bad("inline keyboard expected")
    return markup


def _plain(value: Json) -> Json | None:
    for flag in ("remove_keyboard", "force_reply"):
        if value.get(flag):
            kept = {key: value[key] for key in ("input_field_placeholder", "selective") if value.get(key)}
            return {flag: True, **kept}
    return None


def _reply_keyboard(value: Json, *, private: bool) -> Json:
    rows = _rows(value["keyboard"], "keyboard", _reply_button)
    if not private and any(button.get("request_contact") for row in rows for button in row):
        raise bad("phone number can be requested in private chats only")
    if not private and any(button.get("request_location") for row in rows for button in row):
        raise bad("location can be requested in private chats only")
    return {"keyboard": rows, **{key: value[key] for key in REPLY_FIELDS if value.get(key)}}


def _rows(rows: Any, name: str, read: Callable[[Any], Json]) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        tail = " of the InlineKeyboardMarkup" if name == "inline_keyboard" else ""
        raise bad(f'field "{name}"{tail} must be an Array of Arrays')
    read_rows = [[read(button) for button in row] for row in rows if row]
    if sum(map(len, read_rows)) > BUTTONS_LIMIT:
        raise bad("reply markup is too long")
    return read_rows


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    text = _label(button, "inline keyboard button")
    looks = {key: button[key] for key in ("icon_custom_emoji_id", "style") if button.get(key)}
    return {"text": text, **looks, **_action(button)}


def _action(button: Json) -> Json:
    """Read the one thing a button does; of several Telegram takes the first in silence, which hides a bot's mistake."""
    given = [name for name in INLINE_ACTIONS if button.get(name) is not None]
    given = [name for name in given if button[name] or name not in NOTHING_IF_EMPTY]
    if not given:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if len(given) > 1:
        raise _unreadable(f"exactly one action must be specified, found {', '.join(given)}")
    value = button[given[0]]
    return {given[0]: READERS[given[0]](value) if given[0] in READERS else value}


def _data(value: Any) -> str:
    if not isinstance(value, str) or len(value.encode()) > DATA_LIMIT:
        raise bad("BUTTON_DATA_INVALID")
    return value


def _copied(value: Any) -> Json:
    if not isinstance(value, dict):
        raise _unreadable('Field "copy_text" must be of type Object')
    if value.get("text") is None:
        raise _unreadable('Can\'t find field "text"')
    if not isinstance(value["text"], str):
        raise _unreadable('Field "text" must be of type String')
    if not 1 <= width(value["text"]) <= COPIED_LIMIT:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    return {"text": value["text"]}


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
    text = _label(button, "keyboard button")
    return {"text": text, **{key: button[key] for key in BUTTON_REQUESTS if button.get(key)}}


def _label(button: Json, what: str) -> str:
    text = button.get("text")
    if not isinstance(text, str):
        raise bad(f"can't parse {what}: Can't find field \"text\"")
    if not text.strip():
        raise bad(f"{what} text must be non-empty")
    return text


def _address(url: Any) -> str:
    parts = urlsplit(str(url))
    whole = url if parts.scheme else f"http://{url}"
    host = urlsplit(whole).hostname or ""
    if parts.scheme not in {"", "http", "https", "tg"} or (parts.scheme != "tg" and "." not in host):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return str(whole)


def _unreadable(words: str) -> Refused:
    return bad(f"can't parse inline keyboard button: {words}")


READERS: dict[str, Callable[[Any], Any]] = {"url": _address, "callback_data": _data, "copy_text": _copied}
