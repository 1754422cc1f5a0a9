"""What may be a password, what is too easy to guess, and what the bot makes up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from account.contacts import Email, Phone
from account.names import FullName
from account.passwords import Password, PasswordHash, generate_password, refuse_common, refuse_personal
from account.refusals import Refusal
from tests.rules.hostile import ANY_TEXT, HUGE, fuzzed, refuses_or_takes, refuses_soon


def refuse_annas_own(password: Password) -> None:
    refuse_personal(
        password,
        email=Email("anna.petrova85@mail.ru"),
        phone=Phone("+79161234567"),
        name=FullName("Щербакова", "Анна", "Юрьевна"),
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("tree57", "tree57"),
        ("дерево57", "дерево57"),
        ("Дерево tree 5", "Дерево tree 5"),
        ("a1!@#$%^&*()_+№", "a1!@#$%^&*()_+№"),
        ("tree🌳57", "tree🌳57"),
        ("  tree57\n", "tree57"),
        ("и\u0306од-2345", "йод-2345"),
        ("a1" * 64, "a1" * 64),
    ],
)
def test_a_password_is_taken(typed: str, kept: str) -> None:
    assert Password.parse(typed).reveal() == kept
    assert Password.parse(typed) == Password.parse(kept) == Password(kept)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", Refusal("password-too-short", shortest=6)),
        ("tree5", Refusal("password-too-short", shortest=6)),
        ("     tree5    ", Refusal("password-too-short", shortest=6)),
        ("a1" * 64 + "b", Refusal("password-too-long", longest=128)),
        ("123456", Refusal("password-no-letter")),
        ("!!!!!!7", Refusal("password-no-letter")),
        ("дерево", Refusal("password-no-digit")),
        ("tree-tree", Refusal("password-no-digit")),
        ("дерево٣", Refusal("password-no-digit")),
        ("δένδρο57", Refusal("password-other-letters")),
        ("tree57木", Refusal("password-other-letters")),
        ("tree\n5757", Refusal("password-unprintable")),
        ("tree\x005757", Refusal("password-unprintable")),
        ("tree\u200b5757", Refusal("password-unprintable")),
        ("tree\ud8005757", Refusal("password-unprintable")),
    ],
)
def test_a_refused_password_hears_which_rule_failed(typed: str, refusal: Refusal) -> None:
    with pytest.raises(Refusal) as refused:
        Password.parse(typed)
    assert refused.value == refusal


def test_a_password_is_not_printed_by_accident() -> None:
    password = Password.parse("tree57")
    assert f"{password} {password!r}" == "Password(…) Password(…)"
    assert f"{PasswordHash('tree57')}" == "PasswordHash(…)"
    assert password != Password.parse("tree58")


@pytest.mark.parametrize("junk", ["", "tree5", " tree57", "tree57\n", "и\u0306од-2345"])
def test_no_malformed_password_exists(junk: str) -> None:
    with pytest.raises(ValueError, match="not a password"):
        Password(junk)


@pytest.mark.parametrize(
    "typed",
    [
        *("qwerty123", "QWERTY123", "password1", "Password1!", "1q2w3e4r", "123qwe", "a123456", "abc123", "dragon1985"),
        *(
            "йцукен123",
            "Йцукен1",
            "1й2ц3у4к",
            "123йцу",
            "пароль1",
            "Пароль123",
            "привет777",
            "любовь2024",
            "k.,jdm2024",
        ),
        *(
            "gfhjkm12345",
            "Наташа1990",
            "максим1",
            "россия1",
            "privet123",
            "parol123",
            "lubov123",
            "полис123",
            "йцукен12!",
        ),
    ],
)
def test_a_common_password_is_refused_in_either_layout(typed: str) -> None:
    with pytest.raises(Refusal, match="password-common"):
        refuse_common(Password.parse(typed))


@pytest.mark.parametrize("typed", ["сирень7вечер", "Сирень7Вечер", "lilac7evening", "cbhtym7dtxth"])
def test_the_example_of_the_texts_is_refused_in_either_layout(typed: str) -> None:
    with pytest.raises(Refusal, match="password-sample"):
        refuse_common(Password.parse(typed))


@pytest.mark.parametrize(
    "typed", ["kR7mWq3TzH", "зелёный-чай-48", "correct horse 7 battery", "привет7193204", "qwerty8305716", "а5б7в9г2д4"]
)
def test_an_uncommon_password_is_left_alone(typed: str) -> None:
    refuse_common(Password.parse(typed))


@pytest.mark.parametrize(
    ("typed", "of"),
    [
        ("anna.petrova85", "email"),
        ("AnnaPetrova1985", "email"),
        ("petrova1", "email"),
        ("зуекщмф85", "email"),  # «petrova» in the other layout
        ("Петрова_1985", "email"),
        ("89161234567a", "phone"),
        ("a+7(916)123-45-67", "phone"),
        ("q1234567", "phone"),
        ("q916123", "phone"),
        ("Щербакова1", "name"),
        ("щербакова_1985!", "name"),
        ("Shcherbakova1", "name"),
        ("scherbakova85", "name"),
        ("Sherbakova-85", "name"),
        ("Oth,frjdf1", "name"),  # «Щербакова» in the Latin layout
        ("ЮрьевнаЩербакова7", "name"),
        ("Yurievna1985", "name"),
        ("jurjevna1985", "name"),
    ],
)
def test_a_password_made_of_its_owner_is_refused(typed: str, of: str) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_annas_own(Password.parse(typed))
    assert refused.value == Refusal("password-personal", of=of)


@pytest.mark.parametrize("typed", ["Щербакова-любит-чай-7", "horse-1234567-staple", "kR7mWq3TzH", "savanna-rain-31"])
def test_a_password_with_words_of_its_own_is_left_alone(typed: str) -> None:
    refuse_annas_own(Password.parse(typed))


def test_a_mailbox_named_by_a_number_is_no_password_either() -> None:
    with pytest.raises(Refusal, match="password-personal"):
        refuse_personal(Password.parse("a9031112233"), email=Email("9031112233@mail.ru"), phone=None, name=None)


def test_nothing_is_personal_while_nobody_is_known() -> None:
    refuse_personal(Password.parse("Щербакова1"), email=None, phone=None, name=None)


def test_generated_passwords_keep_every_rule() -> None:
    passwords = {generate_password() for _ in range(300)}
    assert len(passwords) == 300
    for password in passwords:
        assert Password.parse(password.reveal()) == password
        assert len(password.reveal()) == 14
        assert not set(password.reveal()) & set("0Oo1lI")
        refuse_common(password)


@pytest.mark.parametrize("length", [0, 11, 129])
def test_a_generated_password_has_a_sensible_length(length: int) -> None:
    with pytest.raises(ValueError, match="12 to 128"):
        generate_password(length)


@fuzzed
@given(st.one_of(ANY_TEXT, st.text(st.sampled_from("aЯё1 \u0301\u0306и"), min_size=4, max_size=140)))
def test_any_text_is_a_password_or_refused(text: str) -> None:
    if password := refuses_or_takes(Password.parse, text):
        assert Password.parse(password.reveal()) == password
        assert password.reveal() not in repr(password)
        refuses_or_takes(lambda _: refuse_common(password), "")
        refuses_or_takes(lambda _: refuse_annas_own(password), "")


@pytest.mark.parametrize("text", HUGE, ids=lambda text: ascii(text[:4]))
def test_a_megabyte_is_refused_at_once(text: str) -> None:
    refuses_soon(Password.parse, text)
