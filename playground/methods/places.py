"""Where a call writes to: the chat, its topic, the message it answers, and whether the bot may."""

from typing import Any

from playground.call import Call
from playground.chats import Chat
from playground.people import Json
from playground.presses import note_buttons
from playground.refusal import Refused, bad, forbidden
from playground.state import shown_to_bot


def find_chat(call: Call, value: Any) -> Chat:
    """Find a chat by id or @username, as far as the bot knows it."""
    text = str(value if value is not None else "").strip()
    if not text:
        raise bad("chat_id is empty")
    if text.startswith("@"):
        raise bad("chat not found")
    try:
        chat = call.state.chat(int(text))
    except ValueError as error:
        raise bad("chat not found") from error
    if chat is None:
        raise bad("chat not found")
    return chat


def chat_to_read(call: Call, name: str = "chat_id") -> Chat:
    """Find a chat to look at, by a parameter; Telegram shows a basic group even to a bot that is no longer in it."""
    chat = find_chat(call, call.params.get(name))
    return chat if chat.type == "group" else known_chat(call, chat.id)


def chat_to_use(call: Call) -> Chat:
    """Find a chat the bot may change something in, or ask about its members."""
    return known_chat(call, call.params.get("chat_id"))


def known_chat(call: Call, value: Any) -> Chat:
    """Find a chat the bot is in, by its id."""
    chat = find_chat(call, value)
    if chat.migrated_to:
        words = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refused(400, words, migrate_to_chat_id=chat.migrated_to)
    status = chat.statuses.get(call.state.bot["id"])
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if status in {None, "left"}:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def chat_to_write(call: Call) -> Chat:
    """Find a chat the bot may write to."""
    chat = chat_to_use(call)
    if chat.person is not None and not chat.person.started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.person is not None and chat.person.deactivated:
        raise forbidden("user is deactivated")
    if chat.person is not None and chat.person.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def topic_of(call: Call, chat: Chat) -> int | None:
    """Check message_thread_id; chats without topics ignore it."""
    thread = call.integer("message_thread_id")
    if not thread or not chat.is_forum:
        return None
    if thread not in chat.topics:
        raise bad("message thread not found")
    if chat.topics[thread].closed and not admin(call, chat):
        raise bad("TOPIC_CLOSED")
    return thread


def admin(call: Call, chat: Chat) -> bool:
    return chat.statuses.get(call.state.bot["id"]) in {"administrator", "creator"}


def answered_message(call: Call, chat: Chat) -> int | None:
    """Read reply_parameters; a missing message is refused unless that was allowed."""
    reply = call.params.get("reply_parameters")
    if reply is None:
        return None
    if not isinstance(reply, dict):
        raise bad("object expected as reply parameters")
    number = reply.get("message_id")
    elsewhere = str(reply.get("chat_id") or chat.id) != str(chat.id)
    if isinstance(number, int) and number in chat.messages and not elsewhere:
        return number
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")


def deliver(call: Call, chat: Chat, content: Json, markup: Json | None = None) -> Json:
    """Put the bot's message into the chat and give it as the method's result."""
    thread, reply = topic_of(call, chat), answered_message(call, chat)
    if reply and chat.is_forum and not thread:
        thread = chat.messages[reply].get("message_thread_id")
    protected = {"has_protected_content": True} if call.flag("protect_content") or chat.protected else {}
    keys = {"reply_markup": markup} if markup else {}
    message = call.state.post(chat, call.state.bot, content | protected | keys, thread=thread, reply_to=reply)
    note_buttons(chat, message)
    return shown_to_bot(message)


def own_message(call: Call, chat: Chat, missing: str) -> Json:
    """Find the message a call names; `missing` are Telegram's words where there is none."""
    number = call.integer("message_id")
    if not number:
        raise bad("message identifier is not specified")
    if number not in chat.messages:
        raise bad(missing)
    return chat.messages[number]
