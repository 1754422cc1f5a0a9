"""Every word the bot says is there, in both languages, needed, sound, and as the customers know it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from html.parser import HTMLParser
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from account.admins.funnel import Stage
from account.birth_dates import BirthDate
from account.broadcasts.links import parse_link
from account.broadcasts.records import Deed
from account.broadcasts.times import parse_start
from account.code import Code
from account.contacts import Email, Phone
from account.documents import DOCUMENT_TYPES
from account.names import FullName
from account.passwords import SAMPLES
from account.policies.columns import COLUMNS
from account.policies.terms import Term
from account.records import Purpose
from account.refusals import Refusal
from account.requests import RequestState, Slot
from bot.published import OF_OWNERS, OF_THE_DESK
from fsm.forms import FORMS
from gateways.file_report import Doubt
from handlers.commands import PUBLISHED
from handlers.words import Words
from tests.house.fluent_words import files, needs_of_file
from tests.house.questions import NOW, PRODUCT, Heard, every_question
from tests.house.said import Said, families, literal_keys, refusals, verbs_of_the_desk
from tests.house.worded import NEEDS, TEXTS, worded
from texts import LANGUAGES

DECIDED = (RequestState.APPROVED, RequestState.REJECTED, RequestState.REFUSED)
TRAIL = (  # what the audit trail calls each act
    *("submitted", "withdrawn", "taken", "taken-over", "handed-back", "approved", "rejected", "refused"),
    *("asked", "wrote", "changed-letter", "took-letter-back", "closed"),
    *("taken-back", "viewed", "confirmed", "disagreed", "recalled"),
    *("proposed-approved", "proposed-rejected", "proposed-refused"),
)
EXAMPLE = re.compile(r"[«“](\w+)[»”] \((?:только не этот|just not this one)\)")  # of a password
ACTS_ON_USERS = ("end", "block", "unblock", "ban", "unban")
LEAD_ELSEWHERE = {"say", "no", "slot", "pick", "next", "card", "own"}  # buttons of a card that only show other buttons
REASONS = (  # why a line of an insurer's table is not taken
    *(
        "empty",
        "too-long",
        "exponent",
        "decimal",
        "not-a-date",
        "no-such-day",
        "before-start",
        "future",
        "age",
        "unknown-value",
    ),
    *("name-initials", "name-letters", "name-mixed", "name-hyphens", "name-one-word", "not-a-series", "not-a-number"),
    *("too-many-cells", "line-too-long", "quotes", "control-characters", "repeated"),
)
FAULTS = (  # why nothing of it is
    *("empty", "no-header", "no-lines", "missing-columns", "repeated-columns", "too-many-lines"),
    *("encoding", "utf-16", "spreadsheet", "binary", "too-big", "not-fetched", "broken", "broke-off"),
)
# What may come after the beginning of a key that is put together at run time.
MEMBERS: dict[str, Iterable[str]] = {
    "form-": [form.name for form in FORMS],
    "slot-": Slot,
    "doubt-": get_args(Doubt),
    "profile-document-type.": DOCUMENT_TYPES,
    "desk-": (*DECIDED, RequestState.WITHDRAWN, RequestState.CLOSED),
    "letter-": ("refused", "unknown", "not-changed"),
    "desk-letter-": ("gone", "refused", "unknown", "not-changed", "not-deleted"),
    "desk-proposes-": DECIDED,
    "desk-remind-": ("half", "soon", "overdue"),
    "desk-trail-": TRAIL,
    "desk-did-": verbs_of_the_desk() - LEAD_ELSEWHERE,
    "notice-": DECIDED,
    "policy-term-": Term,
    "mail-": [*Purpose, *(f"{purpose}.subject" for purpose in Purpose)],
    "sms-": Purpose,
    "delivery-failed-": ("email", "phone"),
    "button-change-": ("email", "phone"),
    "command-": (*PUBLISHED, *OF_THE_DESK, *OF_OWNERS),
    "privacy-consent-": ("agreement", "personal-data"),
    "policy-column-": (*COLUMNS, "line"),
    "policy-reason-": REASONS,
    "policy-fault-": FAULTS,
    "user-": ("ban", "unban"),
    "user-ask-": ACTS_ON_USERS,
    "user-yes-": ACTS_ON_USERS,
    "stats-stage-": Stage,
    "broadcasts-": ("pause", "resume", "stop", "cancel", Deed.EDIT, Deed.DELETE, Deed.RESEND),
    "broadcasts-ask-": ("cancel", "stop", Deed.DELETE, Deed.RESEND),
    "broadcasts-yes-": (Deed.DELETE, Deed.RESEND),
    "broadcasts-did-": ("pause", "resume", Deed.DELETE, Deed.RESEND),
    "refusal-": {each.key for each in refusals()},
}
# Everything but these is shown on buttons, over the chat, in SMS or plain mail too, where HTML is only characters.
PROMPTS = {field.key for form in FORMS for field in form.fields.values()}
LETTERS = {
    "desk-how-to-write",
    "desk-how-to-write-here",
    "letter-from-support",
    "desk-posted",
    "desk-letter",
    "desk-letter-changed",
}
FIGURES = {
    *(f"desk-figures-{each}" for each in ("waiting", "all", "weeks", "people")),
    *(f"stats-{each}" for each in ("users", "funnel", "stops", "desk", "broadcasts")),
}
DESK = {"desk-card", "desk-question-card", "desk-queue", "desk-request", "desk-trail"}
PRIVACY = {
    *("privacy-kept", "privacy-consents", "privacy-advertising", "privacy-time"),
    *("privacy-guest", "privacy-guest-erase"),
}
POLICIES = {
    "policies-head",
    "policies-item",
    "policies-closed",
    "policies-empty",
    "policies-profile-first",
    "policy-details",
}
ADMINS = {
    *("admins-page", "admins-owner", "admins-line", "admins-how", "user-page", "user-guest"),
    *("user-fault", "user-several", "user-sign-in", "user-sign-in-gone", "user-request-open", "user-request-over"),
}
PAGES = {"help", "fault", "slot-rejected", "status-open", "security-page"}
BROADCASTS = {f"broadcasts-{each}" for each in ("page", "none", "line", "head", "who", "bar")}
WITH_HTML = ADMINS | BROADCASTS | PAGES | DESK | LETTERS | FIGURES | POLICIES | PRIVACY | PROMPTS
LONGEST_TOAST = 200  # Telegram's answerCallbackQuery


def needed(language: str, key: str) -> set[str]:
    return NEEDS[language][key].args - set(PRODUCT)


def members() -> set[str]:
    return {f"{beginning}{end}" for beginning, ends in MEMBERS.items() for end in ends}


def missing_args(said: Said, keys: Iterable[str]) -> list[str]:
    """The keys whose text needs more than is given where it is said."""
    if said.args is None:
        return []
    return [f"{said.where}: {key}" for key in keys for language in LANGUAGES if needed(language, key) - said.args]


def test_both_languages_have_the_same_keys_in_the_same_files() -> None:
    russian, english = (
        {file.name: {key for key, _ in needs_of_file(file)} for file in files(language)} for language in LANGUAGES
    )
    assert russian == english


def test_both_languages_take_the_same_arguments() -> None:
    different = {key for key in NEEDS["ru"] if NEEDS["ru"][key].args != NEEDS["en"][key].args}
    assert not different


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_opens_with_what_it_is_for(language: str) -> None:
    for file in files(language):
        assert re.match(r"# \S.+\.\n\n", file.read_text("utf-8")), file.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_finds_its_words(language: str) -> None:
    words = Words(TEXTS, language)
    for question in every_question():
        assert_html(words.question(question))
        words.keyboard(question)
        for row in question.buttons:
            for button in row:
                assert not re.search("[<&\n]", words.label(button)), button.label


def test_every_key_in_the_code_has_words_and_what_they_need() -> None:
    said = list(literal_keys())
    assert {each.where for each in said if each.key not in TEXTS.keys["ru"]} == set()
    assert [wrong for each in said for wrong in missing_args(each, [each.key])] == []


def test_every_key_put_together_at_run_time_has_words() -> None:
    assert families() <= set(MEMBERS)
    assert members() <= TEXTS.keys["ru"]


def test_every_refusal_is_given_what_its_words_need() -> None:
    variants = {
        each: [key for key in NEEDS["ru"] if key.partition(".")[0] == f"refusal-{each.key}"] for each in refusals()
    }
    assert [each for each, keys in variants.items() if not keys] == []
    assert [wrong for each, keys in variants.items() for wrong in missing_args(each, keys)] == []


@pytest.mark.parametrize(
    ("name", "parse", "inputs"),
    [
        (
            "not-an-email",
            Email.parse,
            ["a" * 300, "anna", "a@@b.ru", "a b@c.ru", "@c.ru", "a@c", "аnna@c.ru", "a..b@c.ru"],
        ),
        ("not-a-phone", Phone.parse, ["8912", "8" * 20, "номер", "84951234567", "375291234567", "+70001112233"]),
        (
            "not-a-name",
            FullName.parse,
            ["", "Иванова", "Иванова А. С.", "Иванова 7", "Ивaнова Анна", "Иванова- Анна-", "я" * 200 + " Анна"],
        ),
        ("not-a-code", Code.parse, ["12345", "1234567", "код"]),
        (
            "not-a-start",
            lambda typed: parse_start(typed, NOW, ZoneInfo("Europe/Moscow")),
            ["вчера", "завтра", "через 2 дюжины", "31.02 10:00", "завтра 25:00"],
        ),
        ("not-a-link", parse_link, ["Сайт", "Сайт a.ru", "https://a.ru", "я" * 65 + " https://a.ru"]),
        ("not-a-date", lambda typed: BirthDate.parse(typed, date(2026, 3, 7)), ["вчера", "31.02.1985"]),
    ],
)
def test_every_fault_of_an_answer_has_words_of_its_own(
    name: str, parse: Callable[[str], object], inputs: list[str]
) -> None:
    found = set()
    for typed in inputs:
        with pytest.raises(Refusal) as refusal:
            parse(typed)
        assert refusal.value.name == name
        found.add(str(refusal.value.args_of_text["which"]))
    for language in LANGUAGES:
        beginning = f"refusal-{name}."
        assert found == {key.removeprefix(beginning) for key in NEEDS[language] if key.startswith(beginning)}


def test_the_example_of_a_password_is_one_that_is_refused() -> None:
    for language, sample in zip(LANGUAGES, SAMPLES, strict=True):
        shown = [text for key in NEEDS[language] for text in worded(language, key) if EXAMPLE.search(text)]
        assert len(shown) > len(LANGUAGES)
        assert {found for text in shown for found in EXAMPLE.findall(text)} == {sample}


def test_no_text_is_left_over() -> None:
    texts = Heard()
    for language in LANGUAGES:
        for question in every_question():
            Words(texts, language).question(question)
            Words(texts, language).keyboard(question)
    variants = {key for key in TEXTS.keys["ru"] if key.startswith("refusal-") and "." in key}
    used = texts.heard | members() | variants | {each.key for each in literal_keys()}
    assert TEXTS.keys["ru"] - used == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_sound(language: str) -> None:
    for key in NEEDS[language]:
        for text in worded(language, key):
            assert text.strip(), key
            assert_html(text)
            assert text.startswith("<b>") or key not in PROMPTS
        plain = worded(language, key, "Анна", html=False)
        if key not in WITH_HTML:
            assert not [text for text in plain if re.search("[<&]", text)], key
        if key.startswith(("refusal-", "desk-did-", "stale-button", "code-sent-again")):
            assert max(map(len, plain)) <= LONGEST_TOAST, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_mixes_two_alphabets(language: str) -> None:
    for key in NEEDS[language]:
        for text in worded(language, key):
            assert not re.search("[a-z][а-яё]|[а-яё][a-z]", text, re.IGNORECASE), key


def test_what_a_person_typed_stays_harmless() -> None:
    assert TEXTS.say("ru", "as-typed", {"text": "<b>& 7"}) == "&lt;b&gt;&amp; 7"


class Markup(HTMLParser):
    """Telegram takes few tags and wants each one closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "a", "code"}
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_html(text: str) -> None:
    assert not re.search("&(?!(amp|lt|gt|quot);)", text), text
    markup = Markup()
    markup.feed(text)
    markup.close()
    assert markup.open == []
    assert len(text) <= 4096
