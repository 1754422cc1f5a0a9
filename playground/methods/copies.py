"""Forwarding and copying messages."""

from playground.call import Call
from playground.chats import Chat
from playground.forwards import content_of, forwarded
from playground.markup.keyboards import reply_markup
from playground.methods.media import OF_CAPTION, new_caption
from playground.methods.places import chat_to_read, chat_to_write, deliver
from playground.methods.registry import method
from playground.people import Json
from playground.refusal import bad

LIMIT = 100


def source(call: Call) -> Chat:
    if not call.params.get("from_chat_id"):
        raise bad('parameter "from_chat_id" is required')
    return chat_to_read(call, "from_chat_id")


def one_message(call: Call, deed: str) -> Json:
    """Find the message to copy or forward; protected and service messages stay where they are."""
    chat = source(call)
    number = call.integer("message_id")
    if not number:
        raise bad("message identifier is not specified")
    if number not in chat.messages:
        raise bad(f"message to {deed} not found")
    message = chat.messages[number]
    if not may_leave(chat, message):
        raise bad("message can't be copied" if deed == "copy" else "message can't be forwarded")
    return message


def may_leave(chat: Chat, message: Json) -> bool:
    return not (chat.protected or message.get("has_protected_content")) and bool(content_of(message))


def several_messages(call: Call, deed: str) -> list[Json]:
    """Find the messages; those that are gone or protected are skipped, as Telegram does."""
    chat = source(call)
    numbers = call.params.get("message_ids") or []
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > LIMIT:
        raise bad("too many message identifiers specified")
    if sorted(set(numbers)) != numbers:
        raise bad("message identifiers must be in a strictly increasing order")
    there = [chat.messages[number] for number in numbers if number in chat.messages]
    if not there:
        raise bad(f"message to {deed} not found")
    kept = [message for message in there if may_leave(chat, message)]
    if not kept:
        raise bad("messages can't be forwarded")
    return kept


def albums_anew(call: Call, messages: list[Json]) -> list[Json]:
    """Give each album among the messages a number of its own."""
    fresh: dict[str, str] = {}
    extras = []
    for message in messages:
        old = message.get("media_group_id")
        if old and old not in fresh:
            fresh[old] = call.state.next_album_id()
        extras.append({"media_group_id": fresh[old]} if old else {})
    return extras


@method("forwardMessage")
async def forward_message(call: Call) -> Json:
    chat = chat_to_write(call)
    return deliver(call, chat, forwarded(one_message(call, "forward")))


@method("forwardMessages")
async def forward_messages(call: Call) -> list[Json]:
    chat = chat_to_write(call)
    messages = several_messages(call, "forward")
    pairs = zip(messages, albums_anew(call, messages), strict=True)
    sent = [deliver(call, chat, extra | forwarded(message)) for message, extra in pairs]
    return [{"message_id": message["message_id"]} for message in sent]


@method("copyMessage")
async def copy_message(call: Call) -> Json:
    chat = chat_to_write(call)
    content = content_of(one_message(call, "copy"))
    if "caption" in call.params and "text" not in content:
        content = {key: value for key, value in content.items() if key not in OF_CAPTION}
        content |= new_caption(call.params, content)
    markup = reply_markup(call.params.get("reply_markup"), private=chat.private)
    return {"message_id": deliver(call, chat, content, markup)["message_id"]}


@method("copyMessages")
async def copy_messages(call: Call) -> list[Json]:
    chat = chat_to_write(call)
    messages = several_messages(call, "copy")
    gone = ("caption", "caption_entities") if call.flag("remove_caption") else ()
    sent = []
    for message, extra in zip(messages, albums_anew(call, messages), strict=True):
        content = {key: value for key, value in content_of(message).items() if key not in gone}
        sent.append(deliver(call, chat, extra | content))
    return [{"message_id": message["message_id"]} for message in sent]
