"""E-mails and phones as people type and share them, as the talk goes."""

from __future__ import annotations

import pytest

from tests.conversations.walks import to_email, to_phone
from tests.town import Person, Town

pytestmark = pytest.mark.town(shared=True)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("anna", "нет знака @"),
        ("anna@@example.ru", "один знак @"),
        ("anna smirnova@example.ru", "не должно быть пробелов"),
        ("@example.ru", "Не хватает имени"),
        ("anna@example", "нужен сайт почты с точкой"),
        ("анна@example.ru", "русские буквы"),
        ("a" * 4000 + "@example.ru", "слишком длинный"),
    ],
)
async def test_an_email_that_does_not_fit_hears_why_with_an_example(anna: Person, typed: str, wrong: str) -> None:
    await to_email(anna)
    await anna.says(typed)
    await anna.hears(wrong, "anna@example.ru", "E-MAIL")


async def test_an_email_is_trimmed_and_its_domain_is_lower_case(anna: Person) -> None:
    await to_email(anna)
    await anna.says("  Anna.Smirnova@EXAMPLE.Com ")
    await anna.hears("E-mail: Anna.Smirnova@example.com", "ТЕЛЕФОН")


@pytest.mark.parametrize(
    "typed",
    ["89161234567", "+79161234567", "+7 (916) 123-45-67", "8 916 123 45 67", "7 916 1234567", "916-123-45-67"],
)
async def test_a_phone_is_taken_in_any_usual_notation(anna: Person, typed: str) -> None:
    await to_phone(anna)
    await anna.says(typed)
    await anna.hears("Телефон: +7 916 123-45-67", "ПАРОЛЬ")


async def test_a_number_of_another_country_is_taken_with_its_plus(anna: Person) -> None:
    await to_phone(anna)
    await anna.says("+375 29 123-45-67")
    await anna.hears("ПАРОЛЬ")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("12345", "не хватает цифр"),
        ("8 916 123 45 67 89 00", "лишние цифры"),
        ("мой номер", "только цифры"),
        ("8 495 123-45-67", "Нужен мобильный"),
        ("9" * 4096, "лишние цифры"),
    ],
)
async def test_a_phone_that_does_not_fit_hears_why_with_an_example(anna: Person, typed: str, wrong: str) -> None:
    await to_phone(anna)
    await anna.says(typed)
    await anna.hears(wrong, "+7 912 345-67-89", "ТЕЛЕФОН")


async def test_another_persons_contact_is_refused(anna: Person, boris: Person) -> None:
    await to_phone(anna)
    await anna.shares_contact(of=boris)
    await anna.hears("контакт другого человека", "+7 912 345-67-89", "ТЕЛЕФОН")


async def test_a_forwarded_own_contact_is_refused_too(anna: Person, town: Town) -> None:
    """Forwarding proves nothing: the card may come from anywhere."""
    await to_phone(anna)
    card = town.world.share_contact(anna.resident)
    await anna.hears("ПАРОЛЬ")
    await anna.presses("Назад")
    await anna.hears("ТЕЛЕФОН")
    town.world.forward(anna.resident, card["message_id"])
    await anna.hears("контакт другого человека", "ТЕЛЕФОН")
