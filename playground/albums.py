"""What people send besides texts: files and albums, forwards; and topics that are thrown away."""

from playground.chats import Chat
from playground.markup.entities import found
from playground.people import Json
from playground.refusal import ImpossibleError, Refused
from playground.state import State

CONTENT = {
    "text",
    "entities",
    "photo",
    "video",
    "document",
    "sticker",
    "voice",
    "location",
    "contact",
    "caption",
    "caption_entities",
}
KINDS = {"photo", "document", "video"}
ALBUM_LIMIT = 10


def contents(state: State, files: list[tuple[str, bytes, str]], kind: str, caption: str | None) -> list[Json]:
    """Store the files and give one message's content for each."""
    if kind not in KINDS or not 1 <= len(files) <= ALBUM_LIMIT:
        raise ImpossibleError("1 to 10 photos, videos or documents can be sent at once")
    album = {"media_group_id": state.next_album_id()} if len(files) > 1 else {}
    made: list[Json] = []
    for name, data, mime in files:
        try:
            content: Json = {kind: state.files.add(kind, data, name, mime)}
        except Refused as refusal:
            raise ImpossibleError(refusal.description) from refusal
        made.append(album | content)
    if caption:
        entities = found(caption, [])
        made[0] |= {"caption": caption, **({"caption_entities": entities} if entities else {})}
    return made


def forwarded(message: Json) -> Json:
    """Give a message's content with the note where it came from."""
    origin = message.get("forward_origin") or {"type": "user", "sender_user": message["from"], "date": message["date"]}
    return {"forward_origin": origin, **{key: value for key, value in message.items() if key in CONTENT}}


def delete_topic(state: State, chat: Chat, thread: int) -> None:
    if thread not in chat.topics:
        raise ImpossibleError(f"there is no topic {thread}")
    del chat.topics[thread]
    for number in [key for key, message in chat.messages.items() if message.get("message_thread_id") == thread]:
        state.remove(chat, number)
    if thread in chat.messages:
        state.remove(chat, thread)
    state.events.add("chat", chat=state.chat_card(chat))
