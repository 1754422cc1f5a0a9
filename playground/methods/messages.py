"""Sending texts, places, contacts and signs of life."""

from playground.call import Call
from playground.markup.formatted import message_text
from playground.markup.keyboards import reply_markup
from playground.methods.places import chat_to_write, deliver, topic_of
from playground.methods.registry import method
from playground.people import Json
from playground.refusal import bad

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


@method("sendMessage")
async def send_message(call: Call) -> Json:
    chat = chat_to_write(call)
    content = message_text(call.params)
    if (preview := call.params.get("link_preview_options")) and isinstance(preview, dict):
        content["link_preview_options"] = preview
    return deliver(call, chat, content, reply_markup(call.params.get("reply_markup"), private=chat.private))


@method("sendLocation")
async def send_location(call: Call) -> Json:
    chat = chat_to_write(call)
    for name in ("latitude", "longitude"):
        if call.params.get(name) is None:
            raise bad(f"{name} is empty")
    place = {name: call.params[name] for name in ("latitude", "longitude")}
    return deliver(call, chat, {"location": place}, reply_markup(call.params.get("reply_markup"), private=chat.private))


@method("sendContact")
async def send_contact(call: Call) -> Json:
    chat = chat_to_write(call)
    card = {"phone_number": call.need("phone_number"), "first_name": call.need("first_name")}
    card |= {name: call.params[name] for name in ("last_name", "vcard") if call.params.get(name)}
    return deliver(call, chat, {"contact": card}, reply_markup(call.params.get("reply_markup"), private=chat.private))


@method("sendChatAction")
async def send_chat_action(call: Call) -> bool:
    chat = chat_to_write(call)
    topic_of(call, chat)
    if call.params.get("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    call.state.tell_page(chat, "typing")
    return True
