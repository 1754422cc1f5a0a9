"""The main job from end to end, by messages, buttons, mails and SMS alone."""

from __future__ import annotations

import re

from tests.conversations.drawn import letter_page
from tests.conversations.test_registration import TAKEN, registered
from tests.town import Person, Town

EMAIL = "anna.smirnova@example.com"
OWN_PASSWORD = "ледоход1985"


async def whole_path(town: Town, anna: Person, boris: Person) -> None:
    """Register, refuse a taken contact, get back in by mail and by phone, be rejected for one file, be approved."""
    await registered(town, anna, EMAIL)
    await fill_in_profile(anna)
    await be_refused_a_taken_contact(boris)
    await sign_out(anna)
    await reset(town, anna, "Email", EMAIL)
    await anna.presses("Позже")
    await anna.hears("72 час")
    await sign_out(anna)
    await reset(town, anna, "Телефон", str(anna.resident.phone))
    await choose_own_password(anna)
    await send_three_singly_and_withdraw(anna)
    await send_an_album(anna)
    await be_rejected_for_the_selfie(town)
    await send_the_selfie_again(anna)
    await be_approved(town)
    await anna.hears("личность подтверждена")


async def fill_in_profile(anna: Person) -> None:
    await anna.says("смирнова анна петровна")
    await anna.hears("Дата рождения")
    await anna.says("7 марта 1985")
    await anna.hears("Пол")
    await anna.presses("Женский")
    await anna.hears("Тип документа")
    await anna.presses("Паспорт РФ")
    await anna.hears("Серия документа")
    await anna.says("45 08")
    await anna.hears("Номер документа")
    await anna.says("123456")
    await anna.hears("Смирнова Анна Петровна", "07.03.1985")
    await anna.presses("Сохранить")
    await anna.hears("процесс регистрации в ЛК завершён")


async def be_refused_a_taken_contact(boris: Person) -> None:
    await boris.says("/register")
    await boris.hears("E-MAIL")
    await boris.says(EMAIL)
    await boris.hears("ТЕЛЕФОН")
    await boris.presses("Поделиться номером")
    await boris.hears("ПАРОЛЬ")
    await boris.says("листопад59")
    await boris.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await boris.says("листопад59")
    await boris.hears("отметьте оба согласия")
    await boris.presses("☐ Я согласен")
    await boris.hears("отметьте оба согласия")
    await boris.presses("☐ Даю согласие")
    await boris.hears("отметьте оба согласия")
    await boris.presses("ЗАРЕГИСТРИРОВАТЬСЯ")
    await boris.hears(TAKEN)
    await boris.presses("Забыли пароль?")
    await boris.hears("ТИП КОНТАКТА")


async def sign_out(anna: Person) -> None:
    await anna.says("/logout")
    await anna.hears("Е-ОСАГО")


async def reset(town: Town, anna: Person, kind: str, contact: str) -> None:
    """«Забыли пароль?» by a kind of contact, and in again with the password that was sent."""
    arrived = town.mail.letters if kind == "Email" else town.sms.messages
    before = len(arrived)
    await anna.says("/reset")
    await anna.hears("ТИП КОНТАКТА")
    await anna.presses(kind)
    await anna.hears("Шаг 2")
    await anna.says(contact)
    await anna.hears("КОД ПОДТВЕРЖДЕНИЯ")
    await town.until(lambda: len(arrived) > before, "the new password")
    text = str(arrived[-1].text)
    await anna.says(town.code_in(text))
    await anna.hears("Для входа используйте новый пароль, который был отправлен вам вместе с кодом подтверждения")
    await anna.presses(kind)
    await anna.hears("Шаг 2")
    await anna.says(contact)
    await anna.hears("ПАРОЛЬ")
    sent = re.search(r"(?<!\w)(?=\w*[a-zA-Z])(?=\w*\d)\w{14}(?!\w)", text)
    assert sent is not None
    await anna.says(sent[0])
    await anna.hears("Свой пароль")
    assert not anna.sees(sent[0])


async def choose_own_password(anna: Person) -> None:
    await anna.says(OWN_PASSWORD)
    await anna.hears("ПОВТОРИТЕ ПАРОЛЬ")
    await anna.says(OWN_PASSWORD)
    await anna.hears("Новый пароль действует")
    assert not anna.sees(OWN_PASSWORD)


async def send_three_singly_and_withdraw(anna: Person) -> None:
    await anna.says("/verify")
    await anna.hears("☐ Скан паспорта", "☐ Селфи с паспортом")
    await anna.presses("Селфи с паспортом")
    await anna.hears("Селфи с паспортом")
    await anna.sends(("a.jpg", letter_page(1), "image/jpeg"))
    await anna.hears("☐ Скан паспорта", "☐ Фото паспорта (последняя страница)")
    await anna.sends(("последняя.jpg", letter_page(2), "image/jpeg"), kind="document")
    await anna.hears("последняя.jpg", "☐ Скан паспорта")
    await anna.sends(("СКАН_паспорта.jpg", letter_page(3), "image/jpeg"), kind="document")
    await send_off(anna, files=3)
    await anna.says("/verify")
    await anna.presses("Отозвать заявку")
    await anna.hears("отозвана")


async def send_an_album(anna: Person) -> None:
    await anna.says("/verify")
    await anna.hears("☐ Скан паспорта")
    await anna.sends(*[(f"{number}.jpg", letter_page(number), "image/jpeg") for number in range(3)])
    await send_off(anna, files=3)


async def be_rejected_for_the_selfie(town: Town) -> None:
    await town.olga.hears("Заявка № 2", "Смирнова Анна Петровна")
    await town.olga.presses("Взять в работу")
    await town.olga.hears("В работе: Ольга")
    await town.olga.presses("Отклонить")
    await town.olga.presses("Селфи с паспортом")
    await town.olga.presses("Нерезко")
    await town.olga.hears("Клиент уже знает")


async def send_the_selfie_again(anna: Person) -> None:
    await anna.presses("Дополнить заявку")
    asked = await anna.hears("☐ Селфи с паспортом")
    assert "☐ Скан паспорта" not in asked["text"]
    await anna.sends(("selfie.jpg", letter_page(7), "image/jpeg"))
    await send_off(anna, files=1)


async def send_off(anna: Person, files: int) -> None:
    """«Отправить» of the list in which all the files are, not of an older one."""

    def complete() -> bool:
        return anna.screen()[-1].get("text", "").count(" MB ") == files

    await anna.town.until(complete, f"a list with {files} files")
    await anna.presses("Отправить")
    await anna.hears("Ваша заявка рассматривается, ответ будет дан в течение суток.")


async def be_approved(town: Town) -> None:
    """By whoever sees the card; one that may have been lost in a crash is announced, and shown on demand."""

    def announced_or_shown() -> str | None:
        for message in reversed(town.petr.screen()):
            if "Заявка № 3" in message.get("text", "") and "reply_markup" in message:
                return "Одобрить"
            if "заявки № 3" in message.get("text", "") and "reply_markup" in message:
                return "Показать карточку"
        return None

    if await town.until(announced_or_shown, "a card") == "Показать карточку":
        await town.petr.presses("Показать карточку")
        await town.petr.hears("Заявка № 3")
    await town.petr.presses("Одобрить")
