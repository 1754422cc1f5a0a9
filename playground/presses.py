"""Pressing inline buttons, blocking the bot and letting it in again."""

import zlib

from playground.chats import Chat
from playground.people import Json, Person
from playground.refusal import ImpossibleError
from playground.state import State, shown_to_bot


def press(state: State, person: Person, chat: Chat, message_id: int, data: str, *, forged: bool) -> str:
    """Queue the press; a button that stood there once may be pressed late, by an app that had not heard."""
    message = chat.messages.get(message_id) or chat.buried.get(message_id)
    if message is None or (not forged and data not in seen_data(message, chat)):
        raise ImpossibleError(f"message {message_id} never had a button with this data")
    query = state.callbacks.ask(person.id)
    content = {
        "id": query,
        "from": person.user(),
        "message": _present(chat, message_id),
        "chat_instance": str(zlib.crc32(f"{chat.id}".encode()) + (1 << 40)),
        "data": data,
    }
    state.tell_bot("callback_query", chat.id, content)
    return query


def _present(chat: Chat, message_id: int) -> Json:
    if message_id in chat.messages:
        return shown_to_bot(chat.messages[message_id])
    return {"chat": chat.brief(), "message_id": message_id, "date": 0}


def seen_data(message: Json, chat: Chat) -> set[str]:
    """Give the data of all buttons this message has or had."""
    return chat.buttons_seen.get(message["message_id"], set())


def note_buttons(chat: Chat, message: Json) -> None:
    """Remember the buttons that people have seen under a message."""
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    data = {button["callback_data"] for row in rows for button in row if "callback_data" in button}
    if data:
        chat.buttons_seen.setdefault(message["message_id"], set()).update(data)


def set_blocked(state: State, person: Person, *, blocked: bool) -> None:
    if person.blocked == blocked:
        return
    person.blocked = blocked
    chat = state.chat(person.id)
    assert chat is not None
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    change = {
        "chat": chat.brief(),
        "from": person.user(),
        "date": state.now(),
        "old_chat_member": _bot_as(state, old),
        "new_chat_member": _bot_as(state, new),
    }
    if not chat.aside:
        state.events.add("person", person=state.person_card(person))
    state.tell_bot("my_chat_member", chat.id, change)


def _bot_as(state: State, status: str) -> Json:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"status": status, "user": state.bot, **until}
