"""Editing and deleting messages."""

from playground.call import Call
from playground.chats import Chat
from playground.forwards import CONTENT
from playground.markup.formatted import message_text
from playground.markup.keyboards import reply_markup
from playground.methods.media import ALBUM_KINDS, OF_CAPTION, media_content, new_caption
from playground.methods.places import admin, chat_to_use, own_message
from playground.methods.registry import method
from playground.people import Json
from playground.presses import note_buttons
from playground.refusal import bad
from playground.state import shown_to_bot

TWO_DAYS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
MEDIA = ("photo", "video", "document", "voice", "audio", "animation")
DELETE_LIMIT = 100
BEGINNINGS = ("forum_topic_created", "migrate_from_chat_id")  # a topic's and a supergroup's first words stay


def message_to_edit(call: Call) -> tuple[Chat, Json]:
    if call.params.get("inline_message_id"):
        raise bad("message to edit not found")
    chat = chat_to_use(call)
    message = own_message(call, chat, "message to edit not found")
    if message["from"]["id"] != call.state.bot["id"] or "inline_keyboard" not in message.get(
        "reply_markup", {"inline_keyboard": []}
    ):
        raise bad("message can't be edited")
    return chat, message


def put(call: Call, chat: Chat, message: Json, content: Json, gone: tuple[str, ...]) -> Json:
    """Replace the fields `gone` by `content` and the keyboard by the given one; refuse a change to nothing."""
    markup = reply_markup(call.params.get("reply_markup"), private=chat.private, inline_only=True)
    new = {key: value for key, value in message.items() if key not in {*gone, "reply_markup"}} | content
    new |= {"reply_markup": markup} if markup else {}
    if new == message:
        raise bad(NOT_MODIFIED)
    new["edit_date"] = call.state.now()
    message.clear()
    message.update(new)
    note_buttons(chat, message)
    call.state.change(chat, message)
    return shown_to_bot(message)


@method("editMessageText")
async def edit_message_text(call: Call) -> Json:
    chat, message = message_to_edit(call)
    content = message_text(call.params)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    if preview := call.params.get("link_preview_options"):
        content["link_preview_options"] = preview
    return put(call, chat, message, content, ("text", "entities", "link_preview_options"))


@method("editMessageCaption")
async def edit_message_caption(call: Call) -> Json:
    chat, message = message_to_edit(call)
    if not any(kind in message for kind in MEDIA):
        raise bad("there is no caption in the message to edit")
    return put(call, chat, message, new_caption(call.params, message), OF_CAPTION)


@method("editMessageMedia")
async def edit_message_media(call: Call) -> Json:
    chat, message = message_to_edit(call)
    item = call.params.get("media")
    if not isinstance(item, dict) or item.get("type") not in {*ALBUM_KINDS, "animation"}:
        raise bad("can't parse InputMedia: expected an Object")
    if message.get("media_group_id") and item["type"] not in message:
        raise bad("can't use the media of the specified type in the album")
    content = media_content(call, item["type"], item.get("media"), item)
    return put(call, chat, message, content, (*CONTENT,))


@method("editMessageReplyMarkup")
async def edit_message_reply_markup(call: Call) -> Json:
    chat, message = message_to_edit(call)
    return put(call, chat, message, {}, ())


@method("deleteMessage")
async def delete_message(call: Call) -> bool:
    chat = chat_to_use(call)
    message = own_message(call, chat, "message to delete not found")
    _check_deletable(call, chat, message)
    call.state.remove(chat, message["message_id"])
    return True


def _check_deletable(call: Call, chat: Chat, message: Json) -> None:
    """Refuse what is two days old, whatever the bot's rights, and what others wrote where it may not delete that."""
    age = call.state.now() - message["date"]
    own = message["from"]["id"] == call.state.bot["id"]
    allowed = own or chat.private or (admin(call, chat) and "can_delete_messages" not in chat.withheld)
    if chat.type == "supergroup":
        if not allowed or age >= TWO_DAYS or any(mark in message for mark in BEGINNINGS):
            raise bad("message can't be deleted")
    elif not allowed or age > TWO_DAYS:
        raise bad("message can't be deleted for everyone")


@method("deleteMessages")
async def delete_messages(call: Call) -> bool:
    chat = chat_to_use(call)
    numbers = call.params.get("message_ids") or []
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > DELETE_LIMIT:
        raise bad("too many message identifiers specified")
    if min(numbers) <= 0:
        raise bad("invalid message identifier specified")
    there = [number for number in dict.fromkeys(numbers) if number in chat.messages]
    for number in there:
        _check_deletable(call, chat, chat.messages[number])
    for number in there:
        call.state.remove(chat, number)
    return True
