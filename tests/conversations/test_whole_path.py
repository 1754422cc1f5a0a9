"""The main job from end to end: a newcomer registers, gets back in, and is verified."""

from __future__ import annotations

from tests.conversations.drawn import letter_page
from tests.conversations.test_registration import EMAIL, registered
from tests.town import Person, Town


async def with_profile(town: Town, person: Person) -> None:
    await registered(town, person)
    await person.says("смирнова анна петровна")
    await person.hears("Дата рождения")
    await person.says("7 марта 1985")
    await person.hears("Пол")
    await person.presses("Женский")
    await person.hears("Тип документа")
    await person.presses("Паспорт РФ")
    await person.hears("Серия документа")
    await person.says("45 08")
    await person.hears("Номер документа")
    await person.says("123456")
    await person.hears("Смирнова Анна Петровна", "07.03.1985")
    await person.presses("Сохранить")
    await person.hears("процесс регистрации в ЛК завершён")


async def test_from_newcomer_to_verified(anna: Person, town: Town) -> None:
    await with_profile(town, anna)

    await anna.presses("Выйти")
    await anna.hears("Е-ОСАГО")
    await anna.presses("Забыли пароль?")
    await anna.presses("Email")
    await anna.says(EMAIL)
    await anna.hears("КОД ПОДТВЕРЖДЕНИЯ")
    letter = await town.last_mail(EMAIL, 2)
    await anna.says(town.code_in(letter.text))
    await anna.hears("Для входа используйте новый пароль, который был отправлен вам вместе с кодом подтверждения")
    await anna.presses("Email")
    await anna.says(EMAIL)
    await anna.hears("ПАРОЛЬ")
    sent = next(word for word in letter.text.split() if len(word) == 14 and word.isalnum())
    await anna.says(sent)
    await anna.presses("Позже")

    await anna.says("/verify")
    await anna.hears("Скан паспорта")
    for number in range(3):
        await anna.sends((f"{number}.jpg", letter_page(number), "image/jpeg"))
        await anna.hears("Скан паспорта")
        await town.acknowledged()
    await anna.presses("Отправить")
    await anna.hears("Ваша заявка рассматривается, ответ будет дан в течение суток.")

    await town.olga.hears("Смирнова Анна Петровна")
    await town.olga.presses("Взять в работу")
    await town.olga.hears("Ольга")
    await town.olga.presses("Отклонить")
    await town.olga.presses("Селфи с паспортом")
    await town.olga.presses("Нерезко")
    await anna.hears("Селфи с паспортом")
    await anna.presses("Дополнить заявку")
    await anna.hears("Селфи с паспортом")
    await anna.sends(("selfie.jpg", letter_page(7), "image/jpeg"))
    await anna.hears("Селфи с паспортом")
    await anna.presses("Отправить")
    await anna.hears("Ваша заявка рассматривается")
    await town.petr.presses("Одобрить")
    await anna.hears("подтвержд")
