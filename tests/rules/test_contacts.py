"""E-mail addresses and mobile numbers in every notation people type."""

from __future__ import annotations

import pickle

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from account.contacts import Email, Phone
from account.refusals import Refusal
from tests.rules.hostile import ANY_TEXT, HUGE, fuzzed, refuses_or_takes, refuses_soon


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("anna@mail.ru", "anna@mail.ru"),
        ("  Anna.Petrova@MAIL.Ru \n", "Anna.Petrova@mail.ru"),
        ("anna@mail.ru.", "anna@mail.ru"),
        ("anna@mail.ru,", "anna@mail.ru"),
        ("mailto:anna@mail.ru", "anna@mail.ru"),
        ("MAILTO:anna@mail.ru?subject=Привет", "anna@mail.ru"),
        ("<anna@mail.ru>", "anna@mail.ru"),
        ("Анна Петрова <anna@mail.ru>", "anna@mail.ru"),
        ("\u200banna@\u2060mail.ru\ufeff", "anna@mail.ru"),
        ("anna+bot@mail.ru", "anna+bot@mail.ru"),
        ("anna@почта.рф", "anna@xn--80a1acny.xn--p1ai"),
        ("anna@ПОЧТА.РФ", "anna@xn--80a1acny.xn--p1ai"),
        ("anna@example.test", "anna@example.test"),
        ("x" * 64 + "@mail.ru", "x" * 64 + "@mail.ru"),
    ],
)
def test_an_address_is_taken_and_put_in_order(typed: str, stored: str) -> None:
    assert str(Email.parse(typed)) == stored
    assert Email.parse(stored) == Email(stored) == Email.parse(typed)


@pytest.mark.parametrize(
    ("typed", "which"),
    [
        ("", "no-at"),
        ("anna", "no-at"),
        ("anna.mail.ru", "no-at"),
        ("@mail.ru", "no-name"),
        ("anna@", "no-domain"),
        ("anna@mail", "no-domain"),
        ("anna@mail,ru", "no-domain"),
        ("anna@@mail.ru", "two-ats"),
        ("anna@mail.ru, olga@mail.ru", "two-ats"),
        ("anna petrova@mail.ru", "space"),
        ("anna@ mail.ru", "space"),
        ("анна@mail.ru", "cyrillic"),
        ("аnna@mail.ru", "cyrillic"),
        ("anna@mаil.ru", "cyrillic"),
        ("anna@mail..ru", "other"),
        (".anna@mail.ru", "other"),
        ("anna@-mail.ru", "other"),
        ("anna@[10.0.0.1]", "other"),
        ("anna@1.2.3.4", "other"),
        ("anna\ud800@mail.ru", "other"),
        ("x" * 65 + "@mail.ru", "too-long"),
        ("anna@" + "a.b." * 70 + "ru", "too-long"),
    ],
)
def test_a_refused_address_hears_what_is_wrong(typed: str, which: str) -> None:
    with pytest.raises(Refusal) as refused:
        Email.parse(typed)
    assert refused.value == Refusal("not-an-email", which=which)


@pytest.mark.parametrize(
    "typed",
    [
        "89161234567",
        "8 (916) 123-45-67",
        "8-916-123-45-67",
        "8.916.123.45.67",
        "8 916 123–45–67",
        "+7 916 123 45 67",
        "+7\u00a0(916)\u00a0123\u201145\u201167",
        "79161234567",
        "9161234567",
        "916 123-45-67",
        "+89161234567",
        "tel:+79161234567",
        "８９１６１２３４５６７",
        " \u202a+79161234567\u202c ",
    ],
)
def test_a_russian_mobile_is_read_in_every_usual_notation(typed: str) -> None:
    assert Phone.parse(typed) == Phone("+79161234567")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("+375 29 123-45-67", "+375291234567"),
        ("+44 7911 123456", "+447911123456"),
        ("8 10 44 7911 123456", "+447911123456"),
        ("+1 650 253 0000", "+16502530000"),
        ("87011234567", "+77011234567"),
    ],
)
def test_a_foreign_mobile_is_read_with_its_plus(typed: str, stored: str) -> None:
    assert str(Phone.parse(typed)) == stored


@pytest.mark.parametrize(
    ("typed", "which"),
    [
        ("", "unknown"),
        ("мой телефон", "letters"),
        ("8916CALLNOW", "letters"),
        ("89161234567 доб. 5", "letters"),
        ("123", "too-short"),
        ("8916123456", "too-short"),
        ("916123456", "too-short"),
        ("+7916123456", "too-short"),
        ("891612345678", "too-long"),
        ("+791612345678", "too-long"),
        ("89161234567 89161234567", "too-long"),
        ("84951234567", "not-mobile"),
        ("8 800 555-35-35", "not-mobile"),
        ("+44 20 7946 0958", "not-mobile"),
        ("375291234567", "no-plus"),
        ("998901234567", "no-plus"),
        ("++79161234567", "unknown"),
        ("+99912345678", "unknown"),
        ("8*916*1234567", "unknown"),
    ],
)
def test_a_refused_number_hears_what_is_wrong(typed: str, which: str) -> None:
    with pytest.raises(Refusal) as refused:
        Phone.parse(typed)
    assert refused.value == Refusal("not-a-phone", which=which)


@pytest.mark.parametrize("shared", ["375291234567", "+375291234567"])
def test_a_shared_contact_is_international_with_or_without_plus(shared: str) -> None:
    assert Phone.of_shared_contact(shared) == Phone("+375291234567")


def test_contacts_are_shown_masked_and_never_printed_by_accident() -> None:
    email, phone = Email("anna@mail.ru"), Phone("+79161234567")
    assert (email.kind, phone.kind) == ("email", "phone")
    assert (email.masked, Email("a@mail.ru").masked) == ("a•••@mail.ru", "•••@mail.ru")
    assert (phone.masked, phone.pretty) == ("+7 ••• •••-45-67", "+7 916 123-45-67")
    assert (repr(email), repr(phone)) == ("Email(…)", "Phone(…)")
    assert Email.parse("anna@почта.рф").pretty == "anna@почта.рф"


def test_a_capital_typed_by_the_keyboard_is_the_same_mailbox() -> None:
    assert Email("Anna@mail.ru").key == Email("anna@mail.ru").key


@pytest.mark.parametrize("junk", ["", "anna", "anna@MAIL.RU", "anna@mail.ru ", "anna@mail.ru\n", "анна@mail.ru"])
def test_no_malformed_address_exists(junk: str) -> None:
    with pytest.raises(ValueError, match="canonical"):
        Email(junk)


@pytest.mark.parametrize("junk", ["", "89161234567", "+7 9161234567", "+79161234567\n", "+0916123456"])
def test_no_malformed_number_exists(junk: str) -> None:
    with pytest.raises(ValueError, match=r"E\.164"):
        Phone(junk)


@fuzzed
@given(
    st.one_of(ANY_TEXT, st.from_regex(r"<?[A-Za-z0-9._+-]{1,9}@[A-Za-z0-9а-я.-]{1,9}\.(ru|РФ|de)>?", fullmatch=True))
)
def test_any_text_is_an_address_or_refused(text: str) -> None:
    if email := refuses_or_takes(Email.parse, text):
        assert Email.parse(str(email)) == email == pickle.loads(pickle.dumps(email))  # noqa: S301 - its own bytes
        assert Email.parse(email.pretty) == email
        assert str(email) not in repr(email)


@fuzzed
@given(st.one_of(ANY_TEXT, st.from_regex(r"\+?[0-9 ()-]{5,18}", fullmatch=True)))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    if phone := refuses_or_takes(Phone.parse, text):
        assert Phone.parse(str(phone)) == phone == Phone.parse(phone.pretty)


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS - {"TA"}))  # Tristan da Cunha has none
def test_mobiles_of_every_country_survive_a_round_trip(region: str) -> None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    assert example is not None
    typed = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    phone = Phone.parse(typed)
    assert Phone.parse(str(phone)) == phone


@pytest.mark.parametrize("text", HUGE, ids=lambda text: ascii(text[:4]))
def test_a_megabyte_is_refused_at_once(text: str) -> None:
    refuses_soon(Email.parse, text)
    refuses_soon(Phone.parse, text)
