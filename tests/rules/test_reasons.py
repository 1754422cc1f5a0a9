"""The catalogue of reasons: what it holds, of which files and documents they are said, and how strictly it is read."""

from __future__ import annotations

import re

import pytest

from account.desk.reasons import REASONS, ReasonsError, apart, for_colleagues, for_customer, own, read, reasons_for
from account.documents import DOCUMENT_TYPES
from account.people import LANGUAGES
from account.requests import Slot

SOUND = {
    "order": "1",
    "label": '"Мято"',
    "customer": '{ ru = "смято.", en = "creased." }',
    "note": '"разгладить"',
    "slots": '["scan"]',
    "documents": '["passport-rf"]',
}
LONGEST_LABEL, LONGEST_WORDS, LONGEST_NOTE = 24, 200, 120


def entry(key: str = "creased", **changed: str | None) -> str:
    fields = {name: value for name, value in (SOUND | changed).items() if value is not None}
    return f"[{key}]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items())


def labels(slots: list[Slot], document: str | None) -> set[str]:
    return {reason.key for reason in reasons_for(slots, document)}


def test_a_reason_is_read_as_it_is_written() -> None:
    (reason,) = read(entry()).values()
    assert (reason.key, reason.order, reason.label, reason.note) == ("creased", 1, "Мято", "разгладить")
    assert reason.customer == {"ru": "смято.", "en": "creased."}
    assert reason.applies([Slot.SCAN], "passport-rf")
    assert reason.applies([Slot.SCAN], None)
    assert not reason.applies([Slot.SCAN, Slot.SELFIE], "passport-rf")
    assert not reason.applies([Slot.SCAN], "military-id")


def test_what_is_not_limited_can_be_said_of_everything() -> None:
    (reason,) = read(entry(slots=None, documents=None)).values()
    assert (reason.slots, reason.documents) == (frozenset(Slot), frozenset(DOCUMENT_TYPES))


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"slots": '["scan", "back"]'}, "back"),
        ({"slots": "[]"}, "not among"),
        ({"slots": '"scan"'}, "not among"),
        ({"documents": '["passport"]'}, "passport"),
        ({"customer": '{ ru = "смято." }'}, "en"),
        ({"customer": '{ ru = "смято.", en = "creased.", de = "zerknittert." }'}, "only"),
        ({"customer": '{ ru = "смято.", en = " " }'}, "empty"),
        ({"customer": '"смято"'}, "for the customer"),
        ({"label": '""'}, "empty"),
        ({"label": "7"}, "texts"),
        ({"note": None}, "note"),
        ({"order": '"first"'}, "number"),
        ({"colour": '"red"'}, "allowed"),
        ({"order": "= 1"}, "TOML"),
    ],
)
def test_a_wrong_entry_is_an_error_that_names_it(changed: dict[str, str | None], complaint: str) -> None:
    with pytest.raises(ReasonsError, match=complaint):
        read(entry(**changed))


def test_two_reasons_do_not_stand_at_one_place() -> None:
    with pytest.raises(ReasonsError, match="order"):
        read(entry("one") + entry("two"))


def test_the_buttons_come_in_the_order_of_the_file() -> None:
    assert [reason.order for reason in REASONS.values()] == list(range(1, len(REASONS) + 1))


def test_the_reasons_differ_by_file_and_by_document() -> None:
    assert "no-face" in labels([Slot.SELFIE], "passport-rf")
    assert "no-face" not in labels([Slot.SCAN], "passport-rf")
    assert {"exchange-due"} <= labels([Slot.SCAN], "passport-rf") <= set(REASONS) - {"expired", "no-translation"}
    assert {"expired", "no-machine-lines"} <= labels([Slot.SCAN], "foreign-passport-rf")
    assert not {"expired", "exchange-due"} & labels([Slot.SCAN], "military-id")
    assert not {"expired", "exchange-due"} & labels([Slot.LAST_PAGE], "foreign-passport")
    assert {"wrong-page", "wrong-side"} & labels([Slot.LAST_PAGE], "temporary-id") == {"wrong-side"}
    assert labels(list(Slot), "passport-rf") == {
        *("blurred", "glare", "dark", "cut-off", "not-readable", "wrong-document", "other-person", "retouched")
    }


@pytest.mark.parametrize("document", [*DOCUMENT_TYPES, None])
def test_for_every_file_of_every_document_there_is_something_to_say(document: str | None) -> None:
    for slot in Slot:
        offered = reasons_for([slot], document)
        assert len(offered) >= 8
        assert len({reason.label for reason in offered}) == len(offered)


def test_every_reason_is_short_sound_and_one_line() -> None:
    for reason in REASONS.values():
        assert re.fullmatch("[a-z]+(-[a-z]+)*", reason.key)
        assert len(reason.label) <= LONGEST_LABEL
        assert len(reason.note) <= LONGEST_NOTE
        assert set(reason.customer) == set(LANGUAGES)
        for words in reason.customer.values():
            assert words.endswith(".")
            assert len(words) <= LONGEST_WORDS
        for words in (reason.label, reason.note, *reason.customer.values()):
            assert words == words.strip()
            assert "\n" not in words
            assert not re.search("[a-z][а-яё]|[а-яё][a-z]", words, re.IGNORECASE), words
        assert not re.search("[а-яё]", reason.customer["en"], re.IGNORECASE)


def test_own_words_are_for_both_and_their_note_is_for_colleagues() -> None:
    reason = own("Нет <печати>: см. стр. 2")
    assert [for_customer(reason, language) for language in LANGUAGES] == ["Нет <печати>: см. стр. 2"] * 2
    assert (for_colleagues(reason, None), for_colleagues(reason, "звонил")) == ("", "звонил")
    assert for_customer("blurred", "en").startswith("the picture is not sharp")
    assert for_colleagues("blurred", None) == REASONS["blurred"].note


@pytest.mark.parametrize(
    ("written", "told", "noted"),
    [
        ("Нет печати", "Нет печати", ""),
        ("// звонил\nНет печати\n //дважды", "Нет печати", "звонил\nдважды"),
        ("Смотри https://lk.soglasie.ru/ // тут", "Смотри https://lk.soglasie.ru/ // тут", ""),
        ("//звонил", "", "звонил"),
        ("//\n\n", "", ""),
        ("  \n ", "", ""),
        ("раз\n\nдва\r\n//три", "раз\n\nдва", "три"),
    ],
)
def test_lines_behind_two_strokes_are_for_colleagues(written: str, told: str, noted: str) -> None:
    assert apart(written) == (told, noted)
