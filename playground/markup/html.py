"""parse_mode HTML: tags into entities, with Telegram's complaints about what is wrong."""

import html
import re
from dataclasses import dataclass, field

from playground.markup.entities import ordered, width
from playground.people import Json
from playground.refusal import Refused, bad

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
NAME = re.compile(r"[^\s>/]*")
PLAIN = re.compile(r"[^<&]+")
ATTRIBUTE = re.compile(r"\s*([^\s=>/]+)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
USER_LINK = re.compile(r"tg://user\?id=(\d+)$")


@dataclass
class _Open:
    name: str
    offset: int
    attributes: dict[str, str]


@dataclass
class _Parser:
    source: str
    text: list[str] = field(default_factory=list)
    length: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def parse(self) -> tuple[str, list[Json]]:
        position = 0
        while position < len(self.source):
            char = self.source[position]
            if char == "<":
                close = self.source.startswith("</", position)
                position = self._end(position) if close else self._start(position)
            elif char == "&" and (match := REFERENCE.match(self.source, position)):
                self._put(html.unescape(match.group()))
                position = match.end()
            else:
                plain = PLAIN.match(self.source, position)
                self._put(plain.group() if plain else char)
                position = plain.end() if plain else position + 1
        if self.stack:
            last = self.stack[-1]
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{last.name}"')
        return "".join(self.text), ordered(self.entities)

    def _put(self, piece: str) -> None:
        self.text.append(piece)
        self.length += width(piece)

    def _offset(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _start(self, position: int) -> int:
        match = NAME.match(self.source, position + 1)
        name = match.group().lower() if match else ""
        end = position + 1 + len(name)
        if end >= len(self.source):
            raise _wrong(f"Unclosed start tag at byte offset {self._offset(position)}")
        if name not in KINDS:
            raise _wrong(f'Unsupported start tag "{name}" at byte offset {self._offset(position)}')
        attributes, end = self._attributes(name, end, position)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _wrong(f'Tag "span" must have class "tg-spoiler" at byte offset {self._offset(position)}')
        self.stack.append(_Open(name, self.length, attributes))
        return end

    def _attributes(self, name: str, position: int, start: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            while position < len(self.source) and self.source[position].isspace():
                position += 1
            if position >= len(self.source):
                raise _wrong(f'Unclosed start tag "{name}" at byte offset {self._offset(start)}')
            if self.source[position] == ">":
                return attributes, position + 1
            match = ATTRIBUTE.match(self.source, position)
            if match is None or match.end() == position:
                words = f'Empty attribute name in the tag "{name}" at byte offset {self._offset(start)}'
                raise _wrong(words)
            key, *values = match.groups()
            attributes[key.lower()] = html.unescape(next((value for value in values if value is not None), ""))
            position = match.end()

    def _end(self, position: int) -> int:
        if not self.stack:
            raise _wrong(f"Unexpected end tag at byte offset {self._offset(position)}")
        close = self.source.find(">", position)
        if close < 0:
            raise _wrong(f"Unclosed end tag at byte offset {self._offset(position)}")
        name = self.source[position + 2 : close].strip().lower()
        opened = self.stack.pop()
        if name and name != opened.name:
            at = self._offset(position)
            raise _wrong(f'Unmatched end tag at byte offset {at}, expected "</{opened.name}>", found "</{name}>"')
        if self.length > opened.offset and (entity := self._entity(opened)):
            self.entities.append({**entity, "offset": opened.offset, "length": self.length - opened.offset})
        return close + 1

    def _entity(self, opened: _Open) -> Json | None:
        kind = KINDS[opened.name]
        if opened.name == "blockquote" and "expandable" in opened.attributes:
            return {"type": "expandable_blockquote"}
        if kind == "custom_emoji":
            return {"type": kind, "custom_emoji_id": opened.attributes.get("emoji-id", "")}
        if kind == "text_link":
            return _link(opened.attributes.get("href") or self._text_from(opened.offset))
        return {"type": kind}

    def _text_from(self, offset: int) -> str:
        raw = "".join(self.text).encode("utf-16-le")
        return raw[offset * 2 :].decode("utf-16-le")


def _link(url: str) -> Json | None:
    """Give a link's entity; Telegram quietly drops what is no address."""
    if match := USER_LINK.match(url):
        return {"type": "text_mention", "user": {"id": int(match.group(1)), "is_bot": False, "first_name": ""}}
    if url.startswith("tg://"):
        return {"type": "text_link", "url": url}
    address = url if "://" in url else f"http://{url}"
    host = address.split("://", 1)[1].split("/", 1)[0]
    return {"type": "text_link", "url": address if "/" in address[8:] else f"{address}/"} if "." in host else None


def _wrong(words: str) -> Refused:
    return bad(f"can't parse entities: {words}")


def parse_html(source: str) -> tuple[str, list[Json]]:
    return _Parser(source).parse()
