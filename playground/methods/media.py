"""Sending pictures, files, videos, sounds, animations, stickers, and albums of them."""

from typing import Any

from playground.call import Call
from playground.files import in_message
from playground.markup.formatted import caption
from playground.markup.keyboards import reply_markup
from playground.methods.places import answered_message, chat_to_write, deliver, topic_of
from playground.methods.registry import method
from playground.people import Json
from playground.refusal import bad

ALBUM = range(2, 11)
ALBUM_KINDS = {"photo", "video", "document", "audio"}
UNMIXED = ("document", "audio")
FLAGS = {"show_caption_above_media": "show_caption_above_media", "has_spoiler": "has_media_spoiler"}
NUMBERS = ("width", "height", "duration")
SPOILED = {"photo", "video", "animation"}
OF_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
NAMES = ("performer", "title")


def media_content(call: Call, kind: str, value: Any, params: Json) -> Json:
    """Store or find the file, and give the message's content with its caption."""
    stored = stored_file(call, kind, value)
    if isinstance(stored, dict):
        stored |= {name: int(params[name]) for name in NUMBERS if name in stored and params.get(name)}
        stored |= {name: str(params[name]) for name in NAMES if kind == "audio" and params.get(name)}
    flags = {there: True for here, there in FLAGS.items() if params.get(here) and kind in SPOILED}
    return in_message(kind, stored) | ({} if kind == "sticker" else caption(params)) | flags


def stored_file(call: Call, kind: str, value: Any) -> Json | list[Json]:
    files = call.state.files
    if upload := call.upload(kind, value):
        return files.add(kind, upload.data, upload.name)
    if not value or str(value).startswith("attach://"):
        raise bad(f"there is no {kind} in the request")
    if str(value).startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    return files.content(str(value), kind)


def new_caption(params: Json, content: Json) -> Json:
    """Read a caption that replaces another one, and whether it stands above what it is about."""
    above = params.get("show_caption_above_media") and any(kind in content for kind in SPOILED)
    return caption(params) | ({"show_caption_above_media": True} if above else {})


async def send_file(call: Call, kind: str) -> Json:
    chat = chat_to_write(call)
    content = media_content(call, kind, call.params.get(kind), call.params)
    return deliver(call, chat, content, reply_markup(call.params.get("reply_markup"), private=chat.private))


@method("sendPhoto")
async def send_photo(call: Call) -> Json:
    return await send_file(call, "photo")


@method("sendDocument")
async def send_document(call: Call) -> Json:
    return await send_file(call, "document")


@method("sendVideo")
async def send_video(call: Call) -> Json:
    return await send_file(call, "video")


@method("sendAudio")
async def send_audio(call: Call) -> Json:
    return await send_file(call, "audio")


@method("sendAnimation")
async def send_animation(call: Call) -> Json:
    return await send_file(call, "animation")


@method("sendVoice")
async def send_voice(call: Call) -> Json:
    return await send_file(call, "voice")


@method("sendSticker")
async def send_sticker(call: Call) -> Json:
    return await send_file(call, "sticker")


@method("sendMediaGroup")
async def send_media_group(call: Call) -> list[Json]:
    chat = chat_to_write(call)
    items = call.need("media")
    if len(items) not in ALBUM:
        raise bad(f"too {'few' if len(items) < ALBUM.start else 'many'} messages to send as an album")
    kinds = [item.get("type") for item in items]
    for kind in kinds:
        if kind not in ALBUM_KINDS:
            raise bad(f"can't parse InputMedia: type \"{kind}\" can't be used in sendMediaGroup")
    for kind in UNMIXED:
        if kind in kinds and len(set(kinds)) > 1:
            raise bad(f"{kind} can't be mixed with other media types")
    topic_of(call, chat)
    answered_message(call, chat)
    contents = [media_content(call, str(item["type"]), item.get("media"), item) for item in items]
    album = {"media_group_id": call.state.next_album_id()}
    return [deliver(call, chat, album | content) for content in contents]
