"""Asks every question of every conversation, as far as words go: early and late, with and without drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, cast, get_args
from zoneinfo import ZoneInfo

from account.broadcasts.records import BroadcastKind, Whom
from account.cabinet import Cabinet
from account.documents import DOCUMENT_TYPES
from account.requests import Slot
from fsm.engine import Engine, Question
from fsm.form import Form
from fsm.forms import FORMS
from fsm.place import Place
from gateways.file_report import Doubt
from texts import LANGUAGES, Texts

NOW = datetime(2026, 3, 7, 9, 0, tzinfo=UTC)
LATER = int(NOW.timestamp()) + 24 * 3600
PRODUCT = {
    "brand": "СК «Согласие»",
    "support_email": "digital@soglasie.ru",
    "cabinet_url": "https://lk.soglasie.ru/",
    "agreement_url": "https://lk.soglasie.ru/agreement?a=1&b=2",
}
COMPOSED = """{"album":null,"pieces":{"7":{"kind":"%s","text":"%s","entities":[]}%s}}"""
SENT = """{"pieces":[{"kind":"photo","text":"Скидка","entities":[],"file":"x"}],"link":{"label":"Ещё","url":"https://e.ru"}}"""
ANSWERS = {
    "email": "anna@example.ru",
    "phone": "+79123456789",
    "full_name": "Иванова Анна Сергеевна",
    "birth_date": "07.03.1985",
    "series": "",
    "number": "AB1234567",
    "content": COMPOSED % ("photo", "Скидка <b> & " + "ж" * 900, ""),
    "whom": "everyone",
    "language": "all",
    "category": "service",
    "link": "Подробнее <b> &\nhttps://example.ru/?a=1&b=2",
    "starts_at": "2026-03-08T07:00:00+00:00",
}
FILE = {"name": "СКАН <b> & паспорта.pdf", "size": 838_861}
DRAFTS: dict[str, list[dict[str, Any]]] = {
    "consents": [{}, {"agreement": True, "personal-data": True}],
    "content": [{}, {"album": "1", "pieces": {"7": {}, "8": {}}}],
    "files": [
        {},
        {"next": str(Slot.SELFIE), "files": {str(Slot.SCAN): FILE}},
        {"files": {str(slot): FILE for slot in Slot}},
        *({"doubtful": {str(slot): {"file": FILE, "doubts": list(get_args(Doubt)), "album": None}}} for slot in Slot),
    ],
}


class Heard(Texts):
    """The texts, noting every key that is said."""

    def __init__(self) -> None:
        super().__init__(PRODUCT, ZoneInfo("Europe/Moscow"), lambda: NOW)
        self.heard: set[str] = set()

    def say(self, language: str, key: str, args: Mapping[str, str | int] | None = None, *, html: bool = True) -> str:
        self.heard.add(key)
        return super().say(language, key, args, html=html)


def every_question() -> Iterator[Question]:
    # Nothing is decided on the way to the words of a question, so there is no account behind these.
    engine = Engine(FORMS, cast("Cabinet", None), lambda _step: "talk")
    for form in FORMS:
        for place in _places(form):
            if place.field in {each.name for each in form.at(place).visible()}:
                yield engine.question(place)


def _places(form: type[Form]) -> Iterator[Place]:
    for answers in _answers(form):
        for position, (name, field) in enumerate(form.fields.items()):
            notes: dict[str, str | int] = {"wanted": ",".join(Slot)} if name == "files" else {}
            if field.entering is not None:
                notes |= {"again": LATER, "old": "a•••@example.ru"}
            if form.name == "broadcast-edit":
                notes |= {"broadcast": 12, "sent": SENT, "untraced": 1}
            if form.name == "broadcast":
                notes |= {
                    "since": LATER,
                    "zone": "Asia/Omsk",
                    "day": "29.11",
                    "total": 1_000_000,
                    "hours": 11,
                    "minutes": 7,
                }
            for early in (True, False):
                given = {each: answers[each] for each in list(form.fields)[: position if early else None]}
                for draft in DRAFTS.get(name, [{}]):
                    yield Place("talk", form.name, form.version, name, given, {name: draft}, notes)


def _answers(form: type[Form]) -> Iterator[dict[str, str]]:
    """One set of answers for every choice there is."""
    for name, options in (
        ("kind", ("email", "phone")),
        ("gender", ("male", "female")),
        ("document_type", tuple(DOCUMENT_TYPES)),
        ("content", (ANSWERS["content"], COMPOSED % ("text", "", ',"8":{"kind":"photo","text":"","entities":[]}'))),
        ("whom", tuple(Whom)),
        ("language", ("all", *LANGUAGES)),
        ("category", tuple(BroadcastKind)),
        ("link", (ANSWERS["link"], "")),
        ("starts_at", (ANSWERS["starts_at"], "")),
    ):
        for option in options if name in form.fields else ():
            yield dict.fromkeys(form.fields, "✓") | DEFAULTS | ANSWERS | {name: option}
    if not {"kind", "gender", "content"} & set(form.fields):
        yield dict.fromkeys(form.fields, "✓") | ANSWERS


DEFAULTS = {"kind": "email", "gender": "female", "document_type": "foreign-passport"}
