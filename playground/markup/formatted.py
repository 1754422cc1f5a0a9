"""A text of a call (text or caption, parse_mode, entities) as what stands in the message."""

from typing import Any

from playground.markup.entities import found, trimmed, width
from playground.markup.given import given_entities
from playground.markup.html import parse_html
from playground.people import Json
from playground.refusal import bad

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
SOURCE_LIMIT = 1 << 15


def formatted(source: str, parse_mode: str | None, entities: list[Json] | None) -> tuple[str, list[Json]]:
    if len(source.encode()) > SOURCE_LIMIT:
        raise bad("text is too long")
    mode = (parse_mode or "").lower()
    if not mode or mode == "none" or not source:
        text, given = source, given_entities(source, entities or [])
    elif mode == "html":
        text, given = parse_html(source)
    elif mode in {"markdown", "markdownv2"}:
        raise bad("Markdown is not supported by the playground; use HTML")
    else:
        raise bad("unsupported parse_mode")
    text, given = trimmed(text, given)
    return text, found(text, given)


def message_text(params: dict[str, Any]) -> Json:
    """Read text of a message, or refuse it."""
    source = params.get("text") or ""
    if not source:
        raise bad("message text is empty")
    text, entities = formatted(source, params.get("parse_mode"), params.get("entities"))
    if not text:
        raise bad("text must be non-empty")
    if width(text) > TEXT_LIMIT:
        raise bad("message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def caption(params: dict[str, Any]) -> Json:
    """Read the caption of a picture or file; none is fine."""
    source = params.get("caption") or ""
    text, entities = formatted(source, params.get("parse_mode"), params.get("caption_entities"))
    if width(text) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    if not text:
        return {}
    return {"caption": text, **({"caption_entities": entities} if entities else {})}
