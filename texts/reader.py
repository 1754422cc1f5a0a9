"""Reads the Fluent files strictly: a doubled, unreadable or missing text ends the start, not a conversation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast

LANGUAGES = ("ru", "en")
FOLDER = Path(__file__).parent
# These arguments are points in time (Unix seconds) and are worded as a clock by the person's calendar.
TIMES = frozenset({"until", "again", "since"})
TOMORROW = {"ru": "{clock} завтра", "en": "{clock} tomorrow"}
# «since» is always worded with its day: «3 ноября 14:20».
MONTHS = {
    "ru": (
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}

Argument = str | int
_TAGS = re.compile(r"<[^>]+>")


class TextsError(Exception):
    """The texts themselves are wrong: a key without words, words that cannot be read."""


class Texts:
    """``say`` gives the words of a key in a language, with HTML in the arguments made harmless.

    ``product`` are arguments of every text (brand, addresses). ``clock`` tells «14:20» from «14:20 завтра».
    """

    def __init__(self, product: Mapping[str, str], zone: ZoneInfo, clock: Callable[[], datetime]) -> None:
        self._product: dict[bool, dict[str, Argument]] = {True: _escaped(product), False: {**product}}
        self._zone = zone
        self._clock = clock
        self._bundles = {language: _bundle(language) for language in LANGUAGES}
        self.keys = {language: _keys(language) for language in LANGUAGES}
        self._without_arguments: dict[tuple[str, str, bool], str] = {}

    def say(self, language: str, key: str, args: Mapping[str, Argument] | None = None, *, html: bool = True) -> str:
        """The words of ``key`` («id» or «id.attribute»). ``html`` False: for buttons, toasts, SMS and plain mail."""
        if args:
            return self._format(language, key, args, html=html)
        place = language, key, html
        if (words := self._without_arguments.get(place)) is None:
            words = self._without_arguments[place] = self._format(language, key, {}, html=html)
        return words

    def _format(self, language: str, key: str, args: Mapping[str, Argument], *, html: bool) -> str:
        bundle = self._bundles[language]
        name, _, attribute = key.partition(".")
        try:
            message = bundle.get_message(name)
            pattern = message.attributes[attribute] if attribute else message.value
        except LookupError:
            pattern = None
        if pattern is None:
            raise TextsError(f"{language}: there is no text «{key}»")
        given = {each: self._worded(language, each, value) for each, value in args.items()}
        words, errors = bundle.format_pattern(pattern, self._product[html] | (_escaped(given) if html else given))
        if errors:
            raise TextsError(f"{language}: «{key}»: {errors[0]}")
        return str(words)

    def has(self, language: str, key: str) -> bool:
        return key in self.keys[language]

    def _worded(self, language: str, name: str, value: Argument) -> Argument:
        if name not in TIMES or not isinstance(value, int):
            return value
        then = datetime.fromtimestamp(value, self._zone)
        today = self._clock().astimezone(self._zone).date()
        if name == "since":
            year = "" if then.year == today.year else f" {then.year}"
            return f"{then.day} {MONTHS[language][then.month - 1]}{year} {then:%H:%M}"
        clock = f"{then:%H:%M:%S}" if name == "again" else f"{then:%H:%M}"
        if then.date() == today:
            return clock
        if then.date() == today + timedelta(days=1):
            return TOMORROW[language].format(clock=clock)
        return f"{clock} {then:%d.%m.%Y}"


def beginning(language: str, key: str) -> tuple[str, bool]:
    """The first words of a key, up to its first argument or line's end, without HTML; and whether these are all."""
    name, _, attribute = key.partition(".")
    for entry in (entry for resource in _resources(language).values() for entry in resource.body):
        if isinstance(entry, ast.Message) and entry.id.name == name:
            patterns = {one.id.name: one.value for one in entry.attributes} | {"": entry.value}
            first, *more = pattern.elements if (pattern := patterns.get(attribute)) else [None]
            if isinstance(first, ast.TextElement):
                line, *lines = _TAGS.sub("", first.value).strip().split("\n")
                return line.strip(), not (lines or more)
    raise TextsError(f"{language}: there is no text «{key}» that begins with words")


def _escaped(args: Mapping[str, Argument]) -> dict[str, Argument]:
    return {each: escape(value, quote=False) if isinstance(value, str) else value for each, value in args.items()}


@cache
def _resources(language: str) -> dict[str, ast.Resource]:
    """Each file's contents. Reading them takes a quarter of a start: once a process is enough."""
    files = sorted((FOLDER / language).glob("*.ftl"))
    return {file.name: FluentParser().parse(file.read_text("utf-8")) for file in files}


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for resource in _resources(language).values():
        bundle.add_resource(resource)
    return bundle


@cache
def _keys(language: str) -> frozenset[str]:
    keys: set[str] = set()
    for name_of_file, resource in _resources(language).items():
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                raise TextsError(f"{language}/{name_of_file}: cannot be read: {(entry.content or '').strip()[:60]}")
            if not isinstance(entry, ast.Message):
                continue
            names = [entry.id.name] if entry.value else []
            names += [f"{entry.id.name}.{attribute.id.name}" for attribute in entry.attributes]
            for name in names:
                if name in keys:
                    raise TextsError(f"{language}/{name_of_file}: «{name}» is there twice")
                keys.add(name)
    return frozenset(keys)
