"""Entities of a text: found ones (commands, links, mentions) and the trimming of white space around it."""

import re

from playground.people import Json

# In the order in which they are looked for: an earlier one's place is taken.
PATTERNS = {
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE | re.ASCII),
    "url": re.compile(
        r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]|\b(?:[a-z0-9-]+\.)+(?:ru|com|org|net|me)\b(?![\w@])", re.IGNORECASE
    ),
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    "mention": re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)"),
    "hashtag": re.compile(r"(?<!\w)#(?=\w*[^\W\d])\w{1,256}(?![\w#])"),
    "cashtag": re.compile(r"(?<![\w$])\$[A-Z]{3,8}(?![\w$])"),
    "phone_number": re.compile(r"(?<![\w+])\+\d{10,15}(?!\w)"),
}
OPAQUE = {"pre", "code", "text_link", "url", "text_mention"}


def width(text: str) -> int:
    """Count UTF-16 units, as the Bot API does."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def found(text: str, given: list[Json]) -> list[Json]:
    """Give the entities Telegram adds by itself where no link or code stands already."""
    if not any(char in text for char in "/@#.$+"):
        return given
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in given if entity["type"] in OPAQUE]
    entities = list(given)
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            start = width(text[: match.start()])
            end = start + width(match.group())
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            entities.append({"type": kind, "offset": start, "length": end - start})
    return ordered(entities)


def ordered(entities: list[Json]) -> list[Json]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Take white space off both ends; entities move and shrink with it."""
    bare = text.strip()
    shift = width(text[: len(text) - len(text.lstrip())])
    end = width(bare)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] - shift + entity["length"], end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return bare, kept
