"""What of a message travels when it is forwarded or copied."""

from playground.people import Json

CONTENT = {
    "text",
    "entities",
    "link_preview_options",
    "photo",
    "video",
    "document",
    "sticker",
    "voice",
    "audio",
    "animation",
    "location",
    "contact",
    "caption",
    "caption_entities",
    "show_caption_above_media",
    "has_media_spoiler",
}


def content_of(message: Json) -> Json:
    """Give the content; a service message has none."""
    return {key: value for key, value in message.items() if key in CONTENT}


def forwarded(message: Json) -> Json:
    """Give the content with the note where it came from."""
    return {"forward_origin": message.get("forward_origin") or _origin(message), **content_of(message)}


def _origin(message: Json) -> Json:
    if "sender_chat" in message:
        return {"type": "chat", "sender_chat": message["sender_chat"], "date": message["date"]}
    return {"type": "user", "sender_user": message["from"], "date": message["date"]}
